"""Cypher as tokens: enough to know what a text names, without a parser for the whole language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Kind(Enum):
    """What a token is. COMMENT is the only one that the engine does not read."""

    NAME = "name"
    QUOTED = "name in backticks"
    PARAM = "parameter"
    STRING = "string"
    NUMBER = "number"
    SYMBOL = "symbol"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is as written, but a quoted name or a parameter without its marks."""

    kind: Kind
    text: str
    line: int

    def word(self, *words: str) -> bool:
        """Is it a bare name that reads, in any case of letters, as one of `words`?"""
        return self.kind is Kind.NAME and self.text.upper() in words

    def symbol(self, *symbols: str) -> bool:
        """Is it one of these symbols?"""
        return self.kind is Kind.SYMBOL and self.text in symbols

    @property
    def named(self) -> bool:
        """Is it a name, bare or in backticks?"""
        return self.kind in (Kind.NAME, Kind.QUOTED)


_TOKEN: Final = re.compile(
    r"""(?P<space>\s+)
      | (?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<string>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | `(?P<quoted>(?:``|[^`])+)`
      | \$(?P<param>\w+|`[^`]+`)
      | (?P<number>(?:0[xo][0-9a-fA-F]+|(?:\d+\.\d+|\d+|\.\d+)(?:[eE][+-]?\d+)?))
      | (?P<name>[^\W\d]\w*)
      | (?P<symbol><>|<=|>=|=~|\+=|\.\.|::|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final = {
    "comment": Kind.COMMENT,
    "string": Kind.STRING,
    "quoted": Kind.QUOTED,
    "param": Kind.PARAM,
    "number": Kind.NUMBER,
    "name": Kind.NAME,
    "symbol": Kind.SYMBOL,
}


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of a Cypher text, comments with them, spaces without.

    >>> [t.text for t in tokenize("MATCH (w:Power) WHERE w.uid = $uid // one")]
    ['MATCH', '(', 'w', ':', 'Power', ')', 'WHERE', 'w', '.', 'uid', '=', 'uid', '// one']
    """
    line = 1
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or ""
        if group != "space":
            yield Token(_KINDS[group], match[group].strip("`"), line)
        line += match[0].count("\n")


def code(text: str) -> tuple[Token, ...]:
    """The tokens that the engine reads."""
    return tuple(t for t in tokenize(text) if t.kind is not Kind.COMMENT)


@dataclass(frozen=True, slots=True)
class Names:
    """What a text names. A name that stands for a label and a relationship type is in both."""

    labels: frozenset[str]
    rels: frozenset[str]
    params: frozenset[str]


_OPEN: Final = {"(": ")", "[": "]", "{": "}"}


def names(text: str) -> Names:
    """The labels, relationship types and parameters in a text.

    >>> found = names("MATCH (:Post {uid: $u})-[h:FILLS|HOLDS]->(r) WHERE r:Role OR r:Power")
    >>> sorted(found.labels), sorted(found.rels), sorted(found.params)
    (['Post', 'Power', 'Role'], ['FILLS', 'HOLDS'], ['u'])
    """
    tokens = code(text)
    labels: set[str] = set()
    rels: set[str] = set()
    for at, kind in type_positions(tokens):
        (rels if kind == "rel" else labels).add(tokens[at].text)
    params = frozenset(t.text for t in tokens if t.kind is Kind.PARAM)
    return Names(frozenset(labels), frozenset(rels), params)


def type_positions(tokens: tuple[Token, ...]) -> Iterator[tuple[int, str]]:
    """Where a label ("label") or a relationship type ("rel") stands.

    A colon after the key of a map (the name after "{" or ",") introduces a value instead.
    """
    stack: list[str] = []  # open brackets; "-[" for a relationship's
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if token.kind is not Kind.SYMBOL:
            continue
        if token.text in _OPEN:
            rel = token.text == "[" and before is not None and before.symbol("-")
            stack.append("-[" if rel else token.text)
        elif token.text in _OPEN.values() and stack:
            stack.pop()
        elif token.text in ":|&!" and at + 1 < len(tokens) and tokens[at + 1].named:
            inside = stack[-1] if stack else ""
            if token.text == ":":
                key = inside == "{" and at > 1 and tokens[at - 2].symbol("{", ",")
                if not key:
                    yield at + 1, "rel" if inside == "-[" else "label"
            elif inside != "[" and _continues_types(tokens, at):
                yield at + 1, "rel" if inside == "-[" else "label"


def _continues_types(tokens: tuple[Token, ...], at: int) -> bool:
    """Does the `|`, `&` or `!` at `at` belong to `:A|B`, and not to a comprehension?"""
    back = at
    while back > 0 and (tokens[back].symbol("|", "&", "!") or tokens[back].named):
        back -= 1
        if tokens[back].symbol(":"):
            key = back > 1 and tokens[back - 2].symbol("{", ",")
            return not key
        if tokens[back].named and tokens[back - 1].named:
            return False
    return False
