"""The parts of a Cypher text that the lint reasons about: brackets, clauses, patterns, items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from queries.tokens import Token, code, type_positions

WRITING: Final = ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "LOAD", "DROP")
CLAUSES: Final = (
    *("MATCH", "OPTIONAL", "WHERE", "WITH", "UNWIND", "RETURN", "UNION", "CALL"),
    *("ORDER", "SKIP", "LIMIT", *WRITING),
)
SUBQUERIES: Final = ("EXISTS", "COUNT", "COLLECT", "CALL")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause from its keyword (at `start`) to the token before `end`."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Element:
    """A node or relationship of a pattern.

    `names` are its labels or types; `keys` where the keys of its map stand; `star` its length's.
    """

    at: int
    end: int
    var: str
    names: tuple[str, ...]
    keys: tuple[int, ...] = ()
    star: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A pattern without commas: nodes, and between them relationships with their direction."""

    nodes: tuple[Element, ...]
    rels: tuple[tuple[Element, str], ...]  # with "->", "<-" or "--"

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.nodes[0].at

    @property
    def end(self) -> int:
        """The token after it."""
        return self.nodes[-1].end


@dataclass(frozen=True, slots=True)
class Item:
    """One item of WITH or RETURN: the tokens of its expression, and the name it gets."""

    start: int
    end: int
    alias: str


@dataclass(slots=True)
class Source:
    """A tokenized text with its brackets matched."""

    tokens: tuple[Token, ...]
    pair: dict[int, int] = field(default_factory=dict)
    outer: dict[int, int] = field(default_factory=dict)  # token -> the bracket it stands in
    types: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Source:
        """Read a text; brackets that do not pair are left unmatched for the engine to refuse."""
        source = cls(code(text))
        stack: list[int] = []
        for at, token in enumerate(source.tokens):
            if token.symbol(*_PAIRS.values()) and stack:
                opened = stack[-1]
                if _PAIRS[source.tokens[opened].text] == token.text:
                    stack.pop()
                    source.pair[opened], source.pair[at] = at, opened
            if stack:
                source.outer[at] = stack[-1]
            if token.symbol(*_PAIRS):
                stack.append(at)
        source.types = dict(type_positions(source.tokens))
        return source

    def at(self, index: int) -> Token:
        """The token there; an empty one outside the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _NOTHING

    def subquery(self, brace: int) -> str:
        """Which subquery the brace opens: EXISTS, COUNT, COLLECT or CALL; empty for a map."""
        before = self.at(brace - 1)
        if before.symbol(")") and self.at(self.pair.get(brace - 1, 0) - 1).word("CALL"):
            return "CALL"
        return before.text.upper() if before.word(*SUBQUERIES) else ""

    def clauses(self, start: int, end: int) -> list[Clause]:
        """The clauses of a query or subquery, in order; a bare pattern counts as a MATCH."""
        starts = [i for i in self._level(start, end) if self._opens_clause(i)]
        if not starts or starts[0] != start:
            starts = [start, *starts]
        clauses = []
        for begin, stop in zip(starts, [*starts[1:], end], strict=True):
            word = self.at(begin).text.upper() if self._opens_clause(begin) else "MATCH"
            clauses.append(Clause(word, begin, stop))
        return [c for c in clauses if c.start < c.end]

    def _level(self, start: int, end: int) -> Iterator[int]:
        """The tokens from `start` to `end` that stand in no bracket of their own."""
        at = start
        while at < end:
            yield at
            at = self.pair.get(at, at) if self.at(at).symbol(*_PAIRS) else at
            at += 1

    def _opens_clause(self, at: int) -> bool:
        before = self.at(at - 1)
        if not self.at(at).word(*CLAUSES) or before.symbol(".", ":"):
            return False
        if before.word("OPTIONAL") or (before.word("DETACH") and self.at(at).word("DELETE")):
            return False
        if self.at(at).word("WITH"):
            return not before.word("STARTS", "ENDS")
        return True

    def items(self, clause: Clause) -> list[Item]:
        """The items of a WITH or RETURN clause."""
        start = clause.start + 1
        start += self.at(start).word("DISTINCT")
        commas = [i for i in self._level(start, clause.end) if self.at(i).symbol(",")]
        items = []
        for begin, stop in zip(
            [start, *[c + 1 for c in commas]], [*commas, clause.end], strict=True
        ):
            named = stop - begin >= 3 and self.at(stop - 2).word("AS") and self.at(stop - 1).named
            last = stop - 2 if named else stop
            written = "".join(t.text for t in self.tokens[begin:last])
            items.append(Item(begin, last, self.at(stop - 1).text if named else written))
        return items

    def chains(self, start: int, end: int) -> list[Chain]:
        """The patterns that begin between `start` and `end`, outside subqueries in braces."""
        found: list[Chain] = []
        at = start
        while at < end:
            token = self.at(at)
            if token.symbol("{") and at in self.pair:
                at = self.pair[at]
            elif token.symbol("("):
                chain = self._chain(at)
                if chain and self._is_pattern(chain, found):
                    found.append(chain)
                    at = chain.end - 1
            at += 1
        return found

    def _is_pattern(self, chain: Chain, found: list[Chain]) -> bool:
        """A node alone is a pattern only where one is expected: `f(x)` and `(x)` look alike."""
        if chain.rels:
            return True
        before = self.at(chain.start - 1)
        if before.symbol(",", "="):
            listed = any(c.end == chain.start - 1 for c in found) or before.symbol("=")
            return listed or bool(chain.nodes[0].names)
        return before.word("MATCH", *WRITING) or (
            before.symbol("{") and self.subquery(chain.start - 1) in ("EXISTS", "COUNT")
        )

    def _chain(self, at: int) -> Chain | None:
        node = self._node(at)
        if node is None:
            return None
        nodes, rels = [node], []
        while step := self._step(nodes[-1].end):
            rel, arrow, target = step
            nodes.append(target)
            rels.append((rel, arrow))
        return Chain(tuple(nodes), tuple(rels))

    def _step(self, at: int) -> tuple[Element, str, Element] | None:
        left = self.at(at).symbol("<")
        at += left
        if not self.at(at).symbol("-"):
            return None
        rel = Element(at, at + 1, "", ())
        if self.at(at + 1).symbol("[") and at + 1 in self.pair:
            rel = self._element(at + 1)
        if not self.at(rel.end).symbol("-"):
            return None
        right = self.at(rel.end + 1).symbol(">")
        target = self._node(rel.end + 1 + right)
        arrow = "--" if left == right else "<-" if left else "->"
        return (rel, arrow, target) if target else None

    def _node(self, at: int) -> Element | None:
        if not self.at(at).symbol("(") or at not in self.pair or self.at(at - 1).named:
            before = self.at(at - 1)
            if not (before.word("MATCH", "WHERE", "NOT", "AND", "OR", "XOR", *WRITING)):
                return None
        if at not in self.pair:
            return None
        node = self._element(at)
        inside = at + 1 + bool(node.var)
        first = self.at(inside)
        shaped = first.symbol(")", ":", "{") or first.word("WHERE")
        return node if shaped and not self._continues(node) else None

    def _continues(self, node: Element) -> bool:
        """Does an expression go on after the labels, as in `(x:A OR x:B)`?"""
        at = node.at + 1 + bool(node.var)
        while self.at(at).symbol(":", "|", "&", "!") or at in self.types:
            at += 1
        return not (self.at(at).symbol(")", "{") or self.at(at).word("WHERE"))

    def _element(self, at: int) -> Element:
        close = self.pair[at]
        var = self.at(at + 1).text if self.at(at + 1).named else ""
        if self.at(at + 1).word("WHERE"):
            var = ""
        named = tuple(i for i in range(at, close) if i in self.types and self.outer[i] == at)
        brace = next((i for i in range(at, close) if self.at(i).symbol("{")), None)
        keys: tuple[int, ...] = ()
        if brace is not None and not self.subquery(brace):
            keys = tuple(self.map_keys(brace))
        star = next((i for i in self._level(at + 1, close) if self.at(i).symbol("*")), None)
        return Element(at, close + 1, var, tuple(self.at(i).text for i in named), keys, star)

    def map_keys(self, brace: int) -> Iterator[int]:
        """Where the keys of a map stand."""
        for i in self._level(brace + 1, self.pair.get(brace, brace)):
            opens = self.at(i - 1).symbol(",", "{")
            if opens and self.at(i).named and self.at(i + 1).symbol(":"):
                yield i


_NOTHING: Final = next(iter(code(";")))
