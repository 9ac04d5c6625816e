"""`Change` records: what an import changed, value by value, with what was there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from graph.standing import BOOK_KEEPING
from graph.store import Row
from graph.values import encode

KEEP: Final = "UNWIND $rows AS r MERGE (c:Change {uid: r.uid}) SET c += r.props"
# So many are kept at hand, to be told of at once; all are in the graph.
AT_HAND: Final = 20


class Subject(NamedTuple):
    """What a change is about: label or relationship type, uid, name; both ends of a relationship,
    as `Label/uid`."""

    kind: str
    uid: str
    name: str
    from_node: str | None = None
    to_node: str | None = None


class Seen(NamedTuple):
    """A change as it is told to people."""

    subject: Subject
    property: str
    before: object
    after: object


@dataclass(slots=True)
class Recorder:
    """Numbers the changes of one import and turns them into records.

    `first`: the number of the last record that an earlier try at the same import has left.
    """

    import_id: str
    day: date
    source_uids: Sequence[str]
    first: int = 0
    seen: list[Seen] = field(default_factory=list)

    def record(
        self,
        subject: Subject,
        prop: str,
        before: object,
        after: object,
        place: tuple[int, str, int | None],
    ) -> Row:
        """The record of one change; `place` is file number, sheet and row of who says so."""
        self.first += 1
        if prop not in BOOK_KEEPING and len(self.seen) < AT_HAND:
            self.seen.append(Seen(subject, prop, before, after))
        file, sheet, row = place
        about = f"{subject.kind}/{subject.uid}"
        return {
            "uid": change_uid(self.import_id, self.first),
            "props": {
                "name": f"{about}.{prop}",
                "import_id": self.import_id,
                "seq": self.first,
                "about": about,
                "about_name": subject.name,
                "property": prop,
                "before": encode(before),
                "after": encode(after),
                "day": self.day,
                "source_uid": self.source_uids[file],
                "source_sheet": sheet,
                "source_row": row,
                "from_node": subject.from_node,
                "to_node": subject.to_node,
            },
        }


def change_uid(import_id: str, number: int) -> str:
    """The uid of an import's change record; they sort as they were made."""
    return f"{import_id}/{number:08d}"
