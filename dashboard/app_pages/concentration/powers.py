"""权力集中: the powers behind a number, where each was read, and the records behind its money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import downloads, markup, shell
from dashboard.app_pages import listing
from dashboard.app_pages.concentration.asked import figure
from dashboard.shell import Frame
from graph.drawing.words import label_name
from graph.store import Store
from queries.findings import MISSING, EvidenceRow, evidence_of
from queries.render import cell
from queries.views.concentration import Holder, Weighed
from queries.views.money import records
from queries.views.words import listed, value_of

_RECORDS = 200


def show(frame: Frame, powers: Sequence[Weighed], key: str, holder: Holder | None = None) -> None:
    """The powers, and what can be opened of the one that is picked.

    Args:
        key: tells the lists of a page apart.
        holder: whose they are, where that is somebody: through which posts and roles is said.
    """
    where = frame.ask(_places, tuple(f"Power/{p.row.uid}" for p in powers))
    rows = [_row(frame, power, where.get(f"Power/{power.row.uid}"), holder) for power in powers]
    keys = ["name", "risk", "money", "source", "unit", "domain", "type"]
    if holder and any(kinds for _, kinds in holder.held.values()):
        keys[1:1] = ["roles", "posts"]
    titles = {k: frame.say(f"concentration.power_{k}") for k in keys}
    at = listing.picked(
        frame,
        titles,
        rows,
        f"powers_{key}_{holder.uid if holder else ''}_{len(rows)}",
        height=320,
        empty=frame.say("word.no_data"),
        alt=frame.say("concentration.power_list"),
    )
    titles["uid"] = frame.say("explorer.uid")
    downloads.table(frame, titles, rows, f"powers-{frame.as_of}", key)
    if at is not None:
        _opened(frame, powers[at], key)
    else:
        shell.quiet(frame.say("concentration.power_hint"))


def _row(
    frame: Frame, power: Weighed, where: EvidenceRow | None, holder: Holder | None
) -> dict[str, Any]:
    row, language = power.row, frame.language
    posts, kinds = holder.held.get(row.uid, ((), ())) if holder else ((), ())
    return {
        "name": cell(row.name),
        "uid": row.uid,
        "roles": listed((frame.say(f"power.{kind}") for kind in kinds), language),
        "posts": cell(listed(posts, language)),
        "unit": cell(listing.unit_name(frame, row.unit) or MISSING),
        "domain": value_of("Power", "domain", row.domain, language),
        "type": value_of("Power", "power_type", row.power_type, language),
        "risk": value_of("Power", "risk_level", row.risk_level, language),
        "money": figure("money", power.money),
        "source": cell(shell.origin(frame, where)),
    }


def _opened(frame: Frame, power: Weighed, key: str) -> None:
    uid = power.row.uid
    with st.container(horizontal=True, gap="medium"):
        frame.link(
            frame.say("concentration.open_power", name=power.row.name), "power", {"uid": uid}
        )
        frame.link(frame.say("power.map"), "explorer", {"node": f"Power/{uid}"})
    if power.money is None:
        return
    found = frame.ask(records, frame.as_of, uid, _RECORDS)
    where = frame.ask(_places, tuple(r.ref for r in found))
    rows = [
        {
            "kind": label_name(r.label, frame.language),
            "name": cell(r.name),
            "uid": r.uid,
            "day": r.day.isoformat() if r.day else MISSING,
            "amount": r.amount,
            "source": cell(shell.origin(frame, where.get(r.ref))),
        }
        for r in found
    ]
    titles = {
        k: frame.say(f"concentration.record_{k}")
        for k in ("kind", "name", "day", "amount", "source")
    }
    shown = frame.say("concentration.records", count=f"{len(found):,}", most=_RECORDS)
    st.html(f'<h4 class="pg-sub">{markup.text(shown)}</h4>')
    st.dataframe(
        {title: [row[k] for row in rows] for k, title in titles.items()},
        hide_index=True,
        height=min(260, 38 + 35 * len(rows)),
        alt=shown,
        column_config={titles["amount"]: st.column_config.NumberColumn(format="localized")},
    )
    titles["uid"] = frame.say("explorer.uid")
    downloads.table(frame, titles, rows, f"money-{frame.as_of}", f"{key}_money")


def _places(store: Store, refs: tuple[str, ...]) -> dict[str, EvidenceRow]:
    return evidence_of(store, refs)
