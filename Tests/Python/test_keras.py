"""Networks of Keras, by stand-ins with the attributes that Keras gives its models and layers."""
import unittest

import numpy as np

import heaviside as hv

RNG = np.random.default_rng(3)


def relu(u):
    return np.maximum(u, 0)


def linear(u):
    return u


def gelu(u):
    return u


class Layer:
    def __init__(self, name, **more):
        self.name = name
        self.__dict__.update(more)


class InputLayer(Layer):
    def __call__(self, x):
        return x


class Flatten(InputLayer):
    def __call__(self, x):
        return x.reshape(len(x), -1)


class Dense(Layer):
    def __init__(self, name, inputs, outputs, activation=linear, bias=True):
        weights = [RNG.normal(size=(inputs, outputs)).astype(np.float32)]
        super().__init__(name, activation=activation, weights=weights + [np.float32(RNG.normal(size=outputs))] * bias)

    def get_weights(self):
        return self.weights

    def __call__(self, x):
        u = x @ self.weights[0]
        return self.activation(u + self.weights[1] if len(self.weights) > 1 else u)


class LeakyReLU(Layer):
    def __call__(self, x):
        return np.where(x > 0, x, np.float32(self.negative_slope) * x)


class ReLU(Layer):
    max_value, threshold, negative_slope = None, 0, 0

    def __call__(self, x):
        return relu(x)


class Dropout(InputLayer):
    pass


class Model:
    def __init__(self, *layers, shape=(4,)):
        self.layers, self.input_shape = layers, (None, *shape)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Twice(Model):
    def __call__(self, x):
        return 2 * super().__call__(x)


class KerasTests(unittest.TestCase):
    def test_weights_are_inputs_first(self):
        model = Model(InputLayer("in"), Flatten("flat"), Dense("a", 4, 3, relu), Dense("b", 3, 1, bias=False),
                      LeakyReLU("leaky", negative_slope=0.2), Dense("c", 1, 2), ReLU("r"), shape=(2, 2))
        network = hv.from_keras(model)
        self.assertEqual([str(layer.activation) for layer in network.layers], ["relu", "leakyReLU(0.2)", "relu"])
        self.assertEqual(network.layers[0].weight.tolist(), model.layers[2].weights[0].T.tolist())
        self.assertEqual(network.dtype, np.float32)
        x = RNG.normal(size=(5, 2, 2))
        np.testing.assert_allclose(network(x), model(x), rtol=1e-5, atol=1e-6)

    def test_what_is_not_known_is_refused_with_its_name(self):
        for model, words in [
                (Model(Dense("a", 4, 3), Dropout("drop")), r"drop \(Dropout\) is no layer"),
                (Model(Dense("a", 4, 3, gelu)), r"a \(Dense\) has the activation gelu"),
                (Model(ReLU("r")), "r .ReLU. follows no layer"), (Model(Flatten("f")), "no layers"),
                (Model(Dense("a", 4, 3), LeakyReLU("l", negative_slope=0.1), ReLU("r")), "r .ReLU. follows no layer"),
                (Twice(Dense("a", 4, 3)), "something else"), ("model", "expected a model of Keras")]:
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                hv.from_keras(model)

    def test_models_that_are_not_built_or_have_no_fixed_input_are_refused(self):
        bare = Dense("a", 4, 3)
        bare.weights = []
        for layer, shape, words in [
                (bare, (None, 4), r"a \(Dense\) has no weights yet"), (Dense("a", 4, 3), [(None, 4), (None, 4)], "2 inputs"),
                (Dense("a", 4, 3), (None, None, 4), "number for every side"), (Dense("a", 4, 3), None, "input shape None")]:
            model = Model(layer)
            model.input_shape = shape
            with self.subTest(words=words), self.assertRaisesRegex(hv.BadInput, words):
                hv.from_keras(model)


if __name__ == "__main__":
    unittest.main()
