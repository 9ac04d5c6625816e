"""Names by rule: no name of the plain edition is in the masked one, in whatever place."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from graph.embedded import EmbeddedStore
from graph.store import Statement, Store
from powergraph.cli import run
from powergraph.masking import SMALL_GROUP, MaskedStore, Masking, few
from powergraph.reports.context import look
from powergraph.reports.tree import Document
from powergraph.reports.write import RENDERERS
from tests.report_graphs import TABLES, make, report

PEOPLE = 24
# What names are made of here and words of the report are not, so that a hit is a leak.
GIVEN = "翀骉骢騄騑騛騠騤騧騨"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph with many people: posts, kin, interests, a business, a household; names
    stand in other texts, too."""
    officials = [TABLES["officials"][0]]
    appointments = [TABLES["appointments"][0]]
    posts = [*TABLES["posts"]]
    kin = [TABLES["kinships"][0]]
    for at in range(PEOPLE):
        name = f"{'欧阳' if at % 5 == 0 else '陈林周'[at % 3]}{GIVEN[at % 10]}{GIVEN[at // 10]}"
        officials.append((f"A{at}", name))
        posts.append((f"Q{at}", f"干事（{at}）", "D1", "S1", "否", "是" if at < 6 else "否", "P1"))
        appointments.append((f"A{at}", f"Q{at}", "2024-01-01", ""))
        if at:
            kin.append((f"A{at}", f"A{at - 1}", "近姻亲"))
    tables = dict(TABLES) | {
        "officials": officials,
        "posts": posts,
        "appointments": appointments,
        "kinships": kin,
        "counterparties": [
            TABLES["counterparties"][0],
            ("E1", "骉骢商贸A&B有限公司", "企业"),
            ("E2", "骉騠", "农户"),
        ],
        "control_measures": [
            TABLES["control_measures"][0],
            ("M1", "K1", "由林骉翀复核，骉骢商贸A&B有限公司回避", "P2"),
        ],
        "role_holders": [
            TABLES["role_holders"][0],
            *[(f"R{n}", "岗位", f"Q{n}") for n in range(1, 6)],
        ],
    }
    folder = tmp_path_factory.mktemp("many")
    with closing(EmbeddedStore(make(folder, tables))) as store:
        yield store


@pytest.fixture(scope="module")
def editions(many: Store) -> tuple[Document, Document]:
    """The plain report of D1, and the masked one."""
    masked = MaskedStore(many, Masking.of(many, "zh"))
    plain, hidden = (look(store, language="zh") for store in (many, masked))
    return report(plain, "D1"), report(hidden, "D1")


def names_of(store: Store) -> list[str]:
    """Every name of a person or counterparty in the graph itself."""
    found = []
    for label in ("Official", "Counterparty"):
        found += [r["n"] for r in store.read(f"MATCH (x:{label}) RETURN x.name AS n ORDER BY n")]
    return found


def insides(name: str, data: bytes) -> str:
    """All text of a file: members of archives, drawings, PDF text and what it says of itself."""
    if name == "pdf":
        reader = PdfReader(io.BytesIO(data))
        told = " ".join(str(v) for v in (reader.metadata or {}).values())
        marks = " ".join(str(entry) for entry in _flat(reader.outline))
        pages = "".join(page.extract_text() for page in reader.pages)
        # Alternative texts stand in the tree of tags, as UTF-16.
        alts = " ".join(_alts(reader))
        return re.sub(r"[\s\u200b\u2060]", "", told + marks + pages + alts)
    if name == "html":
        page = unescape(data.decode())
        drawn = re.findall(r"base64,([A-Za-z0-9+/=]+)", page)
        return page + "".join(base64.b64decode(one).decode() for one in drawn)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))]
        return unescape(" ".join(archive.namelist()) + b"".join(parts).decode())


def _flat(entries: object) -> Iterator[object]:
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry.title


def _alts(reader: PdfReader) -> Iterator[str]:
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        try:
            found = reader.get_object(number)
        except Exception:  # noqa: BLE001 - a number that names no object
            continue
        if isinstance(found, dict) and "/Alt" in found:
            yield str(found["/Alt"])


@pytest.mark.parametrize("form", list(RENDERERS))
def test_no_name_of_the_plain_edition_is_in_the_masked_one(
    many: Store, editions: tuple[Document, Document], form: str
) -> None:
    names = names_of(many)
    plain, masked = (insides(form, RENDERERS[form](edition)) for edition in editions)
    shown = [n for n in names if n in plain]
    assert len(shown) > PEOPLE / 2, "the plain edition names people, or the test shows nothing"
    assert [n for n in names if n in masked] == []
    assert set(GIVEN) & set(masked) == set(), "a given name, or a part of one"


def test_names_that_are_typed_elsewhere_are_masked(many: Store) -> None:
    name = names_of(many)[0]
    masked = MaskedStore(many, Masking.of(many, "zh"))
    county = look(masked, language="zh", round=f"由{name}带队", answers={"D1.others.audit": name})
    document = report(county, "D1")
    assert document.subtitle.startswith("由")
    for form in ("docx", "html"):
        assert name not in insides(form, RENDERERS[form](document))


def test_no_name_is_in_a_file_name_or_the_index(tmp_path: Path) -> None:
    tables = dict(TABLES)
    tables["departments"] = [*TABLES["departments"][:1], ("D1", "王小明工作室", "区直部门"),
                             *TABLES["departments"][2:]]  # fmt: skip
    graph = make(tmp_path, tables)
    out = tmp_path / "out"
    done = run(["report", "D1", "-o", str(out), "--graph", str(graph), "--masked", "--format",
                "html", "--as-of", "2026-06-30"])  # fmt: skip
    assert done == 0
    [folder] = [path for path in out.iterdir() if path.is_dir()]
    assert [path.name for path in folder.iterdir() if "王小明" in path.name] == []
    for path in folder.iterdir():
        assert "王小明" not in path.read_text(encoding="utf-8")


def test_a_name_is_masked_the_same_way_each_time(many: Store) -> None:
    assert Masking.of(many, "zh").names == Masking.of(many, "zh").names


def test_a_family_name_stays_and_a_double_one_whole() -> None:
    masking = Masking.from_names({"欧阳振国": "欧阳某1"})
    assert masking.text("欧阳振国同志") == "欧阳某1同志"


def test_masked_names_tell_people_apart(many: Store) -> None:
    masked = Masking.of(many, "zh").names
    assert len(set(masked.values())) == len(masked)


def test_businesses_and_people_are_masked_by_kind(many: Store) -> None:
    masked = Masking.of(many, "zh").names
    assert masked["骉骢商贸A&B有限公司"].startswith("企业")
    assert masked["骉騠"].startswith("农户")
    assert next(v for k, v in masked.items() if k.startswith("欧阳")).startswith("欧阳某")


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, None), (2, None), (3, "3"), (40, "40")])
def test_small_groups_are_not_counted_out(count: int, shown: str | None) -> None:
    assert few(count, "zh", masked=True) == (shown or f"少于{SMALL_GROUP}")
    assert few(count, "zh", masked=False) == str(count)


def test_a_masked_graph_cannot_be_written_to(many: Store) -> None:
    with pytest.raises(TypeError):
        MaskedStore(many, Masking.of(many, "zh")).write([Statement("CREATE (:Post {uid: 'x'})")])
