"""Under which licences the packages of a folder may be passed on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.message import Message
from pathlib import Path

from tools.bundle.choosing import metadata

# GPL and AGPL in any spelling, alone or within a longer expression; LGPL is another licence.
_COPYLEFT = re.compile(r"\bA?GPL|\b(?:Affero )?General Public", re.IGNORECASE)
_LESSER = re.compile(r"LGPL|(?:Lesser|Library) General Public", re.IGNORECASE)
_PREFIX = re.compile(r"^License :: (?:OSI Approved :: )?")


def licence(described: Message) -> str:
    """The licence as the package states it: SPDX expression, else classifiers, else its own words.

    >>> import email
    >>> licence(email.message_from_string("License-Expression: MIT"))
    'MIT'
    >>> licence(email.message_from_string(
    ...     "License: Copyright\\nClassifier: License :: OSI Approved :: BSD License"))
    'BSD License'
    """
    expression = described.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [str(line) for line in described.get_all("Classifier", [])]
    named = [_PREFIX.sub("", line) for line in classifiers if line.startswith("License ::")]
    if named:
        return ", ".join(named)
    return str(described.get("License") or "").strip().split("\n")[0]


def licence_list(wheels: Iterable[Path]) -> str:
    """One line for each wheel: name, version, licence.

    Raises:
        ValueError: naming the packages that state none, or one that the product may not carry.
    """
    rows: list[tuple[str, str, str]] = []
    refused: list[str] = []
    for wheel in sorted(wheels, key=lambda path: path.name.lower()):
        described = metadata(wheel)
        row = (str(described["Name"]), str(described["Version"]), licence(described))
        rows.append(row)
        if not row[2] or _COPYLEFT.search(_LESSER.sub("", row[2])):
            refused.append(" ".join(row))
    if refused:
        raise ValueError("no licence, or one we may not pass on: " + "; ".join(refused))
    width = max(len(name) for name, _, _ in rows)
    return "".join(f"{name:<{width}}  {version:<16}  {text}\n" for name, version, text in rows)
