"""The boolean conditions in a Cypher text: their operands, found by bracket depth and keywords."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from queries.tokens import Token

Span: TypeAlias = tuple[int, int]  # first token, one after the last

_OPEN: Final = ("(", "[", "{")
_CLOSE: Final = (")", "]", "}")
# What a condition may follow, and what ends it.
_ENDS: Final = (
    *("WHERE", "WITH", "RETURN", "MATCH", "OPTIONAL", "UNWIND", "CALL", "UNION", "ORDER"),
    *("WHEN", "THEN", "ELSE", "AS", "SKIP", "LIMIT"),
)


@dataclass(frozen=True, slots=True)
class Chain:
    """The operands that `joint` joins; one alone, after WHERE or WHEN, where it is None."""

    joint: Literal["AND", "OR"] | None
    spans: tuple[Span, ...]


def conditions(tokens: tuple[Token, ...]) -> Iterator[Chain]:
    """Every chain of operands, outer ones before those inside them at the same depth.

    >>> from queries.tokens import code
    >>> found = conditions(code("MATCH (n) WHERE n.a AND (n.b OR n.c = 1) RETURN n.d"))
    >>> [(c.joint, c.spans) for c in found]
    [('AND', ((5, 8), (9, 20))), ('OR', ((10, 13), (14, 19)))]
    """
    for start, end in _stretches(tokens):
        ors = _split(tokens, (start, end), "OR")
        if len(ors) > 1:
            yield Chain("OR", ors)
        any_and = False
        for operand in ors:
            ands = _split(tokens, operand, "AND")
            if len(ands) > 1:
                any_and = True
                yield Chain("AND", ands)
        alone = start > 0 and tokens[start - 1].word("WHERE", "WHEN")
        if len(ors) == 1 and not any_and and alone:
            yield Chain(None, ((start, end),))


def negations(tokens: tuple[Token, ...]) -> Iterator[int]:
    """Where a NOT stands that is not part of IS NOT NULL."""
    for at, token in enumerate(tokens):
        if token.word("NOT") and not tokens[at - 1].word("IS"):
            yield at


def _stretches(tokens: tuple[Token, ...]) -> Iterator[Span]:
    """The longest runs of tokens at one depth that no keyword, comma or `|` interrupts."""
    for start in range(len(tokens)):
        before = tokens[start - 1] if start else None
        if before is None or not _begins(before):
            continue
        end = _end(tokens, start)
        if end > start:
            yield start, end


def _begins(token: Token) -> bool:
    return token.symbol(*_OPEN, ",", "|") or token.word(*_ENDS, "CASE")


def _end(tokens: tuple[Token, ...], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        token = tokens[at]
        if token.symbol(*_OPEN) or token.word("CASE"):
            depth += 1
        elif token.symbol(*_CLOSE) or token.word("END"):
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and (token.symbol(",", "|") or token.word(*_ENDS)):
            return at
    return len(tokens)


def _split(tokens: tuple[Token, ...], span: Span, joint: str) -> tuple[Span, ...]:
    depth, first, parts = 0, span[0], []
    for at in range(*span):
        token = tokens[at]
        if token.symbol(*_OPEN) or token.word("CASE"):
            depth += 1
        elif token.symbol(*_CLOSE) or token.word("END"):
            depth -= 1
        elif depth == 0 and token.word(joint):
            parts.append((first, at))
            first = at + 1
    return (*parts, (first, span[1]))
