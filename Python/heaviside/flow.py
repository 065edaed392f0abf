"""One line of YAML in flow style, as the metadata of a model file have their layers: lists, maps, scalars."""
from __future__ import annotations

import json
import re
from typing import Any

import numpy as np

from .errors import BadInput

_TOKEN = re.compile(r"\s*(?:([\[\]{},])|(:)(?=[\s\[{])|\"([^\"]*)\"|'([^']*)'|([^\s\[\]{},:]+))")


def parse(line: str, source: str) -> Any:
    """The value of a line. Raises `BadInput` for what is not in this style."""
    tokens: list[tuple[str, Any]] = []
    place = 0
    while line[place:].strip():
        found = _TOKEN.match(line, place)
        if not found:
            raise BadInput(f"{source}: {line[place:place + 40]} cannot be read: expected a list or a map of YAML")
        mark, colon, double, single, plain = found.groups()
        if mark or colon:
            tokens.append(("mark", mark or colon))
        elif plain is not None:
            tokens.append(("value", _scalar(plain)))
        else:
            tokens.append(("value", double if double is not None else single))
        place = found.end()
    tokens.append(("mark", "the end"))
    value, rest = _value(tokens, 0, source, 0)
    if rest != len(tokens) - 1:
        raise BadInput(f"{source}: there is more than one value")
    return value


def _scalar(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def _value(tokens: list[tuple[str, Any]], k: int, source: str, depth: int) -> tuple[Any, int]:
    kind, token = tokens[k]
    if kind == "value":
        return token, k + 1
    if token not in ("[", "{") or depth > 16:
        raise BadInput(f"{source}: found {token}: expected a value")
    end = "]" if token == "[" else "}"
    items: list[Any] = []
    pairs: dict[str, Any] = {}
    k += 1
    while tokens[k] != ("mark", end):
        item, k = _value(tokens, k, source, depth + 1)
        if end == "}":
            if tokens[k] != ("mark", ":"):
                raise BadInput(f"{source}: expected a colon after {item}")
            pairs[str(item)], k = _value(tokens, k + 1, source, depth + 1)
        else:
            items.append(item)
        if tokens[k] == ("mark", ","):
            k += 1
        elif tokens[k] != ("mark", end):
            raise BadInput(f"{source}: found {tokens[k][1]}: expected a comma or {end}")
    return (pairs if end == "}" else items), k + 1


def text(value: Any) -> str:
    """A value on one line of YAML, in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(text(entry) for entry in value) + "]"
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    word = str(value)
    return word if word.replace("_", "").isalnum() and not word[0].isdigit() else json.dumps(word)
