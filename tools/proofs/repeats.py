"""Facts of a worked case that are stated twice, or of two units at once.

What is stated twice counts once; of two units that a thing belongs to, the first by uid is its
unit. The graphs are made from the case's own text.
"""

from __future__ import annotations

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
    nodes = list(ends(given))
    labels = {node.name: node.label for node in nodes if node.label}
    left = max((n for n in nodes if n.end <= start), key=lambda n: n.end)
    right = min((n for n in nodes if n.start >= end), key=lambda n: n.start)
    between = given[left.end : right.start]
    units = [(n.label or labels.get(n.name)) == "Department" for n in (left, right)]
    for node, new in ((right, "right"), (left, "left")):  # the later first: characters move
        if not node.name:
            given = f"{given[: node.start + 1]}{new}{given[node.start + 1 :]}"
    first, last = f"({left.name or 'left'})", f"({right.name or 'right'})"
    found: dict[Repeat, str] = {"twice": f"{given.rstrip()}, {first}{between}{last}"}
    if sum(units) == 1:
        first, last = (OTHER_UNIT, last) if units[0] else (first, OTHER_UNIT)
        found["two units"] = f"{given.rstrip()}, {first}{between}{last}"
    return found
