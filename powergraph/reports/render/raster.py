"""SVG as PNG, for formats that cannot hold a drawing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_PAGE: Final = """
#set page(width: auto, height: auto, margin: 0pt)
#image("picture.svg", width: 156mm)
"""
_DOTS_PER_INCH: Final = 200


@lru_cache(maxsize=64)
def to_png(svg: str) -> bytes:
    """The drawing at the width of a page's type area, 200 dots an inch."""
    import pylopdf_fonts_zh_cn
    import typst

    with TemporaryDirectory(prefix="powergraph-") as folder:
        main = Path(folder) / "main.typ"
        main.write_text(_PAGE, encoding="utf-8")
        main.with_name("picture.svg").write_text(svg, encoding="utf-8")
        fonts = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
        return bytes(typst.compile(str(main), font_paths=[fonts], format="png", ppi=_DOTS_PER_INCH))
