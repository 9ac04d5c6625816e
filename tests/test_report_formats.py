"""The four formats: valid, complete, the same each time, and inert whatever the names say."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from graph.embedded import EmbeddedStore
from powergraph.reports.context import County, look
from powergraph.reports.render.numbering import heading_label
from powergraph.reports.texts import mapped
from powergraph.reports.tree import Document, Picture, Section, Table, blocks, walk
from powergraph.reports.write import RENDERERS
from tests.report_graphs import make, report

FORMATS = tuple(RENDERERS)
HOSTILE = (
    "\x00\x07\x1b\ufffe控制",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=cmd|'/C calc'!A0",
    '#let x = read("/etc/passwd"); #x',
    "$x$ *粗* _斜_ `码` \\ @ref <label>",
    "\u202e反向\u2066",
    "单独\ud800代理",
    "长" * 10_000,
    "]]>&amp;&lt;{{ 7*7 }}{% raw %}",
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with closing(EmbeddedStore(make(tmp_path_factory.mktemp("formats")))) as store:
        yield look(store, language="zh")


@pytest.fixture(scope="module")
def document(county: County) -> Document:
    return report(county, "D1")


@pytest.fixture(scope="module")
def files(document: Document) -> dict[str, bytes]:
    return {name: render(document) for name, render in RENDERERS.items()}


@pytest.fixture(scope="module")
def hostile(document: Document) -> Document:
    """The report with a hostile text at the end of most of its texts, one after the other."""
    count = iter(range(10**9))

    def worse(text: str) -> str:
        at = next(count)
        bad = HOSTILE[at % len(HOSTILE)]
        # The longest only now and then: a few show what many would.
        return text if len(bad) > 1000 and at % 200 != 7 else text + bad

    short = tuple(
        replace(s, blocks=s.blocks[:6], sections=s.sections[:2]) for s in document.sections
    )
    return mapped(replace(document, sections=short), worse)


@pytest.fixture(scope="module")
def hostile_files(hostile: Document) -> dict[str, bytes]:
    return {name: render(hostile) for name, render in RENDERERS.items()}


def headings(document: Document) -> list[str]:
    """Chapters and annexes with what stands before them."""
    return [heading_label(s, 1, 0, True) + s.title for s in document.sections]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_document_gives_the_same_bytes(
    document: Document, files: dict[str, bytes], name: str
) -> None:
    assert RENDERERS[name](document) == files[name]


# docx


def test_docx_has_real_headings_a_table_of_contents_and_repeated_headers(
    document: Document, files: dict[str, bytes]
) -> None:
    opened = docx.Document(io.BytesIO(files["docx"]))
    styled = [p.text for p in opened.paragraphs if p.style and p.style.name == "Heading 1"]
    assert styled == headings(document)
    body = opened.element.body
    codes = [e.text or "" for e in body.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC ") for code in codes)
    tables = sum(isinstance(b, Table) and bool(b.rows) for b in blocks(document))
    assert len(list(body.iter(qn("w:tblHeader")))) == tables
    pictures = [b for b in blocks(document) if isinstance(b, Picture)]
    described = [e.get("descr") for e in body.iter(qn("wp:docPr"))]
    assert described == [picture.alt for picture in pictures]


def test_docx_links_of_the_table_of_contents_lead_to_bookmarks(files: dict[str, bytes]) -> None:
    body = docx.Document(io.BytesIO(files["docx"])).element.body
    marks = {e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))}
    links = {e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= marks


def test_docx_is_laid_out_as_an_official_document(files: dict[str, bytes]) -> None:
    section = docx.Document(io.BytesIO(files["docx"])).sections[0]
    assert section.page_width
    assert section.left_margin
    assert section.right_margin
    assert section.top_margin
    assert round(section.top_margin.mm) == 37
    assert round(section.left_margin.mm) == 28
    wide = section.page_width - section.left_margin - section.right_margin
    assert round(wide / 36_000) == 156


def test_libreoffice_makes_the_same_headings_of_the_docx(
    document: Document, files: dict[str, bytes], tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no LibreOffice")
        pytest.skip("no LibreOffice")
    (tmp_path / "x.docx").write_bytes(files["docx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "x.docx")], check=True, capture_output=True)
    read = spaceless("".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages))
    assert [h for h in headings(document) if spaceless(h) not in read] == []


def spaceless(text: str) -> str:
    """The text without spaces, which PDF does not keep; and without marks of weak breaks."""
    return re.sub(r"[\s\u200b\u2060]", "", text)


# PDF


def outline(entries: Any) -> Iterator[str]:
    """The titles of bookmarks, those below others among them."""
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry)
        else:
            yield entry.title


def test_pdf_has_text_bookmarks_and_embedded_fonts(
    document: Document, files: dict[str, bytes]
) -> None:
    reader = PdfReader(io.BytesIO(files["pdf"]))
    marks = list(outline(reader.outline))
    assert [h for h in headings(document) if h not in marks] == []
    text = spaceless("".join(page.extract_text() for page in reader.pages))
    assert "欧阳振国" in text
    assert "—1—" in text
    embedded = 0
    for page in reader.pages:
        fonts = page["/Resources"].get("/Font", {})  # type: ignore[attr-defined]
        for font in fonts.values():
            described = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            kinds = set(described["/FontDescriptor"].get_object())
            assert kinds & {"/FontFile", "/FontFile2", "/FontFile3"}
            embedded += 1
    assert embedded


def test_pdf_reads_the_summary_before_the_table_of_contents(files: dict[str, bytes]) -> None:
    pages = [spaceless(p.extract_text()) for p in PdfReader(io.BytesIO(files["pdf"])).pages]
    summary = next(n for n, page in enumerate(pages) if "一页摘要" in page)
    assert summary == 1
    assert "目录" in pages[summary + 1]  # so the summary is one page


# HTML


class Page(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def check_html(data: bytes) -> None:
    """No script, nothing from outside, a policy that forbids both."""
    page = Page(data.decode())
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "iframe", "object", "embed", "link", "form", "base"} & set(tags)
    for _, attributes in page.tags:
        assert [name for name in attributes if name.startswith("on")] == []
        for name in ("src", "href", "srcset", "action"):
            address = attributes.get(name) or "#"
            assert address.startswith(("#", "data:image/svg+xml;base64,"))
    [policy] = [a["content"] for _, a in page.tags if a.get("http-equiv")]
    assert policy
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert b"url(" not in data
    assert b"@import" not in data


def test_html_holds_no_script_and_no_outside_address(files: dict[str, bytes]) -> None:
    check_html(files["html"])


def test_html_links_lead_somewhere_and_pictures_are_described(files: dict[str, bytes]) -> None:
    page = Page(files["html"].decode())
    anchors = {a["id"] for _, a in page.tags if "id" in a}
    links = {(a["href"] or "").removeprefix("#") for tag, a in page.tags if tag == "a"}
    assert links
    assert links <= anchors
    assert all(a.get("alt") for tag, a in page.tags if tag == "img")


# xlsx


def test_xlsx_holds_every_table_and_no_formula(document: Document, files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    tables = sum(isinstance(b, Table) for b in blocks(document))
    written = sum(1 for s in walk(document.sections) if _answered(s))
    assert len(book.sheetnames) == 1 + tables + written
    values = {cell.value for cell in cells}
    assert "欧阳振国" in values


def _answered(section: Section) -> bool:
    from powergraph.reports.tree import Slot

    return any(isinstance(b, Slot) and b.key for b in section.blocks)


# Hostile names


def members(data: bytes) -> dict[str, bytes]:
    """The files of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_hostile_names_leave_office_files_valid(hostile_files: dict[str, bytes], name: str) -> None:
    parts = members(hostile_files[name])
    for member, data in parts.items():
        if member.endswith((".xml", ".rels")):
            ElementTree.fromstring(data)
    assert not [m for m in parts if "vba" in m.lower()]
    outside = [
        e.get("Target")
        for member, data in parts.items()
        if member.endswith(".rels")
        for e in ElementTree.fromstring(data)
        if e.get("TargetMode") == "External"
    ]
    assert outside == []


def test_hostile_names_open_in_docx_as_text(hostile_files: dict[str, bytes]) -> None:
    opened = docx.Document(io.BytesIO(hostile_files["docx"]))
    text = "\n".join(p.text for p in opened.paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "\u202e" not in text
    codes = {(e.text or "").split()[0] for e in opened.element.body.iter(qn("w:instrText"))}
    assert codes <= {"TOC", "PAGE"}


def test_hostile_names_are_no_formula(hostile_files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(hostile_files["xlsx"]))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]


def test_hostile_names_run_nothing_in_html(hostile_files: dict[str, bytes]) -> None:
    check_html(hostile_files["html"])
    page = hostile_files["html"].decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page


def test_hostile_names_are_no_markup_in_pdf(hostile_files: dict[str, bytes]) -> None:
    reader = PdfReader(io.BytesIO(hostile_files["pdf"]))
    text = spaceless("".join(page.extract_text() for page in reader.pages))
    assert '#letx=read("/etc/passwd")' in text
    assert "root:" not in text
    assert "\u202e" not in text
    for page in reader.pages:
        for note in page.get("/Annots", []):
            assert "/A" not in note.get_object() or note.get_object()["/A"]["/S"] != "/URI"
    assert "/JavaScript" not in str(reader.trailer["/Root"])
