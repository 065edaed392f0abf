"""Arrays of the caller, checked before the program sees them: what is wrong is named by its index."""
from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadInput

Matrix = NDArray[np.float64]
#: Numbers that NumPy lacks; float32 holds each of them.
HALVES = ("bfloat16", "float8")


def _place(name: str, index: Any) -> str:
    return f"{name}[{', '.join(str(int(i)) for i in index)}]" if len(index) else name


def _check_mask(name: str, value: Any, index: tuple[int, ...] = ()) -> None:
    """Refuses masked entries, of an array or of those in lists: NumPy would show what is under the mask."""
    if isinstance(value, np.ma.MaskedArray):
        masked = np.argwhere(np.ma.getmaskarray(value))
        if len(masked):
            raise BadInput(f"{_place(name, (*index, *masked[0]))} is masked: expected a number, as "
                           f"{name}.filled(…) makes it")
    elif isinstance(value, (list, tuple)) and len(index) < 8:
        for place, entry in enumerate(value):
            if isinstance(entry, (list, tuple, np.ma.MaskedArray)):
                _check_mask(name, entry, (*index, place))


def numbers(name: str, value: Any) -> Matrix:
    """An array of finite numbers in double precision, of any shape.

    Takes what NumPy takes, and tensors of PyTorch. Raises `BadInput` for the first entry that is no number, is not
    finite, or is no number of double precision.
    """
    _check_mask(name, value)
    detach = getattr(value, "detach", None)
    if callable(detach):
        value = detach().cpu()
        if any(name in str(value.dtype) for name in HALVES):
            value = value.float()
        value = value.numpy()
    try:
        array = np.asarray(value)
    except ValueError as problem:
        raise BadInput(f"{name} is no array: its rows have different lengths ({problem})") from None
    if array.dtype.name.startswith(HALVES):
        array = array.astype(np.float32)
    if array.dtype == object:
        for index in np.ndindex(array.shape):
            entry = array[index]
            if isinstance(entry, (list, tuple, np.ndarray)):
                raise BadInput(f"{_place(name, index)} is a {type(entry).__name__} in an array of dtype object: "
                               "expected rows of equal length")
            if isinstance(entry, bool) or not isinstance(entry, (int, float, np.integer, np.floating)):
                text = repr(entry)
                raise BadInput(f"{_place(name, index)} is {text[:40]} ({type(entry).__name__}): expected a number")
        raise BadInput(f"{name} has the dtype object: expected numbers, as {name}.astype(float) makes them")
    if array.dtype.kind in "SU":
        # One text makes all entries texts: the entry that was one is looked for among those that were given.
        given = np.asarray(value, dtype=object)
        for index in np.ndindex(given.shape):
            if isinstance(given[index], (str, bytes)):
                raise BadInput(f"{_place(name, index)} is {repr(given[index])[:40]}: expected a number")
    if array.dtype.kind not in "biuf":
        raise BadInput(f"{name} has the dtype {array.dtype}: expected real numbers")
    with np.errstate(over="ignore"):
        result = array.astype(np.float64)
    bad = np.argwhere(~np.isfinite(result))
    if len(bad):
        raise BadInput(f"{_place(name, bad[0])} is {array[tuple(bad[0])]}: expected a finite number")
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8:
        # The largest integers round to a number beyond their type.
        beyond = result >= (2.0**63 if array.dtype.kind == "i" else 2.0**64)
        bad = np.argwhere(beyond | (np.where(beyond, 0, result).astype(array.dtype) != array))
    elif array.dtype.itemsize > 8:
        bad = np.argwhere(result.astype(array.dtype) != array)
    if len(bad):
        raise BadInput(f"{_place(name, bad[0])} is {array[tuple(bad[0])]}, which is no number of double precision")
    return result


def samples(name: str, value: Any, width: int | None = None, count: int | None = None) -> Matrix:
    """An array `[samples × width]`; the entries of a sample that has a shape of its own are taken row by row.

    Raises `BadInput` for another width or another number of samples.
    """
    array = numbers(name, value)
    wanted = f"[{'samples' if count is None else count} × {'entries' if width is None else width}]"
    if array.ndim < 2 or 0 in array.shape:
        raise BadInput(f"{name} has the shape {list(array.shape)}: expected {wanted}")
    flat = array.reshape(array.shape[0], -1)
    if width is not None and flat.shape[1] != width:
        raise BadInput(f"{name} has the shape {list(array.shape)}, and so {flat.shape[1]} entries a sample: expected "
                       f"{wanted}")
    if count is not None and flat.shape[0] != count:
        raise BadInput(f"{name} has the shape {list(array.shape)}, and so {flat.shape[0]} samples: expected {wanted}")
    return flat


def sides(name: str, value: Any) -> tuple[int, ...]:
    """A shape of whole numbers from 1 on. Raises `BadInput` for what is none."""
    if isinstance(value, (list, tuple, np.ndarray)):
        found = list(value)
        if found and all(isinstance(side, (int, np.integer)) and not isinstance(side, bool) and 1 <= side < 1 << 31
                         for side in found):
            return tuple(int(side) for side in found)
    raise BadInput(f"{name} is {repr(value)[:40]}: expected whole numbers from 1 on, such as (4,) for 4 inputs or "
                   "(1, 32) for one channel of length 32")
