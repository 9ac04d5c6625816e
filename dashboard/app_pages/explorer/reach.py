"""How far one official reaches: posts, division of work, lines of report, bodies, and powers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.drawing.component import draw
from dashboard.markup import Html
from dashboard.shell import Frame
from dashboard.views.exploring import View
from graph.drawing.svg import to_svg
from graph.drawing.words import mark_name
from graph.schema import ROLE_MARKS, SCHEMA
from graph.text import Language
from queries.render import cell
from queries.views import network
from queries.views.network import Named
from queries.views.nodes import split
from queries.views.reach import Held, How, Reach, Report, reach
from queries.views.reach_picture import POWERS_MOST, names_of, picture_of
from queries.views.words import NOTHING, code_name, listed

# The shapes of the drawing as signs, so that a role is told without its colour.
_SIGNS: Final = {"hexagon": "⬢", "square": "■", "triangleDown": "▼"}
_OWN: Final[tuple[How, ...]] = ("post", "body")
_HEIGHT: Final = 520
_THROUGH: Final = 5  # names in one cell


def show(frame: Frame, view: View, center: Named) -> None:
    """Numbers, picture and tables of one official."""
    label, uid = split(center.ref)
    if label != "Official":
        _people_near(frame, center)
        return
    found = frame.ask(reach, uid, frame.as_of)
    if found is None:
        return
    if not found.held:
        st.info(markup.markdown(frame.say("explorer.reach_no_post", name=center.name)))
    _numbers(frame, found)
    picture = picture_of(found, frame.language)
    draw(picture, key="pg_explorer_reach", height=_HEIGHT, language=frame.language)
    shell.quiet(frame.say("explorer.reach_hint", limit=POWERS_MOST))
    downloads.drawing(frame, lambda: to_svg(picture, frame.language), "reach", "reach")
    _tables(frame, found)


def _people_near(frame: Frame, center: Named) -> None:
    """Whom else this can be asked of, where the node is no official."""
    st.info(markup.markdown(frame.say("explorer.reach_of_people", name=center.name)))
    _, near = frame.ask(network.neighbours, (center.ref,), frame.as_of, (), labels=("Official",))
    with st.container(horizontal=True, gap="medium"):
        for person in sorted(near.values(), key=lambda n: (n.name, n.ref))[:20]:
            frame.link(person.name, "explorer", {"node": person.ref, "view": "reach"})


def _numbers(frame: Frame, found: Reach) -> None:
    entries: list[tuple[str, object, object]] = []
    for kind, mark in ROLE_MARKS.items():
        name = markup.chip(role_words(kind, frame.language), mark.colour, "#ffffff")
        own, more = found.count(kind, _OWN), found.count(kind, ("below",))
        note = frame.say("explorer.reach_below", count=f"{more:,}")
        entries.append((frame.say("explorer.reach_powers"), _beside(name, own), note))
    charged = sum(bool(reached.hows(None)) for reached in found.powers)
    parts = (
        ("charge", len(found.charges), frame.say("explorer.reach_charged", count=f"{charged:,}")),
        ("posts", len(found.held), ""),
        ("bodies", len(found.seats), ""),
        ("above", len(found.above), ""),
        ("below_posts", len(found.below), ""),
    )
    entries += [(frame.say(f"explorer.reach_{n}"), f"{count:,}", note) for n, count, note in parts]
    st.html(markup.cards(entries))


def _beside(name: Html, number: int) -> Html:
    return Html(f"{name.code}{number:,}")


def role_words(kind: str, language: Language) -> str:
    """A role with its sign.

    >>> role_words("DECISION", "zh")
    '⬢ 决策'
    """
    return f"{_SIGNS[ROLE_MARKS[kind].shape]} {mark_name(kind, language)}"


def _tables(frame: Frame, found: Reach) -> None:
    parts = {
        "powers": _powers(frame, found),
        "posts": [_post(frame, held) for held in found.held],
        "charge": _charges(frame, found),
        "above": [_report(frame, r) for r in found.above],
        "below_posts": [_report(frame, r) for r in found.below],
        "bodies": _bodies(frame, found),
    }
    titles = [f"{frame.say(f'explorer.reach_{n}')} {len(rows):,}" for n, rows in parts.items()]
    for tab, (name, rows) in zip(st.tabs(titles), parts.items(), strict=True):
        with tab:
            if not rows:
                shell.quiet(frame.say(f"explorer.reach_none_{name}"))
                continue
            refs = [row.pop("ref") for row in rows]
            _table(frame, name, refs, rows)


def _table(frame: Frame, name: str, refs: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    columns = {column: column for column in rows[0]}
    at = listing.picked(frame, columns, rows, f"reach_{name}")
    if at is not None:
        ref = refs[at]
        with st.container(horizontal=True, gap="medium"):
            frame.link(frame.say("explorer.do_center"), "explorer", {"node": ref})
            if ref.startswith("Power/"):
                frame.link(frame.say("explorer.open_power"), "power", {"uid": split(ref)[1]})
    else:
        shell.quiet(frame.say("explorer.reach_pick"))
    downloads.table(frame, columns, rows, f"reach-{name}", f"reach_{name}")


def _powers(frame: Frame, found: Reach) -> list[dict[str, str]]:
    risk = SCHEMA.nodes["Power"].props["risk_level"]
    names = names_of(found)
    rows = []
    for reached in found.powers:
        through = list(dict.fromkeys(names[way.through] for way in reached.ways))
        more = len(through) - _THROUGH
        row = {
            "ref": reached.power.ref,
            frame.say("explorer.reach_power"): cell(reached.power.name),
            frame.say("explorer.reach_unit"): cell(reached.unit or NOTHING),
            frame.say("explorer.reach_risk"): code_name(risk, reached.power.mark, frame.language)
            if reached.power.mark
            else NOTHING,
        }
        for kind in (*ROLE_MARKS, None):
            title = role_words(kind, frame.language) if kind else frame.say("explorer.how_charge")
            row[title] = listed(
                (frame.say(f"explorer.how_{how}") for how in reached.hows(kind)), frame.language
            )
        listed_ways = listed(through[:_THROUGH], frame.language)
        if more > 0:
            listed_ways = frame.say("explorer.reach_more", names=listed_ways, count=more)
        row[frame.say("explorer.reach_through")] = cell(listed_ways)
        rows.append(row)
    return rows


def _post(frame: Frame, held: Held) -> dict[str, str]:
    mode = SCHEMA.rels["HOLDS"].props["mode"]
    return {
        "ref": held.post.ref,
        frame.say("explorer.name"): cell(held.post.name),
        frame.say("explorer.reach_unit"): cell(held.unit or NOTHING),
        frame.say("explorer.reach_section"): cell(held.section or NOTHING),
        frame.say("explorer.reach_mode"): code_name(mode, held.mode, frame.language)
        if held.mode
        else NOTHING,
        frame.say("explorer.reach_since"): held.since.isoformat() if held.since else NOTHING,
    }


def _charges(frame: Frame, found: Reach) -> list[dict[str, str]]:
    domain = SCHEMA.rels["IN_CHARGE_OF"].props["domain"]
    posts = {held.post.ref: held.post.name for held in found.held}
    direct = {True: "explorer.direct", False: "explorer.indirect"}
    return [
        {
            "ref": charge.target.ref,
            frame.say("explorer.reach_target"): cell(charge.target.name),
            frame.say("explorer.reach_domain"): code_name(domain, charge.domain, frame.language)
            if charge.domain
            else NOTHING,
            frame.say("explorer.reach_direct"): frame.say(direct[charge.direct])
            if charge.direct is not None
            else NOTHING,
            frame.say("explorer.reach_by"): cell(posts.get(f"Post/{charge.post}", charge.post)),
            frame.say("explorer.reach_doc"): cell(charge.doc_no or NOTHING),
        }
        for charge in found.charges
    ]


def _report(frame: Frame, report: Report) -> dict[str, str]:
    return {
        "ref": report.post.ref,
        frame.say("explorer.reach_level"): str(report.level),
        frame.say("explorer.name"): cell(report.post.name),
        frame.say("explorer.reach_people"): cell(listed(report.people, frame.language))
        if report.people
        else frame.say("word.vacant"),
    }


def _bodies(frame: Frame, found: Reach) -> list[dict[str, str]]:
    role = SCHEMA.rels["MEMBER_OF"].props["role"]
    return [
        {
            "ref": seat.body.ref,
            frame.say("explorer.name"): cell(seat.body.name),
            frame.say("explorer.reach_role"): code_name(role, seat.role, frame.language)
            if seat.role
            else NOTHING,
        }
        for seat in found.seats
    ]
