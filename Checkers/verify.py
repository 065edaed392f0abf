#!/usr/bin/env python3
"""verify.py CERT.json MODEL.safetensors: checks a certificate in exact arithmetic, as Documentation/Certificates.md says.

Exit status: 0 all that the certificate says is true, 2 something is not, 64 a file is not in its form or cannot be read.
"""
import functools, hashlib, itertools, json, math, re, struct, sys
from fractions import Fraction

if hasattr(sys, "set_int_max_str_digits"): sys.set_int_max_str_digits(0)  # numeral() has a limit of its own
WORDS, HASH = "identity|relu|hardThreshold", "[0-9a-f]{64}"
LEAKY = r"|leakyReLU\([0-9]+(\.[0-9]+)?(e[+-]?[0-9]{1,3})?\)"

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
    keys, wanted = set(value) if type(value) is dict else {0}, set(required.split())
    return need(wanted <= keys <= wanted | set(optional.split()), f"here must be an object with {required}") and value
def items(value, low=0, high=1 << 25):
    return need(type(value) is list and low <= len(value) <= high, f"here must be an array of {low} to {high}") and value
def integer(value, low, high):
    return need(type(value) is int and low <= value <= high, f"here must be an integer from {low} to {high}") and value
def matching(value, pattern):
    return need(type(value) is str and re.fullmatch(pattern, value), f"here must be a string {pattern}") and value
def odd(m, e): return need(integer(m, -2**53, 2**53) % 2 == 1, "a mantissa is odd") and (m, integer(e, -1074, 1023))
def dyadic(pair):
    m, e = items(pair, 2, 2)
    return (0, 0) if type(m) is type(e) is int and m == e == 0 else odd(m, e)
def increasing(values): return need(all(a < b for a, b in zip(values, values[1:])), "these must increase") and values
def entries(value, count):
    found = [(integer(i, 0, count - 1), *odd(m, e)) for i, m, e in (items(x, 3, 3) for x in items(value))]
    increasing([i for i, _, _ in found])
    return found

@functools.lru_cache(1 << 16)
def value(m, e): return m << e if e >= 0 else Fraction(m, 1 << -e)
def span(numbers):  # the smallest exponent, and the smallest t such that all numbers are below 2^t
    return min((e for m, e in numbers if m), default=0), max((e + m.bit_length() for m, e in numbers if m), default=0)

def read_samples(data):  # pairs of a signal and a target
    own = {"step": "amplitudes orientation blank", "dirac": "amplitudes blank", "listed": "signals outputs targets",
           "piecewiseConstant": "amplitudes transitions"}
    family = matching(type(data) is dict and data.get("family"), "|".join(own))
    fields(data, "family length sha256 " + own[family], "" if family == "listed" else "samples")
    n, _ = integer(data["length"], 1, 1 << 20), matching(data["sha256"], HASH)
    if family == "listed":
        p, count = integer(data["outputs"], 1, 1 << 20), len(items(data["signals"], 1))
        need(count * (n + p) <= 1 << 22, "the samples have too many entries")
        return [([dyadic(x) for x in items(signal, n, n)], [dyadic(x) for x in items(target, p, p)])
                for signal, target in zip(data["signals"], items(data["targets"], count, count))]
    amplitudes = [dyadic(x) for x in items(data["amplitudes"], 1, 1 << 20)]
    increasing([0] + [value(*x) for x in amplitudes])
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
    matching(network["sha256"], HASH)
    layers = []
    for layer in items(network["layers"], 1, 64):
        activation = fields(layer, "activation outputs weight", "bias")["activation"]
        if type(activation) is dict: activation = dyadic(fields(activation, "leakyReLU")["leakyReLU"])
        need(activation[0] >= 0 if type(activation) is tuple else matching(activation, WORDS), "a slope is negative")
        rows = integer(layer["outputs"], 1, 1 << 20)
        need(rows * inputs <= 1 << 23, "the matrix has too many entries")
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
    start = place = 8 + int.from_bytes(data[:8], "little")
    need(start <= min(len(data), 8 + (1 << 20)), "the model's header has a wrong length")
    header, tensors, layers, tensor_bytes = parse(data[8:start]), {}, [], b""
    texts = header.pop("__metadata__", None) if type(header) is dict else None
    need(type(texts) is dict and all(type(text) is str for text in texts.values()), "__metadata__ must hold strings")
    for tensor in header.values():
        fields(tensor, "dtype shape data_offsets")
        for x in items(tensor["data_offsets"], 2, 2): integer(x, 0, 1 << 25)
    for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        wide, count = matching(tensor["dtype"], "F32|F64") == "F64", 1
        for x in items(tensor["shape"], 1, 2): count *= integer(x, 1, 1 << 20)
        end = place + count * (8 if wide else 4)
        need(tensor["data_offsets"] == [place - start, end - start] and end <= len(data), f"{name} is not where it must be")
        values = struct.unpack(f"<{count}{'d' if wide else 'f'}", data[place:end])
        need(all(map(math.isfinite, values)), f"{name} holds a number that is not finite")
        tensors[name] = tensor["shape"], [(i, *number(x)) for i, x in enumerate(values) if x], data[place:end]
        place = end
    need(place == len(data), "no tensor covers the end of the data")
    while tensors or not layers:
        name = f"layers.{len(layers)}"
        need(name + ".weight" in tensors and len(layers) < 64, f"{name}.weight is missing, or one layer too many")
        shape, weight, raw = tensors.pop(name + ".weight")
        bias_shape, bias, bias_raw = tensors.pop(name + ".bias", (shape[:1], None, b""))
        need(len(shape) == 2 and bias_shape == shape[:1], f"{name} has a wrong shape")
        activation = matching(texts.get(name + ".activation"), WORDS + LEAKY)
        if activation[0] == "l":
            need(len(activation) <= 75 and math.isfinite(float(activation[10:-1])), "a slope must be short and finite")
            activation = number(float(activation[10:-1]))
        layers.append((activation, shape, weight, bias))
        tensor_bytes += raw + bias_raw
    return layers, hashlib.sha256(tensor_bytes).hexdigest()

def evaluate(layers, signal):  # what the last layer receives, and its activations
    z = [value(*x) for x in signal]
    for activation, (rows, width), weight, bias in layers:
        received, s = z, [0] * rows
        for i, m, e in weight: s[i // width] += value(m, e) * z[i % width]
        for i, m, e in bias or []: s[i] += value(m, e)
        if activation == "hardThreshold": z = [int(x >= 1) for x in s]
        else:
            slope = {"identity": 1, "relu": 0}[activation] if type(activation) is str else value(*activation)
            z = [x if x > 0 else slope * x for x in s]
    return received, z

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

def check_cost(claims, samples, layers):
    (low, top), cost, kept = span([x for signal, _ in samples for x in signal]), 0, [0]
    evaluated = sum(kind == "misses" for kind, _ in claims)
    if evaluated < len(claims): evaluated += len(samples)
    for activation, (rows, width), weight, bias in layers:
        limbs, units = (top - low + 127) // 64, width  # of what the layer receives
        own, spans = span([x[1:] for x in weight]), [span([x[1:] for x in bias])] if bias else []
        if weight: spans.append((low + own[0], top + own[1] + width.bit_length()))
        low, top = (min(s[0] for s in spans), max(s[1] for s in spans) + 1) if spans else (0, 0)
        kept.append(rows * ((top - low + 127) // 64))
        cost += (len(weight) + rows) * evaluated * ((top - low + 127) // 64)
        slope = span([activation]) if type(activation) is tuple else (0, 0)
        low, top = (0, 1) if activation == "hardThreshold" else (low + min(0, slope[0]), top + max(0, slope[1]))
    for factor in (1 + max(len(str(abs(x))) for x in c["multipliers"]) // 16 for kind, c in claims if kind == "noLastLayer"):
        cost += len(samples) * factor * (units * limbs + factor)
        kept[0] += units * (limbs + factor)
    need(cost <= 1 << 27 and max(kept) <= 1 << 21, "the check costs more than its limit")

def decide(claims, samples, layers):
    everything = any(kind != "misses" for kind, _ in claims)
    indices = range(len(samples)) if everything else [claim["sample"] for _, claim in claims]
    found = {i: evaluate(layers, samples[i][0]) for i in indices}
    for kind, claim in claims:
        if kind == "reproduces":
            for i, (_, z) in found.items():
                need(z == [value(*t) for t in samples[i][1]], f"sample {i} is not reproduced", Invalid)
        elif kind == "misses":
            i, j = claim["sample"], claim["output"]
            difference = found[i][1][j] - value(*samples[i][1][j])
            need(difference == value(*claim["error"]), f"the error of sample {i}, output {j} is another one", Invalid)
        else:
            chosen, targets = claim["multipliers"], [value(*target[claim["output"]]) for _, target in samples]
            columns = [*zip(*(received for received, _ in found.values()))] + [[1] * len(samples)] * (layers[-1][3] is not None)
            dot = lambda column: sum(x * a for x, a in zip(chosen, column) if x and a)
            need(not any(map(dot, columns)) and dot(targets) < 0, "the multipliers are no witness", Invalid)
            need(all(x >= 0 or t > 0 for x, t in zip(chosen, targets)), "a multiplier is negative", Invalid)

def check(certificate_bytes, model_bytes):
    """The exit status, and what has been established or is wrong."""
    try:
        need(max(len(certificate_bytes), len(model_bytes)) <= 1 << 25, "a file is longer than 2^25 bytes")
        certificate = fields(parse(certificate_bytes), "format arithmetic data network claims")
        matching(certificate["format"], "heaviside-certificate-1"), matching(certificate["arithmetic"], "real")
        samples = read_samples(certificate["data"])
        layers = read_network(certificate["network"], len(samples[0][0]), len(samples[0][1]))
        claims = [read_claim(claim, samples, layers) for claim in items(certificate["claims"], 1, 16)]
        check_cost(claims, samples, layers)
        model, tensors_hash = read_model(model_bytes)
        texts = ((" ".join(f"{m}p{e}" if m else "0" for m, e in part) for part in sample) for sample in samples)
        text = "".join(f"{signal} -> {target}\n" for signal, target in texts)
        need(hashlib.sha256(text.encode()).hexdigest() == certificate["data"]["sha256"], "other samples", Invalid)
        need(tensors_hash == certificate["network"]["sha256"] and model == layers, "another network", Invalid)
        decide(claims, samples, layers)
    except Unreadable as error: return 64, str(error)
    except Invalid as error: return 2, f"invalid: {error}"
    return 0, f"valid: all {len(claims)} claims on {len(samples)} samples are true"

def main(arguments):
    if len(arguments) != 2: status, message = 64, __doc__
    else:
        try: status, message = check(*(open(path, "rb").read((1 << 25) + 1) for path in arguments))
        except OSError as error: status, message = 64, str(error)
    print(message, file=sys.stderr if status == 64 else sys.stdout)
    return status

if __name__ == "__main__": sys.exit(main(sys.argv[1:]))
