#!/usr/bin/env python3
"""verify.py CERT.json MODEL.safetensors: checks a certificate in exact arithmetic, as Documentation/Certificates.md says.

Exit status: 0 all that the certificate says is true, 2 something is not, 64 a file is not in its form or cannot be read.
"""
import hashlib, itertools, json, math, operator, re, struct, sys

if hasattr(sys, "set_int_max_str_digits"): sys.set_int_max_str_digits(0)  # numeral() has a limit of its own

DECIMAL = r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\)"

class Unreadable(Exception): pass
class Invalid(Exception): pass

def need(condition, what, error=Unreadable):
    if not condition: raise error(what)
    return True

# The form. A number is a pair (m, e). Python's json accepts more than the page does.
def numeral(text): return need(text != "-0" and len(text.strip("-")) <= 16384, "-0, or too many digits") and int(text)
def refuse(text): raise Unreadable(f"{text[:40]} is not an integer")
def members(pairs): return need(len(dict(pairs)) == len(pairs), "a key comes twice") and dict(pairs)
HOOKS = dict(object_pairs_hook=members, parse_int=numeral, parse_float=refuse, parse_constant=refuse)
def parse(data):
    need(data.isascii() and b"\\" not in data, "here must be ASCII without backslashes")
    try: return json.loads(data.decode("ascii"), **HOOKS)
    except (ValueError, RecursionError) as error: raise Unreadable(f"this is not JSON: {error}")
def fields(value, required, optional=""):
    need(type(value) is dict and set(required.split()) <= set(value) <= set((required + " " + optional).split()),
         f"here must be an object with the keys {required}")
    return value
def items(value, low=0, high=1 << 25):
    return need(type(value) is list and low <= len(value) <= high, f"here must be an array of {low} to {high}") and value
def integer(value, low, high):
    return need(type(value) is int and low <= value <= high, f"here must be an integer from {low} to {high}") and value
def matching(value, pattern):
    return need(type(value) is str and re.fullmatch(pattern, value), f"here must be a string {pattern}") and value
def odd(m, e): return need(integer(m, -2**53, 2**53) % 2 == 1, "a mantissa is odd") and (m, integer(e, -1074, 1023))
def dyadic(value):
    m, e = items(value, 2, 2)
    return (0, 0) if type(m) is type(e) is int and m == e == 0 else odd(m, e)
def increasing(values): return need(all(a < b for a, b in zip(values, values[1:])), "these must increase") and values
def entries(value, count):
    found = [(integer(i, 0, count - 1), *odd(m, e)) for i, m, e in (items(x, 3, 3) for x in items(value))]
    return increasing([i for i, _, _ in found]) and found or found

def in_units(number, low): return number[0] << (number[1] - low) if number[0] else 0  # of 2^low
def span(numbers):  # the smallest exponent, and the smallest t such that all numbers are below 2^t
    return min((e for m, e in numbers if m), default=0), max((e + m.bit_length() for m, e in numbers if m), default=0)

def read_samples(data):  # pairs of a signal and a target
    own = {"step": "amplitudes orientation blank", "dirac": "amplitudes blank", "listed": "signals outputs targets",
           "piecewiseConstant": "amplitudes transitions"}
    family = matching(type(data) is dict and data.get("family"), "|".join(own))
    fields(data, "family length sha256 " + own[family], "" if family == "listed" else "samples")
    n, _ = integer(data["length"], 1, 1 << 20), matching(data["sha256"], "[0-9a-f]{64}")
    if family == "listed":
        p, count = integer(data["outputs"], 1, 1 << 20), len(items(data["signals"], 1))
        need(count * (n + p) <= 1 << 22, "the samples have too many entries")
        return [([dyadic(x) for x in items(signal, n, n)], [dyadic(x) for x in items(target, p, p)])
                for signal, target in zip(data["signals"], items(data["targets"], count, count))]
    amplitudes = [dyadic(x) for x in items(data["amplitudes"], 1, 1 << 20)]
    increasing([0] + [in_units(x, span(amplitudes)[0]) for x in amplitudes])
    blank, k = data.get("blank", False), integer(data.get("transitions", 1), 1, max(1, n - 1))
    need(type(blank) is bool and (k < n or family != "piecewiseConstant"), "blank is a boolean, and transitions < length")
    leading = matching(data.get("orientation", "leadingOnes"), "leadingOnes|trailingOnes") == "leadingOnes"
    choices = math.comb(n - 1, k) if min(k, n - 1 - k) < 26 else 1 << 26  # or more
    count = choices * len(amplitudes) if family == "piecewiseConstant" else n * len(amplitudes) + blank
    chosen = range(count)
    if "samples" in data: chosen = increasing([integer(i, 0, count - 1) for i in items(data["samples"], 1)])
    need(count * n <= 1 << 26 and len(chosen) * 2 * n <= 1 << 22, "the family or the samples have too many entries")
    patterns = {"step": ([(i < t) == leading for i in range(n)] for t in range(n + 1)),
                "dirac": ([i == t for i in range(n)] for t in range(n + 1)),  # with t = n for the blank
                "piecewiseConstant": ([sum(t <= i for t in edges) % 2 for i in range(n)]
                                      for edges in itertools.combinations(range(1, n), k))}[family]
    rows = ([a if on else (0, 0) for on in pattern]
            for pattern in patterns for a in (amplitudes if any(pattern) else [(0, 0)] * blank))
    wanted = set(chosen)
    return [(row, row) for i, row in enumerate(rows) if i in wanted]

def read_network(network, inputs, outputs):  # layers: activation (a slope is a number), shape, weight, bias or None
    need(integer(fields(network, "inputs sha256 layers")["inputs"], 1, 1 << 20) == inputs, "inputs must be the length")
    matching(network["sha256"], "[0-9a-f]{64}")
    layers = []
    for layer in items(network["layers"], 1, 64):
        is_leaky = type(fields(layer, "activation outputs weight", "bias")["activation"]) is dict
        activation = (dyadic(fields(layer["activation"], "leakyReLU")["leakyReLU"]) if is_leaky
                      else matching(layer["activation"], "identity|relu|hardThreshold"))
        rows = integer(layer["outputs"], 1, 1 << 20)
        need(rows * inputs <= 1 << 23 and not (is_leaky and activation[0] < 0), "too many weights, or a negative slope")
        bias = entries(layer["bias"], rows) if "bias" in layer else None
        layers.append((activation, [rows, inputs], entries(layer["weight"], rows * inputs), bias))
        inputs = rows
    need(inputs == outputs, "the last layer must have as many outputs as a target has entries")
    return layers

def number(x):  # a binary floating-point number, exactly
    m, d = x.as_integer_ratio()
    zeros = (m & -m).bit_length() - 1 if m else 0
    return m >> zeros, zeros - d.bit_length() + 1

def read_model(data):  # layers in the same form, and the hash of the tensors
    start = 8 + int.from_bytes(data[:8], "little")
    need(start <= min(len(data), 8 + (1 << 20)), "the model's header has a wrong length")
    header, tensors, place = parse(data[8:start]), {}, start
    texts = header.pop("__metadata__", None) if type(header) is dict else None
    need(type(texts) is dict and all(type(text) is str for text in texts.values()), "__metadata__ must hold strings")
    for tensor in header.values():
        fields(tensor, "dtype shape data_offsets")
        for x in items(tensor["data_offsets"], 2, 2): integer(x, 0, 1 << 25)
        for x in items(tensor["shape"], 1, 2): integer(x, 1, 1 << 20)
    for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        kind, count = matching(tensor["dtype"], "F32|F64"), math.prod(tensor["shape"])
        raw = data[place:place + count * int(kind[1:]) // 8]
        offsets = [place - start, place - start + count * int(kind[1:]) // 8]
        need(tensor["data_offsets"] == offsets and place + len(raw) == start + offsets[1], f"{name} is not where it must be")
        values = struct.unpack(f"<{count}{'f' if kind == 'F32' else 'd'}", raw)
        need(all(map(math.isfinite, values)), f"{name} holds a number that is not finite")
        tensors[name], place = (tensor["shape"], [(i, *number(x)) for i, x in enumerate(values) if x], raw), start + offsets[1]
    need(place == len(data), "no tensor covers the end of the data")
    layers, hashed = [], hashlib.sha256()
    while tensors or not layers:
        name = f"layers.{len(layers)}"
        need(name + ".weight" in tensors and len(layers) < 64, f"{name}.weight is missing, or one layer too many")
        shape, weight, raw = tensors.pop(name + ".weight")
        bias_shape, bias, bias_raw = tensors.pop(name + ".bias", (shape[:1], None, b""))
        need(len(shape) == 2 and bias_shape == shape[:1], f"{name} has a wrong shape")
        activation = matching(texts.get(name + ".activation"), r"identity|relu|hardThreshold|leakyReLU\(" + DECIMAL)
        if activation[0] == "l":
            slope = float(activation[10:-1])
            need(len(activation) <= 75 and math.isfinite(slope), "a slope must be short and finite")
            activation = number(slope)
        layers.append((activation, shape, weight, bias))
        hashed.update(raw + bias_raw)
    return layers, hashed.hexdigest()

def bounds(layers, signals):  # for each layer the spans of what it receives and of its preactivations
    received, found = span([x for signal in signals for x in signal]), []
    for activation, shape, weight, bias in layers:
        own = span([x[1:] for x in weight])
        spans = [(received[0] + own[0], received[1] + own[1] + shape[1].bit_length())] if weight else []
        spans += [span([x[1:] for x in bias])] if bias else []
        sums = (min(s[0] for s in spans), max(s[1] for s in spans) + 1) if spans else (0, 0)
        found.append((received, sums))
        slope = span([activation]) if type(activation) is tuple else (0, 0)
        received = (0, 1) if activation == "hardThreshold" else (sums[0] + min(0, slope[0]), sums[1] + max(0, slope[1]))
    return found

def evaluate(layers, spans, signal):  # what the last layer receives, its activations, and the low that they are in units of
    z = [in_units(x, spans[0][0][0]) for x in signal]
    for (activation, shape, weight, bias), ((low_z, _), (low, _)) in zip(layers, spans):
        received, s = z, [0] * shape[0]
        for i, m, e in weight: s[i // shape[1]] += m * z[i % shape[1]] << (low_z + e - low)
        for i, m, e in bias or []: s[i] += m << (e - low)
        if activation == "relu": z = [max(0, x) for x in s]
        elif activation == "hardThreshold": z, low = [int(x >= 1 << max(0, -low)) for x in s], 0
        elif activation != "identity":
            (m, e), below = activation, max(0, -activation[1])
            z, low = [x << below if x > 0 else m * x << (e + below) for x in s], low - below
        else: z = s
    return received, z, low

def check_form(claim, samples, layers):
    outputs, kind = len(samples[0][1]), matching(type(claim) is dict and claim.get("claim"), "reproduces|misses|noLastLayer")
    fields(claim, {"reproduces": "claim", "misses": "claim sample output error", "noLastLayer": "claim output multipliers"}[kind])
    j = integer(claim.get("output", 0), 0, outputs - 1)
    if kind == "misses":
        m, e = items(claim["error"], 2, 2)
        need(type(m) is int and m % 2 == 1, "the mantissa of an error is odd")
        integer(claim["sample"], 0, len(samples) - 1), integer(e, -262144, 262144)
    if kind == "noLastLayer":
        need(all(type(x) is int for x in items(claim["multipliers"], len(samples), len(samples))), "multipliers are integers")
        need(layers[-1][0] == "relu" and all(t[j][0] >= 0 for _, t in samples), "only relu, and targets that are not negative")

def check_cost(claims, samples, layers, spans):
    limbs = [(top - low + 127) // 64 for _, (low, top) in spans]
    kinds = [claim["claim"] for claim in claims]
    evaluated = kinds.count("misses") if set(kinds) == {"misses"} else len(samples)
    widest = max(shape[0] * width for (_, shape, _, _), width in zip(layers, limbs))
    cost = sum((len(weight) + shape[0]) * evaluated * width for (_, shape, weight, _), width in zip(layers, limbs))
    units, width, kept = layers[-1][1][1], (spans[-1][0][1] - spans[-1][0][0] + 127) // 64, 0
    for claim in claims:
        if claim["claim"] == "noLastLayer":
            factor = 1 + max(len(str(abs(x))) for x in claim["multipliers"]) // 16
            cost, kept = cost + len(samples) * units * width * factor, kept + units * (width + factor)
    need(cost <= 1 << 28 and max(widest, kept) <= 1 << 21, "the check costs more than its limit")

def equal(x, low, target, error=(0, 0)):  # whether x · 2^low minus the target is the error
    least = min(low, target[1], error[1])
    return (x << (low - least)) - in_units(target, least) == in_units(error, least)

def decide(claims, samples, layers, spans):
    everything = any(claim["claim"] != "misses" for claim in claims)
    indices = range(len(samples)) if everything else [claim["sample"] for claim in claims]
    found = {i: evaluate(layers, spans, samples[i][0]) for i in indices}
    for claim in claims:
        kind, j = claim["claim"], claim.get("output")
        if kind == "reproduces":
            for i, (_, z, low) in found.items():
                need(all(equal(x, low, t) for x, t in zip(z, samples[i][1])), f"sample {i} is not reproduced", Invalid)
        elif kind == "misses":
            i, (_, z, low) = claim["sample"], found[claim["sample"]]
            need(equal(z[j], low, samples[i][1][j], claim["error"]), f"the error of sample {i} is another one", Invalid)
        else:
            chosen, targets = claim["multipliers"], [target[j] for _, target in samples]
            columns = list(zip(*(received for received, _, _ in found.values())))
            if layers[-1][3] is not None: columns.append([1] * len(chosen))
            need(all(sum(map(operator.mul, chosen, column)) == 0 for column in columns), "a sum is not 0", Invalid)
            need(all(x >= 0 for x, t in zip(chosen, targets) if not t[0]), "a multiplier is negative", Invalid)
            low = span(targets)[0]
            need(sum(x * in_units(t, low) for x, t in zip(chosen, targets)) < 0, "the targets' sum is not < 0", Invalid)

def check(certificate_bytes, model_bytes):
    """The exit status, and what has been established or is wrong."""
    try:
        need(max(len(certificate_bytes), len(model_bytes)) <= 1 << 25, "a file is longer than 2^25 bytes")
        certificate = fields(parse(certificate_bytes), "format arithmetic data network claims")
        matching(certificate["format"], "heaviside-certificate-1"), matching(certificate["arithmetic"], "real")
        samples = read_samples(certificate["data"])
        layers = read_network(certificate["network"], len(samples[0][0]), len(samples[0][1]))
        for claim in items(certificate["claims"], 1, 16): check_form(claim, samples, layers)
        spans = bounds(layers, [signal for signal, _ in samples])
        check_cost(certificate["claims"], samples, layers, spans)
        model, tensors_hash = read_model(model_bytes)
        texts = ((" ".join(f"{m}p{e}" if m else "0" for m, e in part) for part in sample) for sample in samples)
        text = "".join(f"{signal} -> {target}\n" for signal, target in texts)
        need(hashlib.sha256(text.encode()).hexdigest() == certificate["data"]["sha256"], "other samples", Invalid)
        need(tensors_hash == certificate["network"]["sha256"] and model == layers, "another network", Invalid)
        decide(certificate["claims"], samples, layers, spans)
    except Unreadable as error: return 64, str(error)
    except Invalid as error: return 2, f"invalid: {error}"
    return 0, f"valid: all {len(certificate['claims'])} claims on {len(samples)} samples are true"

def main(arguments):
    try: status, message = check(*(open(path, "rb").read((1 << 25) + 1) for path in arguments))
    except (OSError, TypeError) as error: status, message = 64, f"{error}; see verify.py's first lines"
    print(message, file=sys.stderr if status == 64 else sys.stdout)
    return status

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
