"""One training epoch in PyTorch: eager, and with --compile through torch.compile.

Why it is fair. Eager is what a user writes: nn.Sequential, MSELoss, torch.optim.RMSprop. Of the optimizer's two
implementations foreach=True is the faster here (by 1 % at n = 129, 5 % at 257, not measurably at 33). There is no .item()
and no copy in the loop, so nothing waits for a device but the last loss.

With --compile, forward, backward and update are one function, and several epochs of it one graph: a call into the graph
costs 30 µs, as much as two whole epochs at n = 33 (48 µs an epoch alone, 18 in tens, 16 in twenties; thirties gain 2 %
more for half again the compilation). Compiling only the model and optimizer.step, as tutorials do, takes 270 µs.
cpp_wrapper=True takes the calls between kernels out of Python (25 to 18 µs). max_autotune and unsafe maths gained less than
the noise.

Subnormal numbers are flushed; one thread.
"""

from protocol import ALPHA, EPSILON, RATE, serve, steps, weights


def prepare(arguments):
    if arguments.networks != 1:
        raise SystemExit("this rival trains one network")
    # No pool of compiler processes beside the measurement.
    import os

    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.set_num_threads(1)
    flushed = torch.set_flush_denormal(True)
    n = arguments.length
    x = torch.from_numpy(steps(n))
    w1, b1, w2, b2, w3 = (torch.from_numpy(w[0:1]) for w in weights(arguments.weights, n, 1))
    initial = [w1, b1, w2.T, b2[0], w3[0]]
    versions = {"torch": torch.__version__, "blas": "MKL" if torch.backends.mkl.is_available() else "own"}
    if not flushed:
        versions["subnormals"] = "kept"

    def eager():
        model = nn.Sequential(nn.Linear(n, 1), nn.Linear(1, n), nn.ReLU(), nn.Linear(n, n, bias=False), nn.ReLU())
        loss_of = nn.MSELoss()
        optimizer = torch.optim.RMSprop(model.parameters(), lr=RATE, alpha=ALPHA, eps=EPSILON, foreach=True)

        def reset():
            with torch.no_grad():
                for parameter, value in zip(model.parameters(), initial, strict=True):
                    parameter.copy_(value)
                for state in optimizer.state.values():
                    state["square_avg"].zero_()

        def train(epochs):
            for _ in range(epochs):
                optimizer.zero_grad()
                loss = loss_of(model(x), x)
                loss.backward()
                optimizer.step()
            return loss.item()

        return 1, reset, train

    def compiled():
        together = 20 if n <= 65 else 10
        parameters = [value.clone() for value in initial]
        squares = [torch.zeros_like(value) for value in initial]

        def loss_of(parameters):
            w1, b1, w2, b2, w3 = parameters
            hidden = F.relu(F.linear(F.linear(x, w1, b1), w2, b2))
            return F.mse_loss(F.relu(F.linear(hidden, w3)), x)

        @torch.compile(fullgraph=True, dynamic=False, options={"cpp_wrapper": True})
        def epochs_together(parameters, squares):
            for _ in range(together):
                gradients, loss = torch.func.grad_and_value(loss_of)(parameters)
                for p, v, g in zip(parameters, squares, gradients, strict=True):
                    v.mul_(ALPHA).addcmul_(g, g, value=1 - ALPHA)
                    p.addcdiv_(g, v.sqrt().add_(EPSILON), value=-RATE)
            return loss

        def reset():
            for parameter, square, value in zip(parameters, squares, initial, strict=True):
                parameter.copy_(value)
                square.zero_()

        @torch.no_grad()
        def train(epochs):
            for _ in range(epochs // together):
                loss = epochs_together(parameters, squares)
            return loss.item()

        return together, reset, train

    program = "PyTorch, torch.compile" if arguments.compile else "PyTorch, eager"
    return {"program": program, "versions": versions}, *(compiled() if arguments.compile else eager())


serve(prepare, compile="through torch.compile, several epochs a call")
