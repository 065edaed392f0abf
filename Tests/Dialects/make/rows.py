"""Writes fixtures of rows: one file a library (and backend), one row a function of it."""

import importlib.metadata
import json

from problem import FOLDER

# The packages whose release is that of a library.
PACKAGES = {
    "haiku": "dm-haiku", "paddle": "paddlepaddle", "sklearn": "scikit-learn", "tensorflow.v1": "tensorflow-cpu",
}


def plain(value):
    """Numbers and lists as JSON has them; what is not finite as a word."""
    if isinstance(value, (list, tuple)): return [plain(item) for item in value]
    if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
    if isinstance(value, float):
        if value != value: return "nan"
        if value in (float("inf"), float("-inf")): return "inf" if value > 0 else "-inf"
    return value


def write(subject, library, rows, dtype="float64", backend=None, **more):
    """Writes Fixtures/SUBJECT/LIBRARY.json: what `rows` hold, one a line."""
    package = PACKAGES.get(library, library)
    fixture = {
        "library": library, "version": importlib.metadata.version(package).split("+")[0],
        "backend": backend or "cpu", "dtype": dtype, **more,
    }
    head = json.dumps(plain(fixture), ensure_ascii=False)[:-1]
    lines = ",\n  ".join(json.dumps(plain(row), ensure_ascii=False) for row in rows)
    name = library.replace(".", "-") + (f"-{backend}" if backend else "")
    text = f'{head}, "rows": [\n  {lines}\n ]}}\n'
    json.loads(text)
    (FOLDER / subject / f"{name}.json").write_text(text)
    print(f"{subject}/{name}.json: {len(rows)} rows")


def unknown(error):
    """What to write to the terminal where a library lacks a function: such a row is left out."""
    print(f"  left out: {error}")
