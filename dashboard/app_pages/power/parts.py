"""The parts of the page about one power: each says what is missing rather than showing nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard import markup, shell
from dashboard.app_pages.power.charts import lack
from dashboard.shell import Frame
from queries.views.bases import renumbered, version_of
from queries.views.power import PowerCard
from queries.views.words import listed, value_of

_DAY: Final = "7.5rem"  # as wide as a day
_DISCIPLINE: Final = ("DISCIPLINE", "RESIDENT_DISCIPLINE")


def bases(frame: Frame, card: PowerCard) -> None:
    """On what the power rests: which article of which version, and whether it is in force."""
    rows = []
    for row in card.bases:
        force = frame.say("word.yes" if row["in_force"] else "word.no")
        kind = value_of("LegalBasis", "kind", row["kind"], frame.language)
        version = version_of(row["name"] or "", row["effective_from"])
        since = renumbered(row["name"] or "", version) if row["article"] else None
        stated: object = frame.say("power.version_none") if version is None else str(version)
        article: list[object] = [row["article"] or "—"]
        if since:
            article.append(lack(frame.say("power.renumbered", year=since)))
        if row["quote"]:
            article.append(row["quote"])
        shown = force if row["in_force"] else lack(force)
        rows.append((row["name"], kind, stated, markup.lines(article), shown))
    head = [frame.say(f"power.{k}") for k in ("basis", "basis_kind", "version", "article")]
    head.append(frame.say("power.in_force", day=frame.as_of.isoformat()))
    _part(frame, "bases", head, rows, widths=("30%", "6rem", "6rem", "", "6rem"))


def systems(frame: Frame, card: PowerCard) -> None:
    """The rule documents that bind it."""
    rows = [(r["name"], r["doc_no"] or "—", r["issued_on"] or "—") for r in card.systems]
    head = [frame.say(f"power.{k}") for k in ("system", "doc_no", "issued_on")]
    _part(frame, "systems", head, rows, widths=("", "35%", _DAY))


def standards(frame: Frame, card: PowerCard) -> None:
    """Within what range discretion may move."""
    rows = [(r["situation"], f"{_n(r['lower'])}–{_n(r['upper'])} {r['unit'] or ''}")
            for r in card.standards]  # fmt: skip
    empty = "standards_needed" if card.head.props.get("has_discretion") else "standards_none"
    head = [frame.say("power.situation"), frame.say("power.range")]
    _part(frame, "standards", head, rows, empty)


def _n(value: float | None) -> str:
    return "…" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def duties(frame: Frame, card: PowerCard) -> None:
    """What its user must answer for."""
    rows = [(r["text"] or r["uid"], r["accountability"] or "—") for r in card.duties]
    head = [frame.say("power.duty"), frame.say("power.accountability")]
    _part(frame, "duties", head, rows)


def publication(frame: Frame, card: PowerCard) -> None:
    """What of it was published, when and where."""
    rows = [
        (
            row["published_on"],
            *(
                value_of("Disclosure", name, row[name], frame.language)
                for name in ("element", "artifact", "platform")
            ),
        )
        for row in card.disclosures
    ]
    keys = ("published_on", "element", "artifact", "platform")
    head = [frame.say(f"power.{k}") for k in keys]
    _part(frame, "publication", head, rows, widths=(_DAY, "5.5rem"))


def mechanism(frame: Frame, card: PowerCard) -> None:
    """The "211" of this power: two charts, one form, one supervision."""
    st.subheader(frame.say("power.status211"), anchor=False)
    rows = []
    for flag, artifact, key in (
        ("has_flow_chart", "FLOW_CHART", "flow_chart"),
        ("has_risk_chart", "RISK_CHART", "risk_chart"),
    ):
        stated = card.head.props.get(flag)
        words = {True: "there", False: "there_not", None: "unknown"}[stated]
        seen = "published" if card.published(artifact) else "not_published"
        rows.append(_state(frame, key, stated is True, words, frame.say(f"power.{seen}")))
    filed = frame.say("power.filing_no_matters")
    if card.matters:
        filed = frame.say("power.filing_count", filed=card.filed, all=card.matters)
    whole = card.matters > 0 and card.filed == card.matters
    state = "there" if whole else "there_not" if card.matters else "unknown"
    rows.append(_state(frame, "filing", whole, state, filed))
    names = listed((s.name for s in card.supervisors), frame.language)
    there = bool(card.supervisors)
    known = any(unit.kind in _DISCIPLINE for unit in frame.units.values())
    state = "there" if there else "there_not" if known else "unknown"
    rows.append(_state(frame, "supervision", there, state, names))
    part = frame.say("power.part211")
    st.html(markup.table([part, frame.say("findings.state"), frame.say("findings.details")], rows))
    shell.quiet(frame.say("power.status211_says"))


def _state(frame: Frame, key: str, good: bool, words: str, note: str) -> Sequence[object]:
    sign = {True: "✓", False: "✗"}[good] if words != "unknown" else "?"
    said = f"{sign} {frame.say(f'power.{words}')}"
    shown = lack(said) if words == "there_not" else said
    return (frame.say(f"power.{key}"), shown, note)


def _part(
    frame: Frame,
    name: str,
    head: Sequence[str],
    rows: Sequence[Sequence[object]],
    empty: str | None = None,
    widths: Sequence[str] = (),
) -> None:
    """A heading with a table, or with what is missing."""
    st.subheader(frame.say(f"power.{name}"), anchor=False)
    if rows:
        st.html(markup.table(head, rows, widths=widths))
    else:
        st.info(markup.markdown(frame.say(f"power.{empty or name + '_none'}")))
