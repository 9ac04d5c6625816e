"""Organograms: figures counted here by plain csv code, and small files that were made up."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Problem, SourceError
from graph.privacy import names_a_person
from graph.text import LANGUAGES
from loaders.cells import MAX_UID, parse
from loaders.formats import FORMATS, Options
from loaders.organogram import Organogram, slug, uid
from loaders.rows import RawRow

REAL = Path(__file__).parents[1] / "examples" / "real"
DAY = date(2013, 9, 30)

SENIOR = [
    "Post Unique Reference",
    "Name",
    "Grade",
    "Job Title",
    "Job/Team Function",
    "Parent Department",
    "Organisation",
    "Unit",
    "Contact Phone",
    "Contact E-mail",
    "Reports to Senior Post",
    "Salary Cost of Reports (£)",
    "FTE",
]
JUNIOR = [
    "Parent Department",
    "Organisation",
    "Unit",
    "Reporting Senior Post",
    "Grade",
    "Payscale Minimum (£)",
    "Generic Job Title",
    "Number of Posts in FTE",
    "Professional/Occupational Group",
]


def senior(ref: str = "1", to: str = "XX", **cells: str) -> dict[str, str]:
    row = dict.fromkeys(SENIOR, "x") | {
        "Post Unique Reference": ref,
        "Name": f"Holder {ref}",
        "Grade": "SCS1",
        "Job Title": f"Director {ref}",
        "Parent Department": "Ministry",
        "Organisation": "Agency",
        "Unit": "Finance",
        "Reports to Senior Post": to,
    }
    return row | {column.replace("_", " "): cell for column, cell in cells.items()}


def junior(to: str = "1", **cells: str) -> dict[str, str]:
    row = dict.fromkeys(JUNIOR, "x") | {
        "Parent Department": "Ministry",
        "Organisation": "Agency",
        "Unit": "Finance",
        "Reporting Senior Post": to,
        "Grade": "Adviser",
        "Generic Job Title": "Adviser",
        "Number of Posts in FTE": "2.5",
    }
    return row | {column.replace("_", " "): cell for column, cell in cells.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(
    folder: Path,
    seniors: Iterable[dict[str, str]],
    juniors: Iterable[dict[str, str]] = (),
    day: str = "300913",
    encoding: str = "utf-8",
) -> Path:
    for kind, header, records in (("senior", SENIOR, seniors), ("junior", JUNIOR, juniors)):
        path = folder / f"{day}-Agency-Organogram-{kind}.csv"
        with path.open("w", newline="", encoding=encoding) as stream:
            writer = csv.DictWriter(stream, header)
            writer.writeheader()
            writer.writerows(records)
    return folder


def read(*paths: Path, day: date | None = None) -> tuple[list[RawRow], list[Problem]]:
    problems: list[Problem] = []
    rows = list(Organogram(paths, day).rows(problems))
    for problem in problems:
        assert all(problem.render(language) for language in LANGUAGES)
    for row in rows:
        assert set(row.cells) <= {column.name for column in row.table.columns}
    return rows, problems


def of(rows: list[RawRow], table: str) -> dict[object, RawRow]:
    found = [row for row in rows if row.table.name == table]
    by_uid = {row.cells.get("uid", n): row for n, row in enumerate(found)}
    assert len(by_uid) == len(found)
    return by_uid


def keys(problems: list[Problem]) -> list[str]:
    return [problem.expected.key.removeprefix("expect.organogram.") for problem in problems]


def chain(posts: dict[object, RawRow], post: object) -> list[object]:
    """The post and all above it."""
    line = [post]
    while above := posts[line[-1]].cells["reports_to"]:
        line.append(above)
    return line


def plain(kind: str) -> list[dict[str, str]]:
    with (REAL / f"natural-england-{kind}.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


Real = tuple[list[RawRow], list[Problem]]


@pytest.fixture(scope="module")
def real() -> Real:
    return read(REAL, day=DAY)


def test_all_posts_but_the_eliminated_arrive(real: Real) -> None:
    rows, problems = real
    records = plain("senior")
    gone = [r["Post Unique Reference"] for r in records if r["Name"] == "Eliminated"]
    assert (len(records), len(gone), len(plain("junior"))) == (25, 2, 178)
    files = Counter(row.file for row in of(rows, "posts").values())
    assert files == {"natural-england-senior.csv": 23, "natural-england-junior.csv": 178}
    assert keys(problems) == ["eliminated", "eliminated"]
    assert {p.level for p in problems} == {"warning"}
    assert not {f"natural-england/{ref}" for ref in gone} & of(rows, "posts").keys()


def test_every_senior_post_left_has_a_holder_on_the_day_of_the_snapshot(real: Real) -> None:
    rows, _ = real
    names = [r["Name"] for r in plain("senior") if r["Name"] != "Eliminated"]
    assert [o.cells["name"] for o in of(rows, "officials").values()] == names
    held = of(rows, "appointments").values()
    assert len(held) == 23
    assert {a.cells["valid_from"] for a in held} == {"2013-09-30"}
    assert {a.cells["official"] for a in held} == of(rows, "officials").keys()
    assert {a.cells["post"] for a in held} <= of(rows, "posts").keys()


def test_the_levels_and_the_longest_line_of_reporting_are_those_of_the_file(real: Real) -> None:
    rows, _ = real
    above = {r["Post Unique Reference"]: r["Reports to Senior Post"] for r in plain("senior")}
    gone = {r["Post Unique Reference"] for r in plain("senior") if r["Name"] == "Eliminated"}

    def depth(ref: str) -> int:
        return 1 if above[ref] == "XX" else 1 + depth(above[ref])

    expected = Counter(depth(ref) for ref in above.keys() - gone)
    expected.update(1 + depth(r["Reporting Senior Post"]) for r in plain("junior"))
    posts = of(rows, "posts")
    assert Counter(len(chain(posts, post)) for post in posts) == expected
    assert expected == {1: 1, 2: 4 + 7, 3: 18 + 15, 4: 156}
    assert {chain(posts, post)[-1] for post in posts} == {"natural-england/1"}


def test_one_post_is_the_top_leaders(real: Real) -> None:
    rows, _ = real
    tops = [p.cells["name"] for p in of(rows, "posts").values() if p.cells.get("is_top_leader")]
    assert tops == ["Chief Executive"]


def test_juniors_stand_under_their_senior_posts_with_their_headcount(real: Real) -> None:
    rows, _ = real
    pools = [p.cells for p in of(rows, "posts").values() if "junior" in p.file]
    expected = Counter(f"natural-england/{r['Reporting Senior Post']}" for r in plain("junior"))
    assert Counter(str(p["reports_to"]) for p in pools) == expected
    assert expected.most_common(2) == [("natural-england/16", 18), ("natural-england/5", 15)]
    total = sum(float(r["Number of Posts in FTE"]) for r in plain("junior"))
    assert sum(float(str(p["headcount"])) for p in pools) == pytest.approx(total)


def test_units_are_sections_of_the_organisation_under_its_parent(real: Real) -> None:
    rows, _ = real
    units = {r["Unit"].strip() for r in plain("junior")}
    units |= {r["Unit"].strip() for r in plain("senior") if r["Name"] != "Eliminated"}
    assert {s.cells["name"] for s in of(rows, "sections").values()} == units
    assert len(units) == 18
    departments = of(rows, "departments")
    body = departments["natural-england"].cells
    assert departments[body["parent"]].cells["name"] == (
        "Department for Environment, Food and Rural Affairs"
    )


def test_every_cell_of_the_real_files_can_be_parsed(real: Real) -> None:
    for row in real[0]:
        columns = {column.name: column for column in row.table.columns}
        for name, cell in row.cells.items():
            parse(cell, columns[name])
            assert not names_a_person(str(cell))


def test_rows_are_records_as_excel_counts_them(real: Real) -> None:
    rows, _ = real
    lines = (REAL / "natural-england-senior.csv").read_text(encoding="utf-8").count("\n")
    assert lines > 26
    assert of(rows, "posts")["natural-england/25"].row == 26


# Small files that were made up


@pytest.mark.parametrize("name", ["", " ", "Vacant", "VACANT POST", "N/D", "n/a", "vacant - new"])
def test_a_vacant_post_has_no_holder(folder: Path, name: str) -> None:
    rows, problems = read(write(folder, [senior(Name=name)]))
    assert list(of(rows, "posts")) == ["agency/1"]
    assert not of(rows, "officials")
    assert not of(rows, "appointments")
    assert not problems


def test_nobody_reports_to_an_eliminated_post(folder: Path) -> None:
    seniors = [senior("1"), senior("2", "1", Name="Eliminated"), senior("3", "2")]
    rows, problems = read(write(folder, seniors, [junior("2")]))
    posts = of(rows, "posts")
    assert "agency/2" not in posts
    assert posts["agency/3"].cells["reports_to"] == ""
    assert keys(problems) == ["eliminated", "not_eliminated", "not_eliminated"]
    assert {p.level for p in problems} == {"warning"}


def test_an_unknown_senior_post_is_left_for_the_pipeline_to_refuse(folder: Path) -> None:
    rows, problems = read(write(folder, [senior()], [junior("99")]))
    [pool] = [p for p in of(rows, "posts").values() if "headcount" in p.cells]
    assert pool.cells["reports_to"] == "agency/99"
    assert not problems


def test_two_who_share_a_post_are_two_holders_of_one_post(folder: Path) -> None:
    rows, _ = read(write(folder, [senior(Name="Ada"), senior(Name="Bo")]))
    assert list(of(rows, "posts")) == ["agency/1"]
    assert list(of(rows, "officials")) == ["agency/1/ada", "agency/1/bo"]


def test_one_reference_for_different_posts_is_left_to_clash(folder: Path) -> None:
    rows, _ = read(write(folder, [senior(), senior(Grade="SCS2")]))
    posts = [row.cells for row in rows if row.table.name == "posts"]
    assert [p["uid"] for p in posts] == ["agency/1", "agency/1"]
    assert [p["rank"] for p in posts] == ["SCS1", "SCS2"]


def test_like_pools_are_numbered_from_the_second_on(folder: Path) -> None:
    rows, _ = read(write(folder, [senior()], [junior(), junior(), junior(Grade="Manager")]))
    pools = [uid for uid, p in of(rows, "posts").items() if "headcount" in p.cells]
    assert pools == [
        "agency/pool/1/finance/adviser/adviser",
        "agency/pool/1/finance/adviser/adviser/2",
        "agency/pool/1/finance/manager/adviser",
    ]


def test_a_post_of_another_organisation_in_the_file_can_be_reported_to(folder: Path) -> None:
    seniors = [senior("M1", Organisation="Ministry"), senior("A1", "M1")]
    rows, _ = read(write(folder, seniors))
    assert of(rows, "posts")["agency/a1"].cells["reports_to"] == "ministry/m1"
    departments = of(rows, "departments")
    assert departments["agency"].cells["parent"] == "ministry"
    assert departments["ministry"].cells["parent"] == ""


def test_pay_and_contact_columns_are_not_read(folder: Path) -> None:
    secret = senior(**{"Contact_Phone": "020 7946 0000", "Contact_E-mail": "ada@example.org"})
    rows, _ = read(write(folder, [secret], [junior(**{"Payscale_Minimum_(£)": "39850"})]))
    cells = " ".join(str(cell) for row in rows for cell in row.cells.values())
    assert not [word for word in ("7946", "example.org", "39850") if word in cells]


def test_columns_are_found_by_name_wherever_they_stand(folder: Path) -> None:
    write(folder, [senior()])
    path = folder / "300913-Agency-Organogram-senior.csv"
    header, record = csv.reader(path.read_text(encoding="utf-8").splitlines())
    turned = [["", *(f" {h.upper()} " for h in reversed(header))], ["0", *reversed(record)]]
    expected = [row.cells for row in read(folder)[0]]
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        csv.writer(stream).writerows(turned)
    assert [row.cells for row in read(folder)[0]] == expected


def test_a_line_break_in_a_cell_begins_no_row_and_a_blank_line_is_passed_over(folder: Path) -> None:
    seniors = [
        senior("1", **{"Job/Team_Function": "a\nb\n\nc"}),
        dict.fromkeys(SENIOR, ""),
        senior("2", "1"),
    ]
    rows, problems = read(write(folder, seniors))
    assert [p.row for p in of(rows, "posts").values()] == [2, 4]
    assert not problems


def test_an_older_file_in_the_western_code_page_is_read(folder: Path) -> None:
    rows, _ = read(write(folder, [senior(Name="Zoë")], encoding="cp1252"))
    assert [o.cells["name"] for o in of(rows, "officials").values()] == ["Zoë"]


def test_a_file_given_alone_needs_no_telling_name(folder: Path) -> None:
    write(folder, [senior()], [junior()])
    first, second = (
        file.rename(folder / f"{n}.csv") for n, file in enumerate(sorted(folder.iterdir()))
    )
    rows, _ = read(first, second, day=DAY)
    assert len(of(rows, "posts")) == 2
    assert rows[0].file == "1.csv"


def test_a_missing_column_is_named_and_the_file_left(folder: Path) -> None:
    write(folder, [senior()], [junior()])
    path = folder / "300913-Agency-Organogram-junior.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Grade", "Band"), encoding="utf-8")
    rows, problems = read(folder)
    assert [(p.file, p.row, p.column) for p in problems] == [(path.name, 1, "grade")]
    assert list(of(rows, "posts")) == ["agency/1"]


def test_ragged_records_and_records_without_reference_are_errors(folder: Path) -> None:
    write(folder, [senior(), senior(""), senior("3", "1", Organisation="")])
    path = folder / "300913-Agency-Organogram-senior.csv"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("4," + "x," * 20 + "\n")
    rows, problems = read(folder)
    assert [(p.row, p.expected.key.split(".")[-1]) for p in problems] == [
        (3, "filled"),
        (4, "filled"),
        (5, "width"),
    ]
    assert list(of(rows, "posts")) == ["agency/1"]


def test_a_cell_beyond_all_measure_is_one_error(folder: Path) -> None:
    _, problems = read(write(folder, [senior(), senior("2", "1", Name="x" * 200_000)]))
    assert keys(problems) == ["csv"]
    assert problems[0].row == 3


def test_the_day_is_taken_from_the_file_names_or_must_be_given(folder: Path) -> None:
    rows, _ = read(write(folder, [senior()], day="2014-03-31"))
    assert [a.cells["valid_from"] for a in of(rows, "appointments").values()] == ["2014-03-31"]
    rows, _ = read(folder, day=DAY)
    assert [a.cells["valid_from"] for a in of(rows, "appointments").values()] == ["2013-09-30"]
    with pytest.raises(SourceError, match="day of the snapshot"):
        read(REAL)
    with pytest.raises(SourceError, match="the same in all"):
        read(write(folder, [senior()], day="300913"))


def test_what_is_no_organogram_is_refused(folder: Path) -> None:
    with pytest.raises(SourceError, match="a senior file"):
        read(folder)
    with pytest.raises(SourceError, match="an organogram"):
        read(folder / "none.csv")
    other = folder / "junior.csv"
    other.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(SourceError, match="an organogram"):
        read(folder)
    other.write_text(",".join(JUNIOR), encoding="utf-8")
    with pytest.raises(SourceError, match="a senior file"):
        read(folder)


def test_the_format_is_known_by_name_and_hashes_both_files() -> None:
    reader = FORMATS["organogram"]([REAL], Options(snapshot_date=DAY))
    assert [f.name for f in reader.files()] == [
        "natural-england-junior.csv",
        "natural-england-senior.csv",
    ]
    assert {len(f.sha256) for f in reader.files()} == {64}


HOSTILE = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("'\"\\/\n\r\t\u202e,;=%-")),
    max_size=40,
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_hostile_names_pass_as_data(
    tmp_path_factory: pytest.TempPathFactory, name: str, title: str, unit: str, reference: str
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    cells = {"Name": name, "Job_Title": title, "Unit": unit}
    rows, problems = read(
        write(folder, [senior(reference, **cells)], [junior(reference, Unit=unit)])
    )
    for row in rows:
        assert len(str(row.cells.get("uid", ""))) <= MAX_UID
    for post in of(rows, "posts").values():
        assert post.cells["name"] in (title.strip(), "Adviser")
    assert problems or len(of(rows, "posts")) == 2


@given(st.lists(HOSTILE, min_size=2, max_size=4), st.lists(HOSTILE, min_size=2, max_size=4))
def test_slugs_join_to_one_uid_only_if_they_are_the_same(a: list[str], b: list[str]) -> None:
    left, right = [slug(x) for x in a], [slug(x) for x in b]
    assert (uid(*left) == uid(*right)) == (left == right)
