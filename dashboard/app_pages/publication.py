"""公开: what of the powers and the major matters is public, in four elements and three stages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, TypeVar

import streamlit as st

from dashboard import checking, downloads, shell
from dashboard.app_pages import listing
from dashboard.app_pages.listing import Tally
from dashboard.shell import Frame
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from queries.views import publication as view
from queries.views.publication import ELEMENTS, NONE, STAGES, Covered, Item, Subject
from queries.views.words import NOTHING, code_name, listed, percent, value_of

Row = TypeVar("Row", Subject, Item)

_PARTS: Final = (*ELEMENTS, *STAGES)
_SHOWS: Final = ("lacking", "public")
_DISCLOSURE: Final = SCHEMA.nodes["Disclosure"].props


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    shell.missing(frame, ("Power", "Matter", "Disclosure"))
    # Without any record of disclosures nothing can be said of what is not public.
    if frame.presence.get("Disclosure"):
        _body(frame)
    st.subheader(frame.say("publication.rules"), anchor=False)
    shell.quiet(f"{frame.say('publication.rules_says')} {frame.say('word.lead')}")
    checking.once_checked(frame, partial(listing.rules, frame), ("TRN",))


def _body(frame: Frame) -> None:
    powers = _of_unit(frame, frame.ask(view.powers, frame.as_of))
    matters = _of_unit(frame, frame.ask(view.matters, frame.as_of))
    items = _of_unit(frame, frame.ask(view.disclosures, frame.as_of))
    shell.quiet(frame.say("publication.counted"))
    _coverage(frame, powers, matters)
    _matrix(frame, items)
    _list(frame, [*powers, *matters], items)
    _types(frame, powers)
    _units(frame, powers, matters)


def _of_unit(frame: Frame, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if frame.unit is None or row.unit == frame.unit]


def _coverage(frame: Frame, powers: Sequence[Subject], matters: Sequence[Subject]) -> None:
    st.subheader(frame.say("publication.coverage"), anchor=False)
    both = (*view.coverage(powers, ELEMENTS), *view.coverage(matters, STAGES))
    listing.cards(frame, [(_name(frame, c.part), *_share(frame, c)) for c in both])


def _share(frame: Frame, covered: Covered) -> tuple[Tally, str]:
    """The share that is public, which leads to those that are not."""
    lacking = covered.of - covered.having
    own = {"show": "lacking", "lack": covered.part}
    words = percent(covered.share, frame.language)
    note = frame.say("publication.of", having=f"{covered.having:,}", of=f"{covered.of:,}")
    if lacking:
        note += frame.say("publication.of_lacking", lacking=f"{lacking:,}")
    return Tally(lacking, "publication", own, words), note


def _matrix(frame: Frame, items: Sequence[Item]) -> None:
    st.subheader(frame.say("publication.matrix", count=f"{len(items):,}"), anchor=False)
    shell.quiet(frame.say("publication.matrix_says"))
    cells = view.cells(items)
    rows = []
    for element in (*ELEMENTS, NONE):
        line = []
        for stage in (*STAGES, NONE):
            own = {"show": "public", "element": element, "stage": stage}
            line.append(Tally(cells.get((element, stage), 0), "publication", own))
        whole = {"show": "public", "element": element}
        line.append(Tally(sum(t.count for t in line), "publication", whole))
        rows.append((_element(frame, element), line))
    last = [
        Tally(
            sum(line[at].count for _, line in rows),
            "publication",
            {"show": "public", "stage": stage},
        )
        for at, stage in enumerate((*STAGES, NONE))
    ]
    last.append(Tally(len(items), "publication", {"show": "public"}))
    total = frame.say("overview.total")
    head = [frame.say("publication.element"), *(_stage(frame, s) for s in (*STAGES, NONE)), total]
    every = [*rows, (total, last)]
    listing.grid(frame, head, every, (2, 1, 1, 1, 1.3, 1))
    _download(frame, head, every, "matrix")


def _list(frame: Frame, subjects: Sequence[Subject], items: Sequence[Item]) -> None:
    st.subheader(frame.say("publication.list"), anchor=False)
    label = frame.say("publication.list")
    shown = listing.switch(
        frame, "show", _SHOWS, label, lambda name: frame.say(f"publication.show_{name}")
    )
    frame.own["show"] = shown
    if shown == "public":
        _public(frame, items)
    else:
        _lacking(frame, subjects)


def _lacking(frame: Frame, subjects: Sequence[Subject]) -> None:
    """Powers and matters of which something is not public."""
    _forget(frame, "element", "stage")
    left, right = st.columns(2)
    with left:
        part = listing.choose(frame, "lack", _PARTS, lambda p: _name(frame, p))
    with right:
        kinds = sorted({s.kind for s in subjects if s.kind})
        kind = listing.choose(frame, "type", kinds, lambda code: _type(frame, code))
    found = [
        s
        for s in subjects
        if any(s.lacks(p) for p in ((part,) if part else _PARTS)) and kind in (None, s.kind)
    ]
    shell.quiet(frame.say("publication.count_lacking", count=f"{len(found):,}"))
    if not found:
        return
    names = ("kind", "name", "unit", "type", "lacks", "disclosures", "uid")
    columns = {name: frame.say(f"publication.{name}") for name in names}
    lines = [
        {
            "kind": label_name(s.label, frame.language),
            "name": s.name,
            "unit": listing.unit_name(frame, s.unit),
            "type": _type(frame, s.kind) if s.kind else "",
            "lacks": listed((_name(frame, p) for p in _PARTS if s.lacks(p)), frame.language),
            "disclosures": s.disclosures,
            "uid": s.uid,
        }
        for s in found
    ]
    wide = {"kind": 100, "name": 300, "unit": 170, "type": 90, "lacks": 190, "disclosures": 90}
    key = f"lacking_{part}_{kind}_{frame.unit}"
    at = listing.pick(frame, columns, lines, key, width=wide, aside=("uid",))
    if at is None:
        shell.quiet(frame.say("publication.hint"))
    else:
        listing.node(frame, f"{found[at].label}/{found[at].uid}")


def _public(frame: Frame, items: Sequence[Item]) -> None:
    """What was published."""
    _forget(frame, "lack", "type")
    left, right = st.columns(2)
    with left:
        element = listing.choose(
            frame, "element", (*ELEMENTS, NONE), lambda code: _element(frame, code)
        )
    with right:
        stage = listing.choose(frame, "stage", (*STAGES, NONE), lambda code: _stage(frame, code))
    found = [i for i in items if element in (None, i.element) and stage in (None, i.stage)]
    shell.quiet(frame.say("publication.count_public", count=f"{len(found):,}"))
    if not found:
        return
    names = ("subject", "unit", "element", "stage", "platform", "published_on", "name", "uid")
    columns = {name: frame.say(f"publication.{name}") for name in names}
    lines = [
        {
            "subject": i.subject or NOTHING,
            "unit": listing.unit_name(frame, i.unit),
            "element": _element(frame, i.element),
            "stage": _stage(frame, i.stage),
            "platform": value_of("Disclosure", "platform", i.platform, frame.language),
            "published_on": i.published_on.isoformat(),
            "name": i.name,
            "uid": i.uid,
        }
        for i in found
    ]
    wide = {"subject": 330, "unit": 165, "element": 80, "stage": 80, "published_on": 92}
    key = f"public_{element}_{stage}_{frame.unit}"
    at = listing.pick(frame, columns, lines, key, width=wide, aside=("name", "uid"))
    if at is None:
        shell.quiet(frame.say("publication.hint"))
    else:
        listing.node(frame, f"Disclosure/{found[at].uid}")


def _forget(frame: Frame, *names: str) -> None:
    """The other list's choices are not part of this address."""
    for name in names:
        frame.own.pop(name, None)


def _types(frame: Frame, powers: Sequence[Subject]) -> None:
    st.subheader(frame.say("publication.by_type"), anchor=False)
    groups = view.grouped(powers, ELEMENTS, lambda s: s.kind)
    rows = []
    for kind, covered in groups.items():
        line: list[Tally] = []
        for c in covered:
            tally, _ = _share(frame, c)
            own = dict(tally.own) | ({"type": kind} if kind else {})
            words = frame.say("publication.share_of", share=tally.words, of=f"{c.of:,}")
            line.append(Tally(tally.count, "publication", own, words if c.of else "–"))
        rows.append((_type(frame, kind) if kind else frame.say("word.no_data"), line))
    head = [frame.say("publication.type"), *(_element(frame, e) for e in ELEMENTS)]
    listing.grid(frame, head, rows, (2, 1.5, 1.5, 1.5, 1.5))
    _download(frame, head, rows, "types")


def _download(
    frame: Frame, head: Sequence[str], rows: Sequence[tuple[str, Sequence[Tally]]], key: str
) -> None:
    """What a table of links shows, as files."""
    columns = {str(at): title for at, title in enumerate(head)}
    lines = [
        {"0": name} | {str(at): tally.label for at, tally in enumerate(line, start=1)}
        for name, line in rows
    ]
    downloads.table(frame, columns, lines, f"publication-{key}-{frame.as_of}", key)


def _units(frame: Frame, powers: Sequence[Subject], matters: Sequence[Subject]) -> None:
    of_powers = view.grouped(powers, ELEMENTS, lambda s: s.unit)
    of_matters = view.grouped(matters, STAGES, lambda s: s.unit)
    units = list(dict.fromkeys((*of_powers, *of_matters)))
    st.subheader(frame.say("publication.by_unit", count=f"{len(units):,}"), anchor=False)
    if not units:
        return
    shell.quiet(frame.say("publication.by_unit_hint"))
    columns = {"unit": frame.say("publication.unit")}
    columns |= {part: _name(frame, part) for part in _PARTS}
    lines = [
        {"unit": listing.unit_name(frame, unit)}
        | {part: "–" for part in _PARTS}
        | {
            c.part: percent(c.share, frame.language) if c.of else "–"
            for c in (*of_powers.get(unit, ()), *of_matters.get(unit, ()))
        }
        for unit in units
    ]
    at = listing.pick(frame, columns, lines, f"units_{frame.unit}", width={"unit": 220})
    if at is not None and units[at] and units[at] != frame.unit:
        listing.go_to_unit(frame, str(units[at]))


def _name(frame: Frame, part: str) -> str:
    return _element(frame, part) if part in ELEMENTS else _stage(frame, part)


def _element(frame: Frame, code: str) -> str:
    if code == NONE:
        return frame.say("publication.no_element")
    return code_name(_DISCLOSURE["element"], code, frame.language)


def _stage(frame: Frame, code: str) -> str:
    if code == NONE:
        return frame.say("publication.no_stage")
    return code_name(_DISCLOSURE["stage"], code, frame.language)


def _type(frame: Frame, code: str) -> str:
    return value_of("Power", "power_type", code, frame.language)
