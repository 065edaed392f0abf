"""Training from Python: run folders, batches, loops, Ctrl-C, errors."""
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

import numpy as np

import heaviside as hv
from heaviside.engine import engine

RNG = np.random.default_rng(2)
SPEC = {
    "name": "own", "network": [{"dense": 8, "activation": "relu"}, {"dense": 2}], "initialization": {"he": "normal"},
    "loss": {"squaredError": "mean"}, "optimizer": {"adam": {"learningRate": 0.01}}, "epochs": 60, "precision": "float64",
}


class RunTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = pathlib.Path(folder.name, "runs")

    def train(self, *arguments, **options):
        place = {} if options.get("keep") is False else {"out": self.out}
        return hv.train(*arguments, progress=False, **place, **options)

    def test_a_run_has_its_arrays(self):
        run = self.train("autoencoder-study", length=9, epochs=2000, seed=4)
        self.assertEqual((run.status, run.seed, run.measures["epochs"]), ("finished", 4, 2000))
        self.assertTrue(run.folder.is_dir())
        self.assertEqual(run.history["epoch"][-1], 2000)
        self.assertEqual(len(run.losses), 2000)
        self.assertEqual(run.history["loss"][0], run.losses[0])
        self.assertEqual(run.weights["layers.1.weight"].shape, (9, 1))
        self.assertIn("length: 9", run.spec)
        x = 5 * np.triu(np.ones((10, 9)))
        error = float(np.abs(run.network(x) - x).max())
        self.assertAlmostEqual(error, run.measures["maxAbsoluteError"], places=4)
        self.assertFalse(run.certify().proved)
        again = hv.runs(self.out)
        self.assertEqual([one.measures["weightsSHA256"] for one in again], [run.measures["weightsSHA256"]])

    def test_a_loop_without_folders_has_the_same_bits(self):
        kept = self.train("autoencoder-study", length=9, epochs=500, seed=range(3, 6))
        loop = [hv.train("autoencoder-study", length=9, epochs=500, seed=seed, keep=False) for seed in range(3, 6)]
        for one, other in zip(kept, loop):
            self.assertEqual(one.measures["weightsSHA256"], other.measures["weightsSHA256"])
            self.assertEqual(one.losses.tolist(), other.losses.tolist())
            self.assertEqual(one.network.weights["layers.2.weight"].tobytes(), other.weights["layers.2.weight"].tobytes())
            self.assertEqual(list(one.history), list(other.history))
            for name, values in one.history.items():
                np.testing.assert_array_equal(values, other.history[name])
        self.assertEqual([one.seed for one in kept], [3, 4, 5])
        self.assertIsNone(loop[0].folder)
        self.assertRaisesRegex(hv.BadInput, "no folder", loop[0].report)
        self.assertNotIn("script", loop[0]._repr_html_())
        several = hv.train("autoencoder-study", length=9, epochs=500, seed=[5, 3], keep=False)
        self.assertEqual([one.loss for one in several], [loop[2].loss, loop[0].loss])

    def test_data_of_ones_own(self):
        x = RNG.normal(size=(20, 3))
        y = np.abs(x[:, :2])
        run = self.train(SPEC, x, y, seed=1)
        self.assertLess(run.loss, run.losses[0])
        self.assertAlmostEqual(float(np.mean((run.network(x) - y) ** 2)), run.loss, places=9)
        other = hv.train(json.dumps(SPEC), x, y, seed=1, keep=False)
        self.assertEqual(run.measures["weightsSHA256"], other.measures["weightsSHA256"])
        # The run has a copy of its data.
        self.assertEqual(run.resume(epochs=80).measures["epochs"], 80)
        path = self.out / "own.yaml"
        path.write_text(json.dumps(SPEC))
        self.assertEqual(self.train(path, x, y, seed=1).loss, run.loss)
        changed = self.train(SPEC, x, y, seed=1, optimizer__adam__learningRate=0.001, set={"network.0.dense": 4})
        self.assertEqual(changed.network.layers[0].weight.shape, (4, 3))
        difference = hv.compare(run, changed)
        self.assertEqual(difference.spec["optimizer.adam.learningRate"], ["0.01", "0.001"])
        self.assertFalse(difference.same_weights)
        self.assertTrue(difference.conclusion)

    def test_a_notebook_shows_drawings_without_scripts(self):
        run = self.train("linear-code", length=9)
        page = run._repr_html_()
        self.assertGreaterEqual(page.count("<svg"), 2)
        self.assertNotIn("<script", page)
        self.assertNotIn("javascript:", page)
        self.assertNotIn("<?xml", page)
        # Ids are used once, and no style reaches other cells.
        ids = re.findall(r"""\bid=["']([^"']+)""", page)
        self.assertEqual(len(ids), len(set(ids)))
        for name in re.findall(r'(?:url\(#|href="#|aria-labelledby="|aria-describedby=")([^")\s]+)', page):
            self.assertIn(name, ids)
        for style in re.findall("<style>(.*?)</style>", page, re.S):
            rules = re.findall(r"(?:^|[}{])\s*([^{}@]+)\{", style)
            self.assertTrue(rules and all(rule.startswith("#hv-") for rule in rules), rules)
        self.assertTrue(run.figure("code").lstrip().startswith("<"))
        report = run.report(self.out / "report.html")
        self.assertIn("<html", report.read_text())
        self.assertTrue(run.certify(polish=True).proved)
        self.assertIn("valid", run.certify(polish=True).verify())

    def test_what_is_wrong_is_an_exception_with_the_programs_sentence(self):
        for keep in (True, False):
            for options, words in [({"optimizer__learnRate": 3}, "optimizer.learnRate"), ({"epochs": -1}, "epochs"),
                                   ({"length": 0}, "length")]:
                with self.subTest(keep=keep, **options), self.assertRaisesRegex(hv.BadInput, words):
                    self.train("linear-code", keep=keep, **options)
            self.assertRaisesRegex(hv.BadInput, "linear-cod", self.train, "linear-cod", keep=keep)
            with self.assertRaises(hv.Diverged) as caught:
                self.train("autoencoder-study", length=33, epochs=1000, seed=1, keep=keep, schedule="constant",
                           optimizer={"sgd": {"learningRate": 100}})
            self.assertEqual((caught.exception.status, caught.exception.run.status), (3, "diverged"))
        x = np.ones((2, 3))
        for arguments, words in [(("own.yaml",), "there is no spec"), ((SPEC, None, x), "missing"),
                                 ((SPEC, x, np.ones((3, 2))), "expected 2 samples"),
                                 ((SPEC, [[1, np.nan]], x), r"x\[0, 1\] is nan")]:
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                self.train(*arguments)
        for seed in (-1, 1.5, "1", True, [], [2, 4], 1 << 64):
            with self.subTest(seed=seed), self.assertRaisesRegex(hv.BadInput, "seed"):
                self.train("linear-code", length=9, seed=seed)
        for options, word in [({"out": self.out}, "out"), ({"threads": 2}, "threads"), ({"progress": True}, "progress")]:
            self.assertRaisesRegex(hv.BadInput, f"{word} is for runs that are kept", hv.train, "linear-code", length=5,
                                   keep=False, **options)
        self.assertRaisesRegex(hv.BadInput, "1,000,000", hv.train, "autoencoder-study", epochs=2_000_000, keep=False)
        self.assertFalse(self.out.exists() and any("own" in one.name for one in self.out.iterdir()))

    def test_progress_is_told(self):
        told = []

        class Bar:
            n = 0.0

            def set_postfix_str(self, text, refresh):
                told.append(text)

            def update(self, more):
                self.n += more

            def close(self):
                told.append("closed")

        training = sys.modules["heaviside.training"]
        original = training._bar
        training._bar = lambda wanted: Bar()
        self.addCleanup(setattr, training, "_bar", original)
        self.train("autoencoder-study", length=33, epochs=60_000, seed=1)
        self.assertTrue(any(text.startswith("epoch ") and "loss" in text for text in told), told)
        self.assertEqual(told[-1], "closed")

    def test_ctrl_c_leaves_a_run_that_goes_on(self):
        # What was started in the background by a shell ignores SIGINT.
        code = f"""
import heaviside as hv, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    hv.train("autoencoder-study", length=9, epochs=10**9, seed=1, out={str(self.out)!r}, progress=False)
except hv.Interrupted as stopped:
    print(stopped.run.folder)
except BaseException as other:
    print("other", repr(other))
"""
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        for _ in range(600):
            if list(self.out.glob("*/losses.bin")):
                break
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=60)
        run = hv.Run(output.strip())
        self.assertEqual(run.status, "interrupted", output)
        done = run.measures["epochs"]
        self.assertGreater(done, 0)
        further = run.resume(epochs=done + 500)
        whole = self.train("autoencoder-study", length=9, epochs=done + 500, seed=1)
        self.assertEqual(further.measures["weightsSHA256"], whole.measures["weightsSHA256"])


class EngineTests(unittest.TestCase):
    def test_a_process_that_was_killed_is_started_again(self):
        hv.train("linear-code", length=5, keep=False)
        engine._process.kill()
        engine._process.wait()
        self.assertEqual(hv.train("linear-code", length=5, keep=False).status, "finished")

    def test_an_answer_that_was_not_awaited_is_not_taken_for_another(self):
        code = """
import heaviside as hv, signal, time, os, threading
from heaviside.engine import engine
signal.signal(signal.SIGINT, signal.default_int_handler)
hv.train("linear-code", length=5, keep=False)
first = engine._process
threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
try:
    hv.train("autoencoder-study", length=129, epochs=1_000_000, keep=False)
    print("not interrupted")
except KeyboardInterrupt:
    print(first.poll(), hv.train("linear-code", length=5, seed=3, keep=False).seed)
"""
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
        self.assertEqual(found.stdout.strip(), f"{-signal.SIGKILL} 3", found.stderr)

    def test_threads_wait_for_each_other(self):
        import concurrent.futures
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda seed: hv.train("linear-code", length=5, seed=seed, keep=False).seed, range(8)))
        self.assertEqual(found, [*range(8)])

    def test_a_fork_has_an_engine_of_its_own(self):
        hv.train("linear-code", length=5, keep=False)
        child = os.fork()
        if child == 0:
            try:
                seed = hv.train("linear-code", length=5, seed=7, keep=False).seed
                engine.close()
                os._exit(0 if seed == 7 else 1)
            finally:
                os._exit(2)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)
        self.assertEqual(hv.train("linear-code", length=5, seed=8, keep=False).seed, 8)

    def test_a_program_that_ends_is_a_failure_in_words(self):
        code = ("import heaviside as hv\n"
                "for _ in range(2):\n"
                "    try: hv.train('linear-code', length=5, keep=False)\n"
                "    except hv.Failed as problem: print(problem)")
        for script, words in [
                ("exit 0", "the program ended before it had"), ("read line; exit 0", "ended before it had answered"),
                ("read line; echo hello", "cannot be read"), ("read line; echo '[]'", "cannot be read"),
                ("read line; echo '{\"id\": 1, \"status\": 200, \"length\": 9}'; printf abc", "after 3 of the 9 bytes")]:
            with self.subTest(script=script), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder, "heaviside")
                path.write_text(f"#!/bin/sh\n{script}\n")
                path.chmod(0o755)
                found = subprocess.run([sys.executable, "-c", code], env={**os.environ, "HEAVISIDE": str(path)},
                                       capture_output=True, text=True, timeout=60)
                self.assertEqual(found.returncode, 0, found.stderr)
                self.assertEqual(len(found.stdout.splitlines()), 2)
                self.assertIn(words, found.stdout.splitlines()[0])

    def test_a_program_that_is_not_there_is_named(self):
        found = subprocess.run(
            [sys.executable, "-c", "import heaviside as hv\ntry: hv.claims()\nexcept hv.NotFound as e: print(e)"],
            env={**os.environ, "HEAVISIDE": "/no/such"}, capture_output=True, text=True)
        self.assertIn("HEAVISIDE is /no/such", found.stdout, found.stderr)


if __name__ == "__main__":
    unittest.main()
