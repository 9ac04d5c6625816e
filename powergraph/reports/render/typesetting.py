"""Typst with the fonts of a wheel: no system library, no network, no text read as markup."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def typeset(layout: str, files: Mapping[str, str], **options: Any) -> bytes:
    """What a layout makes of the files beside it, by name; `options` as in `typst.compile`."""
    import pylopdf_fonts_zh_cn
    import typst

    with TemporaryDirectory(prefix="powergraph-") as folder:
        main = Path(folder) / "main.typ"
        main.write_text(layout, encoding="utf-8")
        for name, text in files.items():
            main.with_name(name).write_text(text, encoding="utf-8")
        fonts = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
        return bytes(typst.compile(str(main), font_paths=[fonts], **options))
