"""Values between the server and a child of its own, one after the other through a pipe."""

from __future__ import annotations

import pickle
import struct
from typing import IO, Any, Final

_LENGTH: Final = struct.Struct(">Q")


def send(value: object, out: IO[bytes]) -> None:
    """Write a value, so that it can be read at once."""
    data = pickle.dumps(value)
    out.write(_LENGTH.pack(len(data)) + data)
    out.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next value of our own child; None at the end, or where it broke off."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    [length] = _LENGTH.unpack(head)
    data = pipe.read(length)
    return pickle.loads(data) if len(data) == length else None
