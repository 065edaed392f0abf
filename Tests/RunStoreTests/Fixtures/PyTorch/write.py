"""Writes the model files of this folder, as PyTorch's users save them: save_file(model.state_dict(), …).

Written by Python 3.11, torch 2.13.0 (CPU) and safetensors 0.8.0: python3 write.py
"""

import os

import safetensors.torch
import torch
from torch import nn

torch.manual_seed(1)
here = os.path.dirname(os.path.abspath(__file__))


def write(name, module, state=None):
    path = os.path.join(here, name + ".safetensors")
    safetensors.torch.save_file(state or module.state_dict(), path)


def solve(*layers):
    """Gives three layers the closed solution for steps of length 4: every step is reproduced exactly."""
    first, second, third = layers
    with torch.no_grad():
        first.weight.copy_(torch.tensor([[1.0, 1.0, 1.0, 1.0]]))
        first.bias.copy_(torch.tensor([0.0]))
        second.weight.copy_(torch.tensor([[1.0]] * 4))
        second.bias.copy_(torch.tensor([0.0, -1.0, -2.0, -3.0]))
        # Output i is 1 from code 4 - i on: relu(z - (3 - i)) - relu(z - (4 - i)).
        third.weight.copy_(
            torch.tensor([[0.0, 0, 0, 1], [0, 0, 1, -1], [0, 1, -1, 0], [1, -1, 0, 0]])
        )
        if third.bias is not None:
            third.bias.zero_()


def sequential(dtype=torch.float32):
    model = nn.Sequential(
        nn.Linear(4, 1), nn.Linear(1, 4), nn.ReLU(), nn.Linear(4, 4, bias=False), nn.ReLU()
    )
    solve(model[0], model[1], model[3])
    return model.to(dtype)


class Autoencoder(nn.Module):
    """Saved in the order of the names: the decoder comes first in the file."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(4, 1))
        self.decoder = nn.Sequential(nn.Linear(1, 4), nn.ReLU(), nn.Linear(4, 4, bias=False), nn.ReLU())
        solve(self.encoder[0], self.decoder[0], self.decoder[2])


class Named(nn.Module):
    """Names that tell no order; the shapes do: 4 → 1 → 3 → 2."""

    def __init__(self):
        super().__init__()
        self.squeeze = nn.Linear(4, 1)
        self.expand = nn.Linear(1, 3)
        self.answer = nn.Linear(3, 2, bias=False)


class Ambiguous(nn.Module):
    """Neither names nor shapes tell the order: 4 → 1 → 4 or 1 → 4 → 1."""

    def __init__(self):
        super().__init__()
        self.down = nn.Linear(4, 1)
        self.up = nn.Linear(1, 4)


class Wrapped(nn.Module):
    """A prefix before all names, as torch.compile and DataParallel put one."""

    def __init__(self):
        super().__init__()
        self.module = nn.Module()
        self.module.net = sequential()


many = nn.Sequential(*[nn.Linear(2 + k, 3 + k) for k in range(12)])
write("sequential", sequential())
write("sequential-float64", sequential(torch.float64))
write("sequential-half", sequential(torch.float16))
write("autoencoder", Autoencoder())
write("named", Named())
write("ambiguous", Ambiguous())
write("wrapped", Wrapped())
write("many", many)
write("linear", nn.Linear(3, 2))
write("misfit", None, nn.Sequential(nn.Linear(4, 2), nn.ReLU(), nn.Linear(3, 4)).state_dict())
write("batchnorm", nn.Sequential(nn.Linear(4, 2), nn.BatchNorm1d(2), nn.Linear(2, 4)))
write("square", nn.Sequential(nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3)))
