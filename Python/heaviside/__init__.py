"""Heaviside in Python: trains elementary networks, and proves in exact arithmetic whether they are right.

    import heaviside as hv

    run = hv.train("linear-code", length=33, seed=1)
    network = hv.from_torch(module)
    network.certify(x, y)

The program `heaviside` does the work, in a process of its own.
"""
from .activations import Activation
from .arrays import Matrix
from .background import Training
from .errors import BadInput, Diverged, Failed, HeavisideError, Interrupted, NotFound
from .formulas import Claim, Formula, check, claims
from .keras import from_keras
from .layers import Convolution, Dense, TransposedConvolution
from .network import Network
from .onnx import from_onnx
from .proofs import Atlas, Certification, Gradient, Obstacles, Piece, Worst
from .pytorch import from_torch
from .runs import Comparison, Run, compare, runs
from .sweeps import Sweep, sweep
from .training import resume, train

__version__ = "0.1.0"
__all__ = [
    "Activation", "Atlas", "BadInput", "Certification", "Claim", "Comparison", "Convolution", "Dense", "Diverged",
    "Failed", "Formula", "Gradient", "HeavisideError", "Interrupted", "Matrix", "Network", "NotFound", "Obstacles",
    "Piece", "Run", "Sweep", "Training", "TransposedConvolution", "Worst", "check", "claims", "compare", "from_keras",
    "from_onnx", "from_torch", "resume", "runs", "sweep", "train",
]
