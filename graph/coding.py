"""Codes of enumerations in words, where a query returns them under a column name of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Final

from graph.schema import SCHEMA
from graph.text import Language, catalogue

_CODE: Final = re.compile(r"(?<![A-Za-z0-9_/-])[A-Z]{2}[A-Z0-9]*(?:_[A-Z0-9]+)*(?![A-Za-z0-9_/-])")


def in_words(column: str, text: str, language: Language) -> str:
    """The text of a column with each code in it as people say it; other texts stay.

    The catalogue's codes of the column are asked first, then the enumerations of the properties of
    that name, or of its singular; then all enumerations, where those that have the code agree.

    >>> in_words("risk_level", "HIGH", "zh"), in_words("missing", "3 BENEFICIARY", "zh")
    ('高', '3 受益农户')
    >>> in_words("categories", "DECISION", "zh"), in_words("missing", "DECISION", "zh")
    ('重大决策', 'DECISION')
    >>> in_words("acts", "ACCEPTED", "zh"), in_words("stages", "PROCESS", "zh")
    ('验收', '决策过程')
    >>> in_words("power_type", "01", "en"), in_words("powers", "01", "en")
    ('Licence', '01')
    """
    if (column, text) in _names()[0]:  # some codes look like any word or number: `01`, `M`
        return _word(column, text, language) or text
    return _CODE.sub(lambda found: _word(column, found[0], language) or found[0], text)


def _word(column: str, code: str, language: Language) -> str | None:
    own = catalogue(language).get(f"code.{column}.{code}")
    if own:
        return own
    by_name, anywhere = _names()
    spelled = (column, column.removesuffix("s"), column.removesuffix("ies") + "y")
    found = next((by_name[name, code] for name in spelled if (name, code) in by_name), None)
    if found is None:
        others = anywhere.get(code, set())
        found = others if len(others) == 1 else None
    if found is None:
        return None
    # Properties of one name may call the same thing by a longer and a shorter name.
    return min(found, key=len) if language == "zh" else code.replace("_", " ").capitalize()


@cache
def _names() -> tuple[dict[tuple[str, str], set[str]], dict[str, set[str]]]:
    by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
    anywhere: dict[str, set[str]] = defaultdict(set)
    owners = [node.props for node in SCHEMA.nodes.values()]
    owners += [rel.props for rel in SCHEMA.rels.values()]
    for props in owners:
        for column in props.values():
            if column.enum:
                for code in column.enum.codes:
                    by_name[column.name, code].add(column.enum.zh_of(code))
                    anywhere[code].add(column.enum.zh_of(code))
    return by_name, anywhere
