"""Kinds of value on the command line."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import click


class Day(click.ParamType[date]):
    """A calendar day, ISO."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: YYYY-MM-DD", param, ctx)


DAY: Final = Day()
