"""Mutations of the bytes of a valid input, by the draws of a random.Random."""
import json
import re
import struct

NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
TOKEN = re.compile(rb"[A-Za-z_]\w*|-?[\d.]+(?:[eE][-+]?\d+)?|\[[^][{}]*\]|\{[^][{}]*\}|\"[^\"\n]*\"|[-+*/.<>=^]+")
EXTREMES = [b"1e309", b"-1e309", b"-0", b"nan", b"inf", b"-.inf", b".nan", b"0", b"-1", b"1e-400", b"1e-46", b"5e-324",
            b"0.1", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809", b"18446744073709551616",
            b"1" * 40, b"1/0", b"0x10", b"1_0", b"1e", b".", b"-", b"true", b"null", b'"1"', b"[]", b"{}", b""]
NON_UTF8 = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\x80", b"\x00", b"\x1b[2J", b"\xe2\x80\xae",
            b"\xc2\x85", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xa8"]
BRACKETS = [b"[", b"{", b"(", b'{"a":', b"[[", b"{a: ", b"- ", b"diag(", b"-", b"sum_i ", b"&a [*a,", b'"', b"#"]
WORDS_32 = [struct.pack("<f", float(x)) for x in ("nan", "inf", "-inf", "-0.0", "3.4e38", "1e-45")]
WORDS_64 = [struct.pack("<d", float(x)) for x in ("nan", "inf", "-inf", "-0.0", "1.7e308", "5e-324")] + [
    struct.pack("<Q", n) for n in (0, 1, 2**31, 2**32, 2**63 - 1, 2**63, 2**64 - 1)]


def place(draw, data):
    return draw.randrange(len(data) + 1)


def chunk(draw, data):
    """A range of the data, short more often than long."""
    begin = place(draw, data)
    return begin, min(len(data), begin + draw.choice([1, 2, 4, 8, 16, 64, 256, 1024]))


def flip(draw, data, others):
    if not data:
        return b"\x00"
    data = bytearray(data)
    for _ in range(draw.choice([1, 1, 1, 2, 8])):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def delete(draw, data, others):
    begin, end = chunk(draw, data)
    return data[:begin] + data[end:]


def insert(draw, data, others):
    at = place(draw, data)
    count = draw.choice([1, 2, 8, 64])
    letters = draw.choice([bytes(range(256)), b" \t\n\r", b"{}[]()<>,:;=+-*/.#&|'\"\\", b"0123456789eE+-._"])
    return data[:at] + bytes(draw.choice(letters) for _ in range(count)) + data[at:]


def truncate(draw, data, others):
    return data[:place(draw, data)]


def duplicate(draw, data, others):
    begin, end = chunk(draw, data)
    return data[:end] + data[begin:end] * draw.choice([1, 1, 2, 50]) + data[end:]


def splice(draw, data, others):
    other = draw.choice(others)
    if draw.random() < 0.5:
        return data[:place(draw, data)] + other[place(draw, other):]
    begin, end = chunk(draw, other)
    at, to = chunk(draw, data)
    return data[:at] + other[begin:end] + data[to:]


def number(draw, data, others):
    found = list(NUMBER.finditer(data))
    if not found:
        return insert(draw, data, others)
    match = draw.choice(found)
    new = draw.choice(EXTREMES) if draw.random() < 0.9 else draw.choice([b"7", b"1.", b"0."]) + b"3" * 100_000
    return data[:match.start()] + new + data[match.end():]


def nest(draw, data, others):
    at = place(draw, data)
    return data[:at] + draw.choice(BRACKETS) * draw.choice([3, 40, 200, 2000, 20_000]) + data[at:]


def repeat(draw, data, others):
    """A line or a member of an object once more, where it stands or at another line."""
    separator = draw.choice([b"\n", b","])
    parts = data.split(separator)
    parts.insert(draw.randrange(len(parts) + 1), draw.choice(parts))
    return separator.join(parts)


def swap(draw, data, others):
    """Two lines, or two members, in each other's place."""
    separator = draw.choice([b"\n", b",", b" "])
    parts = data.split(separator)
    a, b = draw.randrange(len(parts)), draw.randrange(len(parts))
    parts[a], parts[b] = parts[b], parts[a]
    return separator.join(parts)


def digit(draw, data, others):
    """One digit or sign of a number, changed."""
    found = [match.start() for match in re.finditer(rb"[0-9]", data)]
    if not found:
        return data
    at = draw.choice(found)
    return data[:at] + draw.choice([b"0", b"1", b"2", b"9", b"-1", b"0.5", b"-"]) + data[at + 1:]


def token(draw, data, others):
    """A word, a number or a bracketed value, replaced by another of this input or of another one."""
    found = list(TOKEN.finditer(data))
    pool = list(TOKEN.finditer(draw.choice(others) if draw.random() < 0.5 else data))
    if not found or not pool:
        return data
    match = draw.choice(found)
    return data[:match.start()] + draw.choice(pool)[0] + data[match.end():]


def foreign(draw, data, others):
    at = place(draw, data)
    return data[:at] + draw.choice(NON_UTF8) + data[at:]


def word(draw, data, others):
    """Four or eight bytes of a binary file, replaced by an extreme number."""
    new = draw.choice(WORDS_32 + WORDS_64)
    if len(data) < len(new):
        return new
    at = draw.randrange(len(data) - len(new) + 1)
    at -= at % draw.choice([1, 4, 8])
    return data[:at] + new + data[at + len(new):]


def weights(draw, data, others):
    """The numbers of a safetensors file, some of them drawn anew; the file stays a network."""
    if len(data) < 8:
        return data
    begin = 8 + int.from_bytes(data[:8], "little")
    values = bytearray(data[begin:])
    new = draw.choice([WORDS_32[3:], [struct.pack("<f", draw.uniform(-2, 2)) for _ in range(4)]])
    for at in range(0, len(values) - 3, 4):
        if draw.random() < 0.2:
            values[at:at + 4] = draw.choice(new)
    return data[:begin] + bytes(values)


def member(draw, data, others):
    """A safetensors file in whose header one value or name is changed, and which is still JSON."""
    try:
        end = 8 + int.from_bytes(data[:8], "little")
        head = json.loads(data[8:end])
        name = draw.choice(list(head))
        entry = head[name]
        change = draw.randrange(6)
        if change == 0:
            names = ["layers.0.weight", "layers.1.bias", "layers.7.weight", "0.weight", "x" * 300]
            head[draw.choice(names)] = head.pop(name)
        elif change == 1:
            head.pop(name)
        elif name == "__metadata__" or change == 2:
            names = head.setdefault("__metadata__", {})
            names[draw.choice(list(names) or ["layers.0.activation"])] = draw.choice(
                ["relu", "identity", "tanh", "leakyReLU(0.1)", "leakyReLU(nan)", "", "hardThreshold", "{", "pt",
                 "keras", "{family: dirac, length: 4}", "{family: step, length: 4, amplitude: .inf}", "inputsFirst"])
        elif change == 3:
            entry["dtype"] = draw.choice(["F64", "F16", "BF16", "I64", "F4", "X", 3, None])
        elif change == 4:
            shape = entry["shape"]
            entry["shape"] = draw.choice([shape[::-1], [], [0], [2**62, 4], [-1], shape + [1], [1] * 500])
        else:
            entry["data_offsets"] = draw.choice([[0, 4], [4, 0], [0, 2**63], [-4, 0], [0], [], [1e9, 2e9]])
        text = json.dumps(head).encode()
        return struct.pack("<Q", len(text)) + text + data[end:]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, UnicodeDecodeError):
        return data


def header(draw, data, others):
    """A mutated header of a safetensors file, its length put right, so that the rest is read."""
    if len(data) < 8:
        return data
    end = 8 + int.from_bytes(data[:8], "little")
    if end > len(data):
        return data
    text = draw.choice(TEXT + GENTLE)(draw, data[8:end], [other[8:2000] for other in others])
    return struct.pack("<Q", len(text)) + text + data[end:]


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def fields(data):
    """The fields of a message of Protocol Buffers as (number, form, value); None where it is none."""
    found, at = [], 0

    def number():
        nonlocal at
        value, shift = 0, 0
        while at < len(data) and shift < 64:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value
        raise ValueError

    try:
        while at < len(data):
            key = number()
            form = key & 7
            if form == 0:
                value = number()
            else:
                size = {1: 8, 2: None, 5: 4}[form]
                size = number() if size is None else size
                value, at = data[at:at + size], at + size
                if len(value) != size:
                    return None
            if key >> 3 == 0:
                return None
            found.append((key >> 3, form, value))
    except (ValueError, KeyError):
        return None
    return found


def joined(parts):
    out = b""
    for field, form, value in parts:
        out += varint(field << 3 | form)
        out += varint(value) if form == 0 else varint(len(value)) + value if form == 2 else value
    return out


OPERATORS = [b"Gemm", b"MatMul", b"Add", b"Sub", b"Mul", b"Div", b"Relu", b"Max", b"Where", b"Reshape", b"Transpose",
             b"Flatten", b"Conv", b"ConvTranspose", b"AveragePool", b"BatchNormalization", b"Cast", b"Shape", b"Slice",
             b"Gather", b"Concat", b"Squeeze", b"Unsqueeze", b"Identity", b"Clip", b"Exp", b"Mod", b"Loop", b"Softplus"]


def message(draw, data, others, depth=0):
    """A message in which one field, at any depth, is changed, and whose lengths still fit."""
    parts = fields(data)
    if not parts or depth > 6:
        return draw.choice([flip, delete, insert, truncate, word])(draw, data, others)
    at = draw.randrange(len(parts))
    field, form, value = parts[at]
    change = draw.random()
    if form == 2 and value and change < 0.75:
        operator = draw.choice(OPERATORS)
        inner = operator if value in OPERATORS and draw.random() < 0.7 else message(draw, value, [value], depth + 1)
        parts[at] = (field, form, inner)
    elif change < 0.8:
        parts.insert(draw.randrange(len(parts) + 1), parts[at])
    elif change < 0.85:
        del parts[at]
    elif change < 0.9:
        parts[at] = (draw.randrange(1, 26), form, value)
    elif form == 0:
        parts[at] = (field, 0, draw.choice([0, 1, 2, 3, 5, 7, 16, 255, 65535, 2**31, 2**32, 2**62, 2**63, 2**64 - 1]))
    else:
        other = draw.randrange(len(parts))
        parts[at], parts[other] = parts[other], parts[at]
    return joined(parts)


# Most of the gentle ones leave an input that can be parsed, so that what lies behind the parser is reached.
GENTLE = [number, digit, token, token, repeat, swap, duplicate]
TEXT = [flip, delete, insert, truncate, duplicate, splice, number, nest, repeat, foreign]
BINARY = [flip, delete, insert, truncate, duplicate, splice, word, word, header, header, member,
          member, member, weights, weights]


def mutated(draw, data, others, is_binary=False):
    """The data after a few mutations, seldom none; `others` are valid inputs of the same kind."""
    chance = draw.random()
    if chance < 0.02:
        return data
    choices = BINARY if is_binary else GENTLE if chance < 0.6 else TEXT
    for _ in range(draw.choice([1, 1, 1, 1, 2, 3])):
        data = draw.choice(choices)(draw, data, others)
    return data[:1 << 20]


def tame(data):
    """The data without numbers that are valid and large: what they ask for would rightly take long.

    Numbers of three to eight digits become their last two, exponents from 2 to 300 become 1; longer and larger ones,
    which must be refused, stay.
    """
    data = re.sub(rb"(?<![\d.])\d{3,8}(?!\d)", lambda match: match[0][-2:], data)
    return re.sub(rb"(?<=[\d.][eE])\+?0*(?:[2-9]|[1-9]\d|[12]\d\d|300)(?!\d)", b"1", data)
