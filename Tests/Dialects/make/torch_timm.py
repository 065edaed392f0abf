"""PyTorch, timm and lion-pytorch, in float64."""

import timm
import timm.optim
import torch
from importlib.metadata import version

from fixture import GRADIENTS, RATES, WEIGHTS, write


def fixture(library, release, name, make, call, spec, note=None):
    w = torch.nn.Parameter(torch.tensor(WEIGHTS, dtype=torch.float64))
    optimizer, path = make([w]), []
    for g, rate in zip(GRADIENTS, RATES):
        for group in optimizer.param_groups: group["lr"] = rate
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        path.append(w.detach().numpy().copy())
    write(f"{library} {name}", library, release, "cpu", "float64", call, spec, path, note)


def by_torch(name, call, spec, note=None):
    fixture(
        "torch", torch.__version__.split("+")[0], name, lambda w: eval(f"torch.optim.{call}", {"torch": torch, "w": w}),
        f"torch.optim.{call}", spec, note)


def by_timm(name, call, spec):
    fixture(
        "timm", timm.__version__, name, lambda w: eval(f"timm.optim.{call}", {"timm": timm, "w": w}),
        f"timm.optim.{call}", spec)


by_torch("sgd", "SGD(w)", "sgd: { like: torch }")
by_torch("sgd decay", "SGD(w, weight_decay=0.1)", "sgd: { like: torch, weightDecay: 0.1 }")
by_torch("momentum", "SGD(w, momentum=0.9)", "momentum: { like: torch, momentum: 0.9 }")
by_torch(
    "momentum dampening", "SGD(w, momentum=0.9, dampening=0.5)",
    "momentum: { like: torch, momentum: 0.9, dampening: 0.5 }")
by_torch("nesterov", "SGD(w, momentum=0.9, nesterov=True)", "nesterov: { like: torch, momentum: 0.9 }")
by_torch("rmsprop", "RMSprop(w)", "rmsProp: { like: torch }")
by_torch("rmsprop decay", "RMSprop(w, weight_decay=0.1)", "rmsProp: { like: torch, weightDecay: 0.1 }")
by_torch("rmsprop centred", "RMSprop(w, centered=True)", "rmsProp: { like: torch, centred: true }")
by_torch("rmsprop momentum", "RMSprop(w, momentum=0.9)", "rmsProp: { like: torch, momentum: 0.9 }")
by_torch("adam", "Adam(w)", "adam: { like: torch }")
by_torch("adam decay", "Adam(w, weight_decay=0.1)", "adam: { like: torch, weightDecay: 0.1 }")
by_torch("adamw", "AdamW(w)", "adamW: { like: torch }")
by_torch("adagrad", "Adagrad(w)", "adagrad: { like: torch }")
by_torch("adagrad rate decay", "Adagrad(w, lr_decay=0.01)", "adagrad: { like: torch, rateDecay: 0.01 }")
by_torch("adadelta", "Adadelta(w)", "adadelta: { like: torch }")
by_torch("nadam", "NAdam(w)", "nadam: { like: torch }")
by_torch("nadam decay", "NAdam(w, weight_decay=0.1)", "nadam: { like: torch, weightDecay: 0.1 }")
by_torch(
    "muon", "Muon(w)", "muon: { like: torch }",
    "The Newton-Schulz steps are computed in bfloat16, whatever the dtype of the weights.")
by_timm("rmsproptf", "RMSpropTF(w)", "rmsProp: { like: timm }")
by_timm("rmsproptf momentum", "RMSpropTF(w, momentum=0.9)", "rmsProp: { like: timm, momentum: 0.9 }")
by_timm(
    "rmsproptf centred", "RMSpropTF(w, momentum=0.9, centered=True)",
    "rmsProp: { like: timm, momentum: 0.9, centred: true }")
by_timm("lion", "Lion(w)", "lion: { like: timm }")
by_timm("nadamw", "NAdamW(w)", "nadam: { like: timm }")
