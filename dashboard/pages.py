"""The pages: the one list of them, in the order of the menu.

A page is a line here, a module `dashboard/app_pages/NAME.py` (a folder where it has parts) with
`show(frame)`, and the texts `dashboard.NAME.title`, `.says` (one sentence, with `{scope}`) and
`.needs` in each catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from dashboard import shapes
from dashboard.shapes import Shape
from dashboard.views.changes import CHANGES
from dashboard.views.exploring import MODES, listed
from powergraph.ledger import ACTIONS, STATUSES
from queries.model import SEVERITIES
from queries.scores import DIMENSIONS
from queries.views import cases, filing, meetings, publication
from queries.views.concentration import INDICES, SUBJECTS, WEIGHTS
from queries.views.network import TYPES
from queries.views.nodes import LABELS
from queries.views.powers import ROLE_KINDS

if TYPE_CHECKING:
    from dashboard.shell import Frame

# The groups of the menu: what there is, how it runs, what to do with it, the data themselves.
Section: TypeAlias = Literal["power", "running", "work", "data"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `own` are the values of its own in the address: name and shape. `bare`: it is of use
    without facts too, and where the last import did not end."""

    name: str
    icon: str
    section: Section
    own: Mapping[str, Shape] = field(default_factory=dict, hash=False)
    bare: bool = False

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
        {
            "node": shapes.node,
            "view": shapes.one_of(MODES),
            "to": shapes.node,
            "depth": shapes.one_of("12"),
            "every": shapes.one_of("1"),
            "labels": listed(shapes.one_of(LABELS)),
            "types": listed(shapes.one_of(TYPES)),
            "opened": listed(shapes.node),
            "pinned": listed(shapes.node),
            "hidden": listed(shapes.node),
        },
    ),
    Page("power", ":material/gavel:", "power", {"uid": shapes.uid}),
    Page(
        "concentration",
        ":material/stacked_bar_chart:",
        "power",
        {
            "view": shapes.one_of(("rank", "heat", "peers")),
            "subject": shapes.one_of(SUBJECTS),
            "role": shapes.one_of((*ROLE_KINDS, "ANY")),
            "by": shapes.one_of(WEIGHTS),
            "points": shapes.written(r"\d{1,2}-\d{1,2}-\d{1,2}"),
            "holder": shapes.uid,
            "row": shapes.uid,
            "column": shapes.written(r"[A-Z0-9_-]{1,20}"),
            "index": shapes.one_of(INDICES),
        },
    ),
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
            "status": shapes.one_of((*STATUSES, "overdue")),
            "assignee": shapes.uid,
            "view": shapes.one_of(("list", "units", "changes")),
            "against": shapes.day,
            "run": shapes.written(r"\d{1,9}"),
            "change": shapes.one_of(CHANGES),
        },
    ),
    Page(
        "cases",
        ":material/speed:",
        "running",
        {
            "month": shapes.written(r"\d{4}(-\d{2})?"),
            "power": shapes.uid,
            "share": shapes.written(r"[5-9]\d"),
            "by": shapes.one_of(get_args(cases.By)),
            "card": shapes.one_of(cases.MARKS),
            "case": shapes.uid,
        },
    ),
    Page(
        "meetings",
        ":material/groups:",
        "running",
        {
            "body": shapes.uid,
            "category": shapes.one_of(meetings.CATEGORIES),
            "month": shapes.written(r"\d{4}(-\d{2})?"),
            "mark": shapes.one_of((*meetings.RULES, meetings.UNMET, meetings.ELSEWHERE)),
            "meeting": shapes.uid,
        },
    ),
    Page(
        "filing",
        ":material/inventory:",
        "running",
        {
            "state": shapes.one_of(filing.STATES),
            "category": shapes.written(r"[A-Z_]{1,20}"),
            "matter": shapes.uid,
        },
    ),
    Page(
        "publication",
        ":material/campaign:",
        "running",
        {
            "show": shapes.one_of(("lacking", "public")),
            "lack": shapes.one_of((*publication.ELEMENTS, *publication.STAGES)),
            "type": shapes.written(r"[A-Z0-9]{2}"),
            "element": shapes.one_of((*publication.ELEMENTS, publication.NONE)),
            "stage": shapes.one_of((*publication.STAGES, publication.NONE)),
        },
    ),
    Page(
        "queries",
        ":material/manage_search:",
        "work",
        {"query": shapes.written(r"[A-Za-z][A-Za-z0-9_-]{0,80}")},
    ),
    Page("report", ":material/description:", "work"),
    Page(
        "help",
        ":material/help:",
        "work",
        {"rule": shapes.written(r"[A-Z]{2,5}-\d{3}")},
        bare=True,
    ),
    Page("imports", ":material/upload_file:", "data", bare=True),
    Page(
        "quality",
        ":material/rule:",
        "data",
        {"table": shapes.written(r"[a-z_]{1,40}")},
    ),
    Page(
        "journal",
        ":material/history:",
        "data",
        {
            "action": shapes.one_of(ACTIONS),
            "who": shapes.uid,
            "finding": shapes.written(r"[0-9a-f]{16}"),
        },
        bare=True,
    ),
)

PAGES: Final[Mapping[str, Page]] = {page.name: page for page in _LIST}
FIRST: Final = _LIST[0].name
