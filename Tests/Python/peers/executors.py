"""The same sweep by local processes, submitit's local executor and Ray: equal weights, run for run.

usage: executors.py [RUNS]     (HEAVISIDE names the program; submitit and ray come from PyPI)
"""
import concurrent.futures
import multiprocessing
import os
import sys
import tempfile

import ray
import ray.util.multiprocessing
import submitit

import heaviside as hv


class Remote:
    """What Ray has, as submit(function, *arguments) with result()."""

    class Answer:
        def __init__(self, reference):
            self.reference = reference

        def result(self):
            return ray.get(self.reference)

    def submit(self, function, *arguments):
        return self.Answer(ray.remote(function).remote(*arguments))


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    grid = {"network.1.dense": [8, 12, 17, 34]}
    with tempfile.TemporaryDirectory() as folder:

        def hashes(name, executor):
            found = hv.sweep("autoencoder-study", grid, seeds=range(1, runs // 4 + 1), length=17, set={"epochs": 2000},
                             out=f"{folder}/{name}", executor=executor, parts=8, threads=1)
            print(name, found.status["done"], "runs", flush=True)
            return found.table["weightsSHA256"].tolist()

        expected = hashes("alone", None)
        assert len(set(expected)) == runs, len(set(expected))
        with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
            assert hashes("processes", processes) == expected
        local = submitit.AutoExecutor(f"{folder}/logs", cluster="local")
        local.update_parameters(timeout_min=10, cpus_per_task=1)
        assert hashes("submitit", local) == expected
        # Its workers have the environment of this process, and would yield to all others of a busy machine.
        os.environ.setdefault("RAY_worker_niceness", "0")
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
        assert hashes("ray", Remote()) == expected
        with ray.util.multiprocessing.Pool(2) as pool:
            assert hashes("ray-pool", pool) == expected
        ray.shutdown()
        print(f"submitit {submitit.__version__}, ray {ray.__version__}: {runs} equal hashes each")


if __name__ == "__main__":
    main()
