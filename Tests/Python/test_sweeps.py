"""Sweeps from Python: local, by executors, as tables."""
import concurrent.futures
import multiprocessing
import os
import pathlib
import tempfile
import unittest

import numpy as np

import heaviside as hv

RATE = "optimizer.rmsProp.learningRate"
GRID = {RATE: {"from": 1e-4, "to": 1e-2, "count": 3, "log": True}, "network.1.dense": np.array([4, 5])}


class MapOnly:
    """An executor that has nothing but map, whose answers are values."""

    def map(self, function, items):
        return [function(item) for item in items]


class SweepTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name)

    def sweep(self, name, spec="autoencoder-study", **options):
        more = {"seeds": range(1, 4), "length": 5, "set": {"epochs": 20}, "goal": {"loss": {"most": 10}}} | options
        return hv.sweep(spec, GRID, out=self.out / name, **more)

    def test_executors_have_the_same_weights(self):
        whole = self.sweep("local", threads=2)
        self.assertEqual((whole.status["done"], whole.status["runs"]), (18, 18))
        hashes = whole.table["weightsSHA256"].tolist()
        self.assertEqual(len(set(hashes)), 18)
        with concurrent.futures.ThreadPoolExecutor(3) as threads:
            self.assertEqual(self.sweep("threads", executor=threads).table["weightsSHA256"].tolist(), hashes)
        with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as processes:
            one = self.sweep("processes", executor=processes, parts=5)
        self.assertEqual((one.status["parts"], one.table["weightsSHA256"].tolist()), (5, hashes))
        self.assertEqual(self.sweep("map", executor=MapOnly(), parts=4).table["weightsSHA256"].tolist(), hashes)
        # Once more, nothing is left to do.
        self.assertEqual(self.sweep("local").table["seconds"].tolist(), whole.table["seconds"].tolist())

    def test_files_beside_its_folder_are_left_alone(self):
        mine = self.out / "mine.yaml"
        mine.write_text("my notes")
        self.sweep("mine")
        self.assertEqual(mine.read_text(), "my notes")

    def test_a_table_has_numbers_and_text(self):
        found = self.sweep("table", measure=["loss", "heldOut.loss"])
        table = found.table
        self.assertEqual(table["id"].tolist(), list(range(18)))
        self.assertEqual(sorted(set(table[f"spec.{RATE}"].tolist())), [1e-4, 1e-3, 1e-2])
        self.assertEqual(table["spec.network.1.dense"].dtype, np.int64)
        self.assertTrue(np.isnan(table["heldOut.loss"]).all())
        self.assertEqual(set(table["status"].tolist()), {"finished"})
        self.assertEqual(set((table["success"] == 1).tolist()), {True, False})
        self.assertEqual((table["success"] == 1).tolist(), (table["loss"] <= 10).tolist())

    def test_a_network_is_the_run_of_its_values(self):
        found = self.sweep("network")
        run = hv.train("autoencoder-study", length=5, epochs=20, seed=2, keep=False,
                       set={RATE: 1e-3, "network.1.dense": 4})
        row = [k for k in range(18) if found.table["seed"][k] == 2 and found.table[f"spec.{RATE}"][k] == 1e-3
               and found.table["spec.network.1.dense"][k] == 4]
        self.assertEqual(found.table["weightsSHA256"][row[0]], run.measures["weightsSHA256"])
        for name, values in run.weights.items():
            self.assertEqual(found.network(row[0]).weights[name].tobytes(), values.tobytes())

    def test_a_report_is_a_page(self):
        page = self.sweep("report").report(self.out / "report.html")
        self.assertIn("18 runs", page.read_text())

    def test_seeds_are_exact(self):
        seeds = [2**64 - 1, 2**63 + 1, 7]
        self.assertEqual(self.sweep("seeds", seeds=seeds).table["seed"].tolist(), seeds * 6)

    def test_runs_that_diverge_are_rows(self):
        found = hv.sweep("autoencoder-study", {RATE: [1e-3, 1e38]}, out=self.out / "far", length=5, set={"epochs": 20})
        self.assertIn("diverged", found.table["status"].tolist())

    def test_relative_data_begin_in_the_current_folder(self):
        (self.out / "data.csv").write_text("a,b\n1,2\n3,4\n")
        spec = {"name": "own", "signals": {"file": "data.csv"}, "network": [{"dense": 1}, {"dense": 2}],
                "initialization": "fanIn", "loss": {"squaredError": "mean"},
                "optimizer": {"sgd": {"learningRate": 0.01}}, "epochs": 3}
        before = os.getcwd()
        self.addCleanup(os.chdir, before)
        os.chdir(self.out)
        self.assertEqual(hv.sweep(spec, out="own").status["done"], 1)
        grid = {"signals.file": ["data.csv"]}
        self.assertEqual(hv.sweep(spec, grid, out="grid").status["done"], 1)

    def test_dask_is_told_that_a_part_is_no_pure_function(self):
        said = []

        class Client:
            def submit(self, function, task, **options):
                said.append(options)
                function(task)

        Client.__module__ = "distributed.client"
        self.sweep("dask", executor=Client(), parts=2)
        self.assertEqual(said, [{"pure": False}] * 2)

    def test_every_part_is_waited_for(self):
        ended = []

        class Answer:
            def __init__(self, number):
                self.number = number

            def result(self):
                ended.append(self.number)
                if self.number == 0:
                    raise RuntimeError("the first worker is gone")

        class Executor:
            def submit(self, function, task):
                self.count = getattr(self, "count", -1) + 1
                return Answer(self.count)

        self.assertRaisesRegex(RuntimeError, "first worker", self.sweep, "bad", executor=Executor(), parts=3)
        self.assertEqual(ended, [0, 1, 2])

    def test_refusals(self):
        self.assertRaisesRegex(hv.BadInput, "did you mean \"loss\"", self.sweep, "bad", measure=["los"])
        self.assertRaisesRegex(hv.BadInput, "expected one that has submit or map", self.sweep, "bad", executor=3)
        self.assertRaisesRegex(hv.BadInput, "seeds is empty", self.sweep, "bad", seeds=range(0))
        self.assertRaisesRegex(hv.BadInput, "no experiment and no file", self.sweep, "bad", spec="nothing")
        self.assertRaisesRegex(hv.BadInput, "is no value of a sweep", self.sweep, "bad", set={"epochs": {1, 2}})
        self.assertRaisesRegex(hv.BadInput, "parts is 0", self.sweep, "bad", executor=MapOnly(), parts=0)


if __name__ == "__main__":
    unittest.main()
