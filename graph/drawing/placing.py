"""The geometry of a layout: rings around roots, parts packed side by side, cells pushed apart."""

from __future__ import annotations

from math import atan2, cos, pi, sin, sqrt
from typing import Final, TypeAlias

Place: TypeAlias = tuple[float, float]
Places: TypeAlias = dict[int, Place]
Adjacency: TypeAlias = list[list[int]]

CELL_X: Final = 118.0  # eight Chinese characters at 13 pixels, and a gap
CELL_Y: Final = 82.0  # symbol, two lines of text, and a gap


def in_rings(part: list[int], near: Adjacency, roots: list[int]) -> Places:
    """Breadth first from the roots: each step one ring further, children within their parent's arc.

    Arcs go by the number of leaves, so that a bushy branch gets the room it needs.
    """
    parent, order = _tree(roots, near)
    children: dict[int, list[int]] = {}
    for node in order:
        if parent[node] is not None:
            children.setdefault(parent[node] or 0, []).append(node)
    leaves = dict.fromkeys(part, 1)
    for node in reversed(order):
        if node in children:
            leaves[node] = sum(leaves[child] for child in children[node])
    arcs: dict[int, tuple[float, float]] = {}
    level = dict.fromkeys(roots, 0)
    total = sum(leaves[r] for r in roots)
    start = -pi / 2
    for root in roots:
        arcs[root] = (start, start + 2 * pi * leaves[root] / total)
        start = arcs[root][1]
    for node in order:
        low, high = arcs[node]
        for child in children.get(node, []):
            width = (high - low) * leaves[child] / leaves[node]
            arcs[child] = (low, low + width)
            low += width
            level[child] = level[node] + 1
    return _on_rings(order, level, arcs, alone=len(roots) == 1)


def _tree(roots: list[int], near: Adjacency) -> tuple[dict[int, int | None], list[int]]:
    parent: dict[int, int | None] = dict.fromkeys(roots)
    order = list(roots)
    for node in order:
        for other in near[node]:
            if other not in parent:
                parent[other] = node
                order.append(other)
    return parent, order


def _on_rings(
    order: list[int], level: dict[int, int], arcs: dict[int, tuple[float, float]], *, alone: bool
) -> Places:
    rings: dict[int, list[int]] = {}
    for node in order:
        rings.setdefault(level[node], []).append(node)
    places: Places = {}
    radius = 0.0
    for depth, ring in sorted(rings.items()):
        # A crowded ring becomes several close ones, or it would be as wide as a village.
        tracks = 1 if depth == 0 else max(1, round(sqrt(len(ring) / 14)))
        needed = len(ring) / tracks * CELL_X / (2 * pi * 1.25)
        radius = 0.0 if depth == 0 and alone else max(radius + 1.35 * CELL_Y, needed)
        for i, node in enumerate(ring):
            angle = sum(arcs[node]) / 2
            out = radius + (i % tracks) * CELL_Y
            places[node] = (1.5 * out * cos(angle), out * sin(angle))
        radius += (tracks - 1) * CELL_Y
    return places


def beside(held: Places, near: Adjacency) -> Places:
    """The others around what they are joined to, on the side away from the middle of the picture.

    Nodes that are joined to nothing that stands somewhere go in a row below.
    """
    places = dict(held)
    middle = (
        sum(x for x, _ in held.values()) / len(held),
        sum(y for _, y in held.values()) / len(held),
    )
    waiting = [node for node in range(len(near)) if node not in held]
    while waiting:
        fans: dict[int, list[int]] = {}
        for node in waiting:
            anchor = next((other for other in near[node] if other in places), None)
            if anchor is not None:
                fans.setdefault(anchor, []).append(node)
        if not fans:
            left = min(x for x, _ in places.values())
            low = max(y for _, y in places.values()) + 2 * CELL_Y
            return places | {n: (left + i * CELL_X, low) for i, n in enumerate(waiting)}
        for anchor, nodes in fans.items():
            places |= _fan(places[anchor], nodes, middle)
        waiting = [node for node in waiting if node not in places]
    return places


def _fan(anchor: Place, nodes: list[int], middle: Place) -> Places:
    """Nodes on arcs around one, open to the side that looks away from the middle."""
    away = atan2(anchor[1] - middle[1], anchor[0] - middle[0])
    tracks = max(1, round(sqrt(len(nodes) / 10)))
    width = min(2 * pi, 0.55 * len(nodes) / tracks)
    places: Places = {}
    for i, node in enumerate(nodes):
        angle = away + ((i + 0.5) / len(nodes) - 0.5) * width
        out = 1.6 * CELL_Y + i % tracks * CELL_Y
        places[node] = (anchor[0] + 1.4 * out * cos(angle), anchor[1] + out * sin(angle))
    return places


def lying(places: list[Place]) -> list[Place]:
    """Turned so that the long side lies flat, and scaled to a box of 1 × 1."""
    n = len(places)
    mx, my = sum(x for x, _ in places) / n, sum(y for _, y in places) / n
    xx = sum((x - mx) ** 2 for x, _ in places)
    yy = sum((y - my) ** 2 for _, y in places)
    xy = sum((x - mx) * (y - my) for x, y in places)
    turn = -atan2(2 * xy, xx - yy) / 2
    turned = [(x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)) for x, y in places]
    xs, ys = [x for x, _ in turned], [y for _, y in turned]
    wide, high = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    return [((x - min(xs)) / wide, (y - min(ys)) / high) for x, y in turned]


def packed(parts: list[Places], aspect: float) -> Places:
    """Parts on shelves, largest first, in a block about `aspect` times as wide as high."""
    boxes = []
    for part in parts:
        xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
        boxes.append((min(xs), min(ys), max(xs) - min(xs) + CELL_X, max(ys) - min(ys) + CELL_Y))
    area = sum(width * height for _, _, width, height in boxes)
    limit = max([sqrt(area * aspect), *(width for _, _, width, _ in boxes)])
    places: Places = {}
    x = y = shelf = 0.0
    for part, (left, top, width, height) in zip(parts, boxes, strict=True):
        if x and x + width > limit:
            x, y, shelf = 0.0, y + shelf, 0.0
        for node, (px, py) in part.items():
            places[node] = (px - left + x, py - top + y)
        x += width
        shelf = max(shelf, height)
    return places


def pushed_apart(places: Places) -> Places:
    """The same picture, centred, with no two cells on top of one another where that can be had."""
    nodes = sorted(places)
    xs = [places[n][0] for n in nodes]
    ys = [places[n][1] for n in nodes]
    rounds = 60 if len(nodes) <= 400 else 12 if len(nodes) <= 2500 else 4
    for turn in range(rounds):
        if not _push(xs, ys, turn):
            break
    if nodes:
        middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        xs, ys = [x - middle_x for x in xs], [y - middle_y for y in ys]
    return _distinct({n: (xs[i], ys[i]) for i, n in enumerate(nodes)})


def _push(xs: list[float], ys: list[float], turn: int) -> bool:
    """One round over all pairs that are close; True when something moved."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells.setdefault((int(x // CELL_X), int(y // CELL_Y)), []).append(i)
    moved = False
    for (column, row), here in cells.items():
        for dx, dy in ((0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)):
            for j in cells.get((column + dx, row + dy), ()):
                for i in here:
                    if (dx or dy or i < j) and i != j:
                        moved |= _push_pair(xs, ys, i, j, turn)
    return moved


def _push_pair(xs: list[float], ys: list[float], i: int, j: int, turn: int) -> bool:
    gap_x, gap_y = xs[j] - xs[i], ys[j] - ys[i]
    over_x, over_y = CELL_X - abs(gap_x), CELL_Y - abs(gap_y)
    if over_x <= 0.5 or over_y <= 0.5:
        return False
    if over_x / CELL_X < over_y / CELL_Y or (gap_y == 0 and (i + turn) % 2):
        half = over_x / 2 if gap_x >= 0 else -over_x / 2
        xs[i] -= half
        xs[j] += half
    else:
        half = over_y / 2 if gap_y >= 0 else -over_y / 2
        ys[i] -= half
        ys[j] += half
    return True


def _distinct(places: Places) -> Places:
    taken: set[tuple[float, float]] = set()
    for node, (x, y) in places.items():
        while (round(x, 1), round(y, 1)) in taken:
            x += CELL_X / 4
        taken.add((round(x, 1), round(y, 1)))
        places[node] = (x, y)
    return places
