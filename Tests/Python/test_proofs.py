"""What the program says of networks from Python: held against fractions, differences and both checkers."""
import unittest
from fractions import Fraction

import numpy as np

import heaviside as hv

RNG = np.random.default_rng(11)


def random_network(sizes, kind, single=False):
    """Weights with few bits, so that some outputs are exact."""
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        weight = RNG.integers(-4, 5, size=(outputs, inputs)) / 4
        layers.append([weight.astype(np.float32) if single else weight,
                       RNG.integers(-4, 5, size=outputs) / 4 if RNG.random() < 0.7 else None, kind])
        if single and layers[-1][1] is not None:
            layers[-1][1] = layers[-1][1].astype(np.float32)
    return hv.Network(layers)


class CertificationTests(unittest.TestCase):
    def test_verdicts_are_those_of_fractions(self):
        verdicts = set()
        for k in range(16):
            kind = ["relu", "identity", "hardThreshold", "leakyReLU(0.25)"][k % 4]
            network = random_network([3, 4, 2], kind, single=k % 3 == 0)
            x = RNG.integers(-3, 4, size=(5, 3)) / 2
            y = np.array([[float(value) for value in row] for row in network.exact(x)])
            if k % 2:
                y[2, 1] += 0.5
            errors = [[a - Fraction(b) for a, b in zip(row, wanted)] for row, wanted in zip(network.exact(x), y)]
            found = network.certify(x, y)
            verdicts.add(found.verdict)
            largest = max(abs(one) for row in errors for one in row)
            self.assertEqual(found.proved, largest == 0)
            self.assertEqual(bool(found), largest == 0)
            self.assertEqual(found.wrong_samples, sum(any(row) for row in errors))
            if largest:
                self.assertEqual(abs(found.worst.error), largest)
                self.assertEqual(errors[found.worst.sample][found.worst.output], found.worst.error)
            else:
                self.assertIsNone(found.worst)
            if kind.startswith("leaky"):
                self.assertIn("leakyReLU", found.problem)
                self.assertRaisesRegex(hv.BadInput, "there is no certificate", found.verify)
            else:
                self.assertIn("valid", found.verify())
        self.assertEqual(verdicts, {"proved", "refuted"})

    def test_a_small_error_is_exact(self):
        network = hv.Network([([[1 + 2**-52]], [0.0])])
        worst = network.certify([[1.0]], [[1.0]]).worst
        self.assertEqual(worst.error, Fraction(1, 2**52))
        # One that is no number of double precision.
        twice = hv.Network([([[1 + 2**-52]],), ([[1 + 2**-52]],)])
        self.assertEqual(twice.certify([[1.0]], [[1.0]]).worst.error, Fraction(1, 2**51) + Fraction(1, 2**104))

    def test_the_slope_of_a_single_precision_network_is_a_single_precision_number(self):
        slope = Fraction(float(np.float32(0.1)))
        network = hv.Network([(np.float32([[1]]), None, "leakyReLU(0.1)")])
        self.assertEqual(network.exact([[-1.0]]), [[-slope]])
        self.assertEqual(network([[-1.0]]).tolist(), [[-float(slope)]])
        self.assertEqual(network.certify([[-1.0]], [[0.0]]).worst.error, -slope)
        double = hv.Network([([[1.0]], None, "leakyReLU(0.1)")])
        self.assertEqual(double.certify([[-1.0]], [[0.0]]).worst.error, -Fraction(0.1))

    def test_without_samples_they_are_step_functions(self):
        n = 3
        network = hv.Network([(np.ones((1, n)),), (np.ones((n, 1)), -np.arange(n - 1.0, -1, -1), "relu"),
                              (np.eye(n) - np.eye(n, k=-1), None, "relu")])
        steps = np.triu(np.ones((n + 1, n)))
        self.assertEqual(network.certify().proved, network.certify(steps).proved)
        self.assertEqual(network.certify().samples, n + 1)
        self.assertIn("off by", repr(network.certify(amplitude=2)))

    def test_tied_weights_are_certified_as_they_are(self):
        layer = hv.Convolution([[[0.0, 1.0, 0.0]]], None, "relu", padding=1)
        network = hv.Network([layer], input_shape=(1, 5))
        found = network.certify(np.eye(5))
        self.assertTrue(found.proved)
        self.assertIn("valid", found.verify())
        self.assertEqual(found.network()(np.eye(5)).tolist(), np.eye(5).tolist())

    def test_certificates_can_be_kept(self):
        import pathlib
        import tempfile
        network = hv.Network([(np.eye(2),)])
        with tempfile.TemporaryDirectory() as folder:
            found = network.certify(np.eye(2), folder=pathlib.Path(folder, "a"))
            self.assertEqual(found.certificate, pathlib.Path(folder, "a/certificate.json").resolve())
            self.assertIn("valid", found.verify())
            kept = found.save(pathlib.Path(folder, "b"))
            self.assertEqual(sorted(one.name for one in kept.iterdir()), ["certificate.json", "model.safetensors"])
            # A certificate that was changed is refused.
            text = found.certificate.read_text()
            found.certificate.write_text(text.replace('"reproduces"', '"misses"'))
            self.assertRaisesRegex(hv.Failed, "refuses", found.verify)

    def test_files_of_a_certification_go_with_it(self):
        import gc
        import pathlib
        import tempfile

        from heaviside.program import scratch
        place = scratch("").parent
        network = hv.Network([(np.eye(2),)])
        before = sorted(place.iterdir())
        for polish in (False, True):
            found = network.certify(np.eye(2), polish=polish)
            self.assertTrue(found.certificate.is_file() and found.model.is_file())
            del found
            gc.collect()
            self.assertEqual(sorted(place.iterdir()), before)
        with tempfile.TemporaryDirectory() as folder:
            kept = network.certify(np.eye(2), folder=folder)
            files = (kept.certificate, kept.model)
            del kept
            gc.collect()
            self.assertTrue(all(one.is_file() for one in files))
        smooth = hv.Network([(np.eye(2), None, "sigmoid")])
        self.assertRaises(hv.BadInput, smooth.certify, np.eye(2))
        self.assertEqual(sorted(place.iterdir()), before)

    def test_what_cannot_be_decided_is_refused_in_words(self):
        smooth = hv.Network([(np.eye(2), None, "sigmoid")])
        self.assertRaisesRegex(hv.BadInput, "sigmoid is not piecewise linear", smooth.certify, np.eye(2))
        narrow = hv.Network([(np.ones((1, 2)),)])
        self.assertRaisesRegex(hv.BadInput, "y is missing", narrow.certify, np.eye(2))
        self.assertRaisesRegex(hv.BadInput, r"y has the shape \[2, 2\]", narrow.certify, np.eye(2), np.eye(2))
        self.assertRaisesRegex(hv.BadInput, "samples x, which are missing", narrow.certify, None, [[1]])


class MapTests(unittest.TestCase):
    def test_the_map_is_the_decoder(self):
        decoder = random_network([1, 4, 3], "relu")
        encoder = hv.Dense([[1.0, 2.0, 4.0]])
        network = hv.Network([encoder, *decoder.layers])
        x = RNG.integers(-4, 5, size=(6, 3)) / 2
        atlas = network.atlas(x)
        self.assertEqual(atlas.codes, [Fraction(float(z)) for z in x @ [1, 2, 4]])
        self.assertEqual(len(atlas.pieces), len(atlas.breakpoints) + 1)
        points = [*atlas.breakpoints, *[(a + b) / 2 for a, b in zip(atlas.breakpoints, atlas.breakpoints[1:])],
                  min(atlas.breakpoints) - 1, max(atlas.breakpoints) + 1]
        for z in points:
            if z == Fraction(float(z)):
                self.assertEqual(atlas(z), decoder.exact([[float(z)]])[0])
        for row, codes in zip(x, atlas.decoded):
            for start, end in codes:
                for z in (start, end):
                    if z is not None and z == Fraction(float(z)):
                        self.assertEqual(atlas(z), [Fraction(float(value)) for value in row])

    def test_a_network_without_a_code_has_no_map(self):
        wide = random_network([3, 4, 3], "relu")
        self.assertRaises(hv.BadInput, wide.atlas, np.eye(3))

    def test_obstacles_are_told(self):
        network = hv.Network([(np.ones((1, 3)),), (np.ones((3, 1)), np.zeros(3), "relu"), (-np.eye(3), None, "relu")])
        steps = np.tril(np.ones((4, 3)), -1)
        found = network.obstacles(steps, position=[0, 1, 2, 3])
        self.assertIn("3 of 3 outputs are never positive.", found.sentences)
        self.assertEqual(found.measures["deadOutputs"], 3)
        self.assertEqual(list(found), found.sentences)
        self.assertIn("dead outputs", found.lines)


class GradientTests(unittest.TestCase):
    def differences(self, network, x, y, loss):
        found = network.gradient(x, y)
        self.assertAlmostEqual(found.loss, loss(network), places=12)
        for number, layer in enumerate(network.layers):
            for name, derivative in (("weight", found.weights[number]), ("bias", found.biases[number])):
                values = getattr(layer, name)
                if values is None:
                    self.assertIsNone(derivative)
                    continue
                self.assertEqual(derivative.shape, values.shape)
                for index in np.ndindex(values.shape):
                    moved = []
                    for step in (1e-6, -1e-6):
                        changed = values.copy()
                        changed[index] += step
                        layer.__dict__[name] = changed
                        moved.append(loss(network))
                    layer.__dict__[name] = values
                    self.assertAlmostEqual(derivative[index], (moved[0] - moved[1]) / 2e-6, places=7)

    def test_derivatives_are_differences(self):
        x, y = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 2))
        network = hv.Network([(RNG.normal(size=(4, 3)), RNG.normal(size=4), "tanh"), (RNG.normal(size=(2, 4)), None)])
        self.differences(network, x, y, lambda n: float(np.mean((n(x) - y) ** 2)))

    def test_tied_weights_collect_their_derivatives(self):
        x = RNG.normal(size=(3, 6))
        network = hv.Network([
            hv.Convolution(RNG.normal(size=(2, 1, 3)), RNG.normal(size=2), "tanh", padding=1, stride=2),
            hv.TransposedConvolution(RNG.normal(size=(2, 1, 2)), RNG.normal(size=1), stride=2)], input_shape=(1, 6))
        self.differences(network, x, x, lambda n: float(np.mean((n(x) - x) ** 2)))

    def test_losses_and_slopes_are_refused_in_words(self):
        network = hv.Network([(np.eye(2), None, "leakyReLU(0.1)"), (np.eye(2), None, "leakyReLU(0.2)")])
        self.assertRaisesRegex(hv.BadInput, "slopes", network.gradient, np.eye(2), np.eye(2))
        self.assertRaisesRegex(hv.BadInput, "unknown value", hv.Network([(np.eye(2),)]).gradient, np.eye(2), np.eye(2),
                               loss="squared")


class FormulaTests(unittest.TestCase):
    def test_a_formula_is_repaired(self):
        found = hv.check("dw2 = sum_i z_i * W3 * (y_i - x_i)")
        self.assertEqual((found.verdict, found.repair), ("differs", "dw2 = sum_i z_i * W3^T * (y_i - x_i)"))
        self.assertFalse(found)
        self.assertTrue(hv.check(found.repair))
        self.assertEqual(len(hv.check(found.repair + "\n" + found.text)), 2)
        self.assertRaisesRegex(hv.BadInput, "line 1", hv.check, "dw2 = (")
        self.assertRaises(hv.BadInput, hv.check, "")

    def test_claims_have_verdicts(self):
        listed = hv.claims(decide=False)
        self.assertGreater(len(listed), 70)
        one = next(claim for claim in listed if claim.id == "three-layer-naive-solution")
        self.assertIsNone(one.verdict)
        self.assertEqual([claim.verdict for claim in hv.claims(one.id)], ["refuted"])
        self.assertRaisesRegex(hv.BadInput, "no-such", hv.claims, "no-such")


if __name__ == "__main__":
    unittest.main()
