"""Uids for what has no code: the same thing gets the same one in the next snapshot.

What is not a person is named by a digest of what identifies it (unit, name, sub-item, kind). A
person's uid is keyed with a secret of this computer, so that nobody who has a graph or an export
can try names until one fits. The secret stands in no graph, log or export.

A digest is written in the letters a to p: digits could be taken for a number that names a person.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import platformdirs

from graph.errors import Problem, SourceError
from graph.text import Message
from loaders.cells import MAX_UID, fold

SECRET: Final = "POWERGRAPH_SECRET"
SECRET_FILE: Final = "POWERGRAPH_SECRET_FILE"
MIN_SECRET: Final = 16

_THING, _PERSON = 12, 24
_LETTERS: Final = str.maketrans("0123456789abcdef", "ghijklmnopabcdef")


def stable_uid(within: str, *parts: str) -> str:
    """A uid inside that of another node, from what identifies a thing there.

    Width, case and white space do not count. With nothing to be within, the digest stands alone.

    >>> stable_uid("D1", "公章管理") == stable_uid("D1", " 公章 管理")
    True
    >>> stable_uid("D1", "公章管理", "") == stable_uid("D1", "公章", "管理")
    False
    """
    digest = hashlib.sha256(_joined(parts)).hexdigest()[:_THING].translate(_LETTERS)
    if len(within) > MAX_UID // 2:
        within = hashlib.sha256(within.encode()).hexdigest()[:_THING].translate(_LETTERS)
    return f"{within}/{digest}" if within else digest


def person_uid(name: str, unit: str, birth_month: str = "") -> str:
    """A person's uid: HMAC-SHA256 of name, uid of the unit and, where given, month of birth.

    Raises:
        SourceError: the secret cannot be read or made, or is too short.
    """
    digest = hmac.new(_secret(), _joined((name, unit, birth_month)), hashlib.sha256).hexdigest()
    return f"person-{digest[:_PERSON].translate(_LETTERS)}"


def _joined(parts: Iterable[str]) -> bytes:
    return "\n".join(fold(part) for part in parts).encode("utf-8", "surrogatepass")


def _secret() -> bytes:
    given = os.environ.get(SECRET)
    if given is None:
        path = Path(os.environ.get(SECRET_FILE) or _own_file())
        try:
            given = path.read_text(encoding="utf-8").strip() if path.exists() else _make(path)
        except (OSError, UnicodeDecodeError):
            raise _refused(path.name, "expect.secret_file") from None
    if len(given) < MIN_SECRET:
        raise _refused(SECRET, "expect.secret", length=MIN_SECRET)
    return given.encode()


def _own_file() -> Path:
    return Path(platformdirs.user_config_dir("powergraph", appauthor=False)) / "person.secret"


def _make(path: Path) -> str:
    """A new secret in a file that only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = secrets.token_hex(32)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another import was quicker
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(made)
    return made


def _refused(file: str, key: str, **values: object) -> SourceError:
    return SourceError([Problem(file, "", 1, "", "", Message(key, values))])
