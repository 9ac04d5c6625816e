"""The pages: the one list of them, in the order of the menu.

A page is a line here, a module `dashboard/app_pages/NAME.py` with `show(frame)`, and the texts
`dashboard.NAME.title`, `.says` (one sentence, with `{scope}`) and `.needs` in each catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from dashboard import shapes
from dashboard.shapes import Shape
from queries.model import SEVERITIES
from queries.scores import DIMENSIONS

if TYPE_CHECKING:
    from dashboard.shell import Frame

# The groups of the menu: what there is, how it runs, what to do with it, the data themselves.
Section: TypeAlias = Literal["power", "running", "work", "data"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `own` are the values of its own in the address: name and shape."""

    name: str
    icon: str
    section: Section
    own: Mapping[str, Shape] = field(default_factory=dict, hash=False)

    @property
    def show(self) -> Callable[[Frame], None]:
        """What draws it; its module is read when it is first opened."""
        shown: Callable[[Frame], None] = import_module(f"dashboard.app_pages.{self.name}").show
        return shown


_LIST: Final = (
    Page("overview", ":material/dashboard:", "power"),
    Page(
        "explorer",
        ":material/hub:",
        "power",
        {"node": shapes.node, "to": shapes.node, "depth": shapes.one_of("12")},
    ),
    Page("power", ":material/gavel:", "power", {"uid": shapes.uid}),
    Page(
        "findings",
        ":material/fact_check:",
        "power",
        {
            "family": shapes.written(r"[A-Z]{2,5}"),
            "rule": shapes.written(r"[A-Z]{2,5}-\d{3}"),
            "severity": shapes.one_of(SEVERITIES),
            "dimension": shapes.one_of(DIMENSIONS),
            "finding": shapes.written(r"[0-9a-f]{16}"),
        },
    ),
    Page(
        "queries",
        ":material/manage_search:",
        "work",
        {"query": shapes.written(r"[A-Za-z][A-Za-z0-9_-]{0,80}")},
    ),
)

PAGES: Final[Mapping[str, Page]] = {page.name: page for page in _LIST}
FIRST: Final = _LIST[0].name
