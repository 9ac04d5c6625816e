"""Conversions of names and uids: which unit, post, person or power a cell means."""

from __future__ import annotations

import re
from typing import Final

from graph.codes import ItemCode
from graph.text import Message
from loaders.cells import CellError
from loaders.mapping import values
from loaders.mapping.convert import conversion, keyword, text_of
from loaders.mapping.given import UNKNOWN, Given, Unknown
from loaders.names import Found, label_of, near_to, plain
from loaders.uids import stable_uid

# What may follow the name of a unit in a heading; else the name goes on, and is another's.
_AFTER_UNIT: Final = re.compile(
    r"[\W_\d]|领导|班子|权力|权责|行政|责任|职权|公共|廉政|岗位|风险|三重一大|重大|党组|党委|会议|备案|办件|办理|分工|清单|$"
)


@conversion("uid")
def uid(_: Given, within: object, *parts: object) -> str:
    """A uid inside another, from what identifies a thing there: the same in the next snapshot."""
    return stable_uid(text_of(within), *map(text_of, parts))


@conversion("uid_alone")
def uid_alone(_: Given, *parts: object) -> str:
    """As `uid`, of what is within nothing else, such as a company."""
    return stable_uid("", *map(text_of, parts))


@conversion("numbered_uid")
def numbered_uid(_: Given, within: object, number: object, *parts: object) -> str:
    """The uid of what its unit numbers; without a number, made of what identifies it."""
    written = "".join(text_of(number).split())
    return (
        f"{text_of(within)}/{written}" if written else stable_uid(*map(text_of, (within, *parts)))
    )


@conversion("power_uid")
def power_uid(_: Given, code: object, unit: object, *parts: object) -> str:
    """The uid of a power: its item code, if that names this one only; else unit, name, sub-item
    and type. The last value says whether other items have the code, too."""
    *identity, others = parts
    written = "".join(text_of(code).split())
    if written and not others:
        # A number that a unit gives its own items may be another unit's as well.
        return written if ItemCode.split(written) else f"{text_of(unit)}/{written}"
    return stable_uid(text_of(unit), *map(text_of, identity))


@conversion("unit")
def unit(given: Given, value: object, text: object = None) -> str:
    """The unit that a name means, else the one whose table it is, else the one that a text of the
    row names."""
    name = text_of(value)
    if not name:
        found = given.unit or _unit_in(given, text_of(text))
        if not found:
            given.names.missed = True
            raise CellError(Message("expect.mapping.unit"))
        return found
    known = given.names.find("Department", name)
    made = stable_uid("", "Department", name)
    if known.uid not in ("", made) or not given.options.create_units or not given.names.may_make:
        return known.uid or refuse("Department", known)
    if not given.options.unit_kind:
        raise CellError(Message("expect.mapping.unit_kind"))
    kind = keyword(given, given.options.unit_kind, of="department_kind")
    given.make("departments", uid=made, name=name, kind=kind)
    near = near_to(given.names.find("Department", name, closest=True))
    given.warn(name, "expect.mapping.created", label=label_of("Department"), near=near)
    return made


def own_unit(given: Given) -> str:
    """The unit whose table it is: as the options say, else the one that a heading names.

    Raises:
        CellError: the options name a unit that is not known.
    """
    if given.options.unit:
        return unit(given, given.options.unit)
    return next(filter(None, (_unit_in(given, heading) for heading in given.headings)), "")


def _unit_in(given: Given, text: str) -> str:
    """The known unit that a text names, if it is one; a longer name counts before a shorter."""
    written = plain(text)
    named = [
        (len(plain(name)), plain(name), uid)
        for name, uid in given.names.inside("Department", "")
        if plain(name) and plain(name) in written
    ]
    best = [found for found in named if found[0] == max(named)[0]]
    if len(best) != 1:
        return ""
    _, name, uid = best[0]
    if not _AFTER_UNIT.match(written[written.index(name) + len(name) :]):
        return ""
    given.warn(name, "expect.mapping.from_heading", heading=text[:60])
    return uid


@conversion("unit_of")
def unit_of(given: Given, value: object, power: object) -> str:
    """The unit that a name means, else the one that exercises a power, else the table's own."""
    exercised = given.names.belongs("Power", text_of(power))
    if not text_of(value) and len(exercised) == 1:
        return exercised[0]
    return unit(given, value)


@conversion("named")
def named(
    given: Given, value: object, within: object = None, *, label: str, needed: bool = False
) -> str | Unknown | None:
    """The node of `label` that a name or code means, inside another where one is given. One that
    cannot be told is reported and left out; where it is `needed`, so is the row."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find(label, name, text_of(within))
    if found.uid:
        return found.uid
    return refuse(label, found) if needed else leave_out(given, name, label, found)


@conversion("reference")
def reference(given: Given, value: object, within: object = None, *, label: str) -> object:
    """What a table of ours refers to, by uid or, where exactly one has it, by name."""
    if isinstance(value, list) or re.search("[;；]", text_of(value)):
        parts = value if isinstance(value, list) else re.split("[;；]", text_of(value))
        return [reference(given, part, within, label=label) for part in parts if text_of(part)]
    name = text_of(value)
    if not name or label not in given.names.labels:
        return name or None
    inside = text_of(within)
    found = given.names.find(label, name, inside)
    if not found.uid and inside:
        found = given.names.find(label, name)
    if not found.uid:
        return refuse(label, found)
    if found.uid != name:
        given.warn(name, "expect.mapping.by_name", label=label_of(label), uid=found.uid)
    return found.uid


@conversion("reference_as")
def reference_as(given: Given, value: object, label: object) -> object:
    """As `reference`, to a node of the label that another value names."""
    return reference(given, value, label=text_of(label)) if text_of(label) else None


@conversion("people")
def people(given: Given, value: object, unit: object = None) -> list[str] | None:
    """The people of a unit whom a list names; those who cannot be told are reported."""
    if not text_of(value):
        return None
    found = [named(given, name, unit, label="Official") for name in values.texts(value)]
    return [uid for uid in found if isinstance(uid, str)]


@conversion("section")
def section(given: Given, value: object, unit: object) -> str | Unknown | None:
    """The section of a unit that a name means; one that is not known is made."""
    name = text_of(value)
    if not name:
        return None
    found = given.names.find("Section", name, text_of(unit))
    made = stable_uid(text_of(unit), "Section", name)
    if found.uid not in ("", made):
        return found.uid
    if len(values.texts(name)) > 1:
        given.warn(name, "expect.mapping.one_section")
        return UNKNOWN
    if not given.names.may_make:
        return UNKNOWN
    given.make("sections", uid=made, name=name, department=text_of(unit))
    return made


def refuse(label: str, found: Found) -> str:
    """Refuse a name that the row cannot do without, with its candidates."""
    values = {"label": label_of(label), "near": near_to(found)}
    raise CellError(Message("expect.mapping.named", values))


def leave_out(given: Given, name: str, label: str, found: Found) -> Unknown:
    """Report a name that the row can do without."""
    given.warn(name, "expect.mapping.left_out", label=label_of(label), near=near_to(found))
    return UNKNOWN
