"""What a command says: answers to stdout, everything else to stderr."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import Final

import click

from graph.text import Language, say

_REDRAW_SECONDS: Final = 0.2


@dataclass(slots=True)
class Console:
    """Writes for one command. `quiet` keeps all but answers and errors to itself."""

    language: Language
    quiet: bool = False
    _last_drawn: float = field(default=0.0, init=False)
    _line_open: bool = field(default=False, init=False)

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue in the reader's language."""
        return say(key, self.language, **values)

    def answer(self, text: str) -> None:
        """What was asked for: goes to stdout."""
        self._end_line()
        click.echo(text)

    def note(self, text: str) -> None:
        """Something worth knowing: goes to stderr, unless quiet."""
        if not self.quiet:
            self._end_line()
            click.echo(text, err=True)

    def tell(self, key: str, **values: object) -> None:
        """A note from the catalogue."""
        self.note(self.say(key, **values))

    def error(self, text: str) -> None:
        """What went wrong: goes to stderr, quiet or not."""
        self._end_line()
        click.echo(text, err=True)

    @property
    def can_ask(self) -> bool:
        """Is somebody there to answer? Not where input or messages go to a file or a program."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def ask(self, text: str) -> str:
        """What somebody types after `text`; empty if nothing."""
        self._end_line()
        answer: str = click.prompt(text, default="", show_default=False, err=True)
        return answer

    def progress(self, phase: str, done: int, total: int | None) -> None:
        """How far a long task is: one line on a terminal that is drawn over, else nothing."""
        now = time.monotonic()
        if self.quiet or not sys.stderr.isatty() or now - self._last_drawn < _REDRAW_SECONDS:
            return
        self._last_drawn, self._line_open = now, True
        share = f"{done:,} / {total:,}" if total else f"{done:,}"
        click.echo(f"\r\x1b[K{self.say('cli.phase')} {phase}  {share}", err=True, nl=False)

    def _end_line(self) -> None:
        if self._line_open:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._line_open = False
