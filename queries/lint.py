"""What is known to differ between the engines, or to be wrong, in the text of a query.

Each rule has a key; its message (`[lint]` in the catalogue) says what to write instead. The lint
knows the schema, so a misspelt label, relationship or property is found without a graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.text import DEFAULT_LANGUAGE, Language, Message
from queries.lint_names import walk
from queries.model import SavedQuery
from queries.structure import WRITING, Clause, Source
from queries.tokens import Kind, tokenize


@dataclass(frozen=True, slots=True)
class LintProblem:
    """One thing to rewrite. `part` is "query" or "population"; lines count in that text's file."""

    rule: str
    line: int
    message: Message
    part: str = "query"

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """Where, and what to write instead."""
        return f"{self.part}:{self.line}: {self.message.render(language)}"

    def __str__(self) -> str:
        return self.render("en")


def lint(query: SavedQuery) -> list[LintProblem]:
    """Everything in a saved query that should be written otherwise, by line."""
    offset = query.first_line - 1
    problems = lint_text(query.cypher, columns=tuple(query.returned))
    found = [LintProblem(p.rule, p.line + offset, p.message) for p in problems]
    if query.rule:
        columns = ("unit", "examined")
        for p in lint_text(query.rule.population, columns=columns):
            found.append(LintProblem(p.rule, p.line, p.message, "population"))
        found += _rule_problems(query)
    return found


def lint_text(text: str, *, columns: tuple[str, ...] | None = None) -> list[LintProblem]:
    """The same for a text alone; `columns` are those it is to return."""
    source = Source.of(text)
    found = (
        _ascii(text) + _words(source) + _calls(source) + _shapes(source) + _ends(source, columns)
    )
    found += [LintProblem(r, line, Message(f"lint.{r}", v)) for r, line, v in walk(source)]
    return sorted(set(found), key=lambda p: (p.line, p.rule))


def lint_graph(text: str) -> list[LintProblem]:
    """Labels, relationships and properties of a worked case that the schema does not know."""
    wanted = ("label", "rel", "prop", "ends", "reserved", "unnamed")
    source = Source.of(text)
    found = [LintProblem(r, line, Message(f"lint.{r}", v)) for r, line, v in walk(source)]
    found += _words(source)
    return sorted((p for p in found if p.rule in wanted), key=lambda p: (p.line, p.rule))


def _problem(rule: str, line: int, **values: object) -> LintProblem:
    return LintProblem(rule, line, Message(f"lint.{rule}", values))


def _ascii(text: str) -> list[LintProblem]:
    return [
        _problem("ascii", token.line, text=token.text[:20])
        for token in tokenize(text)
        if token.kind is not Kind.STRING and not token.text.isascii()
    ]


_RESERVED: Final = (
    "ALL AND ANY AS ASC ASCENDING BY CALL CASE CONTAINS CREATE DELETE DESC DESCENDING DETACH "
    "DISTINCT ELSE END ENDS EXISTS FALSE FOREACH IN IS LIMIT MATCH MERGE NOT NULL ON OPTIONAL OR "
    "ORDER OVER REMOVE RETURN SET SKIP STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR YIELD"
)
_KEYWORDS: Final = frozenset(_RESERVED.split())
# `OVER` is refused as an alias by the embedded engine, but is a relationship type of ours.
_KEYWORD_TYPES: Final = _KEYWORDS - {"OVER"}
_MADE_UP: Final = ("type", "id", "title")


def _words(source: Source) -> list[LintProblem]:
    found = []
    for at, token in enumerate(source.tokens):
        upper = token.text.upper()
        before, after = source.at(at - 1), source.at(at + 1)
        if at in source.types and upper in _KEYWORD_TYPES:
            found.append(_problem("keyword", token.line, name=token.text))
        if token.named and before.word("AS") and upper in _KEYWORDS:
            found.append(_problem("keyword", token.line, name=token.text))
        if (
            token.named
            and upper == "OVER"
            and not before.symbol(":", "|", ".")
            and (before.symbol("(", "[") and after.symbol(")", ":", "]", "-"))
        ):
            found.append(_problem("keyword", token.line, name=token.text))
        if token.named and token.text in _MADE_UP and _is_property(source, at):
            found.append(_problem("reserved", token.line, name=token.text))
        if token.word("APOC") and after.symbol("."):
            found.append(_problem("apoc", token.line))
        clause = (
            token.word(*WRITING) and not before.symbol(".", ":", "$", "|") and not after.symbol(":")
        )
        if clause and not before.word("AS", "DETACH"):
            found.append(_problem("write", token.line, name=upper))
    return found


def _is_property(source: Source, at: int) -> bool:
    """Is the name there a property read, a key in the map of a pattern, or in a projection?"""
    before, brace = source.at(at - 1), source.outer.get(at, -1)
    if before.symbol("."):
        return not source.at(at + 1).symbol("(")
    in_pattern = source.at(source.outer.get(brace, -1)).symbol("(", "[")
    key = source.at(brace).symbol("{") and source.at(at + 1).symbol(":") and before.symbol("{", ",")
    pattern = source.at(brace - 1).named or source.at(brace - 1).symbol("(")
    return key and in_pattern and pattern


# Function (with its namespace) -> the rule that refuses it.
_FUNCTIONS: Final = {
    **dict.fromkeys(("labels",), "labels"),
    **dict.fromkeys(("keys", "properties"), "whole"),
    **dict.fromkeys(("id", "elementid"), "ids"),
    **dict.fromkeys(
        ("duration.between", "duration.indays", "duration.inmonths", "duration.inseconds"),
        "duration",
    ),
    **dict.fromkeys(
        ("percentilecont", "percentiledisc", "stdev", "stdevp", "nullif"), "statistics"
    ),
    **dict.fromkeys(("rand", "randomuuid", "timestamp"), "clock"),
}
_EPOCH: Final = ("epochMillis", "epochSeconds", "ordinalDay")
_NOW: Final = ("date", "datetime", "localdatetime", "time", "localtime")


def _calls(source: Source) -> list[LintProblem]:
    found = []
    for at, token in enumerate(source.tokens):
        before, after = source.at(at - 1), source.at(at + 1)
        if token.text in _EPOCH and before.symbol("."):
            found.append(_problem("duration", token.line, name=token.text))
        if not (token.named and after.symbol("(")) or at in source.types:
            continue
        name = token.text.lower()
        if before.symbol("."):
            name = f"{source.at(at - 2).text.lower()}.{name}"
        inside = range(at + 2, source.pair.get(at + 1, at + 1))
        if name in _FUNCTIONS:
            found.append(_problem(_FUNCTIONS[name], token.line, name=token.text))
        if name in _NOW and not inside:
            found.append(_problem("clock", token.line, name=token.text))
        if name == "round" and any(
            source.at(i).symbol(",") and source.outer[i] == at + 1 for i in inside
        ):
            found.append(_problem("statistics", token.line, name="round(x, n)"))
        covered = before.symbol("(") and source.at(at - 2).word("COALESCE")
        if name == "sum" and not covered:
            found.append(_problem("sum", token.line))
    return found


def _shapes(source: Source) -> list[LintProblem]:
    found = []
    for at, token in enumerate(source.tokens):
        before, after = source.at(at - 1), source.at(at + 1)
        if (
            token.symbol("|", "&", "!")
            and at + 1 in source.types
            and source.types[at + 1] == "label"
        ):
            found.append(_problem("label_expression", token.line))
        if token.symbol(":") and after.symbol("!", "("):
            found.append(_problem("label_expression", token.line))
        if token.word("COLLECT") and after.symbol("{"):
            found.append(_problem("collect", token.line))
        if token.symbol(".") and after.symbol("*") and before.symbol("{", ","):
            found.append(_problem("whole", token.line, name="{.*}"))
        if token.word("CALL") and not after.symbol("{") and not before.symbol(".", ":"):
            rule = "call_import" if after.symbol("(") else "procedure"
            found.append(_problem(rule, token.line))
        if _quantified(source, at):
            found.append(_problem("quantified", token.line))
        relationship = token.symbol("[") and before.symbol("-")
        if relationship and _unbounded(source, at):
            found.append(_problem("unbounded", token.line))
    return found


def _quantified(source: Source, at: int) -> bool:
    """A quantifier after a relationship, or after a pattern in parentheses."""
    token, after = source.at(at), source.at(at + 1)
    counts = after.symbol("+", "*") or (after.symbol("{") and _is_range(source, at + 1))
    if not counts:
        return False
    if token.symbol(">", "-") and source.at(at - 1).symbol("]", "-"):
        return after.symbol("{") or source.at(at + 2).symbol("(")
    opened = source.pair.get(at)
    if not token.symbol(")") or opened is None:
        return False
    return after.symbol("{") or bool(
        source.at(opened + 1).symbol("(") and any(c.rels for c in source.chains(opened + 1, at))
    )


def _is_range(source: Source, brace: int) -> bool:
    inside = source.tokens[brace + 1 : source.pair.get(brace, brace)]
    return bool(inside) and all(t.kind is Kind.NUMBER or t.symbol(",") for t in inside)


def _unbounded(source: Source, at: int) -> bool:
    close = source.pair.get(at, at)
    stars = [i for i in range(at, close) if source.at(i).symbol("*") and source.outer[i] == at]
    if not stars:
        return False
    after = source.tokens[stars[0] + 1 : close]
    fixed = bool(after) and after[0].kind is Kind.NUMBER
    rest = after[1:] if fixed else after
    if rest and rest[0].symbol(".."):
        return not (len(rest) > 1 and rest[1].kind is Kind.NUMBER)
    return not fixed


_AGGREGATES: Final = ("COUNT", "SUM", "AVG", "MIN", "MAX", "COLLECT")


def _ends(source: Source, columns: tuple[str, ...] | None) -> list[LintProblem]:
    """The end of the whole query: no top-level UNION, a total order, the declared columns."""
    clauses = source.clauses(0, len(source.tokens))
    line = source.tokens[-1].line if source.tokens else 1
    found = [_problem("union", source.at(c.start).line) for c in clauses if c.word == "UNION"]
    returns = [i for i, c in enumerate(clauses) if c.word == "RETURN"]
    if not returns:
        return [*found, _problem("no_return", line)]
    last = clauses[returns[-1]]
    items = source.items(last)
    order = next((c for c in clauses[returns[-1] :] if c.word == "ORDER"), None)
    lone = all(_aggregates(source, i.start, i.end) for i in items)
    if order is None and not lone:
        found.append(_problem("order", source.at(last.start).line))
    if columns is None:
        return found
    returned = tuple(i.alias for i in items)
    if returned != columns:
        found.append(
            _problem(
                "columns",
                source.at(last.start).line,
                found=", ".join(returned),
                declared=", ".join(columns),
            )
        )
    first = columns[0]
    identified = columns[:2] in (("subject", "subject_name"), ("unit", "examined"))
    if order and identified and first not in _ordered(source, order):
        found.append(_problem("order_total", source.at(order.start).line, name=first))
    return found


def _ordered(source: Source, order: Clause) -> set[str]:
    return {t.text for t in source.tokens[order.start : order.end] if t.named}


def _aggregates(source: Source, start: int, end: int) -> bool:
    return any(
        source.at(i).word(*_AGGREGATES) and source.at(i + 1).symbol("(", "{")
        for i in range(start, end)
    )


def _rule_problems(query: SavedQuery) -> list[LintProblem]:
    found = []
    if query.param("as_of") is None:
        found.append(_problem("as_of", query.first_line))
    if query.rule and query.rule.guard:
        for part, text in (("query", query.cypher), ("population", query.rule.population)):
            if "$min_coverage" not in text:
                found.append(LintProblem("guard", 1, Message("lint.guard", {}), part))
    return found
