#!/usr/bin/env python3
"""differential.py HEAVISIDE-VERIFY COUNT [SEED]: whether both checkers end with the same status, on certificates true, false and damaged.

Prints the counts by status; exits 1 on a disagreement or a trap, and leaves the two files of it.
"""
import collections, hashlib, itertools, json, os, pathlib, random, re, struct, subprocess, sys, tempfile
from fractions import Fraction

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Checkers"))
import verify

WEIRD = ["-0", "0", "1", "-1", "2", "3", "01", "1.0", "1e3", "true", "false", "null", "NaN", "-Infinity", "[]", "{}", '""',
         '"relu"', "[0,0]", "[1,0]", "[2,0]", "9" * 4096, "9" * 4097, "-" + "7" * 4096, str(2**53 - 1), str(2**53), str(2**64 + 1),
         "1023", "1024", "-1074", "-1075", "262144", "262145", "8192", "8193", "67108863", "67108864", "[" * 3000, '"\\u0041"',
         '"é"', '"\x01"', '"\x7f"', "1 ", "+1", ".5", "-", "--1", "1_0", "١", "[0,0,0]", "[[0,0]]", "[0,1,0],[1,1,0]", ",", "", "1,2"]

def dyadic(x):
    x = Fraction(x)
    if x == 0: return [0, 0]
    zeros = (x.numerator & -x.numerator).bit_length() - 1
    return [x.numerator >> zeros, zeros - x.denominator.bit_length() + 1]

def entries(values): return [[i, *dyadic(x)] for i, x in enumerate(values) if x]

def value(r, wide):
    if r.random() < 0.4: return 0.0
    if r.random() < 0.7: return float(r.choice([1, -1, 1, -1, 2, -3, 0.5, 4, -0.25]))
    x = r.gauss(0, 1) * 2.0 ** r.choice([0, 0, 0, 20, -60, 100, -1000 if wide else -120])
    return x if wide else struct.unpack("<f", struct.pack("<f", x))[0]

def family(r):
    n, a, leading, blank = r.randint(1, 6), r.choice([Fraction(1), Fraction(3, 4), Fraction(5), Fraction(1, 1024)]), r.random() < 0.5, r.random() < 0.5
    rows = [[a * ((i < t) == leading) for i in range(n)] for t in range(n + 1)]
    return {"family": "step", "length": n, "amplitude": dyadic(a), "orientation": "leadingOnes" if leading else "trailingOnes",
            "blank": blank}, [row for row in rows if blank or any(row)]

def activate(activation, s):
    return Fraction(s >= 1) if activation == "hardThreshold" else s if activation == "identity" else max(s, Fraction(0))

def make(r):
    """A certificate, a header and data that belong together; now and then one claim is false."""
    data, signals = family(r)
    listed, is_copy = r.random() < 0.5, r.random() < 0.3
    if listed: signals = [[r.choice([x, Fraction(value(r, True))]) for x in row] for row in r.choices(signals, k=r.randint(1, 8))]
    targets, n, depth = signals, len(signals[0]), r.choice([1, 1, 2, 2, 3])
    widths = [n] + [n if is_copy else r.randint(1, 4) for _ in range(depth)]
    if not listed: widths[-1] = n
    layers, header, raw, received, activations, metadata = [], {}, b"", signals, signals, {"note": "x"}
    for l, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        activation = r.choice(["relu", "relu", "identity", "hardThreshold"])
        if l == depth - 1 and r.random() < 0.5 or is_copy: activation = "relu"
        wide, has_bias = r.random() < 0.5, r.random() < 0.5
        weight = [[float(i == k) if is_copy else value(r, wide) for k in range(inputs)] for i in range(outputs)]
        bias = [0.0 if is_copy else value(r, wide) for _ in range(outputs)]
        flat = [x for row in weight for x in row]
        layers.append({"activation": activation, "outputs": outputs, "weight": entries(flat)})
        tensors = [("weight", [outputs, inputs], flat)]
        if has_bias: layers[-1]["bias"], tensors = entries(bias), tensors + [("bias", [outputs], bias)]
        for name, shape, values in tensors:
            packed = struct.pack(f"<{len(values)}{'d' if wide else 'f'}", *(x if x or r.random() < 0.5 else -0.0 for x in values))
            header[f"layers.{l}.{name}"] = {"dtype": "F64" if wide else "F32", "shape": shape,
                                            "data_offsets": [len(raw), len(raw) + len(packed)]}
            raw += packed
        metadata[f"layers.{l}.activation"] = activation
        received = activations
        activations = [[activate(activation, sum((Fraction(w) * x for w, x in zip(row, z)), Fraction(b if has_bias else 0)))
                        for row, b in zip(weight, bias)] for z in received]
    header["__metadata__"] = metadata
    outputs = [[dyadic(x) for x in row] for row in activations]
    if listed:
        small = all(abs(m) < 2**53 and -1074 <= e <= 1023 for row in outputs for m, e in row) and r.random() < 0.6
        targets = activations if small else [[Fraction(r.choice([0, 1, 2])) for _ in row] for row in activations]
        data = {"family": "listed", "length": n, "outputs": widths[-1], "signals": [[dyadic(x) for x in row] for row in signals],
                "targets": [[dyadic(x) for x in row] for row in targets]}
    claims = [{"claim": "reproduces"}] if activations == targets or r.random() < 0.1 else []
    for i, j in itertools.product(range(len(signals)), range(widths[-1])):
        error = dyadic(activations[i][j] - targets[i][j])
        if r.random() < 0.05: error = [r.choice([1, -1, 3]), r.randint(-3, 3)]
        if error[0] and r.random() < 0.3: claims.append({"claim": "misses", "sample": i, "output": j, "error": error})
    for i, k in itertools.permutations(range(len(signals)), 2):
        j = r.randrange(widths[-1])
        if received[i] == received[k] and targets[i][j] > targets[k][j] or r.random() < 0.01:
            multipliers, size = [0] * len(signals), r.choice([1, 1, 10**19, 3**200, 10**4000 + 1])
            multipliers[i], multipliers[k] = -size, size + (r.random() < 0.05)
            claims.append({"claim": "noLastLayer", "output": j, "multipliers": multipliers})
    r.shuffle(claims)
    text = lambda row: " ".join("%dp%d" % tuple(dyadic(x)) if x else "0" for x in row)
    samples = "".join(f"{text(s)} -> {text(t)}\n" for s, t in zip(signals, targets))
    data["sha256"] = hashlib.sha256(samples.encode()).hexdigest()
    network = {"inputs": n, "sha256": hashlib.sha256(raw).hexdigest(), "layers": layers}
    return {"format": "heaviside-certificate-1", "arithmetic": "real", "data": data, "network": network,
            "claims": claims[:16] or [{"claim": "reproduces"}]}, header, raw

def damage(r, text):
    """JSON with one token changed, one piece doubled, left out or moved, or one byte changed."""
    if (way := r.random()) < 0.6:
        pieces = list(re.finditer(rb'-?\d+|"[^"]*"|true|false|\[[^][]*\]|\{[^{}]*\}', text))
        piece = r.choice(pieces)
        other = r.choice([r.choice(WEIRD).encode(), r.choice(pieces)[0], str(r.randint(-3, 9)).encode(), piece[0] + b"," + piece[0]])
        return text[:piece.start()] + other + text[piece.end():]
    i, j = sorted(r.sample(range(len(text) + 1), 2))
    if way < 0.7: return text[:i] + text[min(j, i + 20):]
    if way < 0.8: return text[:j] + text[i:]
    return text[:i] + bytes([r.choice([r.randrange(256), *b' \t\n,:[]{}"\\'])]) + text[i + r.randint(0, 1):]

def main(checker, count, seed=1):
    statuses, disagreements, folder = collections.Counter(), 0, pathlib.Path(tempfile.mkdtemp())
    files = folder / "certificate.json", folder / "model.safetensors"
    for case in range(int(count)):
        r = random.Random(f"{seed}.{case}")
        certificate, header, raw = make(r)
        way = r.random()
        if 0.3 < way < 0.4 and raw:
            place = r.randrange(len(raw))
            raw = raw[:place] + bytes([raw[place] ^ 1 << r.randrange(8)]) + raw[place + 1:]
            if r.random() < 0.5: certificate["network"]["sha256"] = hashlib.sha256(raw).hexdigest()
        text, head = (json.dumps(x, indent=r.choice([None, None, 1])).encode() for x in (certificate, header))
        if way > 0.6: text = damage(r, text)
        if 0.4 < way < 0.6: head = damage(r, head)
        model = len(head).to_bytes(8, "little") + head + raw
        if 0.4 < way < 0.45: model = damage(r, model)
        for path, content in zip(files, (text, model)): path.write_bytes(content)
        expected, reason = verify.check(text, model)
        run = subprocess.run([checker, *files], capture_output=True, text=True)
        statuses[expected] += 1
        if run.returncode != expected:
            disagreements += 1
            kept = folder / str(case)
            kept.mkdir()
            for path in files: os.link(path, kept / path.name); path.unlink()
            print(f"case {case}: {run.returncode} {run.stdout}{run.stderr}, but {expected} {reason}; see {kept}", file=sys.stderr)
    print(" ".join(f"{status}: {number}" for status, number in sorted(statuses.items())), f"disagreements: {disagreements}")
    return 1 if disagreements else 0

if __name__ == "__main__": sys.exit(main(*sys.argv[1:]))
