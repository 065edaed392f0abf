"""Arrays of the caller: what is wrong with one is named by its index before the program is started."""
import unittest

import numpy as np

import heaviside as hv
from heaviside.arrays import numbers, samples


class ArrayTests(unittest.TestCase):
    def refused(self, value, *words, **sizes):
        with self.assertRaises(hv.BadInput) as caught:
            samples("x", value, **sizes)
        self.assertEqual(caught.exception.status, 64)
        self.assertIsInstance(caught.exception, ValueError)
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_numbers_are_taken_as_they_are(self):
        for value in ([[1, 2]], np.array([[1, 2]], dtype=np.uint8), np.array([[True, False]]), np.float16([[0.5, 2]])):
            found = samples("x", value, 2)
            self.assertEqual(found.dtype, np.float64)
            self.assertEqual(found.tolist(), np.asarray(value).astype(float).tolist())

    def test_tensors_in_a_precision_that_numpy_lacks_are_taken_as_float32(self):
        class Tensor:
            dtype = "torch.bfloat16"

            def detach(self):
                return self

            cpu = detach

            def numpy(self):
                raise TypeError("Got unsupported ScalarType BFloat16")

            def float(self):
                return Single()

        class Single:
            def numpy(self):
                return np.float32([[0.5, -3]])

        self.assertEqual(samples("x", Tensor(), 2).tolist(), [[0.5, -3]])
        self.assertEqual(hv.Dense(Tensor()).weight.dtype, np.float32)

    def test_a_sample_with_a_shape_is_taken_row_by_row(self):
        self.assertEqual(samples("x", np.arange(12).reshape(2, 2, 3), 6).tolist(), [[*range(6)], [*range(6, 12)]])

    def test_what_is_wrong_is_named_by_its_index(self):
        nan = np.zeros((3, 4))
        nan[2, 1] = np.nan
        self.refused(nan, "x[2, 1] is nan", "finite")
        nan[1, 3] = -np.inf
        self.refused(nan, "x[1, 3] is -inf")
        self.refused([[1, 2], [3, "a"]], "x[1, 1] is 'a'")
        self.refused(np.array([[1, None]], dtype=object), "x[0, 1] is None (NoneType)")
        self.refused(np.array([[1, True]], dtype=object), "x[0, 1] is True (bool)")
        self.refused(np.array([[1, 2.5]], dtype=object), "dtype object", "astype(float)")
        self.refused([[1j, 2]], "complex128")
        self.refused(np.array([[0, 2**53 + 1]]), "x[0, 1] is 9007199254740993", "double precision")
        self.refused(np.array([[2**53, 0, (1 << 63) - 1]]), "x[0, 2]")
        self.refused(np.array([[0, (1 << 64) - 1]], dtype=np.uint64), "x[0, 1]")
        self.refused(np.array([["2020-01-01"]], dtype="M8[D]"), "datetime64")
        if np.dtype(np.longdouble).itemsize > 8:
            self.refused(np.array([[np.longdouble(1) / 3]]), "x[0, 0]", "double precision")

    def test_a_wrong_shape_is_told_with_the_right_one(self):
        self.refused([1, 2, 3], "[3]", "[samples × 2]", width=2)
        self.refused(np.zeros((2, 3)), "[2, 3]", "3 entries", "[samples × 2]", width=2)
        self.refused(np.zeros((2, 3)), "2 samples", "[5 × 3]", width=3, count=5)
        self.refused(np.zeros((0, 3)), "[0, 3]")
        self.refused([[1, 2], [3]], "different lengths")

    def test_exact_large_integers_are_taken(self):
        self.assertEqual(numbers("x", np.array([2**53, -(2**63)])).tolist(), [2.0**53, -(2.0**63)])
        self.assertEqual(numbers("x", np.array([1 << 63], dtype=np.uint64)).tolist(), [2.0**63])


if __name__ == "__main__":
    unittest.main()
