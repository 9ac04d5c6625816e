"""One meeting: who was there, who spoke in which order, who voted how, and what is to verify."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages.filing import allowed
from dashboard.markup import Html
from dashboard.shell import Frame
from graph.drawing.running import Speaker, speaking_order
from graph.schema import SCHEMA
from queries import library
from queries.findings import Finding
from queries.views import filing
from queries.views.meeting_card import (
    DISSENT,
    Discussed,
    MeetingCard,
    Member,
    Statement,
    meeting_card,
)
from queries.views.words import NOTHING, code_name, listed, prop_name, severity_name, value_of

_STATED: Final = ("category", "amount", "passed", "executed_on", "override_reason")
_CHOICE: Final = SCHEMA.rels["VOTED"].props["choice"]
_ROLE: Final = SCHEMA.rels["MEMBER_OF"].props["role"]
_WIDTHS: Final = ("4rem", "5.5rem", "6.5rem", "9rem", "5rem", "", "26%")


def show(frame: Frame, uid: str, title: str, leads: Sequence[Finding]) -> None:
    """The card."""
    card = frame.ask(meeting_card, uid, frame.as_of)
    if card is None:
        shell.unknown(frame, frame.say("meetings.meeting"), uid)
        frame.own.pop("meeting", None)
        return
    with st.container(border=True):
        st.html(f'<h3 class="pg-head">{markup.text(title)}</h3>')
        frame.link(frame.say("power.map"), "explorer", {"node": card.head.ref})
        for finding in (f for f in leads if f.subject_label == "Meeting"):
            _lead(frame, finding)
        left, right = st.columns(2, gap="medium")
        with left:
            _facts(frame, card)
        with right:
            _members(frame, card)
        _order(frame, card)
        for matter in card.matters:
            about = [f for f in leads if f.subject == matter.head.uid]
            _matter(frame, card, matter, about)


def attendance(present: int | None, expected: int | None) -> str:
    """`5 / 7`, with a dash for what is not on record."""
    return " / ".join(NOTHING if n is None else str(n) for n in (present, expected))


def _outside(frame: Frame, card: MeetingCard) -> bool:
    """Does somebody who sees one unit look at a body of another? Who belongs to it, and who is its
    chief, they are not shown: that nobody is on record must not be said of it."""
    return frame.viewer.unit not in (None, card.unit)


def _facts(frame: Frame, card: MeetingCard) -> None:
    props = card.head.props
    present, expected = props.get("present"), props.get("expected")
    mode = value_of("Meeting", "decision_mode", props.get("decision_mode"), frame.language)
    entries: list[tuple[str, object]] = [
        (frame.say("meetings.held_on"), card.held_on),
        (frame.say("meetings.mode"), mode),
        (frame.say("meetings.present"), attendance(present, expected)),
        (frame.say("meetings.matters"), len(card.matters)),
        (frame.say("meetings.uid"), card.head.uid),
        (frame.say("explorer.source"), shell.origin(frame, card.head.origin)),
    ]
    st.html(markup.facts(entries))


def _members(frame: Frame, card: MeetingCard) -> None:
    """Who belonged to the body that day, those without any trace in the meeting apart."""
    if _outside(frame, card):
        st.info(frame.say("meetings.members_outside"))
        return
    if not card.members:
        st.info(frame.say("meetings.members_none"))
        return
    seen = [_member(frame, m) for m in card.members if m.seen]
    unseen = [_member(frame, m) for m in card.members if not m.seen]
    entries = [
        (frame.say("meetings.seen"), listed(seen, frame.language)),
        (frame.say("meetings.unseen"), listed(unseen, frame.language)),
    ]
    st.html(markup.facts(entries))
    if unseen:
        shell.quiet(frame.say("meetings.unseen_says"))


def _member(frame: Frame, member: Member) -> str:
    role = code_name(_ROLE, member.role, frame.language) if member.role else ""
    chief = frame.say("meetings.chief") if member.chief else ""
    marks = listed(filter(None, (role, chief)), frame.language) if role or chief else ""
    return frame.say("meetings.member", name=member.name, marks=marks) if marks else member.name


def _order(frame: Frame, card: MeetingCard) -> None:
    """Who spoke in which turn, as a picture; what has no turn is only in the tables."""
    rows = [
        (
            matter.head.name,
            [
                Speaker(s.name, s.chief, s.late, s.before)
                for s in matter.statements
                if s.before or s.seq is not None
            ],
        )
        for matter in card.matters
        if matter.statements
    ]
    st.html(f'<h4 class="pg-sub">{markup.text(frame.say("meetings.order"))}</h4>')
    if not rows:
        st.info(frame.say("meetings.order_none"))
        return
    shell.quiet(frame.say("meetings.order_says"))
    drawn = speaking_order(rows, frame.say("meetings.order"), frame.language)
    st.image(drawn, alt=_spoken(frame, card), width="content")
    downloads.drawing(frame, lambda: drawn, f"meeting-{card.head.uid}", "order")


def _spoken(frame: Frame, card: MeetingCard) -> str:
    """The picture in words, for those who do not see it."""
    return "; ".join(
        f"{m.head.name}: {listed((s.name for s in m.statements), frame.language)}"
        for m in card.matters
    )


def _matter(
    frame: Frame,
    card: MeetingCard,
    matter: Discussed,
    leads: Sequence[Finding],
) -> None:
    with st.container(border=True):
        st.html(f'<h4 class="pg-sub">{markup.text(matter.head.name)}</h4>')
        for finding in leads:
            _lead(frame, finding)
        props, language = matter.head.props, frame.language
        entries: list[tuple[str, object]] = [
            (prop_name("Matter", name, language), value_of("Matter", name, props[name], language))
            for name in _STATED
            if name in props
        ]
        entries.insert(1, (frame.say("meetings.votes"), _votes(frame, matter)))
        entries += [
            (frame.say("meetings.dissent"), _dissent(frame, matter)),
            (frame.say("meetings.filed"), _filed(frame, matter.head.uid)),
            (frame.say("explorer.source"), shell.origin(frame, matter.head.origin)),
        ]
        st.html(markup.facts(entries))
        with st.container(horizontal=True, gap="medium"):
            frame.link(frame.say("meetings.open_filing"), "filing", {"matter": matter.head.uid})
            frame.link(frame.say("power.map"), "explorer", {"node": matter.head.ref})
        if matter.miscounted:
            st.warning(markup.markdown(frame.say("meetings.miscounted")), icon=":material/help:")
        _voices(frame, card, matter)


def _votes(frame: Frame, matter: Discussed) -> str:
    """The numbers stated, and those by name where there are any."""
    props = matter.head.props

    def numbers(of: dict[str, object]) -> str:
        words = ((code_name(_CHOICE, c, frame.language), of.get(c)) for c in ("APPROVE", *DISSENT))
        return listed(
            (f"{name} {NOTHING if n is None else n}" for name, n in words), frame.language
        )

    stated = numbers({c: props.get(c.lower()) for c in ("APPROVE", *DISSENT)})
    if not matter.ballots:
        return stated
    by_name = numbers({c: matter.named[c] for c in ("APPROVE", *DISSENT)})
    return frame.say("meetings.votes_both", stated=stated, named=by_name)


def _dissent(frame: Frame, matter: Discussed) -> str:
    """Who did not agree, and whether a statement of theirs is on record."""
    if not matter.ballots:
        return frame.say("meetings.dissent_unknown")
    return listed(
        (
            frame.say(
                "meetings.dissent_heard" if b.heard else "meetings.dissent_unheard",
                name=b.name,
                choice=code_name(_CHOICE, b.choice, frame.language),
            )
            for b in matter.ballots
            if b.choice in DISSENT
        ),
        frame.language,
    )


def _filed(frame: Frame, uid: str) -> str:
    rows = frame.ask(filing.matters, frame.as_of, allowed(frame))
    found = next((row for row in rows if row.uid == uid), None)
    if found is None:
        return NOTHING
    state = frame.say(f"filing.state_{found.state}")
    return f"{state} {found.filed_on}" if found.filed_on else state


def _voices(frame: Frame, card: MeetingCard, matter: Discussed) -> None:
    """One line for each who spoke or voted: turn, vote, remark, and where both were read."""
    names = ("turn", "person", "post", "said_at", "vote", "remark", "source")
    columns = {name: frame.say(f"meetings.{name}") for name in names}
    rows = _lines(frame, card, matter)
    if not rows:
        shell.quiet(frame.say("meetings.voices_none"))
        return
    cells = [
        [row[n] if n != "remark" or not row[n] else _remark(row[n]) for n in names] for row in rows
    ]
    st.html(markup.table(list(columns.values()), cells, widths=_WIDTHS))
    name = f"meeting-{card.head.uid}-{matter.head.uid}"
    downloads.table(frame, columns, rows, name, f"voices_{matter.head.uid}")


def _remark(words: str) -> Html:
    return Html(f'<span class="pg-lack">{markup.text(words)}</span>')


def _lines(frame: Frame, card: MeetingCard, matter: Discussed) -> list[dict[str, Any]]:
    ballots = {b.official: b for b in matter.ballots}
    rows = []
    for said in matter.statements:
        ballot = None if said.before else ballots.pop(said.official, None)
        sources = [shell.origin(frame, said.origin)]
        sources += [shell.origin(frame, ballot.origin)] if ballot else []
        rows.append(
            {
                "turn": frame.say("meetings.before") if said.before else said.seq or NOTHING,
                "person": said.name,
                "post": _post(frame, card, said.official, said.chief),
                "said_at": _time(said),
                "vote": code_name(_CHOICE, ballot.choice, frame.language) if ballot else NOTHING,
                "remark": _words(frame, said),
                "source": listed(sources, frame.language),
            }
        )
    rows += [
        {
            "turn": NOTHING,
            "person": ballot.name,
            "post": _post(frame, card, ballot.official, False),
            "said_at": NOTHING,
            "vote": code_name(_CHOICE, ballot.choice, frame.language),
            "remark": frame.say("meetings.unheard") if ballot.choice in DISSENT else "",
            "source": shell.origin(frame, ballot.origin),
        }
        for ballot in ballots.values()
    ]
    return rows


def _post(frame: Frame, card: MeetingCard, uid: str, chief: bool) -> str:
    member = next((member for member in card.members if member.uid == uid), None)
    if member is None and _outside(frame, card):
        return NOTHING
    if member is None:
        return frame.say("meetings.chief" if chief else "meetings.no_member")
    role = code_name(_ROLE, member.role, frame.language) if member.role else ""
    words = [role, frame.say("meetings.chief") if member.chief else ""]
    return listed(filter(None, words), frame.language)


def _time(said: Statement) -> str:
    return str(said.at)[:16] if said.at else NOTHING


def _words(frame: Frame, said: Statement) -> str:
    if said.before and said.chief:
        return frame.say("meetings.tone")
    return frame.say("meetings.late") if said.late else ""


def _lead(frame: Frame, finding: Finding) -> None:
    rule = library.query(finding.rule)
    severity = severity_name(finding.severity, frame.language)
    st.warning(markup.markdown(finding.message.of(frame.language)), icon=":material/help:")
    label = f"{severity} {rule.id} {rule.title.of(frame.language)}"
    frame.link(label, "findings", {"rule": rule.id, "finding": finding.id})
