#!/usr/bin/env python3
"""Writes the data files of Tests/EndToEnd/data, as somebody with NumPy would. Written with NumPy 2.4.6.

usage: write.py   (in this folder)
"""
import csv
import json
import struct

import numpy as np

random = np.random.default_rng(7)

# Pulses of different places: x in Fortran order, y two targets, theta the place, one label missing in sparse.
theta = np.linspace(1, 6, 40)
grid = np.arange(8)
x = np.exp(-((grid - theta[:, None]) ** 2)).astype("float32")
y = np.stack([np.sin(theta), 10 * np.cos(theta)], axis=1)
sparse = theta.copy()
sparse[[3, 11]] = np.nan
np.savez_compressed("waves.npz", x=np.asfortranarray(x), y=y, theta=theta, sparse=sparse, classes=(theta > 3).astype("int64"))
np.savez("changed.npz", x=x[::-1].copy(), y=y, theta=theta, sparse=sparse, classes=(theta > 3).astype("int64"))
# The same samples, and another label.
np.savez("relabelled.npz", x=x, y=y, theta=theta + 1, sparse=sparse, classes=(theta > 3).astype("int64"))

# Images of bytes, big-endian numbers, and halves.
images = (16 * random.random((30, 4, 4))).astype("uint8")
np.save("images.npy", images)
np.savez("types.npz", big=x.astype(">f8")[:10], half=x.astype("float16")[:10], truth=(x > 0.5)[:10], one=theta[:10])

# A table with names, and one with a missing value and words.
names = ["theta"] + [f"x{j}" for j in range(8)] + ["y"]
rows = [[t, *row, target] for t, row, target in zip(theta, x.astype("float64"), y[:, 0])]
with open("table.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([[f"{float(value):.6g}" for value in row] for row in rows[:20]])
with open("holes.csv", "w", newline="") as file:
    file.write("a,b,word\n1,2,red\n3,,green\n5,6,blue\n")

# What cannot be used.
broken = x.copy()
broken[3, 7] = np.nan
endless = y.copy()
endless[5, 1] = -np.inf
np.savez("bad.npz", x=x, broken=broken, endless=endless, short=y[:39], huge=y * 1e300, scalar=np.float64(3), empty=np.zeros((0, 8)))
np.save("objects.npy", np.array([{"a": 1}, None], dtype=object), allow_pickle=True)

# A safetensors file: 8 bytes of length, a header in JSON, the numbers.
header = json.dumps(
    {
        "x": {"dtype": "F32", "shape": [10, 8], "data_offsets": [0, 320]},
        "y": {"dtype": "F64", "shape": [10], "data_offsets": [320, 400]},
    }
).encode()
header += b" " * (-len(header) % 8)
with open("tensors.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(header)) + header + x[:10].tobytes() + y[:10, 0].tobytes())
