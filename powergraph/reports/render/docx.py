"""docx, to edit: real heading styles, a table of contents, repeated table headers, page numbers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from docx import Document as new_document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Emu, Mm, Pt, RGBColor

from powergraph.reports.render import ooxml
from powergraph.reports.render.archives import without_times
from powergraph.reports.render.numbering import labelled
from powergraph.reports.render.raster import to_png
from powergraph.reports.texts import mapped, safe
from powergraph.reports.tree import (
    Block,
    Bullets,
    Code,
    Document,
    Form,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Slot,
    Table,
)

FANGSONG: Final = "仿宋"
HEITI: Final = "黑体"
KAITI: Final = "楷体"
TITLE: Final = "方正小标宋简体"
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_PAPER: Final = {"A4": (210, 297), "A3": (297, 420)}
_TIME: Final = datetime(2000, 1, 1)
_MOST: Final = 255  # characters that a property of a file may have


def to_docx(document: Document) -> bytes:
    """The document as docx. The same document gives the same bytes."""
    return _Writer(labelled(mapped(document, safe))).write()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.zh = document.language == "zh"
        self.out: Any = new_document()
        self.bookmarks = 0
        self.pictures = 0

    def write(self) -> bytes:
        self._styles()
        self._page(self.out.sections[0], landscape=self.document.landscape)
        self._front()
        first, rest = self._parts()
        for section in first:
            self._section(replace(section, new_page=True), 1)
        if self.document.contents:
            self._contents()
        for section in rest:
            self._section(section, 1)
        properties = self.out.core_properties
        properties.title, properties.author = self.document.title[:_MOST], ""
        properties.comments = self.document.notice[:_MOST]
        properties.created = properties.modified = _TIME
        properties.language = "zh-CN" if self.zh else "en"
        stream = io.BytesIO()
        self.out.save(stream)
        return without_times(stream.getvalue())

    def _styles(self) -> None:
        self.form = self.document.layout == "form"
        # A board is read standing before it.
        board = self.document.paper == "A3"
        self.small = 12 if board else 10.5
        size = 16 if board else 12 if self.form else 16 if self.zh else 11
        ooxml.font(self.out.styles["Normal"], FANGSONG, size)
        ooxml.language(self.out.styles["Normal"], "zh-CN" if self.zh else "en-GB")
        normal = self.out.styles["Normal"].paragraph_format
        normal.line_spacing = Pt(20 if self.form and not board else 28 if self.zh else 17)
        normal.space_after = Pt(0)
        for level, name in enumerate((HEITI, KAITI, FANGSONG, FANGSONG), start=1):
            style = self.out.styles[f"Heading {level}"]
            ooxml.font(style, name, size + 3 if self.form else size)
            style.font.bold = level == 3
            style.font.italic = False
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(8)
            style.paragraph_format.space_after = Pt(4)
        title = self.out.styles["Title"]
        ooxml.font(title, TITLE, 40 if board else 22 if self.zh else 20)
        title.font.color.rgb = RGBColor(0, 0, 0)
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.line_spacing = Pt(52 if board else 34)
        if self.form:
            title.paragraph_format.space_after = Pt(2)
        ooxml.without_border(title)
        ooxml.font(self.out.styles["Caption"], HEITI, 12)
        self.out.styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
        self.out.styles["Caption"].font.bold = False

    def _page(self, section: Any, *, landscape: bool) -> None:
        """Type area 156 × 225 mm on A4 (GB/T 9704); narrower margins where a page is turned."""
        short, long = _PAPER[self.document.paper]
        wide, high = (long, short) if landscape else (short, long)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(wide), Mm(high)
        upright = not landscape and self.document.paper == "A4"
        if self.form:
            top, bottom, left, right = 18, 15, 20, 20
        else:
            top, bottom, left, right = (37, 35, 28, 26) if upright else (25, 20, 20, 20)
        section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
        section.left_margin, section.right_margin = Mm(left), Mm(right)
        self.out.settings.odd_and_even_pages_header_footer = True
        for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            line = footer.paragraphs[0]
            line.alignment = _ALIGN[align]
            ooxml.page_number(line)
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            line = header.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in line.runs:
                run.text = ""
            ooxml.run(line, self.document.notice, HEITI, 10.5)

    def _front(self) -> None:
        document = self.document
        ooxml.run(self.out.add_paragraph(), document.head, HEITI, 14)
        self._line("Title").add_run(document.title)
        if document.subtitle:
            line = self.out.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            ooxml.run(line, document.subtitle, KAITI, 16)
        if document.meta:
            self._pairs(Pairs(document.meta))

    def _parts(self) -> tuple[list[Section], list[Section]]:
        """What is read before the table of contents (a summary has no number), and the rest."""
        sections = self.document.sections
        early = [s for s in sections if not s.number and self.document.contents and not self.form]
        return early, [s for s in sections if s not in early]

    def _contents(self) -> None:
        line = self.out.add_paragraph()
        line.paragraph_format.page_break_before = not self.form
        ooxml.run(line, "目　录" if self.zh else "Contents", HEITI, 16)
        place = self.out.add_paragraph()
        place.paragraph_format.line_spacing = Pt(15)
        ooxml.contents(place, self._entries(), levels=2)
        if not self.form:  # whose parts begin pages of their own
            self.out.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _entries(self) -> list[tuple[int, str]]:
        """The headings of the first two levels, as the table of contents shows them."""
        entries = []
        first, rest = self._parts()
        for section in (*first, *rest):
            entries.append((1, section.title))
            entries += [(2, part.title) for part in section.sections]
        return entries

    def _section(self, section: Section, level: int) -> None:
        turned = section.landscape and not self.document.landscape
        if turned:
            self._page(self.out.add_section(WD_SECTION.NEW_PAGE), landscape=True)
        heading = self._line(f"Heading{level}")
        heading.add_run(section.title)
        heading.paragraph_format.page_break_before = section.new_page and not turned
        if level <= 2:
            self.bookmarks += 1
            ooxml.bookmark(heading, self.bookmarks)
        for block in section.blocks:
            self._block(block)
        for part in section.sections:
            self._section(part, min(level + 1, 4))
        if turned:
            self._page(self.out.add_section(WD_SECTION.NEW_PAGE), landscape=False)

    def _block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Bullets):
            for item in block.items:
                line = self._line("ListBullet")
                self._text(line, item)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Pairs):
            self._pairs(block)
        elif isinstance(block, Form):
            rows = [[(f.label, f.value, f.lines) for f in row] for row in block.rows]
            ooxml.form(self.out, rows, self._width(), heading_font=HEITI, size=self.small)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Code):
            line = self.out.add_paragraph()
            line.paragraph_format.line_spacing = Pt(12)
            ooxml.shade(line, "F5F5F5")
            ooxml.run(line, block.text, FANGSONG, 8.5, latin="Consolas")
        else:
            self._slot(block)

    def _line(self, style: str) -> Any:
        """A paragraph of the style of that id; by name, python-docx searches all styles."""
        line = self.out.add_paragraph()
        line._p.style = style
        return line

    def _paragraph(self, block: Paragraph) -> None:
        line = self.out.add_paragraph()
        if block.tone == "warning":
            ooxml.shade(line, "EFEFEF")
            ooxml.run(line, block.text, HEITI, 13)
            ooxml.mark(line, block.number)
            return
        line.paragraph_format.first_line_indent = Pt(32 if self.zh else 0)
        line.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if block.tone == "body":
            self._text(line, block)
        else:
            note = block.tone == "note"
            noted = 10.5 if self.form else 13
            ooxml.run(line, block.text, KAITI if note else HEITI, noted if note else 16)
            ooxml.mark(line, block.number)

    def _text(self, line: Any, block: Paragraph) -> None:
        ooxml.run(line, block.text)
        ooxml.mark(line, block.number)

    def _width(self) -> int:
        section = self.out.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _table(self, block: Table) -> None:
        caption = self._line("Caption")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
        ooxml.run(caption, block.caption, HEITI, 12)
        ooxml.mark(caption, block.number)
        if not block.rows:
            self._pairs(Pairs((("", block.empty),)), only_second=True)
            return
        total = sum(c.weight for c in block.columns)
        widths = [int(self._width() * c.weight / total) for c in block.columns]
        rows = [tuple(c.title for c in block.columns), *(r.cells for r in block.rows)]
        aligns = [c.align for c in block.columns]
        ooxml.table(self.out, rows, widths, aligns, heading_font=HEITI, size=self.small)

    def _pairs(self, block: Pairs, *, only_second: bool = False) -> None:
        width = self._width()
        rows: list[tuple[str, ...]] = [(v,) if only_second else (k, v) for k, v in block.items]
        if block.number:
            rows[0] = (f"{rows[0][0]}〔{block.number}〕", *rows[0][1:])
        widths = [width] if only_second else [width // 4, width - width // 4]
        aligns = ["left"] * len(widths)
        ooxml.table(
            self.out, rows, widths, aligns, heading_font=HEITI, size=self.small, heading_row=False
        )

    def _picture(self, block: Picture) -> None:
        line = self.out.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.keep_with_next = True
        wide = int(self._width() * block.width)
        section = self.out.sections[-1]
        most = int((section.page_height - section.top_margin - section.bottom_margin) * 0.8)
        shape = line.add_run().add_picture(io.BytesIO(to_png(block.svg)), width=Emu(wide))
        if shape.height > most:
            shape.width, shape.height = int(shape.width * most / shape.height), most
        self.pictures += 1
        described = shape._inline.docPr
        described.set("descr", block.alt)
        described.set("name", f"Picture {self.pictures}")
        caption = self._line("Caption")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        ooxml.run(caption, block.caption, HEITI, 12)
        ooxml.mark(caption, block.number)

    def _slot(self, block: Slot) -> None:
        text = block.text or "\n" * block.lines
        table = self.out.add_table(rows=1, cols=1, style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        cell = table.rows[0].cells[0]
        cell.width = Emu(self._width())
        ooxml.run(cell.paragraphs[0], block.label, HEITI, 12)
        ooxml.run(cell.add_paragraph(), text, FANGSONG, 12)
        self.out.add_paragraph()
