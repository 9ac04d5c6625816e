"""Where each node stands, computed here because physics in a browser is unusable from 500 nodes.

Units are pixels at zoom 1, x to the right and y downwards, around (0, 0). A node with its text
takes a cell of `CELL_X` × `CELL_Y`; pictures are wider than high, as screens are.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil, sqrt
from typing import Final, Literal, TypeAlias

import rustworkx as rx

from graph.drawing.model import Picture
from graph.drawing.placing import (
    CELL_X,
    CELL_Y,
    Adjacency,
    Place,
    Places,
    beside,
    in_rings,
    lying,
    packed,
    pushed_apart,
)
from graph.schema import SCHEMA

Layout: TypeAlias = Literal["force", "layers", "rings"]

SEED: Final = 20210301
ASPECT: Final = 1.7
_HELD: Final = 6  # times as many nodes as stand somewhere already: more, and all are laid out anew
_ROUNDS: Final = ((150, 120), (400, 80), (800, 30), (2500, 8))  # nodes up to, rounds of springs

# From who stands above to what is done; labels not named here follow in the schema's order.
_RANKS: Final = (
    ("Region",),
    ("Department", "Inspection"),
    ("Section", "Body", "PowerList", "Meeting"),
    ("Official", "Counterparty"),
    ("Post",),
    ("Role",),
    ("Power", "Matter", "Contract", "Payment"),
    ("Step", "CaseFile"),
    ("RiskPoint", "Problem"),
    ("ControlMeasure", "Rectification", "LegalBasis", "RestraintSystem"),
)
_UPWARDS: Final = frozenset({"PART_OF", "REPORTS_TO", "CHILD_OF", "SECTION_OF"})


def positions(picture: Picture, kind: Layout = "force") -> dict[str, Place]:
    """A place for every node, the same on every run.

    Args:
        kind: "force" for networks, "layers" for hierarchies (official, post, role, power …),
            "rings" around the focus: one ring a step away from it.
    """
    return dict(_positions(picture, kind))


@lru_cache(maxsize=64)
def _positions(picture: Picture, kind: Layout) -> tuple[tuple[str, Place], ...]:
    refs = [n.ref for n in picture.nodes]
    index = {ref: i for i, ref in enumerate(refs)}
    near: Adjacency = [[] for _ in refs]
    for source, target in dict.fromkeys((index[e.source], index[e.target]) for e in picture.edges):
        if source != target:
            near[source].append(target)
            near[target].append(source)
    near = [list(dict.fromkeys(others)) for others in near]
    held = {index[ref]: place for ref, place in picture.places if ref in index}
    if kind == "layers":
        places = _layers(picture, index, near)
    elif kind == "force" and held and len(held) * _HELD >= len(refs):
        places = beside(held, near)
    else:
        centres = [i for i, n in enumerate(picture.nodes) if n.focus]
        places = packed([_part(part, near, centres, kind) for part in _parts(near)], ASPECT)
    places = pushed_apart(places)
    return tuple(
        (ref, (round(places[i][0], 1), round(places[i][1], 1))) for i, ref in enumerate(refs)
    )


def _parts(near: Adjacency) -> list[list[int]]:
    """What hangs together, the largest first; nodes in the picture's order."""
    parts: list[list[int]] = []
    seen = [False] * len(near)
    for start in range(len(near)):
        if seen[start]:
            continue
        seen[start] = True
        part = [start]
        for node in part:
            for other in near[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return sorted(parts, key=lambda part: (-len(part), part[0]))


def _part(part: list[int], near: Adjacency, centres: Iterable[int], kind: Layout) -> Places:
    inside = set(part)
    roots = [c for c in centres if c in inside]
    if not roots:
        roots = [max(part, key=lambda i: (len(near[i]), -i))]
    rings = in_rings(part, near, roots)
    if kind == "rings" or len(part) < 4:
        return rings
    rounds = next((r for most, r in _ROUNDS if len(part) <= most), 0)
    return _springs(part, near, rings, rounds) if rounds else rings


def _springs(part: list[int], near: Adjacency, start: Places, rounds: int) -> Places:
    """Fruchterman–Reingold from the rings, which are tangled less than a random start."""
    local = {node: i for i, node in enumerate(part)}
    network: rx.PyGraph[None, None] = rx.PyGraph()
    network.add_nodes_from([None] * len(part))
    network.add_edges_from_no_data([(local[a], local[b]) for a in part for b in near[a] if a < b])
    reach = max(max(abs(x), abs(y)) for x, y in start.values()) or 1.0
    first = {local[node]: (x / reach, y / reach) for node, (x, y) in start.items()}
    found = rx.spring_layout(network, pos=first, num_iter=rounds, seed=SEED)
    flat = lying([(found[i][0], found[i][1]) for i in range(len(part))])
    # Room for all cells with as much again between them, in the shape of a screen.
    high = sqrt(len(part) * CELL_X * CELL_Y * 1.6 / ASPECT)
    return {node: (flat[i][0] * high * ASPECT, flat[i][1] * high) for i, node in enumerate(part)}


def _layers(picture: Picture, index: dict[str, int], near: Adjacency) -> Places:
    rank = {label: i for i, labels in enumerate(_RANKS) for label in labels}
    for label in SCHEMA.nodes:
        rank.setdefault(label, max(rank.values()) + 1)
    depth = _depths(picture, index)
    rows: dict[tuple[int, int], list[int]] = {}
    for i, drawn in enumerate(picture.nodes):
        rows.setdefault((rank[drawn.label], depth[i]), []).append(i)
    layers = [rows[key] for key in sorted(rows)]
    order = {node: i / max(1, len(layer)) for layer in layers for i, node in enumerate(layer)}
    for down in (True, False) * 4:  # each node above the middle of what it is joined to
        for layer in layers if down else reversed(layers):
            mean = {
                node: sum(order[o] for o in near[node]) / len(near[node])
                if near[node]
                else order[node]
                for node in layer
            }
            layer.sort(key=lambda node: (mean[node], node))
            order |= {node: (i + 0.5) / len(layer) for i, node in enumerate(layer)}
    most = next(m for m in range(8, len(picture.nodes) + 9) if _is_wide(layers, m))
    widest = min(most, max((len(layer) for layer in layers), default=0))
    places: Places = {}
    y = 0.0
    for layer in layers:
        lines = ceil(len(layer) / most)
        # A short row is spread, so that its names have room; the whole stays as wide as it is.
        across = min(widest, len(layer) * 2.2 / lines) * CELL_X
        for i, node in enumerate(layer):
            # Neighbours in a long layer go to different lines, so that it keeps its order.
            x = (i + 0.5) / len(layer) * across - across / 2
            places[node] = (x, y + i % lines * CELL_Y)
        y += (lines + 0.6) * CELL_Y
    return places


def _is_wide(layers: list[list[int]], most: int) -> bool:
    """Whether rows of at most so many make a picture wider than high, or cannot be longer."""
    widest = max((len(layer) for layer in layers), default=0)
    high = sum(ceil(len(layer) / most) + 0.6 for layer in layers) * CELL_Y
    return most >= widest or most * CELL_X >= 2 * high


def _depths(picture: Picture, index: dict[str, int]) -> list[int]:
    """Steps below the top among nodes of one label; a circle is cut where it closes."""
    above: dict[int, list[int]] = {}
    for edge in picture.edges:
        source, target = index[edge.source], index[edge.target]
        if edge.type in _UPWARDS and picture.nodes[source].label == picture.nodes[target].label:
            above.setdefault(source, []).append(target)
    depth = [0] * len(picture.nodes)
    for start in above:
        seen, level, frontier = {start}, 0, above[start]
        while frontier := [n for n in dict.fromkeys(frontier) if n not in seen]:
            seen.update(frontier)
            level += 1
            frontier = [up for n in frontier for up in above.get(n, [])]
        depth[start] = level
    return depth
