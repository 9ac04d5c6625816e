"""Names of what is in a graph, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from graph.coding import in_words
from graph.schema import SCHEMA, Column, Kind
from graph.schema.enums import POWER_TYPE
from graph.text import Language, catalogue, say
from queries.findings import shown as value_shown
from queries.params import plain

NOTHING: Final = "—"


def rel_name(type: str, language: Language) -> str:
    """A relationship type as people say it.

    >>> rel_name("EXERCISED_BY", "zh"), rel_name("EXERCISED_BY", "en")
    ('行使主体', 'exercised by')
    """
    return SCHEMA.rels[type].rel.zh if language == "zh" else type.lower().replace("_", " ")


def prop_name(label: str, name: str, language: Language) -> str:
    """A property of a label as people say it."""
    if language == "zh":
        return SCHEMA.nodes[label].props[name].zh
    return name.replace("_", " ").capitalize()


def code_name(column: Column, code: str, language: Language) -> str:
    """A value of an enumeration as people say it; one that is none stays as it is."""
    enum = column.enum
    if enum is None or code not in enum.codes:
        return code
    if language == "zh":
        return enum.zh_of(code)
    if enum is POWER_TYPE:
        return say(f"code.power_type.{code}", language)
    return code.replace("_", " ").capitalize()


def value_of(label: str, name: str, value: Any, language: Language) -> str:
    """A property's value as people read it.

    >>> value_of("Power", "risk_level", "HIGH", "zh"), value_of("Power", "is_core", True, "en")
    ('高', 'yes')
    >>> value_of("Power", "has_discretion", True, "zh"), value_of("Matter", "amount", 15e4, "zh")
    ('有', '150,000 元')
    """
    return shown(SCHEMA.nodes[label].props[name], value, language)


def shown(column: Column, value: Any, language: Language) -> str:
    """The same for a column."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        yes, no = ("has", "lacks") if column.zh.startswith("有无") else ("yes", "no")
        return say(f"dashboard.word.{yes if value else no}", language)
    if isinstance(value, list):
        return listed((shown(column, v, language) for v in value), language)
    if column.kind is Kind.CODE:
        return code_name(column, str(value), language)
    if column.kind is Kind.NUMBER:
        number = f"{value:,.2f}".rstrip("0").rstrip(".")
        if column.name.endswith("amount"):
            return say("dashboard.word.yuan", language, amount=number)
        return number
    return str(plain(value))


def said(name: str, value: Any, language: Language) -> str:
    """A value of a column that a query returns: its codes as people say them.

    >>> said("risk_level", "HIGH", "zh"), said("status", "DONE", "zh"), said("n", 3, "zh")
    ('高', '已整改', '3')
    """
    if isinstance(value, list):
        return listed((said(name, one, language) for one in value), language)
    text = value_shown(value, language)
    return text if name.endswith(("name", "names")) else in_words(name, text, language)


def listed(words: Iterable[str], language: Language) -> str:
    """Words in a row, as a sentence has them; a dash for none."""
    return ("、" if language == "zh" else ", ").join(words) or NOTHING


def family_name(family: str, language: Language) -> str:
    """A family of rules: its code and what it is about."""
    known = catalogue(language).get(f"dashboard.family.{family}")
    return f"{family} {known}" if known else family


def severity_name(severity: str, language: Language) -> str:
    """A severity with its sign, so that colour is not needed."""
    return say(f"dashboard.severity.{severity}", language)


def dimension_name(dimension: str, language: Language) -> str:
    """One of the five powers."""
    return say(f"dimension.{dimension}", language)


def tenths(share: float) -> float:
    """A share in per cent, to a tenth and never rounded up: only all of them is 100.

    >>> tenths(0.9999), tenths(14 / 1278)
    (99.9, 1.0)
    """
    return math.floor(1000 * share + 1e-9) / 10


def percent(share: float | None, language: Language) -> str:
    """A share in per cent, or that there is no data. Only all of them is 100 %.

    >>> percent(0.975, "en"), percent(0.9999, "en"), percent(None, "zh")
    ('97.5 %', '99.9 %', '无数据')
    """
    if share is None:
        return say("dashboard.word.no_data", language)
    return f"{tenths(share):.1f}".removesuffix(".0") + " %"
