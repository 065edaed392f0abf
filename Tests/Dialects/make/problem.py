"""The problem of every optimizer's fixture: weights [3 x 2], 50 gradients, 50 rates, all exact in float32.

The gradient of update t is the product of two vectors, d x^T: that of one sample of a linear layer. Its entries have
sizes from 1 down to 2^-17, so that an epsilon shows, and its last row is 0 in three updates of four. The second half
repeats the gradients of the first at an eighth of the rate, which shows where a rule keeps the rate.
"""

import json
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Fixtures"
UPDATES = 50
RATES = [2.0**-6] * 25 + [2.0**-9] * 25


def _whole_numbers(count, seed=20261201):
    """Whole numbers from -32 to 31, by a linear congruence: the same on every machine."""
    numbers = []
    for _ in range(count):
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        numbers.append((seed >> 58) - 32)
    return numbers


def problem():
    numbers = iter(_whole_numbers(25 * 5 + 6))
    weights = [[(next(numbers) + 0.5) / 32 for _ in range(2)] for _ in range(3)]
    samples = []
    for t in range(25):
        x = [next(numbers) / 32, next(numbers) / 2**15]
        d = [next(numbers) / 32, next(numbers) / 2**12, next(numbers) / 32 * (t % 4 == 3)]
        samples.append((x, d))
    gradients = [[[a * b for b in x] for a in d] for x, d in samples] * 2
    return {
        "weights": weights, "inputs": [x for x, _ in samples], "errors": [d for _, d in samples],
        "gradients": gradients, "rates": RATES,
    }


if __name__ == "__main__":
    made = problem()
    made.pop("gradients")
    (FOLDER / "problem.json").write_text(json.dumps(made, indent=1) + "\n")
