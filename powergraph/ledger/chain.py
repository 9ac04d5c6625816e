"""The history as a chain: each event's hash covers its content and the hash before it.

Somebody who changes, removes or inserts an event has to write anew all that follow. The newest
hash, noted somewhere else, shows even that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

START: Final = "0" * 64


def canonical(value: Any) -> str:
    """JSON that is the same for the same content."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(
    previous: str,
    *,
    number: int,
    at: str,
    who: str,
    finding: str | None,
    action: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> str:
    """The hash of an event: SHA-256 over the previous hash and the event's content."""
    content = canonical([number, at, who, finding, action, before, after])
    return hashlib.sha256(f"{previous}{content}".encode()).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 over the canonical JSON of a value."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
