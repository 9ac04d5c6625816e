"""The parts of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Pt

_EMU_PER_TWIP: Final = 635
_MARGINS: Final = (
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar>'
)


def font(style: Any, name: str, size: float) -> None:
    """Give a style its font, Latin and East Asian, in points."""
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), name)


def language(style: Any, code: str) -> None:
    """Say in which language a style's text is; East Asian marks look and sit accordingly."""
    lang = style.element.get_or_add_rPr().find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        style.element.rPr.append(lang)
    lang.set(qn("w:val"), code)
    lang.set(qn("w:eastAsia"), "zh-CN")


def run(
    line: Any, text: str, name: str = "", size: float = 0, *, latin: str = "Times New Roman"
) -> None:
    """Add text to a paragraph; a line break stays one."""
    for at, part in enumerate(text.split("\n")):
        piece = line.add_run()
        if at:
            piece.add_break(WD_BREAK.LINE)
        piece.add_text(part)
        if name:
            piece.font.name, piece.font.size = latin, Pt(size)
            piece._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def mark(line: Any, number: int) -> None:
    """The number of a statement after it, small."""
    if number:
        piece = line.add_run(f"〔{number}〕")
        piece.font.size = Pt(8)


def shade(line: Any, colour: str) -> None:
    """A grey ground behind a paragraph; `colour` as RRGGBB."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    line._p.get_or_add_pPr().append(shading)


def without_border(style: Any) -> None:
    """Take the line below the built-in title away."""
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def page_number(line: Any) -> None:
    """— 1 — in 四号."""
    run(line, "— ", "宋体", 14)
    field(line, "PAGE", "1")
    run(line, " —", "宋体", 14)


def field(line: Any, code: str, shown: str, *, dirty: bool = False) -> None:
    """A field, with what it shows until it is renewed."""
    begin = _char(line, "begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    _code(line, code)
    _char(line, "separate")
    run(line, shown, "宋体", 14)
    _char(line, "end")


def contents(line: Any, entries: Sequence[tuple[int, str]], *, levels: int) -> None:
    """A table of contents: a real field, filled with the headings that bookmarks 1, 2, … stand at;
    page numbers come when the reader's program renews it."""
    _char(line, "begin").set(qn("w:dirty"), "true")
    _code(line, f'TOC \\o "1-{levels}" \\h \\z \\u')
    _char(line, "separate")
    for at, (level, text) in enumerate(entries, start=1):
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{at}")
        piece = OxmlElement("w:r")
        look, half = OxmlElement("w:rPr"), OxmlElement("w:sz")
        half.set(qn("w:val"), "24")
        look.append(half)
        piece.append(look)
        words = OxmlElement("w:t")
        words.text = "　" * (level - 1) + text
        words.set(qn("xml:space"), "preserve")
        piece.append(words)
        if at < len(entries):
            piece.append(OxmlElement("w:br"))
        link.append(piece)
        line._p.append(link)
    _char(line, "end")


def bookmark(line: Any, number: int) -> None:
    """Bookmark `_Toc<number>` around a heading."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark_ in (start, end):
        mark_.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"_Toc{number}")
    first = line._p.find(qn("w:r"))
    line._p.insert(line._p.index(first), start)
    line._p.append(end)


def table(
    out: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    aligns: Sequence[str],
    *,
    heading_font: str,
    size: float,
    heading_row: bool = True,
) -> None:
    """A ruled table of fixed widths (EMU). The first row is repeated on each page; with no heading
    row, the first of several columns holds names. No row breaks over pages unless it must.

    Written as XML and read once: python-docx takes a hundred times as long, cell by cell.
    """
    twips = [width // _EMU_PER_TWIP for width in widths]
    grid = "".join(f'<w:gridCol w:w="{twip}"/>' for twip in twips)
    body = []
    for at, texts in enumerate(rows):
        header = "<w:tblHeader/>" if heading_row and at == 0 else ""
        cells = []
        for column, text in enumerate(texts):
            head = at == 0 if heading_row else column == 0 and len(widths) > 1
            font_name = heading_font if head else "仿宋"
            cells.append(_cell(text, twips[column], aligns[column], font_name, size, head))
        body.append(f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>")
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_MARGINS}'
        "</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>"
    )
    after = out.add_paragraph()
    after.paragraph_format.line_spacing = Pt(8)
    after._p.addprevious(parse_xml(xml))


def _cell(text: str, twips: int, align: str, font_name: str, size: float, head: bool) -> str:
    shading = '<w:shd w:val="clear" w:fill="E6E6E6"/>' if head else ""
    half = round(size * 2)
    look = (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        f'w:eastAsia="{font_name}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    spacing = round(size * 1.35 * 20)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>{shading}<w:vAlign w:val="center"/>'
        "</w:tcPr>"
        f'<w:p><w:pPr><w:spacing w:line="{spacing}" w:lineRule="exact"/><w:jc w:val="{align}"/>'
        f"</w:pPr><w:r>{look}{lines}</w:r></w:p></w:tc>"
    )


def form(
    out: Any,
    rows: Sequence[Sequence[tuple[str, str, int]]],
    width: int,
    *,
    heading_font: str,
    size: float,
) -> None:
    """A ruled form `width` wide (EMU): rows of one or two fields, each a label, what stands in it
    and how many lines it is high at least. A field alone takes the whole row."""
    widths = [int(width * share / 6.8) for share in (1.2, 2.2, 1.2, 2.2)]
    made = out.add_table(rows=len(rows), cols=4, style="Table Grid")
    made.autofit = False
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = Emu(wide)
    for row, fields in zip(made.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.height = Pt((max(lines for *_, lines in fields) * 1.4 + 0.4) * size)
        cells = list(row.cells)
        for cell, wide in zip(cells, widths, strict=True):
            cell.width = Emu(wide)
        if len(fields) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        texts = [text for label, value, _ in fields for text in (label, value)]
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            line = cell.paragraphs[0]
            line.paragraph_format.line_spacing = Pt(size * 1.3)
            label = at % 2 == 0
            run(line, text, heading_font if label else "仿宋", size)
            if label:
                line.alignment = WD_ALIGN_PARAGRAPH.CENTER
                ground = OxmlElement("w:shd")
                ground.set(qn("w:val"), "clear")
                ground.set(qn("w:fill"), "F0F0F0")
                cell._tc.get_or_add_tcPr().append(ground)
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    out.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _char(line: Any, kind: str) -> Any:
    piece = line.add_run()
    mark_ = OxmlElement("w:fldChar")
    mark_.set(qn("w:fldCharType"), kind)
    piece._r.append(mark_)
    return mark_


def _code(line: Any, code: str) -> None:
    words = OxmlElement("w:instrText")
    words.set(qn("xml:space"), "preserve")
    words.text = f" {code} "
    line.add_run()._r.append(words)
