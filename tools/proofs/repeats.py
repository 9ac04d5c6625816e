"""Facts of a worked case that are stated twice, or of two things at once.

What is stated twice counts once; of two units that a thing belongs to, the first by uid is its
unit. Of a second thing like the first one, before it by uid, the laws of time hold as for the first
(`tools.proofs.intervals`). The graphs are made from the case's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from queries.tokens import Kind, Token, tokenize

Repeat: TypeAlias = Literal["twice", "two units"]

# Where a law does not hold: units are judged each by itself, or a second one is looked for.
COUNTED: Final[dict[tuple[str, str], tuple[Repeat, ...]]] = {
    ("CON-001", "IN_CHARGE_OF"): ("two units",),
    ("CON-003", "EXERCISED_BY"): ("two units",),
    ("LED-007", "EXERCISED_BY"): ("two units",),
    ("LED-007", "MATTER_OF"): ("two units",),
    ("LED-009", "RUN_BY"): ("two units",),
    ("LEG-005", "DELEGATED_TO"): ("two units",),
    ("SOD-005", "IN_DEPARTMENT"): ("two units",),
    ("SOD-007", "IN_DEPARTMENT"): ("two units",),
    ("ACC-004", "EVALUATES"): ("two units",),
}

# Its uid and its name come after all those of the cases.
OTHER_UNIT: Final = "(:Department {uid: '龥', name: '龥', kind: 'DISTRICT_DEPT'})"


@dataclass(frozen=True, slots=True)
class End:
    """A node where a CREATE text writes it: characters first to last."""

    name: str  # "" where it has none
    label: str  # "" where it is written elsewhere
    start: int
    end: int


def ends(given: str) -> Iterator[End]:
    """The nodes as often as a CREATE text writes them.

    >>> [(e.name, e.label) for e in ends("CREATE (a:Post {d: date('2020-01-01')}), (a)-[:R]->()")]
    [('a', 'Post'), ('a', ''), ('', '')]
    """
    tokens: list[Token] = []
    depth, opened, at = 0, -1, 0
    for token in tokenize(given):
        if token.kind is Kind.COMMENT:
            continue
        start = given.index(token.text, at)
        at = start + len(token.text)
        if token.symbol("(") and depth == 0:
            opened, tokens = start, []
        depth += token.symbol("(", "{", "[") - token.symbol(")", "}", "]")
        tokens.append(token)
        if token.symbol(")") and depth == 0:
            words = [t.text for t in tokens[1:4]]
            name = "" if words[0] in (":", ")") else words[0]
            colon = words.index(":") if ":" in words else -1
            yield End(name, words[colon + 1] if colon >= 0 else "", opened, at)


def twice(given: str, start: int, end: int) -> dict[Repeat, str]:
    """The texts in which the relationship between these characters is stated a second time.

    Once as it is; where one end of it is a department, once with another in the place of that.
    """
    joint = _joint(given, start, end)
    units = [label == "Department" for label in joint.labels]
    first, last = joint.ends
    found: dict[Repeat, str] = {"twice": joint.with_another(first, joint.between, last)}
    if sum(units) == 1:
        first, last = (OTHER_UNIT, last) if units[0] else (first, OTHER_UNIT)
        found["two units"] = joint.with_another(first, joint.between, last)
    return found


def beside(given: str, start: int, end: int, dated: str) -> list[str]:
    """The texts in which `dated`, a relationship like the one between these characters, is added.

    Its one end is that one's, its other end a node like the other, whose uid comes before all.
    """
    joint = _joint(given, start, end)
    between = joint.between.replace(given[start:end], dated)
    first, last = joint.ends
    like_first, like_last = (_like(joint.given, name) for name in (first, last))
    return [
        joint.with_another(first, between, like_last),
        joint.with_another(like_first, between, last),
    ]


@dataclass(frozen=True, slots=True)
class _Joint:
    """A CREATE text in which both ends of a relationship have names, and what stands at them."""

    given: str
    ends: tuple[str, str]  # the nodes, written by name
    labels: tuple[str, str]
    between: str  # the relationship with its arrow

    def with_another(self, first: str, between: str, last: str) -> str:
        return f"{self.given.rstrip()}, {first}{between}{last}"


def _joint(given: str, start: int, end: int) -> _Joint:
    nodes = list(ends(given))
    labels = {node.name: node.label for node in nodes if node.label}
    left = max((n for n in nodes if n.end <= start), key=lambda n: n.end)
    right = min((n for n in nodes if n.start >= end), key=lambda n: n.start)
    between = given[left.end : right.start]
    for node, new in ((right, "end_right"), (left, "end_left")):  # the later first: characters move
        if not node.name:
            given = f"{given[: node.start + 1]}{new}{given[node.start + 1 :]}"
    return _Joint(
        given,
        (f"({left.name or 'end_left'})", f"({right.name or 'end_right'})"),
        (left.label or labels[left.name], right.label or labels[right.name]),
        between,
    )


def _like(given: str, name: str) -> str:
    """A new node with the label and properties of the one of that name, but for uid and name."""
    [text] = [given[n.start : n.end] for n in ends(given) if n.label and f"({n.name})" == name]
    text = re.sub(r"\b(uid|name): '[^']*'", r"\1: '!'", text)
    return f"({text[len(name) - 1 :]}"
