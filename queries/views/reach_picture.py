"""How far an official reaches, as something to draw: the three roles as three coloured symbols."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from graph.drawing.model import Edge, Node, Picture
from graph.drawing.words import label_name
from graph.schema import ROLE_MARKS, SCHEMA
from graph.text import Language, say
from queries.views.network import Named
from queries.views.nodes import split
from queries.views.reach import How, Reach, Reached, Report
from queries.views.reach_places import places_of
from queries.views.words import code_name

POWERS_MOST: Final = 60  # drawn one by one: more names than that nobody reads in one picture
_REPORTS_MOST: Final = 12
_HOLDING: Final[tuple[How, ...]] = ("post", "body", "below")


def picture_of(reach: Reach, language: Language, most: int = POWERS_MOST) -> Picture:
    """The official, what they hold and are in charge of, and what they decide, execute, supervise.

    All roles of a kind that are reached in one way are one symbol with their number. Where there
    are too many powers, those behind a symbol are one node with their number; what is reached only
    through others is dashed.
    """
    drawn = _Drawing(reach, language, most)
    drawn.structure()
    for how in _HOLDING:
        for kind in ROLE_MARKS:
            drawn.role(how, kind)
    drawn.charged()
    nodes = tuple(drawn.nodes.values())
    places = places_of(nodes, *drawn.posts())
    title = reach.official.name
    return Picture(nodes, tuple(dict.fromkeys(drawn.edges)), title, places=places)


@dataclass(slots=True)
class _Drawing:
    reach: Reach
    language: Language
    most: int
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    shown_powers: set[str] = field(default_factory=set)

    def structure(self) -> None:
        """Posts, bodies, who is above and below, and the division of work."""
        person = self.reach.official
        self.nodes[person.ref] = replace(_node(person), focus=True)
        for held in self.reach.held:
            self._join(person.ref, held.post, "HOLDS", self._code("HOLDS", "mode", held.mode))
        for seat in self.reach.seats:
            name = self._code("MEMBER_OF", "role", seat.role)
            self._join(person.ref, seat.body, "MEMBER_OF", name)
        for charge in self.reach.charges:
            name = self._code("IN_CHARGE_OF", "domain", charge.domain)
            post = f"Post/{charge.post}"
            self._join(post, charge.target, "IN_CHARGE_OF", name, dashed=charge.direct is False)
        for report in self.reach.above[:_REPORTS_MOST]:
            self._join(report.of, report.post, "REPORTS_TO")
        self._below([r for r in self.reach.below if r.level == 1])

    def _below(self, direct: list[Report]) -> None:
        """Those who report directly, or their number."""
        if len(direct) <= _REPORTS_MOST:
            for report in direct:
                self.nodes.setdefault(report.post.ref, _node(report.post))
                self.edges.append(Edge(report.post.ref, report.of, "REPORTS_TO"))
            return
        ref = "Post/~below"
        self.nodes[ref] = Node(ref, label_name("Post", self.language), count=len(direct))
        self.edges += [Edge(ref, of, "REPORTS_TO") for of in sorted({r.of for r in direct})]

    def role(self, how: How, kind: str) -> None:
        """One symbol for the roles of a kind that are reached in one way, and the powers."""
        powers = [p for p in self.reach.powers if how in p.hows(kind)]
        if not powers:
            return
        ref = f"Role/~{how}~{kind}"
        name = say(f"dashboard.explorer.how_{how}", self.language)
        self.nodes[ref] = Node(ref, name, mark=kind, count=len(powers))
        indirect = how == "below"
        through = {w.through for p in powers for w in p.ways if (w.how, w.kind) == (how, kind)}
        holders = sorted(through & self.nodes.keys())
        if indirect and len(holders) < len(through):
            # Those who fill them stand further below, or are drawn as one.
            holders = sorted({*holders, *self._drawn_below()})
        self.edges += [Edge(holder, ref, "FILLS", dashed=indirect) for holder in holders]
        self._powers(ref, "OVER", powers, dashed=indirect)

    def charged(self) -> None:
        """The powers of each unit that a post is in charge of."""
        for charge in dict.fromkeys(c.target for c in self.reach.charges):
            if charge.ref.startswith("Power/"):
                continue
            powers = [p for p in self.reach.powers if any(w.through == charge.ref for w in p.ways)]
            type = "HANDLED_IN" if charge.ref.startswith("Section/") else "EXERCISED_BY"
            self._powers(charge.ref, type, powers, towards=True)

    def posts(self) -> tuple[list[str], list[str], list[str]]:
        """The posts that are drawn: above, held, below."""
        parts = (
            [r.post.ref for r in self.reach.above],
            [h.post.ref for h in self.reach.held],
            sorted(self._drawn_below()),
        )
        seen: set[str] = set()
        found = []
        for part in parts:
            found.append([ref for ref in part if ref in self.nodes and ref not in seen])
            seen.update(part)
        above, held, below = found
        return above, held, below

    def _drawn_below(self) -> set[str]:
        direct = {r.post.ref for r in self.reach.below if r.level == 1}
        return (direct | {"Post/~below"}) & self.nodes.keys()

    def _powers(
        self,
        ref: str,
        type: str,
        powers: list[Reached],
        *,
        towards: bool = False,
        dashed: bool = False,
    ) -> None:
        """Join powers to a symbol: one by one where all fit, else what is not drawn yet as one."""
        new = [p for p in powers if p.power.ref not in self.nodes]
        if len(self.shown_powers) + len(new) <= self.most:
            for reached in new:
                self.nodes[reached.power.ref] = _node(reached.power)
                self.shown_powers.add(reached.power.ref)
            crowd = 0
        else:
            crowd = len(new)
        ends = [p.power.ref for p in powers if p.power.ref in self.nodes]
        if crowd:
            many = f"Power/~{ref}"
            self.nodes[many] = Node(many, label_name("Power", self.language), count=crowd)
            ends.append(many)
        for end in ends:
            pair = (end, ref) if towards else (ref, end)
            self.edges.append(Edge(*pair, type, dashed=dashed))

    def _join(
        self, source: str, target: Named, type: str, name: str = "", dashed: bool = False
    ) -> None:
        self.nodes.setdefault(target.ref, _node(target))
        self.edges.append(Edge(source, target.ref, type, name, dashed))

    def _code(self, type: str, column: str, code: str | None) -> str:
        """What is written on a line: what is stated of it, else the name of its type."""
        return code_name(SCHEMA.rels[type].props[column], code, self.language) if code else ""


def _node(named: Named) -> Node:
    return Node(named.ref, named.name, (("uid", split(named.ref)[1]),), named.mark)


def names_of(reach: Reach) -> dict[str, str]:
    """The names of the posts, bodies and units on the ways of a reach, by reference."""
    return (
        {h.post.ref: h.post.name for h in reach.held}
        | {s.body.ref: s.body.name for s in reach.seats}
        | {r.post.ref: r.post.name for r in reach.below}
        | {c.target.ref: c.target.name for c in reach.charges}
    )
