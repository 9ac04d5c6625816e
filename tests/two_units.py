"""Who may be named to a viewer of one unit, worked out from the tables alone; and what a page says.

A second account of whose a fact is: it knows columns, not relationships.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from graph.schema import SCHEMA
from graph.text import LANGUAGES, catalogue

Rows = Mapping[str, list[dict[str, str]]]

# Tables of a unit's own rows, by the column that leads to their owner and the table of that.
_OWNER: Final = (
    ("sections", "department", "departments"),
    ("bodies", "department", "departments"),
    ("posts", "department", "departments"),
    ("powers", "department", "departments"),
    ("roles", "power", "powers"),
    ("steps", "power", "powers"),
    ("risk_points", "power", "powers"),
    ("cases", "department", "departments"),
    ("matters", "department", "departments"),
    ("meetings", "body", "bodies"),
    ("statements", "matter", "matters"),
    ("payments", "department", "departments"),
    ("countersigns", "payment", "payments"),
    ("contracts", "department", "departments"),
    ("problems", "department", "departments"),
)
# Columns of those rows in which an official or a power is named.
_NAMES_OFFICIAL: Final = (
    ("departments", "steward"), ("case_events", "official"), ("statements", "official"),
    ("votes", "official"), ("filings", "responsible"), ("payments", "handler"),
    ("countersigns", "official"), ("contracts", "handler"), ("contracts", "reviewer"),
    ("contracts", "acceptor"), ("memberships", "official"), ("accountabilities", "official"),
)  # fmt: skip
_NAMES_POWER: Final = (
    ("powers", "parent"), ("cases", "power"), ("matters", "power"), ("problems", "power"),
)  # fmt: skip


def read_rows(folder: Path) -> Rows:
    """The CSV files of a folder: table name to rows, under the English names of the columns."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in folder.glob("*.csv"):
        table = SCHEMA.table(path.stem)
        assert table is not None
        names = {c.zh: c.name for c in table.columns} | {c.name: c.name for c in table.columns}
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                found[table.name].append({names[k]: v for k, v in row.items() if k in names})
    return found


def forbidden(rows: Rows, unit: str) -> set[str]:
    """Uids and names of officials and powers that a viewer of the unit may not meet. A name that
    somebody who may be met has too, or that a text of the program holds, proves nothing."""
    own: dict[str, set[str]] = defaultdict(set, {"departments": {unit}})
    for name, column, owner in _OWNER:
        own[name] = {row["uid"] for row in rows[name] if row.get(column) in own[owner]}
    own["case_events"] = own["cases"]
    key = {
        "case_events": "case", "votes": "matter", "memberships": "body", "filings": "matter",
        "accountabilities": "power",
    }  # fmt: skip
    of = {"votes": "matters", "memberships": "bodies", "filings": "matters"}
    of |= {"accountabilities": "powers", "case_events": "cases"}
    people = {r["official"] for r in rows["appointments"] if r["post"] in own["posts"]}
    for name, column in _NAMES_OFFICIAL:
        where, wanted = key.get(name, "uid"), own[of.get(name, name)]
        for row in rows[name]:
            if set(row[where].split(";")) & wanted:
                people |= set(row.get(column, "").split(";"))
    helping = {r["holder"] for r in rows["role_holders"] if r["role"] in own["roles"]}
    people |= {r["official"] for r in rows["appointments"] if r["post"] in helping}
    powers = set(own["powers"])
    for name, column in _NAMES_POWER:
        powers |= {row.get(column, "") for row in rows[name] if row["uid"] in own[name]}
    powers |= {r["power"] for r in rows["delegations"] if r["department"] == unit}
    powers |= {r["target"] for r in rows["charges"] if r["post"] in own["posts"]}
    known = "\n".join(text for language in LANGUAGES for text in catalogue(language).values())
    found: set[str] = set()
    for name, met in (("officials", people), ("powers", powers)):
        heard = {row["name"] for row in rows[name] if row["uid"] in met}
        heard_text = "\n".join(heard) + known
        for row in rows[name]:
            if row["uid"] not in met:
                found.add(row["uid"])
                if row["name"] not in heard_text:
                    found.add(row["name"])
    return found


def told(app: AppTest) -> str:
    """All that a page hands to the browser: every element as it goes over the wire."""
    return "\n".join(_told(app._tree.main)) + "\n".join(_told(app._tree.sidebar))


def _told(block: Block) -> Iterator[str]:
    for element in block.children.values():
        if isinstance(element, Block):
            yield from _told(element)
        proto: Any = getattr(element, "proto", None)
        if proto is not None:
            yield readable(proto.SerializeToString())


def readable(data: bytes) -> str:
    r"""Bytes as text, with what JSON escapes.

    >>> readable(b'{"name": "\\u738b\\u5f3a"}')
    '{"name": "王强"}'
    """
    text = data.decode("utf-8", "replace")
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def insides(name: str, data: bytes | str) -> str:
    """All text of a file; of an archive, that of its members."""
    if isinstance(data, str):
        return data
    if not name.endswith((".xlsx", ".docx", ".zip")):
        return readable(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(readable(archive.read(part)) for part in archive.namelist())


def met(text: str, words: set[str]) -> set[str]:
    """Those of the words that stand in a text: uids as whole words, short names as they are."""
    pieces = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9-]*", text))
    runs = re.findall(r"[一-鿿]+", text)
    pieces |= {run[i : i + n] for run in runs for n in (2, 3, 4) for i in range(len(run) - n + 1)}
    return {w for w in words if w in pieces or (len(w) > 4 and not w.isascii() and w in text)}
