#!/usr/bin/env python3
"""Writes the data files of this folder, and expected.json with what is in them.

usage: write.py        (in any folder; needs numpy 2.4.6, pandas 3.1.1, ml_dtypes 0.6.0, safetensors 0.8.0)

Only what NumPy, pandas, zipfile and safetensors write themselves, in the forms that occur; damaged and hostile files are
made in the tests. The files repeat byte for byte, but for those of a new version of a library.
"""
import io
import json
import os
import zipfile

import ml_dtypes
import numpy as np
import pandas as pd
from safetensors.numpy import save

os.chdir(os.path.dirname(os.path.realpath(__file__)))
expected = {}
EPOCH = (1980, 1, 1, 0, 0, 0)


def expect(file, name, array, kind=None):
    """Values as NumPy converts them to float64; their decimal text reads back as the same number."""
    array = np.asarray(array)
    values = [repr(float(value)) for value in array.astype(np.float64).ravel(order="C")]
    expected.setdefault(file, {})[name] = {
        "kind": kind or array.dtype.name, "shape": list(array.shape), "values": values}


def member(array, version=None):
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, version=version)
    return buffer.getvalue()


def archive(file, members, compression=zipfile.ZIP_STORED, target=None):
    with zipfile.ZipFile(target or file, "w", compression) as output:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = compression
            output.writestr(info, data)


def types():
    """Every type in both byte orders and both memory orders, [2, 3]."""
    arrays = {}
    for kind in ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16",
                 "float32", "float64"]:
        dtype = np.dtype(kind)
        if dtype.kind == "b":
            values = [True, False, False, True, True, False]
        elif dtype.kind in "iu":
            info = np.iinfo(dtype)
            least, most = (info.min, info.max) if dtype.itemsize < 8 else (max(info.min, -2**53), 2**53)
            values = [least, most, 0, 1, 100, most - 1]
        else:
            info = np.finfo(dtype)
            values = [0.1, -info.max, info.smallest_subnormal, -0.0, np.inf, np.nan]
        for order in "<>" if dtype.itemsize > 1 else "|":
            for memory in "CF":
                array = np.array(values, dtype=dtype).astype(dtype.newbyteorder(order)).reshape(2, 3)
                name = f"{kind}.{ {'<': 'little', '>': 'big', '|': 'byte'}[order]}.{memory}"
                arrays[name] = np.asarray(array, order=memory)
    for file, save in [("types.npz", np.savez), ("types-compressed.npz", np.savez_compressed)]:
        save(file, **arrays)
        for name, array in arrays.items():
            expect(file, name, array, kind=name.split(".")[0])


def forms():
    cube = np.arange(24.0).reshape(2, 3, 4)
    archive("versions.npz", {f"v{major}.npy": member(cube, version=(major, 0)) for major in (1, 2, 3)})
    for major in (1, 2, 3):
        expect("versions.npz", f"v{major}", cube)

    # Axes in another order: neither C nor Fortran in memory, which NumPy writes in C order.
    views = {"transposed": cube.T, "permuted": cube.transpose(1, 0, 2), "strided": cube[:, ::2, ::-1],
             "column": cube[0, :, :1], "rank8": np.asfortranarray(np.arange(32.0).reshape(1, 2, 2, 1, 2, 2, 1, 2)),
             "é/b": cube[0], "": cube[1], "a.npy": cube[0, 0],
             "masked": np.ma.array([1.0, 2.0], mask=[False, True])}
    np.savez("views.npz", **views)
    for name, array in views.items():
        expect("views.npz", name, np.asarray(array))  # Without the mask, which NumPy does not write.

    big = np.tile(np.arange(1000, dtype=np.int16), 100).reshape(100, 1000)
    np.savez_compressed("big.npz", c=big, f=np.asfortranarray(big))

    np.save("integers.npy", np.array([[0, 2**53], [2**53 + 2, 2**62]]))
    expect("integers.npy", "", np.array([[0, 2**53], [2**53 + 2, 2**62]]))
    np.savez("beyond.npz", signed=np.array([[1, 2, 3], [4, -2**53 - 1, 2**63 - 1]]).T,
             unsigned=np.array([2**64 - 1], dtype=np.uint64))

    # ZIP64 in the directory and at the end, as in archives beyond 4 GiB.
    limits = zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = 10, 1
    archive("zip64.npz", {"x.npy": member(cube), "y.npy": member(cube[0])}, zipfile.ZIP_DEFLATED)
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limits
    expect("zip64.npz", "x", cube)
    expect("zip64.npz", "y", cube[0])

    # To a pipe: sizes and checksum follow the data.
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.data = b""

        def writable(self):
            return True

        def write(self, data):
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    archive(None, {"x.npy": member(cube), "note.txt": b"text"}, zipfile.ZIP_DEFLATED, target=pipe)
    with open("piped.npz", "wb") as file:
        file.write(pipe.data)
    expect("piped.npz", "x", cube)

    for name, method in [("bzip2.npz", zipfile.ZIP_BZIP2), ("lzma.npz", zipfile.ZIP_LZMA)]:
        archive(name, {"x.npy": member(cube)}, method)


def refused():
    date = np.array(["2026-01-01", "2026-01-02"], dtype="M8[D]")
    np.savez("refused.npz", complex64=np.zeros(2, np.complex64), complex128=np.zeros(2, np.complex128),
             records=np.zeros(2, [("x", "<f8"), ("y", "<i4")]), unicode=np.array(["a", "bb"]), bytes=np.array([b"a"]),
             objects=np.array([[1, 2], None], dtype=object), longdouble=np.zeros(2, np.longdouble), dates=date,
             durations=date - date[0], bfloat16=np.zeros(2, ml_dtypes.bfloat16), void=np.zeros(2, "V3"),
             scalar=np.array(5), empty=np.zeros((0, 3)), rank9=np.zeros((1,) * 9), fine=np.arange(3.0))
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    np.save("mixed-frame.npy", frame.to_numpy(), allow_pickle=True)


def frames():
    frame = pd.DataFrame({"theta": [0.1, 0.25, 1e-300], "x": [1.0, None, -2.5], "label": [3, 1, 2],
                          "on": [True, False, True], "name": ["a", "b", "c"]})
    np.save("frame.npy", frame[["theta", "x"]].to_numpy())
    expect("frame.npy", "", frame[["theta", "x"]].to_numpy())
    frame.to_csv("frame.csv", index=False)
    frame.to_csv("frame-index.csv")
    for file in ("frame.csv", "frame-index.csv"):
        for name in ("theta", "x", "label"):
            expect(file, name, frame[name].astype(float), kind="decimal")
        expect(file, "on", frame["on"])
    values = np.array([[1.5, -2e-9], [np.nan, np.inf]])
    np.savetxt("savetxt.csv", values, delimiter=", ", header="a, b")
    for name, column in zip("ab", values.T):
        expect("savetxt.csv", name, column, kind="decimal")


def tensors():
    floats = np.array([[0.1, -65504.0, 6e-8], [-0.0, np.inf, np.nan]], dtype=np.float32)
    names = {"BOOL": np.bool_, "I8": np.int8, "U8": np.uint8, "I16": np.int16, "U16": np.uint16, "I32": np.int32,
             "U32": np.uint32, "I64": np.int64, "U64": np.uint64, "F16": np.float16, "BF16": ml_dtypes.bfloat16,
             "F32": np.float32, "F64": np.float64}
    arrays = {name: (floats if "F" in name else np.array([[1, 0, 1], [0, 1, 1]])).astype(dtype)
              for name, dtype in names.items()}
    for name, array in arrays.items():
        expect("tensors.safetensors", name, array)
    arrays.update(C64=np.zeros(1, np.complex64), F8=np.zeros(1, ml_dtypes.float8_e4m3fn), scalar=np.array(5))
    with open("tensors.safetensors", "wb") as file:
        file.write(save(arrays, {"made": "by safetensors"}))


types()
forms()
refused()
frames()
tensors()
with open("expected.json", "w") as file:
    json.dump(expected, file, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    file.write("\n")
