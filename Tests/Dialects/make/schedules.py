"""Schedules: the rates of 50 updates, by libraries installed here: schedules.py LIBRARY ...

A row: what a spec says, the call, and the rates. The first rate is 0.125.
"""

import sys

import numpy

from rows import unknown, write

RATE = 0.125
COUNT = 50
LATE = "steps: { like: %s, changes: [{ fromEpoch: 3, learningRate: 0.0625 }, { fromEpoch: 7, learningRate: 0.03125 }] }"


def make(library, schedules, dtype="float64", backend=None):
    """`schedules`: what a spec says with %s for the library, the call, and a function that returns 50 rates."""
    rows = []
    for spec, call, f in schedules:
        try:
            rates = [float(rate) for rate in f()]
        except (AttributeError, ImportError) as error:
            unknown(f"{library} {call}: {error}")
            continue
        assert len(rates) == COUNT, (call, len(rates))
        name = f"{library}-{backend}" if backend else library
        rows.append({"spec": spec % name if "%s" in spec else spec, "call": call, "rates": rates})
    write("schedules", library, rows, dtype, backend)


def each(f):
    return lambda: [f(k) for k in range(COUNT)]


def torch():
    import torch as t

    s = t.optim.lr_scheduler

    def rates(scheduler):
        def run():
            parameter = t.nn.Parameter(t.zeros(1))
            optimizer = t.optim.SGD([parameter], lr=RATE)
            schedule = scheduler(optimizer)
            found = []
            for _ in range(COUNT):
                found.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                schedule.step()
            return found

        return run

    def plateau(optimizer):
        schedule = s.ReduceLROnPlateau(optimizer, patience=5)
        step = schedule.step
        schedule.step = lambda: step(1.0)
        return schedule

    make("torch", [
        (LATE, "MultiStepLR", rates(lambda o: s.MultiStepLR(o, [3, 7], 0.5))),
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true }", "StepLR",
         rates(lambda o: s.StepLR(o, 10, 0.5))),
        ("exponential: { like: %s, factor: 0.875 }", "ExponentialLR", rates(lambda o: s.ExponentialLR(o, 0.875))),
        ("polynomial: { like: %s }", "PolynomialLR", rates(lambda o: s.PolynomialLR(o))),
        ("polynomial: { like: %s, epochs: 20, power: 2 }", "PolynomialLR(total_iters=20, power=2)",
         rates(lambda o: s.PolynomialLR(o, 20, 2))),
        ("cosine: { like: %s, epochs: 20, finalRate: 0.015625 }", "CosineAnnealingLR",
         rates(lambda o: s.CosineAnnealingLR(o, 20, 0.015625))),
        ("cosineRestarts: { like: %s, epochs: 10 }", "CosineAnnealingWarmRestarts",
         rates(lambda o: s.CosineAnnealingWarmRestarts(o, 10))),
        ("cosineRestarts: { like: %s, epochs: 10, periodFactor: 2, finalRate: 0.015625 }",
         "CosineAnnealingWarmRestarts(T_mult=2)",
         rates(lambda o: s.CosineAnnealingWarmRestarts(o, 10, 2, 0.015625))),
        ("linear: { like: %s }", "LinearLR", rates(lambda o: s.LinearLR(o))),
        ("oneCycle: { like: %s, epochs: 50 }", "OneCycleLR", one_cycle(s, t)),
        ("dropOnPlateau: { like: %s, patience: 5 }", "ReduceLROnPlateau of a constant loss", rates(plateau)),
    ])


def one_cycle(s, t):
    """OneCycleLR counts its steps, and raises after the last: it is not asked for a rate after it."""
    def run():
        optimizer = t.optim.SGD([t.nn.Parameter(t.zeros(1))], lr=RATE)
        schedule = s.OneCycleLR(optimizer, RATE, COUNT)
        found = []
        for k in range(COUNT):
            found.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if k + 1 < COUNT: schedule.step()
        return found

    return run


def optax():
    import optax as o
    import jax

    jax.config.update("jax_enable_x64", True)

    make("optax", [
        (LATE, "piecewise_constant_schedule", each(o.piecewise_constant_schedule(RATE, {3: 0.5, 7: 0.5}))),
        ("exponential: { like: %s, factor: 0.5, every: 10 }", "exponential_decay",
         each(o.exponential_decay(RATE, 10, 0.5))),
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true, minimumRate: 0.03125 }",
         "exponential_decay(staircase=True, end_value=0.03125)",
         each(o.exponential_decay(RATE, 10, 0.5, staircase=True, end_value=0.03125))),
        ("polynomial: { like: %s, epochs: 20, power: 2, finalRate: 0.015625 }", "polynomial_schedule",
         each(o.polynomial_schedule(RATE, 0.015625, 2, 20))),
        ("cosine: { like: %s, epochs: 20 }", "cosine_decay_schedule", each(o.cosine_decay_schedule(RATE, 20))),
        ("cosine: { like: %s, epochs: 20, warmUp: { epochs: 5, startShare: 0.25 } }",
         "warmup_cosine_decay_schedule", each(o.warmup_cosine_decay_schedule(RATE / 4, RATE, 5, 25))),
        ("linear: { like: %s, epochs: 20, startShare: 0.25 }", "linear_schedule",
         each(o.linear_schedule(RATE / 4, RATE, 20))),
        ("oneCycle: { like: %s, epochs: 45 }", "cosine_onecycle_schedule", each(o.cosine_onecycle_schedule(45, RATE))),
    ], "float32")


def jax():
    import jax as j
    from jax.example_libraries import optimizers as o

    j.config.update("jax_enable_x64", True)
    make("jax", [
        (LATE, "piecewise_constant", each(o.piecewise_constant([3, 7], [RATE, RATE / 2, RATE / 4]))),
        ("exponential: { like: %s, factor: 0.5, every: 10 }", "exponential_decay",
         each(o.exponential_decay(RATE, 10, 0.5))),
        ("inverseTime: { like: %s, decay: 0.5, every: 10 }", "inverse_time_decay",
         each(o.inverse_time_decay(RATE, 10, 0.5))),
        ("inverseTime: { like: %s, decay: 0.5, every: 10, staircase: true }", "inverse_time_decay(staircase=True)",
         each(o.inverse_time_decay(RATE, 10, 0.5, staircase=True))),
        ("polynomial: { like: %s, epochs: 20, finalRate: 0.015625, power: 2 }", "polynomial_decay",
         each(o.polynomial_decay(RATE, 20, 0.015625, 2))),
    ])


def keras():
    import keras as k

    s = k.optimizers.schedules

    def plateau():
        callback = k.callbacks.ReduceLROnPlateau(patience=5)
        model = k.Sequential([k.layers.Input((1,)), k.layers.Dense(1)])
        model.compile(k.optimizers.SGD(RATE), "mse")
        callback.set_model(model)
        callback.on_train_begin()
        found = []
        for epoch in range(COUNT):
            found.append(float(k.ops.convert_to_numpy(model.optimizer.learning_rate)))
            callback.on_epoch_end(epoch, {"val_loss": 1.0})
        return found

    make("keras", [
        (LATE, "PiecewiseConstantDecay", each(s.PiecewiseConstantDecay([3, 7], [RATE, RATE / 2, RATE / 4]))),
        ("exponential: { like: %s, factor: 0.5, every: 10 }", "ExponentialDecay",
         each(s.ExponentialDecay(RATE, 10, 0.5))),
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true }", "ExponentialDecay(staircase=True)",
         each(s.ExponentialDecay(RATE, 10, 0.5, staircase=True))),
        ("inverseTime: { like: %s, decay: 0.5, every: 10 }", "InverseTimeDecay",
         each(s.InverseTimeDecay(RATE, 10, 0.5))),
        ("polynomial: { like: %s, epochs: 20 }", "PolynomialDecay", each(s.PolynomialDecay(RATE, 20))),
        ("cosine: { like: %s, epochs: 20 }", "CosineDecay", each(s.CosineDecay(RATE, 20))),
        ("cosine: { like: %s, epochs: 20, warmUp: { epochs: 5, startShare: 0.25 } }", "CosineDecay(warmup_steps=5)",
         each(s.CosineDecay(RATE / 4, 20, warmup_target=RATE, warmup_steps=5))),
        ("cosineRestarts: { like: %s, epochs: 10 }", "CosineDecayRestarts", each(s.CosineDecayRestarts(RATE, 10))),
        ("cosineRestarts: { like: %s, epochs: 10, periodFactor: 1, rateFactor: 0.5, finalRate: 0.015625 }",
         "CosineDecayRestarts(t_mul=1, m_mul=0.5, alpha=0.125)",
         each(s.CosineDecayRestarts(RATE, 10, 1.0, 0.5, 0.125))),
        ("dropOnPlateau: { like: %s, patience: 5 }", "ReduceLROnPlateau of a constant loss", plateau),
    ], "float32", k.config.backend())


def tensorflow():
    import tensorflow as tf

    def eager(f):
        # In TensorFlow 2 these return a function without an argument, or a tensor, by the step.
        def rates():
            found = []
            for k in range(COUNT):
                value = f(tf.constant(k))
                found.append(float((value() if callable(value) else value).numpy()))
            return found

        return rates

    s = tf.compat.v1.train
    make("tensorflow.v1", [
        (LATE, "piecewise_constant", eager(lambda k: s.piecewise_constant(k, [3, 7], [RATE, RATE / 2, RATE / 4]))),
        ("exponential: { like: %s, factor: 0.5, every: 10 }", "exponential_decay",
         eager(lambda k: s.exponential_decay(RATE, k, 10, 0.5))),
        ("inverseTime: { like: %s, decay: 0.5, every: 10 }", "inverse_time_decay",
         eager(lambda k: s.inverse_time_decay(RATE, k, 10, 0.5))),
        ("polynomial: { like: %s, epochs: 20 }", "polynomial_decay", eager(lambda k: s.polynomial_decay(RATE, k, 20))),
        ("cosine: { like: %s, epochs: 20 }", "cosine_decay", eager(lambda k: s.cosine_decay(RATE, k, 20))),
        ("cosineRestarts: { like: %s, epochs: 10 }", "cosine_decay_restarts",
         eager(lambda k: s.cosine_decay_restarts(RATE, k, 10))),
    ], "float32")


def paddle():
    import paddle as p

    s = p.optimizer.lr

    def rates(make_schedule, argument=None):
        def run():
            schedule = make_schedule()
            found = []
            for _ in range(COUNT):
                # get_lr() computes the next rate from the last one, each time that it is called.
                found.append(schedule.last_lr)
                schedule.step() if argument is None else schedule.step(p.to_tensor(argument))
            return found

        return run

    make("paddle", [
        (LATE, "PiecewiseDecay", rates(lambda: s.PiecewiseDecay([3, 7], [RATE, RATE / 2, RATE / 4]))),
        ("exponential: { like: %s, factor: 0.875 }", "ExponentialDecay", rates(lambda: s.ExponentialDecay(RATE, 0.875))),
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true }", "StepDecay",
         rates(lambda: s.StepDecay(RATE, 10, 0.5))),
        ("inverseTime: { like: %s, decay: 0.125 }", "InverseTimeDecay", rates(lambda: s.InverseTimeDecay(RATE, 0.125))),
        ("polynomial: { like: %s, epochs: 20 }", "PolynomialDecay", rates(lambda: s.PolynomialDecay(RATE, 20))),
        ("cosine: { like: %s, epochs: 20, finalRate: 0.015625 }", "CosineAnnealingDecay",
         rates(lambda: s.CosineAnnealingDecay(RATE, 20, 0.015625))),
        ("linear: { like: %s, epochs: 20, startShare: 0.25 }", "LinearWarmup",
         rates(lambda: s.LinearWarmup(RATE, 20, RATE / 4, RATE))),
        ("dropOnPlateau: { like: %s, patience: 5 }", "ReduceOnPlateau of a constant loss",
         rates(lambda: s.ReduceOnPlateau(RATE, patience=5), 1.0)),
    ])


def mlx():
    import mlx.optimizers as o

    make("mlx", [
        ("exponential: { like: %s, factor: 0.875 }", "exponential_decay", each(o.exponential_decay(RATE, 0.875))),
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true }", "step_decay",
         each(o.step_decay(RATE, 0.5, 10))),
        ("cosine: { like: %s, epochs: 20, finalRate: 0.015625 }", "cosine_decay",
         each(o.cosine_decay(RATE, 20, 0.015625))),
        ("linear: { like: %s, epochs: 20, startShare: 0.25 }", "linear_schedule",
         each(o.linear_schedule(RATE / 4, RATE, 20))),
    ], "float32")


def timm():
    import torch as t
    from timm.scheduler import CosineLRScheduler, StepLRScheduler

    def rates(make_schedule):
        def run():
            optimizer = t.optim.SGD([t.nn.Parameter(t.zeros(1))], lr=RATE)
            schedule = make_schedule(optimizer)
            found = []
            for k in range(COUNT):
                schedule.step(k)
                found.append(optimizer.param_groups[0]["lr"])
            return found

        return run

    make("timm", [
        ("exponential: { like: %s, factor: 0.5, every: 10, staircase: true }", "StepLRScheduler",
         rates(lambda o: StepLRScheduler(o, 10, 0.5))),
        ("cosine: { like: %s, epochs: 20, finalRate: 0.015625 }", "CosineLRScheduler",
         rates(lambda o: CosineLRScheduler(o, 20, 0.015625))),
        ("cosineRestarts: { like: %s, epochs: 10, periodFactor: 2, rateFactor: 0.5 }",
         "CosineLRScheduler(cycle_mul=2, cycle_decay=0.5, cycle_limit=9)",
         rates(lambda o: CosineLRScheduler(o, 10, cycle_mul=2.0, cycle_decay=0.5, cycle_limit=9))),
        # The rate at which a period begins is halved, not its height above the end: at last it is below the end.
        ("cosineRestarts: { like: %s, epochs: 8, rateFactor: 0.5, finalRate: 0.015625 }",
         "CosineLRScheduler(lr_min=0.015625, cycle_decay=0.5, cycle_limit=9)",
         rates(lambda o: CosineLRScheduler(o, 8, 0.015625, cycle_decay=0.5, cycle_limit=9))),
    ])


def chainer():
    import chainer as c
    import numpy

    class Model(c.Chain):
        def __init__(self):
            super().__init__()
            with self.init_scope(): self.w = c.Parameter(numpy.zeros(1))

    def rates(extension):
        def run():
            model = Model()
            optimizer = c.optimizers.SGD(RATE).setup(model)
            shift = extension(optimizer)
            shift.initialize(None)
            found = []
            for _ in range(COUNT):
                found.append(optimizer.lr)
                shift(None)
            return found

        return run

    e = c.training.extensions
    make("chainer", [
        ("exponential: { like: %s, factor: 0.875 }", "ExponentialShift",
         rates(lambda o: e.ExponentialShift("lr", 0.875, optimizer=o))),
        ("polynomial: { like: %s, epochs: 20, power: 2 }", "PolynomialShift",
         rates(lambda o: e.PolynomialShift("lr", 2, 20, optimizer=o))),
    ])


for name in sys.argv[1:]: globals()[name]()
