"""A generated county as CSV tables: about 100,000 nodes and 250,000 relationships.

Not a believable county (the demo is): its shape is what matters. Every size is a parameter, so that
growth can be measured.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

SEED = 20260630
DEPARTMENTS = 190
POWERS_PER_DEPARTMENT = 42
POSTS_PER_DEPARTMENT = 32
STEPS_PER_POWER = 4
RISKS_PER_POWER = 2
MEASURES_PER_RISK = 1


def write(folder: Path, scale: float = 1.0) -> None:
    """Write the tables into a folder. `scale` multiplies the number of departments."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(SEED)
    units = [f"D{i:04d}" for i in range(round(DEPARTMENTS * scale))]
    posts = {u: [f"{u}-P{i:02d}" for i in range(POSTS_PER_DEPARTMENT)] for u in units}
    powers = {u: [f"{u}-W{i:02d}" for i in range(POWERS_PER_DEPARTMENT)] for u in units}
    _table(
        folder,
        "departments",
        ("uid", "name", "kind"),
        ((u, f"单位{u}", "DISTRICT_DEPT") for u in units),
    )
    _table(
        folder,
        "sections",
        ("uid", "name", "department"),
        ((f"{u}-S{i}", f"科室{u}-{i}", u) for u in units for i in range(5)),
    )
    _table(
        folder,
        "legal_bases",
        ("uid", "name", "kind"),
        ((f"L{i:03d}", f"法律{i}", "LAW") for i in range(300)),
    )
    _table(
        folder,
        "restraint_systems",
        ("uid", "name"),
        ((f"{u}-R{i}", f"制度{u}-{i}") for u in units for i in range(6)),
    )
    _table(
        folder,
        "posts",
        ("uid", "name", "department", "section", "is_top_leader", "reports_to"),
        _posts(posts),
    )
    _table(folder, "officials", ("uid", "name"), ((f"O{p}", f"人员{p}") for p in _all(posts)))
    _table(
        folder,
        "appointments",
        ("official", "post", "valid_from"),
        ((f"O{p}", p, _day(draw)) for p in _all(posts)),
    )
    _table(
        folder,
        "powers",
        ("uid", "name", "power_type", "department", "section", "risk_level", "has_discretion"),
        (
            (
                w,
                f"权力事项{w}",
                draw.choice(("01", "02", "06", "10")),
                u,
                f"{u}-S{i % 5}",
                draw.choice(("HIGH", "MEDIUM", "LOW")),
                "false",
            )
            for u in units
            for i, w in enumerate(powers[u])
        ),
    )
    _table(
        folder,
        "authorizations",
        ("power", "basis", "article"),
        ((w, f"L{draw.randrange(300):03d}", f"第{draw.randrange(1, 90)}条") for w in _all(powers)),
    )
    _table(
        folder,
        "restraints",
        ("power", "system"),
        ((w, f"{u}-R{i % 6}") for u in units for i, w in enumerate(powers[u])),
    )
    _table(
        folder,
        "roles",
        ("uid", "power", "kind"),
        ((f"{w}-{k[0]}", w, k) for w in _all(powers) for k in _KINDS),
    )
    _table(
        folder,
        "role_holders",
        ("role", "holder_label", "holder", "valid_from"),
        (
            (f"{w}-{k[0]}", "Post", p, "2024-01-01")
            for u in units
            for w in powers[u]
            for k, p in zip(_KINDS, draw.sample(posts[u], 3), strict=True)
        ),
    )
    _table(
        folder,
        "steps",
        ("uid", "power", "seq", "name", "kind", "role"),
        (
            (f"{w}-T{i}", w, i + 1, f"环节{i + 1}", k, f"{w}-{r[0]}")
            for w in _all(powers)
            for i, (k, r) in enumerate(_STEPS)
        ),
    )
    _table(
        folder,
        "risk_points",
        ("uid", "power", "step", "post", "name", "level"),
        (
            (f"{w}-K{i}", w, f"{w}-T{i}", posts[u][i], f"风险点{i}", "MEDIUM")
            for u in units
            for w in powers[u]
            for i in range(RISKS_PER_POWER)
        ),
    )
    _table(
        folder,
        "control_measures",
        ("uid", "risk_point", "text", "owner"),
        (
            (f"{w}-K{i}-M{j}", f"{w}-K{i}", f"防控措施{j}", posts[u][(i + j) % 5])
            for u in units
            for w in powers[u]
            for i in range(RISKS_PER_POWER)
            for j in range(MEASURES_PER_RISK)
        ),
    )


_KINDS = ("DECISION", "EXECUTION", "SUPERVISION")
_STEPS = (
    ("ACCEPT", "EXECUTION"),
    ("REVIEW", "SUPERVISION"),
    ("DECIDE", "DECISION"),
    ("DELIVER", "EXECUTION"),
)


def _posts(posts: dict[str, list[str]]) -> Iterator[tuple[object, ...]]:
    for unit, own in posts.items():
        for i, post in enumerate(own):
            above = "" if i == 0 else own[(i - 1) // 4]
            yield post, f"岗位{post}", unit, f"{unit}-S{i % 5}", str(i == 0).lower(), above


def _all(by_unit: dict[str, list[str]]) -> Iterator[str]:
    for own in by_unit.values():
        yield from own


def _day(draw: random.Random) -> str:
    return (date(2018, 1, 1) + timedelta(days=draw.randrange(2500))).isoformat()


def _table(
    folder: Path, name: str, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]
) -> None:
    with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)
