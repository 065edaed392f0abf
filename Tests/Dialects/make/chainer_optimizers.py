"""Chainer, in float64."""

import chainer
import numpy

from fixture import GRADIENTS, RATES, WEIGHTS, write


def fixture(name, call, spec, rate="lr"):
    link = chainer.Link()
    with link.init_scope():
        link.w = chainer.Parameter(WEIGHTS.copy())
    optimizer, path = eval(f"chainer.optimizers.{call}", {"chainer": chainer}), []
    optimizer.setup(link)
    for g, now in zip(GRADIENTS, RATES):
        if rate: setattr(optimizer, rate, now)
        link.w.grad = g.copy()
        optimizer.update()
        path.append(link.w.array.copy())
    write(f"chainer {name}", "chainer", chainer.__version__, "numpy", "float64", f"chainer.optimizers.{call}", spec, path)


fixture("sgd", "SGD()", "sgd: { like: chainer }")
fixture("momentum", "MomentumSGD()", "momentum: { like: chainer }")
fixture(
    "corrected momentum", "CorrectedMomentumSGD()", "momentum: { like: chainer, learningRateInMomentum: false }")
fixture("nesterov", "NesterovAG()", "nesterov: { like: chainer }")
fixture("rmsprop", "RMSprop()", "rmsProp: { like: chainer }")
fixture("rmsprop inside", "RMSprop(eps_inside_sqrt=True)", "rmsProp: { like: chainer, epsilonInsideRoot: true }")
fixture(
    "rmspropgraves", "RMSpropGraves()",
    "rmsProp: { like: chainer, decay: 0.95, epsilon: 1.0e-4, epsilonInsideRoot: true, centred: true, momentum: 0.9 }")
fixture("adam", "Adam()", "adam: { like: chainer }", "alpha")
fixture("adamw", "AdamW(weight_decay_rate=0.01)", "adamW: { like: chainer, weightDecay: 0.01 }", "alpha")
fixture("adagrad", "AdaGrad()", "adagrad: { like: chainer }")
fixture("adadelta", "AdaDelta()", "adadelta: { like: chainer, learningRate: 1 }", None)
