"""权力集中: who holds how much power, how unevenly it is shared out, and how units compare."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Literal, TypeAlias, TypeVar, get_args

import streamlit as st

from dashboard import checking, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.concentration import heat as concentration_heat
from dashboard.app_pages.concentration import peers as concentration_peers
from dashboard.app_pages.concentration import rank as concentration_rank
from dashboard.app_pages.concentration.asked import Asked, Scope
from dashboard.shell import Frame
from queries.views import concentration as facts
from queries.views.concentration import POINTS, Points, Subject
from queries.views.money import money
from queries.views.powers import ROLE_KINDS, powers

T = TypeVar("T", bound=str)
View: TypeAlias = Literal["rank", "heat", "peers"]

VIEWS: Final[tuple[View, ...]] = get_args(View)
_ANY: Final = "ANY"
_ROLES: Final = (*ROLE_KINDS, _ANY)
_NEEDED: Final = {
    "official": ("Official", "Post", "Role"),
    "post": ("Post", "Role"),
    "section": ("Section",),
    "department": ("Department",),
}
_DRAWN: Final = {
    "rank": concentration_rank.show,
    "heat": concentration_heat.show,
    "peers": concentration_peers.show,
}
_FAMILY: Final = ("CON",)
_MOST_POINTS: Final = 99


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    if shell.missing(frame, ("Department", "Power")):
        return
    lacking = [name for name in ("Official", "Post", "Role") if not frame.presence.get(name)]
    if lacking:
        shell.missing(frame, lacking)
    view = _choice(frame, "view", VIEWS, VIEWS[0])
    asked = _asked(frame, view)
    _explained(frame, asked)
    if asked.lines:
        _DRAWN[view](frame, asked)
    else:
        st.info(markup.markdown(frame.say("concentration.nobody", scope=frame.scope)))
    _rules(frame)


def _asked(frame: Frame, view: View) -> Asked:
    """What is looked at, as the controls say."""
    subjects = _subjects(frame, view)
    usual: Subject = "department" if view == "heat" else subjects[0]
    default = usual if usual in subjects else subjects[0]
    with st.container(horizontal=True, gap="medium"):
        subject = _choice(frame, "subject", subjects, default, key=f"subject_{view}_{frame.unit}")
        role = None
        if subject in facts.BY_ROLE:
            chosen = _choice(frame, "role", _ROLES, "DECISION")
            role = None if chosen == _ANY else chosen
        by = _choice(frame, "by", facts.WEIGHTS, "count")
    points = _points(frame) if by == "risk" else POINTS
    rows = facts.weighed(frame.ask(powers, frame.as_of), frame.ask(money, frame.as_of))
    people = frame.ask(facts.holders, frame.as_of, subject)
    own = facts.of_unit(rows, frame.unit)
    scope = Scope(subject, role, by, points)
    return Asked(scope, people, rows, own, facts.ranking(people, own, by, role, points))


def _subjects(frame: Frame, view: View) -> Sequence[Subject]:
    """Of what the graph can tell; a unit is not shared out among departments."""
    known = [s for s in facts.SUBJECTS if all(frame.presence.get(n) for n in _NEEDED[s])]
    alone = view == "peers" or frame.unit is not None
    return [s for s in known if s != "department" or not alone] or ["department"]


def _choice(frame: Frame, name: str, options: Sequence[T], default: T, key: str | None = None) -> T:
    """A choice of one that stands in the address where it is not the usual one."""
    key = f"concentration_{key or name}"
    asked = frame.own.get(name, default)
    st.session_state.setdefault(key, asked if asked in options else default)
    picked = st.segmented_control(
        frame.say(f"concentration.{name}"),
        options,
        key=key,
        required=True,
        format_func=lambda option: frame.say(f"concentration.{name}_{option}"),
        on_change=_forget,
        args=(frame, name),
    )
    chosen = picked or default
    if chosen == default:
        frame.own.pop(name, None)
    else:
        frame.own[name] = chosen
    return chosen


def _forget(frame: Frame, name: str) -> None:
    """What was picked out of the last view is not in the next one."""
    for picked in ("holder", "row", "column", "index"):
        frame.own.pop(picked, None)
    if name == "view":
        frame.own.pop("subject", None)


def _points(frame: Frame) -> Points:
    """What a power of each level of risk counts; the reader may say otherwise."""
    asked = frame.own.get("points", "").split("-")
    start = tuple(map(float, asked)) if len(asked) == len(POINTS) else POINTS
    given = []
    for column, level, usual in zip(st.columns([1, 1, 1, 3]), facts.LEVELS, start, strict=False):
        with column:
            given.append(
                st.number_input(
                    frame.say(f"concentration.points_{level}"),
                    0,
                    _MOST_POINTS,
                    int(usual),
                    key=f"concentration_points_{level}",
                )
            )
    high, medium, low = map(float, given)
    if (high, medium, low) == POINTS:
        frame.own.pop("points", None)
    else:
        frame.own["points"] = "-".join(map(str, map(int, given)))
    return high, medium, low


def _explained(frame: Frame, asked: Asked) -> None:
    """How everything on the page is counted."""
    high, medium, low = (f"{p:g}" for p in asked.scope.points)
    with st.expander(frame.say("concentration.how")):
        said = [
            frame.say(f"concentration.how_{key}", high=high, medium=medium, low=low)
            for key in ("hold", "count", "risk", "money", "hhi", "gini", "peers", "rules")
        ]
        st.html(f"<p>{markup.lines(said).code}</p>")


def _rules(frame: Frame) -> None:
    """What the rules of the family say; they come last, as they may take a while."""
    st.subheader(frame.say("concentration.rules"), anchor=False)
    shell.quiet(frame.say("word.lead"))
    checking.once_checked(frame, partial(listing.rules, frame), _FAMILY)
