"""Networks: outputs, files, tied weights."""
import json
import math
import pathlib
import tempfile
import unittest
from fractions import Fraction

import numpy as np

import heaviside as hv
from heaviside import flow, tensors

RNG = np.random.default_rng(5)
ACTIVATIONS = {
    "identity": lambda u: u, "relu": lambda u: max(u, 0.0), "leakyReLU(0.25)": lambda u: u if u > 0 else 0.25 * u,
    "sigmoid": lambda u: 1 / (1 + math.exp(-u)), "tanh": math.tanh, "softplus": lambda u: math.log1p(math.exp(u)),
    "hardThreshold": lambda u: float(u >= 1), "hardTanh": lambda u: min(max(u, -1.0), 1.0),
    "relu(slopeAtKink=0.5)": lambda u: max(u, 0.0), "leakyReLU(slope=0.2,slopeAtKink=1.0)": lambda u: max(u, 0.2 * u),
    "relu6(slopeAtUpperKink=1.0)": lambda u: min(max(u, 0.0), 6.0), "hardTanh(slopeAtLowerKink=1.0)": lambda u: min(max(u, -1.0), 1.0),
    "hardSigmoid": lambda u: min(max(u / 6 + 0.5, 0.0), 1.0), "hardSigmoid(slope=0.2)": lambda u: min(max(0.2 * u + 0.5, 0.0), 1.0),
    "softplus(beta=2.0,threshold=1.0)": lambda u: u if 2 * u > 1 else math.log1p(math.exp(2 * u)) / 2,
    "elu(alpha=0.5)": lambda u: u if u > 0 else 0.5 * math.expm1(u), "celu(alpha=2.0)": lambda u: u if u > 0 else 2 * math.expm1(u / 2),
    "silu": lambda u: u / (1 + math.exp(-u)), "gelu": lambda u: u * math.erfc(-u / math.sqrt(2)) / 2,
    "geluTanh": lambda u: u * (1 + math.tanh(math.sqrt(2 / math.pi) * (u + 0.044715 * u ** 3))) / 2,
}


def dense(sizes, activations, bias=True):
    return [(RNG.normal(size=(b, a)), RNG.normal(size=b) if bias else None, name)
            for a, b, name in zip(sizes, sizes[1:], activations)]


class NetworkTests(unittest.TestCase):
    def test_outputs_are_those_of_the_definition(self):
        for name, function in ACTIVATIONS.items():
            layers = dense([3, 5, 2], [name, "identity"])
            network = hv.Network(layers)
            for x in RNG.normal(size=(4, 3)):
                (v, c, _), (w, b, _) = layers
                a = [function(float(v[i] @ x + c[i])) for i in range(5)]
                wanted = [sum(w[j, i] * a[i] for i in range(5)) + b[j] for j in range(2)]
                np.testing.assert_allclose(network(x), wanted, rtol=1e-13, atol=1e-14)

    def test_activations_keep_their_numbers(self):
        for name in ACTIVATIONS:
            activation = hv.Activation(name)
            self.assertEqual(str(activation), name)
            self.assertEqual(hv.Activation.of_spec(flow.parse(flow.text([activation.spec]), "spec")[0]), name)
        self.assertEqual(str(hv.Activation("relu(slopeAtKink=0)")), "relu")
        self.assertEqual(str(hv.Activation("leakyReLU(slope=0.5)")), "leakyReLU(0.5)")
        self.assertEqual(hv.Activation("hardSigmoid(slope=0.1)").rounded(np.dtype(np.float32)).numbers["slope"], float(np.float32(0.1)))
        for wrong in ["swish", "relu(0.5)", "relu6(alpha=1)", "elu(alpha=-1)", "celu(alpha=0)", "leakyReLU(-1)", "relu(slopeAtKink=nan)",
                      "elu(alpha=1,alpha=1)", "gelu(slopeAtKink=1)", "elu(alpha=x)"]:
            with self.assertRaises(hv.BadInput, msg=wrong):
                hv.Activation(wrong)

    def test_derivatives_that_a_case_cannot_name_are_refused(self):
        network = hv.Network(dense([2, 3, 1], ["relu(slopeAtKink=0.5)", "identity"]))
        with self.assertRaisesRegex(hv.BadInput, "layer 0 is relu.slopeAtKink=0.5., whose derivatives are not known here"):
            network.gradient(np.zeros((1, 2)), np.zeros((1, 1)))

    def test_exact_outputs_round_to_the_others(self):
        network = hv.Network(dense([3, 4, 4, 2], ["relu", "leakyReLU(0.1)", "hardTanh"]))
        more = hv.Network(dense([3, 4, 4, 2], ["relu6", "hardSigmoid(slope=0.3)", "relu(slopeAtKink=1)"]))
        x = RNG.normal(size=(6, 3))
        for net in [network, more]:
            exact = net.exact(x)
            self.assertTrue(all(isinstance(value, Fraction) for row in exact for value in row))
            np.testing.assert_allclose([[float(value) for value in row] for row in exact], net(x), rtol=1e-12, atol=1e-13)
        with self.assertRaisesRegex(hv.BadInput, "gelu has no exact values"):
            hv.Network(dense([3, 2], ["gelu"])).exact(x)

    def test_float32_stays_what_it_is(self):
        weight = RNG.normal(size=(2, 3)).astype(np.float32)
        network = hv.Network([(weight,)])
        self.assertEqual(network.dtype, np.float32)
        self.assertEqual(network.weights["layers.0.weight"].tobytes(), weight.tobytes())
        self.assertEqual(network(np.eye(3)).dtype, np.float64)

    def test_convolutions_are_sums_over_taps(self):
        for stride, padding, dilation in [(1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 1, 2)]:
            weight, bias = RNG.normal(size=(4, 2, 3)), RNG.normal(size=4)
            layer = hv.Convolution(weight, bias, stride=stride, padding=padding, dilation=dilation)
            x = RNG.normal(size=(2, 11))
            channels, length = layer.outputs((2, 11))
            found = hv.Network([layer], input_shape=(2, 11))(x[None]).reshape(channels, length)
            for o in range(channels):
                for t in range(length):
                    places = [(k, t * stride + k * dilation - padding) for k in range(3)]
                    wanted = bias[o] + sum(weight[o, c, k] * x[c, s] for c in range(2) for k, s in places if 0 <= s < 11)
                    self.assertAlmostEqual(found[o, t], wanted, places=12)

    def test_transposed_convolutions_scatter(self):
        weight, bias = RNG.normal(size=(2, 3, 4)), RNG.normal(size=3)
        layer = hv.TransposedConvolution(weight, bias, stride=2, padding=1, output_padding=1)
        x = RNG.normal(size=(2, 5))
        channels, length = layer.outputs((2, 5))
        self.assertEqual((channels, length), (3, 11))
        wanted = np.repeat(bias[:, None], length, axis=1)
        for c in range(2):
            for s in range(5):
                for k in range(4):
                    if 0 <= 2 * s + k - 1 < length:
                        wanted[:, 2 * s + k - 1] += weight[c, :, k] * x[c, s]
        found = hv.Network([layer], input_shape=(2, 5))(x[None]).reshape(3, 11)
        np.testing.assert_allclose(found, wanted, atol=1e-12)

    def test_files_keep_every_bit(self):
        mixed = hv.Network([
            hv.Convolution(RNG.normal(size=(2, 1, 3)), None, "relu", padding=1),
            hv.Dense(RNG.normal(size=(8, 12)), RNG.normal(size=8), "leakyReLU(0.1)", shape=(2, 4)),
            hv.TransposedConvolution(RNG.normal(size=(2, 1, 2)), RNG.normal(size=1), "tanh", stride=2, output_padding=1),
        ], input_shape=(1, 6))
        plain = hv.Network(dense([3, 4, 3], ["leakyReLU(1e-05)", "softplus"], bias=False))
        with tempfile.TemporaryDirectory() as folder:
            for network in (mixed, plain):
                again = hv.Network.load(network.save(pathlib.Path(folder, "m.safetensors")))
                self.assertEqual(again.shapes, network.shapes)
                self.assertEqual([str(one.activation) for one in again.layers], [str(one.activation) for one in network.layers])
                for name, values in network.weights.items():
                    self.assertEqual(again.weights[name].tobytes(), values.tobytes())
                x = RNG.normal(size=(3, network.inputs))
                self.assertEqual(again(x).tolist(), network(x).tolist())

    def test_layers_that_do_not_fit_are_refused_by_number(self):
        for layers, words in [
                ([], "no layers"), ([(np.eye(3),), (np.ones((2, 4)),)], "layer 1 does not fit"),
                ([(np.eye(3), np.ones(2))], "the bias of layer 0 has 2 entries: expected 3"),
                ([(np.eye(3), None, "swish")], "there is no activation swish"),
                ([(np.eye(3), None, "leakyReLU(-1)")], "slope from 0"), ([np.eye(3)], "layer 0 is a ndarray"),
                ([(np.array([[np.nan]]),)], "the weight of layer 0[0, 0] is nan"), ([("a",)], "layer 0"),
                ([hv.Convolution(np.ones((1, 1, 3)))], "input_shape")]:
            with self.assertRaisesRegex(hv.BadInput, words.replace("(", r"\(").replace("[", r"\[")):
                hv.Network(layers)
        with self.assertRaisesRegex(hv.BadInput, "too short"):
            hv.Network([hv.Convolution(np.ones((1, 1, 3)))], input_shape=(1, 2))

    def test_damaged_files_are_refused(self):
        good = tensors.encode({"layers.0.weight": np.eye(2)}, {"layers.0.activation": "relu"})
        self.assertEqual(tensors.decode(good, "good")[0]["layers.0.weight"].tolist(), np.eye(2).tolist())
        for place in range(len(good)):
            for bit in (1, 0x20, 0x80):
                bad = bytearray(good)
                bad[place] ^= bit
                try:
                    found, metadata = tensors.decode(bytes(bad), "bad")
                    hv.Network._decoded(found, metadata, "bad")
                except hv.BadInput:
                    pass
            with self.subTest(cut=place), self.assertRaises(hv.BadInput):
                tensors.decode(good[:place], "cut")
        before = good.replace(b"[0, 32]", b"[-8,24]")
        self.assertEqual(len(before), len(good))
        self.assertRaisesRegex(hv.BadInput, "not where its header says", tensors.decode, before, "before")

    def test_damaged_layers_of_a_file_are_refused_in_words(self):
        def decoded(network, shape="[2]", weight=np.ones((2, 2))):
            metadata = {"network": network} | ({} if shape is None else {"shape": shape})
            return hv.Network._decoded({"layers.0.weight": weight}, metadata, "file")
        taps = np.ones((1, 1, 1))
        self.assertEqual(decoded("[{dense: 2}]").outputs, 2)
        self.assertEqual(decoded("[{convolution: 1, kernel: 1, stride: 2}]", "[1, 4]", taps).outputs, 2)
        for arguments, words in [
                (("7",), "network is 7"), (("[7]",), "layer 0 is 7"), (("[[]]",), "layer 0 is \\[\\]"),
                (("{dense: 2}",), "expected a list of layers"), (("[{dense: 2}]", None), "shape of the inputs is missing"),
                (("[{dense: 2}]", "2"), "shape is 2"), (("[{dense: 2}]", "[a]"), "shape is"), (("[{dense: 2}]", "[0]"), "shape"),
                (("[{dense: 2}]", "[2.0]"), "shape"), (("[{dense: 2}]", "[1, 1, 2]"), "shape"),
                (("[{dense: 2, stride: 2}]",), "layer 0 is dense and has stride"),
                (("[{dense: 2, outputPadding: 1}]",), "outputPadding"), (("[{dense: 2, shape: 2}]",), "shape of layer 0 is 2"),
                (("[{dense: 2, activation: 3}]",), "activation 3"), (("[{dense: 2, activation: []}]",), "activation"),
                (("[{convolution: 1, kernel: 1, stride: 0}]", "[1, 4]", taps), "stride 0"),
                (("[{convolution: 1, kernel: 1, padding: x}]", "[1, 4]", taps), "padding 'x'"),
                (("[{convolution: 1, kernel: 1, dilation: true}]", "[1, 4]", taps), "dilation True")]:
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                decoded(*arguments)
        for header in (b'{"__metadata__": []}', b'{"__metadata__": 3}', b"[]", b"[" * 100_000):
            data = len(header).to_bytes(8, "little") + header
            with self.subTest(header=header[:20]), self.assertRaisesRegex(hv.BadInput, "expected a safetensors file"):
                tensors.decode(data, "file")

    def test_flow_style(self):
        for text, wanted in [("[{dense: 3, bias: false}, {convolution: 8, activation: {leakyReLU: 0.01}}]",
                              [{"dense": 3, "bias": False}, {"convolution": 8, "activation": {"leakyReLU": 0.01}}]),
                             ("[1, -2.5e-3, 'a b', \"c, d\"]", [1, -0.0025, "a b", "c, d"]), ("{}", {}), ("7", 7)]:
            self.assertEqual(flow.parse(text, "text"), wanted)
        for text in ("[1", "{a}", "[1] 2", "]", "[" * 100_000, "{a: }", ""):
            with self.subTest(text=text), self.assertRaises(hv.BadInput):
                flow.parse(text, "text")

    def test_texts_of_a_spec_are_read_back(self):
        from heaviside import flow
        value = {"a": [1, 2.5, True], "b": {"c": "x y: {", "d": "1e3", "e": 1e-5}, "f": np.float64(0.1), "g": np.int64(3)}
        wanted = json.loads(json.dumps(value, default=float))
        self.assertEqual(flow.parse(flow.text(value), "text"), wanted)


if __name__ == "__main__":
    unittest.main()
