"""A number that names a person, anywhere in a file, stops before anything of it is shown."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import SourceError
from loaders.sheets import find_blocks
from powergraph.cli import run
from tests.sheet_files import POWERS, edited

IDENTITY = "110101199003078515"
MOBILE = "13800000000"


def cell(place: str, value: object) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        sheet[place] = value  # type: ignore[assignment]

    return write


def title(text: str) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        sheet.title = text

    return write


def above(text: str) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["A1"] = text

    return write


def hidden(sheet: Worksheet) -> None:
    sheet["B3"] = f"联系 {MOBILE}"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def hidden_sheet(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("名册")  # type: ignore[union-attr]
    other["A1"] = IDENTITY
    other.sheet_state = "veryHidden"


def comment(sheet: Worksheet) -> None:
    sheet["B2"].comment = Comment(f"电话 {MOBILE}", "某人")


def footer(sheet: Worksheet) -> None:
    sheet.oddFooter.center.text = f"联系人 {MOBILE}"  # type: ignore[union-attr]


def choice(sheet: Worksheet) -> None:
    choices = DataValidation(type="list", formula1=f'"张三,{MOBILE}"')
    choices.add("B2:B9")
    sheet.add_data_validation(choices)


def link(sheet: Worksheet) -> None:
    sheet["B2"].hyperlink = f"tel:{MOBILE}"


PLACES: dict[str, Callable[[Worksheet], None]] = {
    "a cell": cell("B2", f"许可 {MOBILE}"),
    "a number": cell("D2", int(MOBILE)),
    "an identity number": cell("D2", IDENTITY),
    "an identity number that lost its last digits as a number": cell("D2", float(IDENTITY)),
    "full-width digits": cell("D2", "１３８００００００００"),
    "digits in groups": cell("D2", "138-0000-0000"),
    "a title": cell("E1", f"张三 {MOBILE}"),
    "an unmapped column": cell("H3", MOBILE),
    "the caption": above(f"联系电话：{MOBILE}"),
    "a note": cell("A9", f"注：有问题请致电 {MOBILE}"),
    "a total": cell("B9", f"合计 {MOBILE}"),
    "far below": cell("Z3000", MOBILE),
    "a hidden row": hidden,
    "a hidden sheet": hidden_sheet,
    "a sheet's name": title(f"张三{MOBILE}"),
    "a comment": comment,
    "a footer": footer,
    "a list to choose from": choice,
    "the address of a link": link,
    "a formula without a value": cell("B3", f'="张三"&"{MOBILE}"'),
}


@pytest.fixture(params=PLACES)
def private(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return edited(tmp_path / "a.xlsx", PLACES[request.param], 清单=POWERS)


def digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def test_it_stops_the_search_and_says_where_but_not_what(private: Path) -> None:
    with pytest.raises(SourceError) as caught:
        find_blocks(private)
    assert {p.expected.key for p in caught.value.problems} == {"expect.no_person"}
    error = caught.value
    for text in (repr(error), error.render("zh"), error.render("en"), repr(error.problems)):
        assert MOBILE not in digits(text)
        assert IDENTITY[:15] not in digits(text)
    assert error.__cause__ is None


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--save-mapping", "m.yaml"], []])
def test_nothing_of_the_file_is_shown_or_written(
    arguments: list[str],
    private: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["load", str(private), *arguments, "--graph", str(tmp_path / "x.db")]) == 1
    shown = "".join(capsys.readouterr())
    assert MOBILE not in digits(shown)
    assert IDENTITY[:15] not in digits(shown)
    assert "会计代理记账许可" not in shown
    assert not (tmp_path / "m.yaml").exists()
    assert not (tmp_path / "x.db").exists()


def test_the_place_is_told_as_the_clerk_looks_for_it(tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", cell("B3", MOBILE), 清单=POWERS)
    with pytest.raises(SourceError) as caught:
        find_blocks(path)
    [problem] = caught.value.problems
    assert (problem.sheet, problem.row, problem.column) == ("清单", 3, "事项名称")


def test_a_csv_file_is_looked_through_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"事项名称,权力类型\n甲,许可\n注：{MOBILE},\n".encode("gb18030"))
    with pytest.raises(SourceError) as caught:
        find_blocks(path)
    assert [p.row for p in caught.value.problems] == [3]


def test_a_text_box_is_looked_through(tmp_path: Path) -> None:
    plain = edited(tmp_path / "plain.xlsx", comment_free, 清单=POWERS)
    path = tmp_path / "a.xlsx"
    drawing = (
        '<xdr:wsDr xmlns:xdr="urn:x" xmlns:a="urn:a"><a:p><a:r><a:t>电话138</a:t></a:r>'
        "<a:r><a:t>00000000</a:t></a:r></a:p></xdr:wsDr>"
    )
    related = (
        '<Relationships xmlns="urn:r"><Relationship Id="rId1" Type="drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr("xl/drawings/drawing1.xml", drawing)
        new.writestr("xl/worksheets/_rels/sheet1.xml.rels", related)
    with pytest.raises(SourceError):
        find_blocks(path)


def comment_free(_: Worksheet) -> None:
    """Nothing beside the cells."""


@pytest.mark.parametrize(
    "value",
    ["0826-2222222", "115113010833722043", "91371402MA3C1234X5", 20260301, "511A0138600000"],
)
def test_office_numbers_and_codes_do_not_stop_anything(value: object, tmp_path: Path) -> None:
    path = edited(tmp_path / "a.xlsx", cell("D2", value), 清单=POWERS)
    assert len(find_blocks(path)) == 1


def test_a_sum_of_money_of_eleven_digits_is_no_telephone_number(tmp_path: Path) -> None:
    rows = [("事项名称", "权力类型", "预算金额（元）"), ("甲", "许可", 13800000000)]
    assert len(find_blocks(edited(tmp_path / "a.xlsx", comment_free, 清单=rows))) == 1
    with pytest.raises(SourceError):
        find_blocks(edited(tmp_path / "b.xlsx", cell("B2", 13800000000), 清单=rows))
