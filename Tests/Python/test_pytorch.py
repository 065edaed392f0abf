"""Networks of PyTorch, where it is installed; the peers have 200 of them at random."""
import unittest

import numpy as np

import heaviside as hv

try:
    import torch
    from torch import nn
except ImportError:
    torch = None


@unittest.skipIf(torch is None, "PyTorch is not installed")
class PyTorchTests(unittest.TestCase):
    def same(self, module, x, **options):
        network = hv.from_torch(module, **options)
        with torch.no_grad():
            np.testing.assert_allclose(network(x), module(torch.from_numpy(x)).numpy().reshape(len(x), -1), atol=1e-12)
            again = network.to_torch()(torch.from_numpy(x)).numpy()
        np.testing.assert_allclose(again.reshape(len(x), -1), network(x), atol=1e-12)
        return network

    def test_chains(self):
        x = np.random.default_rng(1).normal(size=(5, 6))
        encoder = nn.Sequential(nn.Flatten(), nn.Linear(6, 4), nn.LeakyReLU(0.2), nn.Identity(), nn.Linear(4, 1))
        nested = nn.Sequential(encoder, nn.Sequential(nn.Linear(1, 6, bias=False), nn.Softplus(), nn.Tanh())).double()
        self.assertEqual(len(self.same(nested, x).layers), 4)

    def test_convolutions(self):
        module = nn.Sequential(
            nn.Conv1d(1, 3, 3, stride=2, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(12, 8), nn.Unflatten(1, (2, 4)),
            nn.ConvTranspose1d(2, 1, 4, stride=2, padding=1, output_padding=1), nn.Sigmoid()).double()
        x = np.random.default_rng(1).normal(size=(5, 1, 8))
        self.same(module, x, input_shape=(1, 8))

    def test_forward_functions_that_are_chains(self):
        class Chain(nn.Module):
            def __init__(self):
                super().__init__()
                self.encoder, self.decoder = nn.Linear(5, 2), nn.Linear(2, 5)

            def forward(self, x):
                return self.decoder(torch.relu(self.encoder(torch.flatten(x, 1))))

        class Residual(Chain):
            def forward(self, x):
                return x + self.decoder(torch.relu(self.encoder(x)))

        x = np.random.default_rng(1).normal(size=(5, 5))
        self.assertEqual(str(self.same(Chain().double(), x).layers[0].activation), "relu")
        self.assertRaisesRegex(hv.BadInput, "add in Residual.forward takes 2 values", hv.from_torch, Residual())

    def test_what_is_not_known_is_refused_with_its_place(self):
        for module, words in [
                (nn.Sequential(nn.Linear(3, 3), nn.Sequential(nn.Linear(3, 3), nn.GELU())), r"1\.1 \(GELU\)"),
                (nn.Sequential(nn.Linear(3, 3), nn.Dropout(0.5)), r"1 \(Dropout\)"),
                (nn.Sequential(nn.Linear(3, 3), nn.Softplus(beta=2)), "beta=2"),
                (nn.Sequential(nn.Conv1d(2, 2, 3, groups=2)), "input_shape|groups=2"),
                (nn.Sequential(nn.Linear(3, 2), nn.Linear(3, 2)), "does not fit"), (nn.ReLU(), "before the first layer"),
                (nn.Sequential(), "no layers"), ("module", "expected a torch.nn.Module")]:
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                hv.from_torch(module)
        with self.assertRaisesRegex(hv.BadInput, "Flatten before it"):
            hv.from_torch(nn.Sequential(nn.Conv1d(1, 2, 3), nn.Linear(6, 3)), input_shape=(1, 8))
        for shape in (4, "ab", (0,), (2.5,)):
            with self.subTest(shape=shape), self.assertRaisesRegex(hv.BadInput, "input_shape is"):
                hv.from_torch(nn.Linear(4, 4), input_shape=shape)

    def test_a_module_that_comes_twice_is_read_twice(self):
        act, same = nn.ReLU(), nn.Linear(4, 4)
        x = np.random.default_rng(1).normal(size=(50, 4)) * 3
        module = nn.Sequential(nn.Linear(4, 4), act, same, act, nn.Sequential(same, act), nn.Linear(4, 2)).double()
        network = self.same(module, x)
        self.assertEqual([str(layer.activation) for layer in network.layers], ["relu"] * 3 + ["identity"])
        # Positive throughout at usual inputs: only the parts show the second ReLU.
        positive = nn.Sequential(nn.Linear(2, 2), act, nn.Linear(2, 2), act, nn.Linear(2, 2))
        nn.init.constant_(positive[2].bias, 1e3)
        self.assertEqual(str(hv.from_torch(positive).layers[1].activation), "relu")

    def test_hooks_and_wrapped_parameters_are_refused_with_their_place(self):
        def module():
            return nn.Sequential(nn.Linear(3, 3), nn.Sequential(nn.Linear(3, 3)))

        # None of them changes an output.
        hooked, early, root, own = module(), module(), module(), module()
        hooked[1][0].register_forward_hook(lambda module, inputs, output: None)
        early[1][0].register_forward_pre_hook(lambda module, inputs: None)
        root.register_forward_hook(lambda module, inputs, output: None)
        own[1][0].forward = own[1][0].forward
        wrapped = module()
        nn.utils.parametrizations.weight_norm(wrapped[1][0])
        for one, words in [(hooked, r"1\.0 \(Linear\) has a forward hook"), (early, r"1\.0 \(Linear\) has a forward pre-"),
                           (root, r"the module \(Sequential\) has a forward hook"), (own, r"1\.0 \(Linear\) has a forw"),
                           (wrapped, r"1\.0 \(ParametrizedLinear\) has parametrized parameters")]:
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                hv.from_torch(one)

    def test_a_module_is_compared_at_inputs_of_several_sizes(self):
        class Chain(nn.Module):
            def __init__(self, threshold):
                super().__init__()
                self.first, self.last = nn.Linear(3, 3, bias=False), nn.Softplus(threshold=threshold)
                nn.init.eye_(self.first.weight)

            def forward(self, x):
                return self.last(self.first(x))

        # Above its threshold PyTorch's softplus is u, which at 6 differs by 0.0025.
        self.assertRaisesRegex(hv.BadInput, "inputs of about 100 an output differs", hv.from_torch, Chain(6).double())
        hv.from_torch(Chain(20).double())
        hv.from_torch(Chain(20))

    def test_a_module_without_parameters_is_read(self):
        network = hv.from_torch(nn.ReLU(), input_shape=(4,))
        self.assertEqual(network([[-1.0, 0, 1, 2]]).tolist(), [[0, 0, 1, 2]])

    def test_what_pytorch_lacks_is_refused(self):
        network = hv.Network([(np.eye(2), None, "hardThreshold")])
        self.assertRaisesRegex(hv.BadInput, "hardThreshold", network.to_torch)

    def test_half_precision_becomes_float32_with_the_same_numbers(self):
        for kind in (torch.bfloat16, torch.float16):
            module = nn.Sequential(nn.Linear(4, 3), nn.ReLU(), nn.Linear(3, 2)).to(kind)
            network = hv.from_torch(module)
            self.assertEqual(network.dtype, np.float32)
            self.assertEqual(network.layers[0].weight.tolist(), module[0].weight.float().tolist())
            x = torch.ones((2, 4), dtype=kind)
            np.testing.assert_allclose(network(x), module(x).float().detach().numpy(), atol=0.1)

    def test_float32_stays_float32(self):
        module = nn.Sequential(nn.Linear(4, 3), nn.ReLU())
        network = hv.from_torch(module)
        self.assertEqual(network.dtype, np.float32)
        self.assertEqual(network.to_torch()[0].weight.dtype, torch.float32)
        self.assertTrue(torch.equal(network.to_torch()[0].weight, module[0].weight))


if __name__ == "__main__":
    unittest.main()
