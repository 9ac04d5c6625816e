"""Office files are zip archives, which note when each member was written."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

_CORE: Final = "docProps/core.xml"
# openpyxl writes the moment of saving there, whatever it was told.
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def without_times(archive: bytes) -> bytes:
    """The same archive with one day on all its members and as that of its last change: the same
    content gives the same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            member = zipfile.ZipInfo(item.filename, (2000, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            data = source.read(item.filename)
            if item.filename == _CORE:
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            target.writestr(member, data)
    return stream.getvalue()
