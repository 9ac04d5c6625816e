"""Wheels with nothing in them."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path


def made(folder: Path, name: str, version: str = "1", tag: str = "any", **lines: object) -> Path:
    """A wheel with nothing in it but what it says of itself."""
    path = folder / f"{name}-{version}-py3-none-{tag}.whl"
    text = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
    for key, values in lines.items():
        for value in values if isinstance(values, list) else [values]:
            text += f"{key.replace('_', '-')}: {value}\n"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", text)
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: py3-none-{tag}\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
