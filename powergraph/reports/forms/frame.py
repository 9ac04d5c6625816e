"""What all forms share: a unit looked at without running the rules, one page for each thing, the
lines to sign, and the remark on what is empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from graph.errors import ParameterError
from graph.meta import read_meta
from graph.store import Store
from graph.text import Language
from powergraph.reports.context import County, Unit
from powergraph.reports.tree import Block, Document, Field, Form, Paper, Paragraph, Section
from queries.check import check
from queries.views.power import PowerCard, power_card
from queries.views.words import NOTHING, listed, value_of

# One that is longer than any word may break.
_WORD: Final = re.compile("[A-Za-z]{1,15}")
_POWERS: Final = """
MATCH (:Department {uid: $unit})<-[x:EXERCISED_BY]-(w:Power)
WHERE coalesce(w.status, 'ACTIVE') = 'ACTIVE'
  AND all(r IN [x, w] WHERE (r.valid_from IS NULL OR r.valid_from <= $as_of)
                        AND (r.valid_to IS NULL OR r.valid_to > $as_of))
RETURN DISTINCT w.uid AS uid ORDER BY uid
"""


def glance(store: Store, language: Language, as_of: date | None = None) -> County:
    """The units of a day without what the rules find: forms say what is, not what is amiss.

    Raises:
        ImportCutOff: the last import did not end.
    """
    meta = read_meta(store)
    notice = (meta.notice or "") if meta else ""
    return County(store, language, check(store, (), as_of=as_of), notice)


def cards(unit: Unit, powers: Sequence[str] = ()) -> list[PowerCard]:
    """The active powers of a unit, or those asked for.

    Raises:
        ParameterError: one asked for is none of them.
    """
    rows = unit.store.read(_POWERS, {"unit": unit.uid, "as_of": unit.as_of})
    known = [row["uid"] for row in rows]
    for uid in powers:
        if uid not in known:
            raise ParameterError("form.power", power=uid, unit=unit.name, day=unit.as_of)
    found = (power_card(unit.store, uid, unit.as_of) for uid in powers or known)
    return [card for card in found if card is not None]


def by_power(
    unit: Unit,
    kind: str,
    powers: Sequence[str],
    blocks: Callable[[Unit, PowerCard], Iterable[Block]],
) -> Document:
    """A form with a page for each of these powers, or for all active ones of the unit.

    Raises:
        ParameterError: one of `powers` is none of the unit's.
    """
    found = cards(unit, powers)
    one = found[0].head.name if len(found) == 1 else ""
    sections = (
        Section(card.head.name, (*blocks(unit, card),), new_page=True, key=card.head.uid)
        for card in found
    )
    return document(unit, kind, sections, one=one)


def document(
    unit: Unit,
    kind: str,
    sections: Iterable[Section],
    *,
    one: str = "",
    subtitle: str = "",
    landscape: bool = False,
    paper: Paper = "A4",
) -> Document:
    """A form, or the same form for many things with a list of them in front.

    Args:
        one: what a form of a single thing is about; without it the title is that of the unit.
    """
    pages = tuple(sections) or (
        Section(unit.name, (Paragraph(unit.say("nothing")), *signatures(unit))),
    )
    many = len(pages) > 1 and all(page.new_page for page in pages)
    if not many:
        pages = tuple(replace(page, new_page=False) for page in pages)
    return Document(
        title=say(unit, f"{kind}.one") if one else say(unit, f"{kind}.title", of=unit.name),
        subtitle=unit.name if one else subtitle,
        head=say(unit, f"{kind}.head"),
        notice=unit.county.notice,
        language=unit.language,
        meta=(),
        sections=pages,
        paper=paper,
        landscape=landscape,
        contents=many,
        layout="form",
    )


def say(unit: Unit, key: str, **values: Any) -> str:
    """A text of the forms, by its key below `report.form`."""
    return unit.say(f"form.{key}", **values)


def field(unit: Unit, name: str, value: object = None, *, lines: int = 1) -> Field:
    """A field by the name it has in the catalogue; nothing known leaves it empty."""
    text = "" if value is None else str(value)
    return Field(say(unit, f"field.{name}"), "" if text == NOTHING else text, lines)


def stated(unit: Unit, card: PowerCard, *names: str) -> str:
    """The first of these properties of a power that is on record, as people read it."""
    for name in names:
        if name in card.head.props:
            return value_of("Power", name, card.head.props[name], unit.language)
    return ""


def days(unit: Unit, count: int | None, kind: str | None) -> str:
    """A time limit in words; empty where none is on record."""
    if count is None:
        return ""
    unit_of = value_of("Power", "day_kind", kind, unit.language) if kind else ""
    return say(unit, "days", count=count, kind=unit_of.lower()).strip()


def limits(unit: Unit, card: PowerCard) -> tuple[Field, Field]:
    """The legal and the promised time limit of a power."""
    props = card.head.props
    kind = props.get("day_kind")
    return (
        field(unit, "legal_days", days(unit, props.get("legal_days"), kind)),
        field(unit, "promised_days", days(unit, props.get("promised_days"), kind)),
    )


def bases(card: PowerCard) -> str:
    """The legal bases of a power, one a line, with the article; one not in force says so."""
    return "\n".join(" ".join(filter(None, (row["name"], row["article"]))) for row in card.bases)


def names(unit: Unit, items: Iterable[Any]) -> str:
    """Names in a row; empty for none."""
    found = [item.name for item in items]
    return listed(found, unit.language) if found else ""


def room(weight: float, texts: Iterable[str], letter: float) -> float:
    """The share of a column, and more where a word needs it: one in Latin letters breaks nowhere.

    Args:
        letter: the share that a letter takes.
    """
    longest = max((len(word) for text in texts for word in _WORD.findall(text)), default=0)
    return max(weight, letter * longest + 0.45)


def signatures(unit: Unit) -> tuple[Block, ...]:
    """Who fills in, who checks, and the remark that empty places are to be filled in."""
    signed = (field(unit, "filled_by", lines=2), field(unit, "checked_by", lines=2))
    return Form((signed,)), Paragraph(say(unit, "remark", day=unit.as_of), tone="note")
