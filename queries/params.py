"""Parameter values: from a command line or from Python, with defaults, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from graph.errors import ParameterError, shorten
from graph.meta import default_as_of
from graph.store import Store
from graph.text import Message
from queries.model import Param, ParamType, SavedQuery

_WHOLE: Final = re.compile(r"[+-]?\d+")
_BOOLEANS: Final = {
    **dict.fromkeys(("true", "yes", "1", "是", "有"), True),
    **dict.fromkeys(("false", "no", "0", "否", "无"), False),
}


def fits(value: object, kind: ParamType) -> bool:
    """Is `value` of the type? A whole number fits a float; a bool fits only a bool.

    >>> fits([["FINANCE", "PROCUREMENT"]], "pairs"), fits(True, "int"), fits(1, "float")
    (True, False, True)
    """
    if kind in ("texts", "ints"):
        element: ParamType = "text" if kind == "texts" else "int"
        return isinstance(value, list) and all(fits(v, element) for v in value)
    if kind == "pairs":
        return isinstance(value, list) and all(fits(v, "texts") and len(v) == 2 for v in value)
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    if kind == "bool" or isinstance(value, bool):
        return kind == "bool" and isinstance(value, bool)
    if kind == "float":
        return isinstance(value, (int, float))
    return isinstance(value, int if kind == "int" else str)


def from_text(query: SavedQuery, name: str, text: str) -> Any:
    """The value that a command line's `name=text` means.

    Days are ISO, lists separated by commas, pairs written `A+B,C+D`. Empty text is an empty list,
    and "not given" for a parameter whose default is null.

    Raises:
        ParameterError: the query has no such parameter, or the text does not fit its type.
    """
    param = _declared(query, name)
    if not text and _optional(param):
        return None
    try:
        return parsed(text, param.type)
    except ValueError:
        raise _wrong(query, param, text) from None


def assignments(query: SavedQuery, texts: Mapping[str, str]) -> dict[str, Any]:
    """`from_text` for each; not yet completed by defaults."""
    return {name: from_text(query, name, text) for name, text in texts.items()}


def complete(query: SavedQuery, given: Mapping[str, Any], store: Store | None) -> dict[str, Any]:
    """Every parameter of the query: the value given, else its default.

    Args:
        given: Python values; ISO text is read as a day, a tuple as a list.
        store: whose stored date is the default of `as_of`; None where `as_of` is given.

    Raises:
        ParameterError: one is unknown, missing or of another type.
    """
    for name in given:
        _declared(query, name)
    values: dict[str, Any] = {}
    for param in query.params:
        value = _python(given.get(param.name), param.type)
        if param.name not in given:
            value = param.default
        if value is None and param.name == "as_of" and store is not None:
            value = default_as_of(store)
        if value is None and not _optional(param):
            raise ParameterError(
                "query.param_missing",
                query=query.id,
                name=param.name,
                type=Message(f"query.type_{param.type}"),
            )
        if value is not None and not fits(value, param.type):
            raise _wrong(query, param, given.get(param.name))
        values[param.name] = value
    return values


def missing(query: SavedQuery, given: Mapping[str, Any]) -> list[Param]:
    """The parameters that must be given, and are not, in the order of the query.

    `as_of` is never among them: the graph has a day of its own.
    """
    return [p for p in query.params if p.required and given.get(p.name) is None]


def parsed(text: str, kind: ParamType) -> Any:
    """A command line's text as a value of that type.

    Raises:
        ValueError: it is not one.
    """
    if kind == "date":
        return date.fromisoformat(text.strip())
    if kind == "int":
        return _int(text)
    if kind == "float":
        return _float(text)
    if kind == "bool":
        if text.strip().lower() not in _BOOLEANS:
            raise ValueError(text)
        return _BOOLEANS[text.strip().lower()]
    if kind == "text":
        return text
    parts = [p.strip() for p in re.split("[,，]", text)] if text.strip() else []
    if not all(parts):
        raise ValueError(text)
    if kind == "pairs":
        pairs = [[half.strip() for half in part.split("+")] for part in parts]
        if not all(len(pair) == 2 and all(pair) for pair in pairs):
            raise ValueError(text)
        return pairs
    return [_int(p) for p in parts] if kind == "ints" else parts


def to_text(value: Any) -> str:
    """The text that `from_text` reads as this value.

    >>> to_text([["A", "B"], ["C", "D"]]), to_text(date(2026, 6, 30)), to_text(True)
    ('A+B,C+D', '2026-06-30', 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return ",".join("+".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    return str(plain(value))


def plain(value: Any) -> Any:
    """A value as JSON has it: days as ISO text.

    >>> plain([date(2026, 6, 30), None])
    ['2026-06-30', None]
    """
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


def _declared(query: SavedQuery, name: str) -> Param:
    param = query.param(name)
    if param is None:
        known = ", ".join(p.name for p in query.params) or "—"
        raise ParameterError("query.param_unknown", query=query.id, name=name, known=known)
    return param


def _optional(param: Param) -> bool:
    return param.default is None and not param.required and param.name != "as_of"


def _wrong(query: SavedQuery, param: Param, value: object) -> ParameterError:
    return ParameterError(
        "query.param_type",
        query=query.id,
        name=param.name,
        value=shorten(value),
        type=Message(f"query.type_{param.type}"),
    )


def _int(text: str) -> int:
    if not _WHOLE.fullmatch(text.strip()):
        raise ValueError(text)
    return int(text)


def _float(text: str) -> float:
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def _python(value: Any, kind: ParamType) -> Any:
    if kind == "date" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    if isinstance(value, tuple):
        return [_python(v, kind) for v in value]
    if kind == "pairs" and isinstance(value, list):
        return [list(v) if isinstance(v, tuple) else v for v in value]
    return value
