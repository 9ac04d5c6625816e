"""What `docs/queries.md` says of time, tried on each relationship and node of each worked case.

A fact that ended by the day counts as if it were not there, and so does one that has not begun;
one that begins on the day, or ends after it, counts as if it had neither beginning nor end. What
is stated twice counts once, and what belongs to two units at once belongs to the first by uid. The
graphs of a case are made from its own text, one fact changed at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from queries.library import Case
from queries.model import SavedQuery
from queries.tokens import Kind, Token, tokenize
from tools.proofs.repeats import COUNTED, beside, twice

# A label or relationship type that no query names.
NOTHING: Final = "UNRELATED"


Law: TypeAlias = Literal["begins", "lasts", "later", "ended", "twice", "two units"]
_OLD: Final[tuple[Law, ...]] = ("begins", "later", "ended")

# Where a rule asks about the past, or about the interval itself, and so a law does not hold.
HISTORY: Final[dict[str, dict[str, tuple[Law, ...]]]] = {
    # Filled at the same time on any day of a window.
    **{rule: {"HOLDS": _OLD, "FILLS": _OLD} for rule in ("SOD-001", "SOD-002", "SOD-003")},
    # An official's unit is the department of the post held the longest.
    **{rule: {"HOLDS": ("begins",)} for rule in ("SOD-007", "CON-002", "PPL-005")},
    # Who has been in post the whole time, or so many years.
    **{rule: {"HOLDS": ("begins",)} for rule in ("PPL-003", "PPL-004", "ACC-003")},
    # The body, its members and the chief on the day of the meeting or of the statement.
    "PRC-002": dict.fromkeys(("BODY_OF", "HOLDS", "IN_DEPARTMENT", "MEMBER_OF"), _OLD),
    "PRC-003": dict.fromkeys(("BODY_OF", "HOLDS", "IN_DEPARTMENT"), _OLD),
    # The power, its department and its delegation on the day on which the case was accepted.
    "LEG-004": {"EXERCISED_BY": _OLD, "DELEGATED_TO": _OLD, "Power": ("begins", "lasts", "later")},
    # A delegation without a first day is what is looked for.
    "LEG-005": {"DELEGATED_TO": ("begins",)},
    # An interest of the last years, over by now.
    "PPL-002": {"HAS_INTEREST": _OLD},
    # The subject is one node of a cycle, which is of relationships.
    "CHK-012": {"Post": ("ended",)},
    # As a colleague the official counts so long as a post is held.
    "SOD-006": {"HOLDS": ("begins",), "Official": ("ended",)},
}

# Where that past is the one day that a property in the case names, the laws hold for that day.
PAST_DAY: Final = {"PRC-002": "held_on"}


@dataclass(frozen=True, slots=True)
class Trial:
    """The graphs in which one fact of a case has other intervals, and those that must be alike."""

    kind: str  # label or relationship type
    always: str
    ended: str
    alike: tuple[tuple[Law, str, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A relationship, or a node with its label, in a CREATE text: characters first to last."""

    kind: str
    node: bool
    start: int
    end: int
    text: str


def trials(rule: SavedQuery, case: Case) -> Iterator[Trial]:
    """A trial for each fact in the case's `given` that is valid on its day.

    Nodes of the label that the rule's rows are about are left out once ended; whether another
    node's own interval counts is for the rule to say, since what joins it to the rest ends too.
    """
    assert rule.rule
    if "as_of" not in case.params:
        return
    history = HISTORY.get(rule.id, {})
    past = _past_day(rule.id, case.given)
    for fact in facts(case.given):
        without = not fact.node or fact.kind == rule.rule.subject
        day = case.params["as_of"]
        trial = _trial(case.given, fact, day, without)
        excepted = {*history.get(fact.kind, ()), *COUNTED.get((rule.id, fact.kind), ())}
        for one in [trial, *_others(case.given, fact, day)] if trial else ():
            yield replace(one, alike=tuple(pair for pair in one.alike if pair[0] not in excepted))
        if past and not fact.node and fact.kind in history:
            trial = _trial(case.given, fact, past, without)
            if trial:
                yield trial


def _past_day(rule: str, given: str) -> date | None:
    """The one day in the past that the rule looks at in this case."""
    named = PAST_DAY.get(rule)
    days = set(re.findall(rf"\b{named}: \w+\('(\d+-\d+-\d+)", given)) if named else set()
    return date.fromisoformat(days.pop()) if len(days) == 1 else None


def _trial(given: str, fact: Fact, day: date, without: bool) -> Trial | None:
    """The graphs for the fact around the day; None where it is not valid on it."""
    if not _now(fact.text, day):
        return None
    next_day = day + timedelta(1)
    always, ended = _with(given, fact, None, None), _with(given, fact, None, day)
    alike: list[tuple[Law, str, str]] = [
        ("begins", _with(given, fact, day, None), always),
        ("lasts", _with(given, fact, None, next_day), always),
        ("later", _with(given, fact, next_day, None), ended),
    ]
    if without:
        alike.append(("ended", ended, _without(given, fact)))
    if not fact.node:
        again = twice(given, fact.start, fact.end)
        alike += [(law, text, given) for law, text in again.items()]
    return Trial(fact.kind, always, ended, tuple(alike))


def _others(given: str, fact: Fact, day: date) -> Iterator[Trial]:
    """The graphs for a second relationship beside the fact, to or from a second node."""
    if fact.node:
        return
    next_day = day + timedelta(1)
    spans = {
        "always": (None, None),
        "begins": (day, None),
        "lasts": (None, next_day),
        "later": (next_day, None),
        "ended": (None, day),
    }
    dated = {name: _dated(fact.text, *span) for name, span in spans.items()}
    dated["nothing"] = dated["always"].replace(f":{fact.kind}", f":{NOTHING}", 1)
    for side in (0, 1):
        made = {n: beside(given, fact.start, fact.end, text)[side] for n, text in dated.items()}
        alike: tuple[tuple[Law, str, str], ...] = (
            ("begins", made["begins"], made["always"]),
            ("lasts", made["lasts"], made["always"]),
            ("later", made["later"], made["ended"]),
            ("ended", made["ended"], made["nothing"]),
        )
        yield Trial(fact.kind, made["always"], made["ended"], alike)


def facts(given: str) -> Iterator[Fact]:
    """The relationships and labelled nodes that a CREATE text makes.

    >>> [f.text for f in facts("CREATE (a:Post {uid: 'P'})<-[:HOLDS]-(:Official)")]
    ["(a:Post {uid: 'P'})", '[:HOLDS]', '(:Official)']
    """
    placed = _placed(given)
    for at, (token, start) in enumerate(placed):
        if not token.symbol("(", "["):
            continue
        node = token.text == "("
        if node == bool(at and placed[at - 1][0].symbol("-") and not node):
            continue
        colon = at + 1 if placed[at + 1][0].symbol(":") else at + 2
        if not placed[colon][0].symbol(":"):
            continue
        depth, last = 0, at
        for last in range(at, len(placed)):
            depth += placed[last][0].symbol("(", "[", "{")
            depth -= placed[last][0].symbol(")", "]", "}")
            if depth == 0:
                break
        end = placed[last][1] + 1
        yield Fact(placed[colon + 1][0].text, node, start, end, given[start:end])


def _placed(text: str) -> list[tuple[Token, int]]:
    found, at = [], 0
    for token in tokenize(text):
        start = text.index(token.text, at)
        at = start + len(token.text)
        if token.kind is not Kind.COMMENT:
            found.append((token, start))
    return found


def _interval(text: str) -> dict[str, tuple[int, int, str]]:
    """Where `valid_from: date('…'),` and `valid_to` stand in a fact, and their days."""
    placed = _placed(text)
    found = {}
    for at, (token, start) in enumerate(placed):
        if token.word("VALID_FROM", "VALID_TO"):
            end = placed[at + 5][1] + 1  # valid_to : date ( '…' )
            if placed[at + 6][0].symbol(","):
                end = placed[at + 6][1] + 1
            found[token.text] = (start, end, placed[at + 4][0].text.strip("'"))
    return found


def _now(text: str, day: date) -> bool:
    known = _interval(text)
    start = known.get("valid_from", (0, 0, ""))[2]
    end = known.get("valid_to", (0, 0, ""))[2]
    return (not start or start <= day.isoformat()) and (not end or end > day.isoformat())


def _with(given: str, fact: Fact, start: date | None, end: date | None) -> str:
    """The text with that interval on the fact, in the place of the one it had."""
    return given[: fact.start] + _dated(fact.text, start, end) + given[fact.end :]


def _dated(text: str, start: date | None, end: date | None) -> str:
    """A fact with that interval, in the place of the one it had."""
    for first, last, _ in sorted(_interval(text).values(), reverse=True):
        text = text[:first] + text[last:]
    text = re.sub(r",\s*}", "}", text)
    days = [("valid_from", start), ("valid_to", end)]
    new = ", ".join(f"{name}: date('{day}')" for name, day in days if day)
    if new:
        brace = text.find("{")
        if brace < 0:
            return f"{text[:-1]} {{{new}}}{text[-1]}"
        empty = not text[brace + 1 : text.rindex("}")].strip()
        text = f"{text[: brace + 1]}{new}{'' if empty else ', '}{text[brace + 1 :]}"
    return text


def _without(given: str, fact: Fact) -> str:
    text = fact.text.replace(f":{fact.kind}", f":{NOTHING}", 1)
    return given[: fact.start] + text + given[fact.end :]
