"""Mutants of a Cypher text: each differs from it by one small change at one place.

The operators work on tokens and know nothing of any rule: comparisons moved to their boundary,
conditions dropped, kinds swapped for others of the schema, constants shifted, aggregations
changed, directions flipped, OPTIONAL dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from graph.schema import SCHEMA, Enumeration
from queries.tokens import Kind, Token, tokenize, type_positions
from tools.proofs.conditions import Span, conditions, negations


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed text. `line` counts from 1; `context` is the line's text with the change marked."""

    operator: str
    line: int
    before: str
    after: str
    context: str
    text: str


class Source:
    """A Cypher text, its tokens without comments, and where each of them stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens, spans, at = [], [], 0
        for token in tokenize(text):
            start = text.index(token.text, at)
            at = start + len(token.text)
            if token.kind is Kind.PARAM:
                start -= 1
            if token.kind is not Kind.COMMENT:
                tokens.append(token)
                spans.append((start, at))
        self.tokens: tuple[Token, ...] = tuple(tokens)
        self._spans = spans

    def change(self, operator: str, span: Span, new: str) -> Mutant:
        """The mutant in which the tokens of the span (first, one after last) read `new`."""
        start, end = self._spans[span[0]][0], self._spans[span[1] - 1][1]
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", end)
        line = self.text[line_start : line_end if line_end >= 0 else None]
        marked = f"{line[: start - line_start]}⟦{self.text[start:end]}⟧{line[end - line_start :]}"
        return Mutant(
            operator,
            self.text.count("\n", 0, start) + 1,
            " ".join(self.text[start:end].split()),
            new,
            " ".join(marked.split()),
            f"{self.text[:start]}{new}{self.text[end:]}",
        )


def mutants(text: str) -> list[Mutant]:
    """Every mutant of a text, without repeats.

    >>> [f"{m.before} -> {m.after}" for m in mutants("MATCH (w) WHERE w.n < 3 RETURN w.n")]
    ['< -> <=', 'w.n < 3 -> true', '3 -> 4', '3 -> 2']
    """
    source = Source(text)
    found: dict[str, Mutant] = {}
    for operator, make in OPERATORS.items():
        for span, new in make(source.tokens):
            mutant = source.change(operator, span, new)
            if mutant.text != text:
                found.setdefault(mutant.text, mutant)
    return list(found.values())


Change: TypeAlias = tuple[Span, str]

_BOUNDARY: Final = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "="}


def comparisons(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """`<` becomes `<=`, `=` becomes `<>`, IS NULL becomes IS NOT NULL, and the other way."""
    for at, token in enumerate(tokens):
        if token.kind is Kind.SYMBOL and token.text in _BOUNDARY and not _arrow(tokens, at):
            named = token.text == "=" and _names(tokens, at)
            if not named and not _greater(tokens, at):
                yield (at, at + 1), _BOUNDARY[token.text]
        elif token.word("IS"):
            if tokens[at + 1].word("NOT"):
                yield (at, at + 2), "IS"
            else:
                yield (at, at + 1), "IS NOT"


def _arrow(tokens: tuple[Token, ...], at: int) -> bool:
    """Is the `<` or `>` the point of an arrow?"""
    if tokens[at].symbol("<"):
        return tokens[at + 1].symbol("-") and tokens[at + 2].symbol("[", "-")
    return tokens[at].symbol(">") and tokens[at - 1].symbol("-")


def _names(tokens: tuple[Token, ...], at: int) -> bool:
    """Does the `=` give a name to a path, or to what `reduce` starts from?"""
    path = tokens[at + 1].symbol("(") and tokens[at - 2].word("MATCH")
    return path or (tokens[at - 2].symbol("(") and tokens[at - 3].word("REDUCE"))


def _greater(tokens: tuple[Token, ...], at: int) -> bool:
    """Is it in `CASE WHEN a > b THEN a ELSE b END`? Where both are equal, so are the branches."""
    when, then, els, end = at, at, at, at
    while when and not tokens[when].word("WHEN", "WHERE"):
        when -= 1
    if not tokens[when].word("WHEN"):
        return False
    while then < len(tokens) - 1 and not tokens[then].word("THEN"):
        then += 1
    els = then
    while els < len(tokens) - 1 and not tokens[els].word("ELSE", "END"):
        els += 1
    end = els
    while end < len(tokens) - 1 and not tokens[end].word("END"):
        end += 1
    sides = [tokens[when + 1 : at], tokens[at + 1 : then]]
    branches = [tokens[then + 1 : els], tokens[els + 1 : end]]
    texts = [[[t.text for t in part] for part in parts] for parts in (sides, branches)]
    return texts[0] in (texts[1], texts[1][::-1])


def dropped(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """An operand of AND or OR, or a condition that stands alone, no longer counts."""
    for chain in conditions(tokens):
        if chain.joint is None:
            if chain.spans[0][1] - chain.spans[0][0] > 1:
                yield chain.spans[0], "true"
            continue
        for start, end in chain.spans:
            yield (start, end), "true" if chain.joint == "AND" else "false"


def denied(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """NOT is dropped."""
    for at in negations(tokens):
        yield (at, at + 1), ""


def _enums() -> dict[tuple[str, str], Enumeration]:
    """The enumeration of each code, by the property that holds it, and by "" for any."""
    found: dict[tuple[str, str], Enumeration] = {}
    for props in [n.props for n in SCHEMA.nodes.values()] + [r.props for r in SCHEMA.rels.values()]:
        for column in props.values():
            for code in column.enum.codes if column.enum else ():
                assert column.enum
                found.setdefault((column.name, code), column.enum)
                found.setdefault(("", code), column.enum)
    return found


_ENUMS: Final = _enums()


def kinds(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """A code, label or relationship type becomes another that could stand there."""
    used = {t.text.strip("'\"") for t in tokens if t.kind is Kind.STRING}
    for at, token in enumerate(tokens):
        code = token.text.strip("'\"")
        enum = None
        if token.kind is Kind.STRING:
            enum = _ENUMS.get((_held_by(tokens, at), code)) or _ENUMS.get(("", code))
        if enum:
            ring = enum.codes[enum.codes.index(code) + 1 :] + enum.codes
            # One that the text does not name elsewhere changes most surely what it means.
            yield (at, at + 1), f"'{next((c for c in ring if c not in used), ring[0])}'"
    for at, where in type_positions(tokens):
        other = _other_rel(tokens[at].text) if where == "rel" else _other_label(tokens, at)
        if other:
            yield (at, at + 1), other


def _held_by(tokens: tuple[Token, ...], at: int) -> str:
    """The property that the string is compared with, so far as it stands before it."""
    while at and (
        tokens[at].kind is Kind.STRING or tokens[at].symbol(*"[,=<>()") or tokens[at].word("IN")
    ):
        at -= 1
    return tokens[at].text if tokens[at - 1].symbol(".") else ""


def _other_rel(name: str) -> str | None:
    """Another relationship type between the same labels, else from or to one of them."""
    ends = set(SCHEMA.rels[name].ends)
    names = list(SCHEMA.rels)
    ring = names[names.index(name) + 1 :] + names[: names.index(name)]
    same = (r for r in ring if ends & set(SCHEMA.rels[r].ends))
    near = (r for r in ring for s, t in SCHEMA.rels[r].ends for a, b in ends if s == a or t == b)
    return next(same, None) or next(near, None)


def _other_label(tokens: tuple[Token, ...], at: int) -> str | None:
    """Another label that one of the text's relationship types joins where this one stands."""
    label = tokens[at].text
    used = [tokens[p].text for p, where in type_positions(tokens) if where == "rel"]
    for rel in used:
        ends = SCHEMA.rels[rel].ends
        for side in (0, 1):
            allowed = sorted({pair[side] for pair in ends})
            if label in allowed and len(allowed) > 1:
                return allowed[(allowed.index(label) + 1) % len(allowed)]
    return None


def constants(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """A number becomes one more, and one less where it stays a natural number."""
    for at, token in enumerate(tokens):
        if token.kind is Kind.NUMBER and not _counted(tokens, at):
            number = float(token.text) if "." in token.text else int(token.text)
            yield (at, at + 1), str(number + 1)
            if number >= 1:
                yield (at, at + 1), str(number - 1)


def _counted(tokens: tuple[Token, ...], at: int) -> bool:
    """Is it in `count(CASE WHEN … THEN 1 END)`, which counts whatever it is?"""
    if not (tokens[at - 1].word("THEN") and tokens[at + 1].word("END")):
        return False
    case = at
    while case and not tokens[case].word("CASE"):
        case -= 1
    return tokens[case - 1].symbol("(") and tokens[case - 2].word("COUNT")


_AGGREGATIONS: Final = {
    **{"MIN": "max", "MAX": "min", "HEAD": "last", "LAST": "head"},
    **{"ANY": "all", "ALL": "any", "NONE": "any"},
}


def aggregations(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """min becomes max, head becomes last, any becomes all; DISTINCT is dropped."""
    for at, token in enumerate(tokens[:-1]):
        called = tokens[at + 1].symbol("(") and not tokens[at - 1].symbol(".")
        if token.kind is Kind.NAME and called and token.text.upper() in _AGGREGATIONS:
            if not _of_one(tokens, at):
                yield (at, at + 1), _AGGREGATIONS[token.text.upper()]
        elif token.word("DISTINCT"):
            yield (at, at + 1), ""


def _of_one(tokens: tuple[Token, ...], at: int) -> bool:
    """Is it `all(x IN [y] …`, where all and any are the same?"""
    return tokens[at + 4].symbol("[") and tokens[at + 6].symbol("]")


def defaults(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """`coalesce(a, b)` becomes `a`."""
    for at, token in enumerate(tokens):
        if token.word("COALESCE"):
            depth, comma, end = 0, None, at
            for end in range(at + 1, len(tokens)):
                if tokens[end].symbol("(", "[", "{"):
                    depth += 1
                elif tokens[end].symbol(")", "]", "}"):
                    depth -= 1
                elif depth == 1 and comma is None and tokens[end].symbol(","):
                    comma = end
                if depth == 0:
                    break
            if comma is not None:
                yield (comma, end), ""


def directions(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """The point of an arrow moves to its other end."""
    for at, token in enumerate(tokens):
        if not (token.symbol("[") and tokens[at - 1].symbol("-")):
            continue
        end = at
        while not tokens[end].symbol("]"):
            end += 1
        inner = "".join(_spelt(t) for t in tokens[at : end + 1])
        left, right = tokens[at - 2].symbol("<"), tokens[end + 2].symbol(">")
        if left and not right:
            yield (at - 2, end + 2), f"-{inner}->"
        elif right and not left:
            yield (at - 1, end + 3), f"<-{inner}-"


def _spelt(token: Token) -> str:
    return f"${token.text}" if token.kind is Kind.PARAM else token.text


def optionals(tokens: tuple[Token, ...]) -> Iterator[Change]:
    """OPTIONAL MATCH becomes MATCH."""
    for at, token in enumerate(tokens):
        if token.word("OPTIONAL"):
            yield (at, at + 1), ""


OPERATORS: Final[dict[str, Callable[[tuple[Token, ...]], Iterator[Change]]]] = {
    "comparison flipped": comparisons,
    "condition dropped": dropped,
    "NOT dropped": denied,
    "kind swapped": kinds,
    "constant shifted": constants,
    "aggregation changed": aggregations,
    "default dropped": defaults,
    "direction flipped": directions,
    "OPTIONAL dropped": optionals,
}
