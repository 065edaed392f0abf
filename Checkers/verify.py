#!/usr/bin/env python3
"""verify.py CERT.json MODEL.safetensors: checks a certificate in exact arithmetic, as Documentation/Certificates.md says.
Exit status: 0 all that the certificate says is true, 2 something is not, 64 a file is not in its form or cannot be read."""
import hashlib, json, math, os, re, struct, sys
from fractions import Fraction
if hasattr(sys, "set_int_max_str_digits"): sys.set_int_max_str_digits(0)  # numeral() has a limit of its own
HASH, WORDS, WIDTH = "[0-9a-f]{64}", "identity|relu|hardThreshold", 1 << 13
class Refused(Exception): pass
def need(condition, what, value=None, status=64):
    if not condition: raise Refused(status, what if status == 64 else f"invalid: {what}")
    return value

# The form. Python's json accepts more than the page does. A dyadic number is a pair (m, e).
def numeral(text): return int(need(text != "-0" and len(text.strip("-")) <= 4096, "-0, or too many digits", text))
def refuse(text): need(False, f"{text[:40]} is not an integer")
def members(pairs): return need(len(dict(pairs)) == len(pairs), "a key comes twice", dict(pairs))
def parse(data):
    need(data.isascii() and b"\\" not in data, "here must be ASCII without backslashes")
    try: return json.loads(data.decode(), object_pairs_hook=members, parse_int=numeral, parse_float=refuse, parse_constant=refuse)
    except (ValueError, RecursionError) as error: need(False, f"this is not JSON: {error}")
def fields(x, required, optional=""):
    keys, wanted = set(x) if type(x) is dict else {0}, set(required.split())
    return need(wanted <= keys <= wanted | set(optional.split()), f"here must be an object with {required}", x)
def items(x, low=0, high=1 << 25): return need(type(x) is list and low <= len(x) <= high, f"not an array of {low} to {high}", x)
def integer(x, low, high): return need(type(x) is int and low <= x <= high, f"not an integer from {low} to {high}", x)
def matching(x, pattern): return need(type(x) is str and re.fullmatch(pattern, x), f"here must be a string {pattern}", x)
def odd(m, e): return need(integer(m, 1 - 2**53, 2**53 - 1) % 2 == 1, "a mantissa is odd", (m, integer(e, -1074, 1023)))
def dyadic(x): return (0, 0) if items(x, 2, 2) == [0, 0] and type(x[0]) is type(x[1]) is int else odd(*x)
def entries(x, count):
    found = [(integer(i, 0, count - 1), *odd(m, e)) for i, m, e in (items(entry, 3, 3) for entry in items(x))]
    return need(all(a[0] < b[0] for a, b in zip(found, found[1:])), "indices must increase", found)

def read_samples(data):  # pairs of a signal and a target
    own = {"step": "amplitude orientation blank", "listed": "outputs signals targets"}
    family = matching(type(data) is dict and data.get("family"), "step|listed")
    n, _ = integer(fields(data, "family length sha256 " + own[family])["length"], 1, WIDTH), matching(data["sha256"], HASH)
    if family == "listed":
        p, count = integer(data["outputs"], 1, WIDTH), len(items(data["signals"], 1))
        need(count * (n + p) <= 1 << 22, "the samples have too many entries")
        return [([dyadic(x) for x in items(signal, n, n)], [dyadic(x) for x in items(target, p, p)])
                for signal, target in zip(data["signals"], items(data["targets"], count, count))]
    leading = matching(data["orientation"], "leadingOnes|trailingOnes") == "leadingOnes"
    amplitude, blank = dyadic(data["amplitude"]), need(type(data["blank"]) is bool, "blank is a boolean", data["blank"])
    need(amplitude[0] > 0 and (n + blank) * 2 * n <= 1 << 22, "the amplitude is not positive, or the samples have too many entries")
    rows = [[amplitude if (j < t) == leading else (0, 0) for j in range(n)] for t in range(n + 1) if blank or t != (n, 0)[leading]]
    return list(zip(rows, rows))
def read_network(network, width, outputs):  # layers: activation, shape, weight, bias or None
    need(integer(fields(network, "inputs sha256 layers")["inputs"], 1, WIDTH) == width, "inputs must be the length")
    layers, _ = [], matching(network["sha256"], HASH)
    for layer in items(network["layers"], 1, 64):
        rows = integer(fields(layer, "activation outputs weight", "bias")["outputs"], 1, WIDTH)
        bias = entries(layer["bias"], rows) if "bias" in layer else None
        layers.append((matching(layer["activation"], WORDS), [rows, width], entries(layer["weight"], rows * width), bias))
        width = rows
    return need(width == outputs, "the last layer must have as many outputs as a target has entries", layers)

def read_model(data):  # layers in the same form, but with the numbers as they are, and the hash of the tensors
    start = 8 + int.from_bytes(data[:8], "little")
    need(start <= min(len(data), 8 + (1 << 20)), "the model's header has a wrong length")
    header, layers, taken, digest = parse(data[8:start]), [], [(start, start), (len(data), len(data))], hashlib.sha256()
    texts = header.pop("__metadata__", None) if type(header) is dict else None
    need(type(texts) is dict and all(type(text) is str for text in texts.values()), "__metadata__ must hold strings")
    def tensor(name, dimensions):
        form = fields(header.pop(name), "dtype shape data_offsets")
        size = 8 if matching(form["dtype"], "F32|F64") == "F64" else 4
        count = math.prod(integer(x, 1, WIDTH) for x in items(form["shape"], dimensions, dimensions))
        low, high = (start + integer(x, 0, 1 << 25) for x in items(form["data_offsets"], 2, 2))
        need(high - low == count * size and high <= len(data), f"{name} is not where it must be")
        taken.append((low, high)), digest.update(data[low:high])
        values = struct.unpack(f"<{count}{'d' if size == 8 else 'f'}", data[low:high])
        need(all(map(math.isfinite, values)), f"{name} holds a number that is not finite")
        return form["shape"], [(i, x) for i, x in enumerate(values) if x]
    while header or not layers:
        name = f"layers.{len(layers)}"
        need(name + ".weight" in header and len(layers) < 64, f"{name}.weight is missing, or one layer too many")
        shape, weight = tensor(name + ".weight", 2)
        bias_shape, bias = tensor(name + ".bias", 1) if name + ".bias" in header else (shape[:1], None)
        need(bias_shape == shape[:1], f"{name}.bias has a wrong shape")
        layers.append((matching(texts.get(name + ".activation"), WORDS), shape, weight, bias))
    ends, starts = sorted(high for _, high in taken), sorted(low for low, _ in taken)
    return need(ends[:-1] == starts[1:], "tensors overlap, or leave a hole", (layers, digest.hexdigest()))
def read_claim(claim, samples, layers):
    keys = {"reproduces": "claim", "misses": "claim sample output error", "noLastLayer": "claim output multipliers"}
    kind = matching(type(claim) is dict and claim.get("claim"), "|".join(keys))
    j = integer(fields(claim, keys[kind]).get("output", 0), 0, len(samples[0][1]) - 1)
    if kind == "misses":
        integer(claim["sample"], 0, len(samples) - 1), integer(items(claim["error"], 2, 2)[1], -262144, 262144)
        need(type(claim["error"][0]) is int and claim["error"][0] % 2 == 1, "the mantissa of an error is odd")
    if kind == "noLastLayer":
        need({int} == set(map(type, items(claim["multipliers"], len(samples), len(samples)))), "multipliers are integers")
        need(layers[-1][0] == "relu" and all(t[j][0] >= 0 for _, t in samples), "only relu, and no negative target")
    return kind, claim
def lowest(claims, samples, layers):  # the smallest exponent of all numbers, after a look at what the check will cost
    numbers = [(1, 0)] + [x for sample in samples for part in sample for x in part if x[0]]
    numbers += [x[1:] for _, _, weight, bias in layers for x in weight + (bias or [])]
    low, top = min(e for _, e in numbers), max(e + m.bit_length() for m, e in numbers)
    words = ((len(layers) + 1) * (top - low + 64) + 63) // 64
    cost = words * sum(len(weight) + rows for _, (rows, _), weight, _ in layers)
    cost *= sum(1 if kind == "misses" else len(samples) for kind, _ in claims)
    for d in (1 + max(len(str(abs(x))) for x in c["multipliers"]) // 16 for kind, c in claims if kind == "noLastLayer"):
        cost += len(samples) * d * (layers[-1][1][1] * words + d)
    return need(words <= 512 and cost <= 1 << 27, "the check costs more than its limit", low)
def evaluate(layers, signal, low):  # what the last layer receives, and its activations, in units of 2^(L · low) and 2^((L + 1) · low)
    z = [m << e - low for m, e in signal]
    for l, (activation, (rows, width), weight, bias) in enumerate(layers, 2):
        received, s, one = z, [0] * rows, 1 << -l * low
        for i, m, e in weight: s[i // width] += (m << e - low) * z[i % width]
        for i, m, e in bias or []: s[i] += m << e - l * low
        z = s if activation == "identity" else [max(x, 0) if activation == "relu" else one * (x >= one) for x in s]
    return received, z
def decide(kind, claim, samples, layers, low):
    unit, numbers = Fraction(2) ** ((len(layers) + 1) * low), lambda row: [m * Fraction(2) ** e for m, e in row]
    if kind == "reproduces":
        for i, (signal, target) in enumerate(samples):
            need([x * unit for x in evaluate(layers, signal, low)[1]] == numbers(target), f"sample {i} is not reproduced", status=2)
    elif kind == "misses":
        i, j, (m, e) = claim["sample"], claim["output"], claim["error"]
        error = evaluate(layers, samples[i][0], low)[1][j] * unit - numbers(samples[i][1])[j]
        need(error == m * Fraction(2) ** e, f"the error of sample {i}, output {j} is another one", status=2)
    else:
        multipliers, targets = claim["multipliers"], [numbers(target)[claim["output"]] for _, target in samples]
        columns = [*zip(*(evaluate(layers, signal, low)[0] for signal, _ in samples))] + [[1] * len(samples)] * (layers[-1][3] is not None)
        dot = lambda column: sum(x * a for x, a in zip(multipliers, column) if x and a)
        need(not any(map(dot, columns)) and dot(targets) < 0, "the multipliers are no witness", status=2)
        need(all(x >= 0 or t > 0 for x, t in zip(multipliers, targets)), "a multiplier is negative", status=2)
def check(certificate_bytes, model_bytes):  # the exit status, and what has been established or is wrong
    try:
        need(max(len(certificate_bytes), len(model_bytes)) <= 1 << 25, "a file is longer than 2^25 bytes")
        certificate = fields(parse(certificate_bytes), "format arithmetic data network claims")
        matching(certificate["format"], "heaviside-certificate-1"), matching(certificate["arithmetic"], "real")
        samples = read_samples(certificate["data"])
        layers = read_network(certificate["network"], len(samples[0][0]), len(samples[0][1]))
        claims = [read_claim(claim, samples, layers) for claim in items(certificate["claims"], 1, 16)]
        low, (model, digest) = lowest(claims, samples, layers), read_model(model_bytes)
        texts = (" -> ".join(" ".join(f"{m}p{e}" if m else "0" for m, e in part) for part in sample) for sample in samples)
        hashed = hashlib.sha256("".join(f"{text}\n" for text in texts).encode()).hexdigest()
        need(hashed == certificate["data"]["sha256"], "other samples", status=2)
        exact = lambda x: x and [(i, m * Fraction(2) ** e) for i, m, e in x]
        need(model == [(a, shape, exact(w), exact(b)) for a, shape, w, b in layers], "the model has other layers", status=2)
        need(digest == certificate["network"]["sha256"], "the model has another hash", status=2)
        for kind, claim in claims: decide(kind, claim, samples, layers, low)
    except Refused as error: return error.args
    return 0, f"valid: all {len(claims)} claims on {len(samples)} samples are true"
if __name__ == "__main__":
    try:
        files = [open(path, "rb").read((1 << 25) + 1) for path in sys.argv[1:] if os.path.isfile(path)]
        status, message = check(*files) if len(files) == len(sys.argv) - 1 == 2 else (64, __doc__)
        print(message, file=sys.stderr if status == 64 else sys.stdout, flush=True)
    except OSError: status = 64
    os._exit(status)
