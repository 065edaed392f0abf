"""Paddle, in float64. Most parameters are rounded to float32, and stand so in what a spec says for the same."""

import paddle

from fixture import GRADIENTS, RATES, WEIGHTS, write

paddle.set_device("cpu")


def fixture(name, call, spec):
    w = paddle.create_parameter(
        (3, 2), "float64", default_initializer=paddle.nn.initializer.Assign(WEIGHTS))
    optimizer = eval(f"paddle.optimizer.{call}", {"paddle": paddle, "w": [w]})
    path = []
    for g, rate in zip(GRADIENTS, RATES):
        optimizer.set_lr(rate)
        (w * paddle.to_tensor(g, dtype="float64")).sum().backward()
        optimizer.step()
        optimizer.clear_grad()
        path.append(w.numpy().copy())
    write(f"paddle {name}", "paddle", paddle.__version__, "cpu", "float64", f"paddle.optimizer.{call}", spec, path)


fixture("sgd", "SGD(parameters=w)", "sgd: { like: paddle }")
fixture("momentum", "Momentum(parameters=w)", "momentum: { like: paddle }")
fixture("nesterov", "Momentum(parameters=w, use_nesterov=True)", "nesterov: { like: paddle }")
fixture("rmsprop", "RMSProp(1.0, parameters=w)", "rmsProp: { like: paddle }")
fixture("rmsprop momentum", "RMSProp(1.0, momentum=0.9, parameters=w)", "rmsProp: { like: paddle, momentum: 0.8999999761581421 }")
fixture("rmsprop centred", "RMSProp(1.0, centered=True, parameters=w)", "rmsProp: { like: paddle, centred: true }")
fixture("adam", "Adam(parameters=w)", "adam: { like: paddle }")
fixture("adamw", "AdamW(parameters=w)", "adamW: { like: paddle }")
fixture("adagrad", "Adagrad(1.0, parameters=w)", "adagrad: { like: paddle }")
fixture("adadelta", "Adadelta(parameters=w)", "adadelta: { like: paddle }")
fixture("nadam", "NAdam(parameters=w)", "nadam: { like: paddle }")
