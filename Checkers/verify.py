#!/usr/bin/env python3
"""verify.py CERT.json MODEL.safetensors: checks a certificate in exact arithmetic: see
Documentation/Certificates.md. Exit status: 0 all true, 2 not true, 64 a file cannot be read."""
import hashlib, json, math, os, re, struct, sys
from fractions import Fraction

getattr(sys, "set_int_max_str_digits", abs)(0)  # numeral() has a limit of its own
ACTIVATIONS = "identity|relu|hardThreshold"
HASH, WIDTH = "[0-9a-f]{64}", 1 << 13

class Refused(Exception):
    """Ends the check; its arguments are the exit status and the reason."""

def need(condition, what, value=None, status=64):
    """The value, where the condition holds; ends the check where it does not."""
    if not condition:
        raise Refused(status, what if status == 64 else f"invalid: {what}")
    return value

# JSON. Python's json accepts more than the page does.
def numeral(text):
    need(re.fullmatch("-?[0-9]+", text), f"{text[:40]} is not an integer")
    return int(need(text != "-0" and len(text.strip("-")) <= 4096, "-0, or too many digits", text))
def members(pairs):
    return need(len(dict(pairs)) == len(pairs), "a key comes twice", dict(pairs))
def parse(data):
    need(data.isascii() and b"\\" not in data, "here must be ASCII without backslashes")
    try:
        return json.loads(data.decode(), object_pairs_hook=members, parse_int=numeral,
                          parse_float=numeral, parse_constant=numeral)
    except (ValueError, RecursionError) as error:
        need(False, f"this is not JSON: {error}")

# The form of a value: these return the value that they have checked.
def fields(x, required, optional=""):
    wanted = set(required.split())
    has_keys = type(x) is dict and wanted <= set(x) <= wanted | set(optional.split())
    return need(has_keys, f"here must be an object with {required}", x)
def items(x, low=0, high=1 << 25):
    return need(type(x) is list and low <= len(x) <= high, f"not an array of {low} to {high}", x)
def integer(x, low, high):
    return need(type(x) is int and low <= x <= high, f"not an integer from {low} to {high}", x)
def matching(x, pattern):
    return need(type(x) is str and re.fullmatch(pattern, x), f"here must be a string {pattern}", x)

# A dyadic number m·2^e is a pair (m, e); zero is (0, 0).
def nonzero(m, e):
    pair = integer(m, 1 - 2**53, 2**53 - 1), integer(e, -1074, 1023)
    return need(m % 2 == 1, "a mantissa is odd", pair)
def dyadic(x):
    m, e = items(x, 2, 2)
    return (0, 0) if type(m) is type(e) is int and m == e == 0 else nonzero(m, e)
def entries(x, count):  # of a tensor, those that are not zero: triples (index, m, e)
    triples = [items(entry, 3, 3) for entry in items(x)]
    found = [(integer(i, 0, count - 1), *nonzero(m, e)) for i, m, e in triples]
    return need(all(a[0] < b[0] for a, b in zip(found, found[1:])), "indices must increase", found)

# The certificate.
def read_samples(data):
    """The samples: pairs of a signal and a target, which are lists of dyadic numbers."""
    family = matching(type(data) is dict and data.get("family"), "step|listed")
    own = {"step": "amplitude orientation blank", "listed": "outputs signals targets"}[family]
    n = integer(fields(data, f"family length sha256 {own}")["length"], 1, WIDTH)
    matching(data["sha256"], HASH)
    return read_steps(data, n) if family == "step" else read_listed(data, n)

def read_listed(data, n):
    p, count = integer(data["outputs"], 1, WIDTH), len(items(data["signals"], 1))
    need(count * (n + p) <= 1 << 22, "the samples have too many entries")
    return [([dyadic(x) for x in items(signal, n, n)], [dyadic(x) for x in items(target, p, p)])
            for signal, target in zip(data["signals"], items(data["targets"], count, count))]

def read_steps(data, n):
    leading = matching(data["orientation"], "leadingOnes|trailingOnes") == "leadingOnes"
    amplitude, blank = dyadic(data["amplitude"]), data["blank"]
    need(type(blank) is bool, "blank is a boolean")
    need(amplitude[0] > 0 and (n + blank) * 2 * n <= 1 << 22,
         "the amplitude is not positive, or the samples have too many entries")
    rows = [[amplitude if (j < t) == leading else (0, 0) for j in range(n)]
            for t in range(n + 1) if blank or t != (0 if leading else n)]
    return list(zip(rows, rows))

def read_network(network, width, outputs):
    """The layers: tuples of activation, shape, weight, and bias or None."""
    fields(network, "inputs sha256 layers")
    need(integer(network["inputs"], 1, WIDTH) == width, "inputs must be the length")
    matching(network["sha256"], HASH)
    layers = []
    for layer in items(network["layers"], 1, 64):
        rows = integer(fields(layer, "activation outputs weight", "bias")["outputs"], 1, WIDTH)
        bias = entries(layer["bias"], rows) if "bias" in layer else None
        layers.append((matching(layer["activation"], ACTIVATIONS), [rows, width],
                       entries(layer["weight"], rows * width), bias))
        width = rows
    return need(width == outputs, "the last layer must have one output per target entry", layers)

def read_claim(claim, samples, layers):  # with its kind
    keys = {"reproduces": "claim", "misses": "claim sample output error",
            "noLastLayer": "claim output multipliers"}
    kind = matching(type(claim) is dict and claim.get("claim"), "|".join(keys))
    j = integer(fields(claim, keys[kind]).get("output", 0), 0, len(samples[0][1]) - 1)
    if kind == "misses":
        integer(claim["sample"], 0, len(samples) - 1)
        m, e = items(claim["error"], 2, 2)
        integer(e, -262144, 262144)
        need(type(m) is int and m % 2 == 1, "the mantissa of an error is odd")
    if kind == "noLastLayer":
        multipliers = items(claim["multipliers"], len(samples), len(samples))
        need(all(type(x) is int for x in multipliers), "multipliers are integers")
        need(layers[-1][0] == "relu" and all(target[j][0] >= 0 for _, target in samples),
             "only relu, and no negative target")
    return kind, claim

# The model.
def read_model(data):
    """The layers in the same form, with the numbers as they are; the hash of the tensors."""
    start = 8 + int.from_bytes(data[:8], "little")
    need(start <= min(len(data), 8 + (1 << 20)), "the second file is no safetensors model")
    header, layers, digest = parse(data[8:start]), [], hashlib.sha256()
    texts = header.pop("__metadata__", None) if type(header) is dict else None
    need(type(texts) is dict and all(type(text) is str for text in texts.values()),
         "the model needs __metadata__ with strings such as layers.0.activation")
    taken = [(start, start), (len(data), len(data))]  # from where to where bytes have a meaning
    def tensor(name, dimensions):
        """The shape of a tensor, and its numbers that are not zero with their indices."""
        form = fields(header.pop(name), "dtype shape data_offsets")
        size, letter = (8, "d") if matching(form["dtype"], "F32|F64") == "F64" else (4, "f")
        count = math.prod(integer(x, 1, WIDTH)
                          for x in items(form["shape"], dimensions, dimensions))
        low, high = (start + integer(x, 0, 1 << 25) for x in items(form["data_offsets"], 2, 2))
        need(high - low == count * size and high <= len(data), f"{name} is not where it must be")
        taken.append((low, high))
        digest.update(data[low:high])
        values = struct.unpack(f"<{count}{letter}", data[low:high])
        need(all(map(math.isfinite, values)), f"{name} holds a number that is not finite")
        return form["shape"], [(i, x) for i, x in enumerate(values) if x]
    while header or not layers:
        name = f"layers.{len(layers)}"
        need(name + ".weight" in header and len(layers) < 64,
             f"{name}.weight is missing, or one layer too many")
        shape, weight = tensor(name + ".weight", 2)
        has_bias = name + ".bias" in header
        bias_shape, bias = tensor(name + ".bias", 1) if has_bias else (shape[:1], None)
        need(bias_shape == shape[:1], f"{name}.bias has a wrong shape")
        layers.append((matching(texts.get(name + ".activation"), ACTIVATIONS), shape, weight, bias))
    starts, ends = sorted(low for low, _ in taken), sorted(high for _, high in taken)
    found = layers, digest.hexdigest()
    return need(ends[:-1] == starts[1:], "tensors overlap, or leave a hole", found)

# The computation, in integers: a number x is held as x / 2^(k·low), k growing by 1 a layer.
def lowest(claims, samples, layers):
    """The smallest exponent of all numbers; refuses a check that would cost too much."""
    numbers = [(1, 0)] + [x for sample in samples for part in sample for x in part if x[0]]
    numbers += [x[1:] for _, _, weight, bias in layers for x in weight + (bias or [])]
    low, top = min(e for _, e in numbers), max(e + m.bit_length() for m, e in numbers)
    words = ((len(layers) + 1) * (top - low + 64) + 63) // 64
    passes = sum(1 if kind == "misses" else len(samples) for kind, _ in claims)
    cost = words * passes * sum(len(weight) + rows for _, (rows, _), weight, _ in layers)
    for kind, claim in claims:
        if kind == "noLastLayer":
            d = 1 + max(len(str(abs(x))) for x in claim["multipliers"]) // 16
            cost += len(samples) * d * (layers[-1][1][1] * words + d)
    return need(words <= 512 and cost <= 1 << 27, "the check costs more than its limit", low)

def evaluate(layers, signal, low):
    """What the last of L layers receives, in 2^(L·low), and what it gives, in 2^((L + 1)·low)."""
    z = [m << e - low for m, e in signal]
    for k, (activation, (rows, width), weight, bias) in enumerate(layers, 2):
        received, z = z, [0] * rows
        for i, m, e in weight:
            z[i // width] += (m << e - low) * received[i % width]
        for i, m, e in bias or []:
            z[i] += m << e - k * low
        one = 1 << -k * low
        if activation == "relu":
            z = [max(x, 0) for x in z]
        elif activation == "hardThreshold":
            z = [one * (x >= one) for x in z]
    return received, z

def exact(pairs):
    return [m * Fraction(2) ** e for m, e in pairs]

def decide(kind, claim, samples, layers, low):
    unit = Fraction(2) ** ((len(layers) + 1) * low)
    def outputs(i):
        return [x * unit for x in evaluate(layers, samples[i][0], low)[1]]
    if kind == "reproduces":
        for i, (_, target) in enumerate(samples):
            need(outputs(i) == exact(target), f"sample {i} is not reproduced", status=2)
    elif kind == "misses":
        i, j, error = claim["sample"], claim["output"], claim["error"]
        need([outputs(i)[j] - exact(samples[i][1])[j]] == exact([error]),
             f"the error of sample {i}, output {j} is another one", status=2)
    else:
        multipliers, j = claim["multipliers"], claim["output"]
        targets = exact(target[j] for _, target in samples)
        columns = list(zip(*(evaluate(layers, signal, low)[0] for signal, _ in samples)))
        if layers[-1][3] is not None:  # the last layer has a bias
            columns.append([1] * len(samples))
        def dot(column):
            return sum(x * a for x, a in zip(multipliers, column) if x and a)
        need(not any(map(dot, columns)) and dot(targets) < 0,
             "the multipliers are no witness", status=2)
        need(all(x >= 0 or t > 0 for x, t in zip(multipliers, targets)),
             "a multiplier is negative", status=2)

def hash_of(samples):
    def text(part):
        return " ".join(f"{m}p{e}" if m else "0" for m, e in part)
    lines = "".join(f"{text(signal)} -> {text(target)}\n" for signal, target in samples)
    return hashlib.sha256(lines.encode()).hexdigest()

def check(text, model):
    """The exit status, and what has been established or is wrong."""
    try:
        need(max(len(text), len(model)) <= 1 << 25, "a file is longer than 2^25 bytes")
        need(b"heaviside-certificate-" in text, "the first file is no certificate of Heaviside"
             + ", but a model: the certificate comes first" * (text[4:9] == b"\0\0\0\0{"))
        certificate = fields(parse(text), "format arithmetic data network claims")
        for key, value in ("format", "heaviside-certificate-1"), ("arithmetic", "real"):
            matching(certificate[key], value)
        samples = read_samples(certificate["data"])
        layers = read_network(certificate["network"], len(samples[0][0]), len(samples[0][1]))
        claims = [read_claim(x, samples, layers) for x in items(certificate["claims"], 1, 16)]
        low, (found, digest) = lowest(claims, samples, layers), read_model(model)
        def values(tensor):
            return tensor and [(i, m * Fraction(2) ** e) for i, m, e in tensor]
        stated = [(kind, shape, values(w), values(b)) for kind, shape, w, b in layers]
        need(hash_of(samples) == certificate["data"]["sha256"], "other samples", status=2)
        need(found == stated, "the model has other layers", status=2)
        need(digest == certificate["network"]["sha256"], "the model has another hash", status=2)
        for kind, claim in claims:
            decide(kind, claim, samples, layers, low)
    except Refused as refused:
        return refused.args
    return 0, f"valid: all {len(claims)} claims on {len(samples)} samples are true"

if __name__ == "__main__":
    paths = sys.argv[1:]
    missing = [f"{path}: this is no file" for path in paths if not os.path.isfile(path)]
    status = 0 if {"-h", "--help"} & set(paths) else 64
    message = missing[0] if missing and status and len(paths) == 2 else __doc__
    try:
        if status and len(paths) == 2 and not missing:
            status, message = check(*(open(path, "rb").read((1 << 25) + 1) for path in paths))
        print(message, file=sys.stderr if status == 64 else sys.stdout, flush=True)
    except OSError:
        status = 64
    os._exit(status)
