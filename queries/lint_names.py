"""The half of the lint that follows names: what each stands for, and what the schema says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from graph.schema import PROVENANCE, SCHEMA
from graph.schema.kinds import Kind as PropKind
from queries.structure import Chain, Clause, Element, Item, Source
from queries.tokens import Kind

Meaning: TypeAlias = Literal["node", "rel", "path", "value", "unknown"]
Found: TypeAlias = tuple[str, int, Mapping[str, Any]]

_PROVENANCE: Final = frozenset(c.name for c in PROVENANCE)
# Parts of a day or duration, read like properties.
_PARTS: Final = frozenset(
    ("year", "month", "day", "quarter", "week", "dayOfWeek", "hour", "minute", "second", "days")
)


@dataclass(frozen=True, slots=True)
class Binding:
    """What a name stands for. `names` are the labels or types known of it; empty means any."""

    meaning: Meaning
    names: tuple[str, ...] = ()


_UNKNOWN: Final = Binding("unknown")
_ENTITIES: Final = ("node", "rel", "path")


def _differ(old: Binding, new: Binding) -> bool:
    """Do the two certainly stand for different things?"""
    if "unknown" in (old.meaning, new.meaning):
        return False
    if old.meaning != new.meaning:
        return True
    return bool(old.names and new.names) and not set(old.names) & set(new.names)


def walk(source: Source) -> list[Found]:
    """Everything wrong with the names of a text, in reading order."""
    walker = _Walker(source)
    walker.schema_names()
    walker.block(0, len(source.tokens), {}, "query")
    return walker.found


class _Walker:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Found] = []
        self.history: dict[str, Binding] = {}  # of the block, with what WITH left behind
        self.map_keys = frozenset(
            source.at(key).text
            for brace in source.pair
            if source.at(brace).symbol("{")
            for key in source.map_keys(brace)
        ) | {i.text for i in self._projected()}

    def _projected(self) -> Iterator[Any]:
        for at, token in enumerate(self.source.tokens):
            if token.symbol(".") and self.source.at(at - 1).symbol("{", ","):
                yield self.source.at(at + 1)

    def report(self, rule: str, at: int, **values: Any) -> None:
        self.found.append((rule, self.source.at(at).line, values))

    def schema_names(self) -> None:
        """Labels and relationship types that the schema does not declare."""
        for at, kind in self.source.types.items():
            name = self.source.at(at).text
            if kind == "rel" and name not in SCHEMA.rels:
                self.report("rel", at, name=name)
            if kind == "label" and name not in SCHEMA.nodes:
                self.report("label", at, name=name)

    def block(
        self, start: int, end: int, outer: dict[str, Binding], kind: str
    ) -> dict[str, Binding]:
        """Follow the clauses of a query or subquery; gives what its RETURN names."""
        env, after_with, matches = dict(outer), False, 0
        around, self.history = self.history, {}
        returned: dict[str, Binding] = {}
        clauses = self.source.clauses(start, end)
        for before, clause in zip([None, *clauses], clauses, strict=False):
            if clause.word in ("SKIP", "LIMIT") and not (
                before and before.word in ("ORDER", "SKIP")
            ):
                self.report("order", clause.start)
            if clause.word == "UNION":
                env, after_with, self.history = dict(outer), False, {}
                continue
            if clause.word in ("MATCH", "OPTIONAL", "CREATE", "MERGE"):
                matches += 1
                if kind in ("EXISTS", "COUNT"):
                    self.subquery_starts(clause, env, matches)
                elif after_with:
                    self.match_starts(clause, env)
                self.match(clause, env)
            self.reads(clause.start, clause.end, env, kind)
            if clause.word == "CALL":
                brace = next(
                    (i for i in range(clause.start, clause.end) if self.source.subquery(i)), -1
                )
                if brace in self.source.pair:
                    inner = self.block(brace + 1, self.source.pair[brace], env, "CALL")
                    env |= inner
            elif clause.word == "WITH":
                env, after_with = self.items(clause, env), True
            elif clause.word == "RETURN":
                if kind == "query":
                    self.whole(clause, env)
                returned = self.items(clause, env)
                env = env | returned
            elif clause.word == "UNWIND" and self.source.at(clause.end - 2).word("AS"):
                self.bind(clause.end - 1, self.source.at(clause.end - 1).text, _UNKNOWN, env)
        self.history = around
        return returned

    # Clauses

    def match(self, clause: Clause, env: dict[str, Binding]) -> None:
        """Bind the names of the patterns, and hold the patterns against the schema."""
        before = dict(env)
        for i in range(clause.start, clause.end - 1):
            if self.source.at(i + 1).symbol("=") and self.source.at(i).named:
                opens = self.source.at(i - 1).symbol(",") or self.source.at(i - 1).word("MATCH")
                if opens and self.source.outer.get(i) == self.source.outer.get(clause.start):
                    self.bind(i, self.source.at(i).text, Binding("path"), env)
        for chain in self.source.chains(clause.start, clause.end):
            for node in chain.nodes:
                self.bind_element(node, "node", env)
            for rel, _ in chain.rels:
                self.bind_element(rel, "unknown" if rel.star is not None else "rel", env)
            self.pattern(chain, env | before)
            if clause.word == "CREATE":
                self.created(chain)

    def created(self, chain: Chain) -> None:
        """Without a stored name the embedded engine makes one up."""
        for node in chain.nodes:
            given = {self.source.at(key).text for key in node.keys}
            if node.names and not {"uid", "name"} <= given:
                self.report("unnamed", node.at, name=node.names[0])

    def bind_element(self, element: Element, meaning: Meaning, env: dict[str, Binding]) -> None:
        if element.var:
            bare = meaning == "unknown"
            new = Binding(meaning, () if bare else element.names)
            self.bind(element.at + 1, element.var, new, env)

    def bind(self, at: int, name: str, new: Binding, env: dict[str, Binding]) -> None:
        """Give a name its meaning, unless it has another already."""
        old = env.get(name)
        if _differ(self.history.get(name, _UNKNOWN), new) or (
            old and (_differ(old, new) or (new == _UNKNOWN and old.meaning in _ENTITIES))
        ):
            self.report("reuse", at, name=name)
        elif old is None or old.meaning == "unknown" or (new.names and not old.names):
            env[name] = new
            self.history[name] = new

    def items(self, clause: Clause, env: dict[str, Binding]) -> dict[str, Binding]:
        """What the items of WITH or RETURN leave visible."""
        visible: dict[str, Binding] = {}
        for item in self.source.items(clause):
            if self.source.at(item.start).symbol("*"):
                visible |= env
                continue
            new = self.meaning(item, env)
            if clause.word == "WITH" and _differ(self.history.get(item.alias, _UNKNOWN), new):
                self.report("reuse", item.start, name=item.alias)
            visible[item.alias] = new
        return visible

    def meaning(self, item: Item, env: dict[str, Binding]) -> Binding:
        first, size = self.source.at(item.start), item.end - item.start
        if size == 1 and first.named:
            return env.get(first.text, _UNKNOWN)
        if first.kind in (Kind.NUMBER, Kind.STRING, Kind.PARAM) and size == 1:
            return Binding("value")
        if size == 3 and first.named and self.source.at(item.start + 1).symbol("."):
            return Binding("value")
        closes = self.source.pair.get(item.start + 1) == item.end - 1
        if first.word("COUNT", "SUM", "AVG", "SIZE") and closes:
            return Binding("value")
        return _UNKNOWN

    def whole(self, clause: Clause, env: dict[str, Binding]) -> None:
        """A node, relationship or path that is returned as such, or collected."""
        for item in self.source.items(clause):
            names = [t for t in self.source.tokens[item.start : item.end] if not t.symbol("(", ")")]
            if names and names[0].word("COLLECT", "HEAD", "LAST"):
                names = [t for t in names if not t.word("COLLECT", "HEAD", "LAST", "DISTINCT")]
            if self.source.at(item.start).symbol("*"):
                self.report("whole", item.start, name="*")
                continue
            one = env.get(names[0].text, _UNKNOWN) if len(names) == 1 else _UNKNOWN
            if one.meaning in _ENTITIES:
                self.report("whole", item.start, name=names[0].text)

    # Where patterns begin

    def subquery_starts(self, clause: Clause, env: dict[str, Binding], matches: int) -> None:
        if matches > 1:
            self.report("exists_matches", clause.start)
        seen = dict(env)
        for chain in self.source.chains(clause.start, clause.end):
            if chain.nodes[0].var not in seen:
                self.report("exists_start", chain.start)
            seen |= {n.var: _UNKNOWN for n in chain.nodes if n.var}

    def match_starts(self, clause: Clause, env: dict[str, Binding]) -> None:
        seen = dict(env)
        for chain in self.source.chains(clause.start, clause.end):
            bound = any(n.var in env for n in chain.nodes[1:] if n.var)
            if chain.nodes[0].var not in seen and bound:
                self.report("match_start", chain.start)
            seen |= {n.var: _UNKNOWN for n in chain.nodes if n.var}

    # What is read

    def reads(self, start: int, end: int, env: dict[str, Binding], kind: str) -> None:
        """Subqueries, comprehensions and properties from `start` to `end`."""
        scopes: list[tuple[int, dict[str, Binding]]] = []
        at = start
        while at < end:
            token = self.source.at(at)
            while scopes and at >= scopes[-1][0]:
                scopes.pop()
            names = scopes[-1][1] if scopes else env
            close = self.source.pair.get(at, at)
            subquery = self.source.subquery(at) if token.symbol("{") else ""
            if subquery:
                if subquery != "CALL":
                    self.block(at + 1, close, names, subquery)
                at = close
            elif token.symbol("(", "[") and close > at:
                local = self.locals(at, close, names)
                if local:
                    scopes.append((close, names | local))
            elif token.symbol("."):
                self.property(at, names)
            at += 1

    def locals(self, at: int, close: int, env: dict[str, Binding]) -> dict[str, Binding]:
        """Names that exist only inside a bracket: of list and pattern comprehensions."""
        local: dict[str, Binding] = {}
        for i in range(at + 1, close):
            if self.source.outer.get(i) != at or not self.source.at(i).named:
                continue
            opens = i == at + 1 or self.source.at(i - 1).symbol(",")
            if opens and (self.source.at(i + 1).word("IN") or self.source.at(i + 1).symbol("=")):
                local[self.source.at(i).text] = _UNKNOWN
        if self.source.at(at).symbol("[") and not self.source.at(at - 1).symbol("-"):
            for chain in self.source.chains(at + 1, close):
                self.pattern(chain, env)
                for part, meaning in (
                    *((n, "node") for n in chain.nodes),
                    *((r, "rel") for r, _ in chain.rels),
                ):
                    if part.var and part.var not in env:
                        kind: Meaning = "node" if meaning == "node" else "rel"
                        local[part.var] = Binding(kind, part.names)
        return local

    def property(self, dot: int, env: dict[str, Binding]) -> None:
        """A property that is read: `x.prop`, or `.prop` in the projection `x {.prop}`."""
        owner, name = self.source.at(dot - 1), self.source.at(dot + 1)
        brace = self.source.outer.get(dot, -1)
        if owner.symbol("{", ",") and self.source.at(brace - 1).named:
            owner = self.source.at(brace - 1)
        elif owner.named and self.source.at(dot - 2).symbol("."):
            return
        if not owner.named or not name.named or self.source.at(dot + 2).symbol("("):
            return
        binding = env.get(owner.text, _UNKNOWN)
        if not self.allows(binding, name.text):
            what = "/".join(binding.names) or owner.text
            self.report("prop", dot, name=f"{what}.{name.text}")
        self.compared(dot, binding)

    def allows(self, binding: Binding, name: str) -> bool:
        if binding.meaning in ("node", "rel"):
            return name in _PROVENANCE or any(name in p for p in _props_of(binding))
        return name in _PROVENANCE | _PARTS | self.map_keys or name in _all_props()

    def compared(self, dot: int, binding: Binding) -> None:
        """A day held against text: the embedded engine answers where Neo4j says null."""
        name = self.source.at(dot + 1).text
        known = [p[name] for p in _props_of(binding) if p.get(name)] if binding.names else []
        days = (PropKind.DAY, PropKind.MOMENT)
        is_day = bool(known) and all(column.kind in days for column in known)
        sign = self.source.at(dot + 2).symbol("<", ">", "<=", ">=", "=", "<>")
        if is_day and sign and self.source.at(dot + 3).kind is Kind.STRING:
            self.report("mixed", dot, name=name)

    # Patterns against the schema

    def pattern(self, chain: Chain, env: dict[str, Binding]) -> None:
        for node in chain.nodes:
            self.keys(node, Binding("node", node.names or self.known(node, env)))
        for i, (rel, arrow) in enumerate(chain.rels):
            self.keys(rel, Binding("rel", rel.names))
            left, right = chain.nodes[i], chain.nodes[i + 1]
            ends = (left.names or self.known(left, env), right.names or self.known(right, env))
            if rel.names and not _joins(rel.names, ends, arrow, starred=rel.star is not None):
                shown = (f":{'|'.join(e)}" if e else "" for e in ends)
                tail, head = arrow[0].replace("-", ""), arrow[1].replace("-", "")
                middle = f"{tail}-[:{'|'.join(rel.names)}]-{head}"
                a, b = shown
                self.report("ends", rel.at, name=f"({a}){middle}({b})")

    def known(self, node: Element, env: dict[str, Binding]) -> tuple[str, ...]:
        binding = env.get(node.var, _UNKNOWN)
        return binding.names if binding.meaning == "node" else ()

    def keys(self, element: Element, binding: Binding) -> None:
        for key in element.keys:
            name = self.source.at(key).text
            if not self.allows(binding, name):
                self.report("prop", key, name=f"{'/'.join(binding.names)}.{name}")


def _props_of(binding: Binding) -> list[Mapping[str, Any]]:
    if binding.meaning == "rel":
        rels = [SCHEMA.rels[n] for n in binding.names or SCHEMA.rels if n in SCHEMA.rels]
        return [r.props for r in rels] or [dict.fromkeys(_all_props())]
    nodes = [SCHEMA.nodes[n] for n in binding.names or SCHEMA.nodes if n in SCHEMA.nodes]
    return [n.props for n in nodes] or [dict.fromkeys(_all_props())]


@cache
def _all_props() -> frozenset[str]:
    nodes = (name for node in SCHEMA.nodes.values() for name in node.props)
    rels = (name for rel in SCHEMA.rels.values() for name in rel.props)
    return frozenset((*nodes, *rels))


def _joins(
    types: tuple[str, ...], ends: tuple[tuple[str, ...], ...], arrow: str, *, starred: bool
) -> bool:
    """May one of the types join nodes of these labels? A chain of several has its ends apart."""
    pairs = {pair for t in types if t in SCHEMA.rels for pair in SCHEMA.rels[t].ends}
    known = all(t in SCHEMA.rels for t in types)
    left, right = (set(e) & SCHEMA.nodes.keys() for e in ends)
    if not known or len(left) < len(ends[0]) or len(right) < len(ends[1]):
        return True  # reported as unknown already

    def fits(source: set[str], target: set[str]) -> bool:
        sources = {s for s, t in pairs if starred or not target or t in target}
        targets = {t for s, t in pairs if starred or not source or s in source}
        return (not source or bool(source & sources)) and (not target or bool(target & targets))

    return (arrow != "<-" and fits(left, right)) or (arrow != "->" and fits(right, left))
