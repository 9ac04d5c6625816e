"""权力事项: one power, who decides, executes and supervises it, and the "211" of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import markup, printing, shell
from dashboard.app_pages.power import charts as power_charts
from dashboard.app_pages.power import parts as power_parts
from dashboard.app_pages.power import running as power_running
from dashboard.shell import Frame
from graph.schema import ROLE_MARKS, SCHEMA
from queries.views.power import PowerCard, power_card
from queries.views.powers import PowerRow, of_unit, powers
from queries.views.roles import KINDS, Holder, Line, Verdict, matrix, verdicts
from queries.views.words import code_name, listed, prop_name, value_of

_LISTED = 300
_MARKS = ("core", "major", "sensitive", "discretion")


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    uid = _choose(frame)
    if uid is None:
        return
    card = frame.ask(power_card, uid, frame.as_of)
    if card is None:
        shell.unknown(frame, frame.say("power.title"), uid)
        return
    printing.bar(frame, card.head.name)
    _head(frame, card)
    _roles(frame, card)
    power_running.findings(frame, card)
    power_charts.flow(frame, card)
    power_charts.risks(frame, card)
    power_parts.bases(frame, card)
    left, right = st.columns(2, gap="large")
    with left:
        power_parts.systems(frame, card)
        power_parts.standards(frame, card)
        power_parts.duties(frame, card)
    with right:
        power_parts.mechanism(frame, card)
        power_parts.publication(frame, card)
    power_running.cases(frame, card)
    power_running.life(frame, card)
    power_charts.forms(frame, card)
    power_running.sources(frame, card)


def _choose(frame: Frame) -> str | None:
    with st.container(key=f"{printing.UNPRINTED}-choice"):
        return _chosen(frame)


def _chosen(frame: Frame) -> str | None:
    rows = of_unit(frame.ask(powers, frame.as_of), frame.unit)
    asked = frame.own.get("uid")
    if not rows and not asked:
        st.info(frame.say("power.no_powers"))
        shell.missing(frame, ("Power", "Department"))
        return None
    left, right = st.columns([1, 2])
    with left:
        text = st.text_input(
            frame.say("power.search"),
            key="power_search",
            placeholder=frame.say("power.placeholder"),
        )
    needle = (text or "").strip().lower()
    found = [p for p in rows if needle in p.name.lower() or needle in p.uid.lower()]
    by_uid = {p.uid: p for p in found[:_LISTED]}
    if asked and asked not in by_uid:
        by_uid = {asked: next((p for p in rows if p.uid == asked), None) or _stub(asked), **by_uid}
    if st.session_state.get("power_uid") not in by_uid:
        st.session_state["power_uid"] = asked if asked in by_uid else None
    with right:
        uid = st.selectbox(
            frame.say("power.choose", count=f"{len(found):,}"),
            list(by_uid),
            key="power_uid",
            index=None,
            format_func=lambda uid: _option(frame, by_uid[uid]),
            placeholder=frame.say("power.choose_hint"),
        )
    if uid:
        frame.own["uid"] = uid
    else:
        frame.own.pop("uid", None)
        st.info(frame.say("power.choose_first"))
    return uid


def _stub(uid: str) -> PowerRow:
    return PowerRow(uid, uid, None, None, None, None, "ACTIVE", {})


def _option(frame: Frame, row: PowerRow) -> str:
    unit = frame.units[row.unit].name if row.unit and row.unit in frame.units else ""
    return " · ".join(part for part in (row.name, unit, row.uid) if part)


def _head(frame: Frame, card: PowerCard) -> None:
    props, language = card.head.props, frame.language
    marks = [m for m in _MARKS if props.get("has_discretion" if m == "discretion" else f"is_{m}")]
    chips = [markup.chip(frame.say(f"power.mark_{m}"), "#e4e8f1", "#26304a") for m in marks]
    risk = power_charts.grade(frame, props.get("risk_level"))
    st.html(
        f"<h2 class='pg-power'>{markup.text(card.head.name)}</h2>"
        + "".join(markup.inner(chip) for chip in (risk, *chips))
    )
    if not card.valid(frame.as_of):
        start, end = props.get("valid_from"), props.get("valid_to")
        day = frame.as_of.isoformat()
        note = frame.say("power.not_valid", day=day, to=end or "…", **{"from": start or "…"})
        st.warning(markup.markdown(note))
    days = None
    if props.get("legal_days") is not None or props.get("promised_days") is not None:
        days = frame.say(
            "power.days_value",
            legal=props.get("legal_days", "–"),
            promised=props.get("promised_days", "–"),
            kind=value_of("Power", "day_kind", props.get("day_kind") or "WORKING", language),
        )
    entries: list[tuple[str, object]] = [
        (frame.say("power.unit"), listed((u.name for u in card.units), language)),
        (frame.say("power.section"), listed((s.name for s in card.sections), language)),
        *(
            (prop_name("Power", name, language), value_of("Power", name, props.get(name), language))
            for name in ("power_type", "domain", "level")
        ),
        (
            prop_name("Power", "status", language),
            value_of("Power", "status", props.get("status") or "ACTIVE", language),
        ),
        (frame.say("power.days"), days or "—"),
        (frame.say("power.list"), listed((x.name for x in card.lists), language)),
        (frame.say("power.conditions"), props.get("conditions") or "—"),
        (frame.say("power.phone"), props.get("supervise_phone") or "—"),
        (frame.say("explorer.uid"), card.head.uid),
        (frame.say("explorer.source"), shell.origin(frame, card.head.origin)),
    ]
    half = (len(entries) + 1) // 2
    for column, part in zip(st.columns(2), (entries[:half], entries[half:]), strict=True):
        column.html(markup.facts(part))
    frame.link(frame.say("power.map"), "explorer", {"node": card.head.ref})


def _roles(frame: Frame, card: PowerCard) -> None:
    st.subheader(frame.say("power.roles"), anchor=False)
    if not card.roles:
        st.info(markup.markdown(frame.say("power.roles_none")))
        return
    for verdict in verdicts(card.roles):
        text = markup.markdown(sentence(frame, verdict))
        if verdict.good:
            st.success(text, icon=":material/check_circle:")
        else:
            st.warning(text, icon=":material/help:")
    head = [frame.say(f"power.roles_head_{k}") for k in ("holder", "person", "unit")]
    head += [frame.say(f"power.{kind}") for kind in KINDS]
    notes = {kind: _role_note(frame, card, kind) for kind in KINDS}
    rows = [_line(frame, line) for line in matrix(card.roles)]
    if any(notes.values()):
        about = markup.faint(frame.say("power.roles_about"))
        rows.append((about, "", "", *(notes[kind] for kind in KINDS)))
    st.html(markup.table(head, rows, widths=("26%", "13%", "25%", "12%", "12%", "12%")))
    nodes = {
        f"{holder.label}/{holder.uid}": holder.name
        for slot in card.roles
        for holder in slot.holders
    } | {
        f"Official/{person.uid}": person.name
        for slot in card.roles
        for holder in slot.holders
        for person in holder.people
    }
    with st.container(horizontal=True, gap="small", key=f"{printing.UNPRINTED}-holders"):
        said = markup.text(frame.say("power.open_holders"))
        st.html(f'<span class="pg-quiet">{said}</span>', width="content")
        for ref, name in nodes.items():
            frame.link(name, "explorer", {"node": ref})


def _line(frame: Frame, line: Line) -> Sequence[object]:
    signs = [
        markup.chip(frame.say(f"power.{kind}"), ROLE_MARKS[kind].colour, "#ffffff")
        if kind in line.kinds
        else ""
        for kind in KINDS
    ]
    place = listed(filter(None, (line.holder.unit, line.holder.section)), frame.language)
    return (line.holder.name, _people(frame, line.holder), place, *signs)


def _people(frame: Frame, holder: Holder) -> object:
    if holder.label != "Post":
        return "—"
    if not holder.people:
        return markup.faint(frame.say("word.vacant"))
    return listed((p.name for p in holder.people), frame.language)


def _role_note(frame: Frame, card: PowerCard, kind: str) -> object:
    """What is to be said under a column: no role, nobody in it, whose side, up to which amount."""
    slots = [slot for slot in card.roles if slot.kind == kind]
    name = frame.say(f"power.{kind}")
    if not slots:
        return frame.say("power.role_absent", kind=name)
    if not any(h.filled for slot in slots for h in slot.holders):
        return frame.say("power.role_unfilled", kind=name, day=frame.as_of.isoformat())
    column = SCHEMA.nodes["Role"].props["party"]
    said = [
        frame.say("power.party", party=code_name(column, slot.party, frame.language))
        for slot in slots
        if slot.party
    ]
    said += [frame.say("power.limit", amount=f"{s.limit:,.0f}") for s in slots if s.limit]
    return markup.lines(dict.fromkeys(said)) if said else ""


def sentence(frame: Frame, verdict: Verdict) -> str:
    """A verdict in words."""
    kinds = listed((frame.say(f"power.{kind}") for kind in verdict.kinds), frame.language)
    name = listed(verdict.names, frame.language)
    return frame.say(
        f"power.verdict_{verdict.judged}", kinds=kinds, names=name, post=name, section=name
    )
