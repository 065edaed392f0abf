"""Files that are written: what a person or a run has is not replaced; and arguments that are refused in words."""
import os
import pathlib
import stat
import tempfile
import unittest
from fractions import Fraction
from unittest import mock

import numpy as np

import heaviside as hv
from heaviside.program import find, path_argument
from heaviside.proofs import fraction, _rounded


class FolderTestCase(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.network = hv.Network([(np.eye(2),)])


class OutputTests(FolderTestCase):
    def unchanged(self, folder, work):
        def content():
            return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        before = content()
        with self.assertRaises(hv.BadInput) as caught:
            work()
        self.assertEqual(content(), before)
        return str(caught.exception)

    def test_records_of_runs_are_not_replaced(self):
        run = hv.train("autoencoder-study", length=2, epochs=3, seed=1, out=self.folder / "runs", progress=False)
        proof = self.network.certify(np.eye(2))
        for work in [
                lambda: self.network.save(run.folder / "model.safetensors"), lambda: proof.save(run.folder),
                lambda: self.network.save(run.folder / "start.safetensors"),
                lambda: self.network.certify(np.eye(2), folder=run.folder)]:
            self.assertIn("record of a run", self.unchanged(self.folder, work))
        (run.folder / "model.safetensors").unlink()
        self.assertIn("record of a run", self.unchanged(
            self.folder, lambda: self.network.save(run.folder / "model.safetensors")))
        # Another name is no record, and a spec alone makes no run.
        self.network.save(run.folder / "other.safetensors")
        (self.folder / "spec.yaml").write_text("name: mine")
        self.network.save(self.folder / "model.safetensors")

    def test_files_of_another_kind_are_not_replaced(self):
        from heaviside import tensors
        foreign = self.folder / "foreign.safetensors"
        foreign.write_bytes(tensors.encode({"layers.0.weight": np.eye(2)}, {}))
        text = self.folder / "notes.txt"
        text.write_text("mine")
        for path in (foreign, text):
            self.assertIn("no model of Heaviside", self.unchanged(self.folder, lambda: self.network.save(path)))
        self.assertIn("no file", self.unchanged(self.folder, lambda: self.network.save(self.folder)))
        self.assertIn("no folder", self.unchanged(self.folder, lambda: self.network.save(self.folder / "a" / "b")))
        proof = self.network.certify(np.eye(2))
        for name, words in (("certificate.json", "no certificate"), ("model.safetensors", "no model")):
            folder = self.folder / name.split(".")[0]
            folder.mkdir()
            (folder / name).write_text("{}")
            for work in (lambda: proof.save(folder), lambda: self.network.certify(np.eye(2), folder=folder)):
                self.assertIn(words, self.unchanged(folder, work))

    def test_models_and_certificates_are_replaced_by_their_like(self):
        path = self.folder / "m.safetensors"
        path.touch()
        for weight in (1.0, 2.0):
            hv.Network([([[weight]],)]).save(path)
            self.assertEqual(hv.Network.load(path)([[1.0]]).tolist(), [[weight]])
        for _ in range(2):
            proof = self.network.certify(np.eye(2), folder=self.folder / "kept")
            self.assertIn("valid", proof.verify())
            self.assertEqual(proof.save(self.folder / "kept"), (self.folder / "kept").resolve())
            proof.save(self.folder / "copy")
        self.assertIn("valid", proof.verify())


class ArgumentTests(FolderTestCase):
    def test_arguments_of_another_type_are_refused_in_words(self):
        narrow = hv.Network([(np.ones((1, 2)),), (np.ones((3, 1)),)])
        kernel = hv.Convolution(np.ones((1, 1, 3)))
        for work, words in [
                (lambda: narrow.atlas(3.0), "x has the shape"), (lambda: self.network.obstacles(None), "x is missing"),
                (lambda: hv.Network([kernel], input_shape=4), "input_shape is 4"),
                (lambda: hv.Network([kernel], input_shape="ab"), "input_shape is 'ab'"),
                (lambda: hv.Network([kernel], input_shape=(1, 8.5)), "input_shape is"),
                (lambda: hv.Network([kernel], input_shape=(1, -8)), "input_shape is"),
                (lambda: self.network.gradient(np.eye(2), np.eye(2), loss=None), "loss is None"),
                (lambda: hv.check(None), "formula is None"), (lambda: hv.Network(None), "layers are a NoneType"),
                (lambda: hv.Network.load(self.folder / "nope"), "cannot be read"),
                (lambda: hv.Network.load("."), "cannot be read"), (lambda: hv.Network.load(None), "expected the path"),
                (lambda: self.network.save(None), "expected the path"), (lambda: self.network.save(""), "expected the path"),
                (lambda: hv.train("-h"), "an experiment is '-h'"), (lambda: hv.claims("--list"), "a claim is '--list'"),
                (lambda: hv.train("linear-code", length="33"), "length is '33'"),
                (lambda: hv.from_onnx("a\0b"), "expected the path")]:
            with self.subTest(words=words), self.assertRaises(hv.BadInput) as caught:
                work()
            self.assertIn(words, str(caught.exception))

    def test_a_path_that_begins_as_an_option_does_is_a_path(self):
        self.assertEqual(path_argument("-h"), "./-h")
        self.assertEqual(path_argument(self.folder), str(self.folder))
        before = os.getcwd()
        os.chdir(self.folder)
        try:
            self.network.to_onnx("-m.onnx")
            again = hv.from_onnx("-m.onnx")
        finally:
            os.chdir(before)
        self.assertEqual(again([[1.0, 2.0]]).tolist(), [[1.0, 2.0]])

    def test_outputs_that_are_not_finite_are_told(self):
        huge = hv.Network([([[1e200, 0]],), ([[1e200], [0]],)])
        self.assertRaisesRegex(hv.Diverged, "not finite", huge.obstacles, np.eye(2))

    def test_what_is_no_program_is_not_found(self):
        file = self.folder / "heaviside"
        file.write_text("no program")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        with mock.patch.dict(os.environ, HEAVISIDE=str(self.folder)):
            self.assertRaisesRegex(hv.NotFound, "expected the path of the program", find)
        with mock.patch.dict(os.environ, HEAVISIDE=str(file)):
            self.assertRaisesRegex(hv.NotFound, "cannot be started", hv.check, "dw2 = 0")

    def test_masked_entries_are_refused(self):
        masked = np.ma.array([[1.0, 2.0], [3.0, 4.0]], mask=[[False, False], [True, False]])
        self.assertRaisesRegex(hv.BadInput, r"x\[1, 0\] is masked", self.network, masked)
        self.assertRaisesRegex(hv.BadInput, r"x\[1, 0\] is masked", self.network, [masked[0], masked[1]])
        whole = np.ma.array([[1.0, 2.0]])
        self.assertEqual(self.network(whole).tolist(), [[1.0, 2.0]])

    def test_errors_of_any_size_are_shown(self):
        wide = hv.Network([([[1e300]],), ([[1e300]],)])
        self.assertIn("off by 1.00e+600", repr(wide.certify([[1.0]], [[0.0]])))
        for number, text in [(Fraction(-1, 3), "-1/3"), (Fraction(-3, 10**500), "-3.00e-500"),
                             (Fraction(10**60 + 1, 10**59 + 7), "10"), (Fraction(0), "0")]:
            self.assertEqual(_rounded(number), text)
        long = Fraction(-(7**9000), 3**12001)
        digits = fraction(f"-{'1' * 9001}/{'3' * 9001}")
        self.assertEqual(digits, Fraction(-1, 3))
        self.assertEqual(_rounded(long)[0], "-")


if __name__ == "__main__":
    unittest.main()
