"""The demo county is as large as the founding document says, the same each time, and whole."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from powergraph import demo

CASES = 300


@pytest.fixture(scope="module")
def county() -> demo.County:
    return demo.build(CASES, planted=False)


@pytest.fixture(scope="module")
def folder(county: demo.County, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / demo.FOLDER
    demo.write(county, folder)
    return folder


def test_the_clean_county_has_the_figures_of_the_document(county: demo.County) -> None:
    assert demo.figures(county) == {
        "departments": 86,
        "towns": 6,
        "communities": 98,
        "listed_above": 653,
        "listed_communities": 937,
        "unlisted": 251,
        "risk_powers": 1_841,
        "risk_points": 7_532,
        "measures": 10_809,
        "systems": 1_200,
        "affairs": 865,
    }


def test_disclosures_of_the_three_affairs_are_of_no_power_or_matter(county: demo.County) -> None:
    affairs = [d for d in county.where("disclosures") if d.get("affair")]
    assert {d["affair"] for d in affairs} == {"PARTY", "GOVERNMENT", "FINANCE"}
    assert not [d for d in affairs if d.get("power") or d.get("matter")]


def test_every_system_restrains_a_power(county: demo.County) -> None:
    used = {r["system"] for r in county.where("restraints")}
    assert used == {r["uid"] for r in county.where("restraint_systems")}


def test_the_same_seed_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    demo.write(demo.build(CASES, planted=False), tmp_path)
    assert _digests(tmp_path) == _digests(folder)


def test_another_seed_makes_another_county_of_the_same_size(county: demo.County) -> None:
    other = demo.build(0, planted=False, seed=7)
    assert demo.figures(other) == demo.figures(county)
    assert other.where("officials") != county.where("officials")


def test_only_cases_and_their_events_grow_with_the_number_of_cases(county: demo.County) -> None:
    assert len(list(county.rows("cases"))) == CASES
    none = demo.build(0, planted=False)
    assert not list(none.rows("cases"))
    assert none.where("powers") == county.where("powers")


def test_the_files_open_in_excel_and_say_what_they_are(folder: Path) -> None:
    powers = (folder / "权力事项.csv").read_bytes()
    assert powers.startswith(b"\xef\xbb\xbf")
    assert "合成数据" in folder.name
    assert all(f.name.startswith("合成数据") for f in demo.DemoReader(folder).files())


def _digests(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}
