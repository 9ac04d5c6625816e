"""Planted against procedure in meetings (PRC-001 to PRC-005)."""

from __future__ import annotations

from datetime import timedelta

from powergraph.demo.county import Planted, Row
from powergraph.demo.plant.base import Plant, Planter, planted


def _speeches(at: Planter, matter: Row) -> list[Row]:
    return sorted(at.county.where("statements", matter=matter["uid"]), key=lambda s: s["seq"])


def matter_without_meeting(at: Planter) -> Planted:
    """PRC-001: executed, and no meeting ever."""
    _, matter, meeting = at.matter("C")
    matter["meeting"] = None
    for column in ("approve", "oppose", "abstain", "passed"):
        matter[column] = None
    for table in ("statements", "votes"):
        at.county.remove(table, lambda r: r["matter"] == matter["uid"])
    at.county.remove("meetings", lambda m: m["uid"] == meeting["uid"])
    return planted(
        f"“{matter['name']}”未经会议研究即执行。",
        f"Matter {matter['uid']} was carried out without a meeting.",
        ("PRC-001", matter["uid"], ()),
    )


def meeting_after_the_deed(at: Planter) -> Planted:
    """PRC-001: the meeting came after."""
    _, matter, meeting = at.matter("D")
    matter["executed_on"] = meeting["held_on"] - timedelta(days=8)
    return planted(
        f"“{matter['name']}”先执行、后上会。",
        f"Matter {matter['uid']} was carried out before its meeting.",
        ("PRC-001", matter["uid"], ()),
    )


def chief_speaks_first(at: Planter) -> Planted:
    """PRC-002."""
    _, matter, _ = at.matter("D")
    speeches = _speeches(at, matter)
    chief = speeches[-1]["official"]
    times = [s["at"] for s in speeches]
    for seq, (speech, when) in enumerate(
        zip([speeches[-1], *speeches[:-1]], times, strict=True), 1
    ):
        speech["seq"], speech["at"] = seq, when
    return planted(
        f"“{matter['name']}”讨论时一把手首先表态。",
        f"The chief spoke first on matter {matter['uid']}.",
        ("PRC-002", matter["uid"], (chief,)),
    )


def chief_sets_the_tone(at: Planter) -> Planted:
    """PRC-003."""
    _, matter, meeting = at.matter("D")
    chief = _speeches(at, matter)[-1]["official"]
    at.county.add(
        "statements",
        uid=f"{matter['uid']}-F90",
        matter=matter["uid"],
        official=chief,
        kind="PRE_MEETING",
        at=_speeches(at, matter)[0]["at"] - timedelta(days=6),
    )
    return planted(
        f"“{matter['name']}”上会前一把手已经表态。",
        f"The chief spoke on matter {matter['uid']} days before {meeting['uid']}.",
        ("PRC-003", matter["uid"], (chief,)),
    )


def _vote(at: Planter, matter: Row, against: int) -> None:
    """So many of the votes against, the others for it."""
    votes = at.county.where("votes", matter=matter["uid"])
    for n, vote in enumerate(votes):
        vote["choice"] = "OPPOSE" if n < against else "APPROVE"
    matter["approve"], matter["oppose"], matter["abstain"] = len(votes) - against, against, 0


def passed_without_majority(at: Planter) -> Planted:
    """PRC-004: a ballot with too few votes for it."""
    _, matter, meeting = at.matter("D")
    _vote(at, matter, meeting["present"] - 1)
    return planted(
        f"“{matter['name']}”同意票未过半数而通过。",
        f"Matter {matter['uid']} passed with one vote for it.",
        ("PRC-004", matter["uid"], ()),
    )


def votes_do_not_add_up(at: Planter) -> Planted:
    """PRC-004: fewer votes than people."""
    _, matter, _ = at.matter("D", lambda m: m["approve"] == 5)
    voter = at.county.where("votes", matter=matter["uid"])[0]["official"]
    at.county.remove("votes", lambda v: v["matter"] == matter["uid"] and v["official"] == voter)
    matter["approve"] -= 1
    return planted(
        f"“{matter['name']}”的票数与到会人数不符。",
        f"The votes on matter {matter['uid']} do not add up.",
        ("PRC-004", matter["uid"], ()),
    )


def head_overrules_without_reason(at: Planter) -> Planted:
    """PRC-004: the head may decide against the majority, but must say why."""
    body = at.county.units[1].bodies["executive"]
    meeting = at.county.where("meetings", body=body)[2]
    matter = at.county.where("matters", meeting=meeting["uid"])[0]
    _vote(at, matter, meeting["present"] - 1)
    return planted(
        f"“{matter['name']}”未按多数意见决定且没有说明理由。",
        f"On matter {matter['uid']} the head overruled the majority without a reason.",
        ("PRC-004", matter["uid"], ()),
    )


def no_quorum_for_personnel(at: Planter) -> Planted:
    """PRC-005: three of five are enough for other matters, not for personnel."""
    _, matter, meeting = at.matter(
        "D", lambda m: m["category"] == "PERSONNEL" and m["approve"] == 5
    )
    gone = {s["official"] for s in _speeches(at, matter)[:2]}
    for table in ("statements", "votes"):
        at.county.remove(table, lambda r: r["matter"] == matter["uid"] and r["official"] in gone)
    meeting["present"] = matter["approve"] = 3
    return planted(
        f"研究“{matter['name']}”时到会人数不足三分之二。",
        f"Three of five decided on personnel in {meeting['uid']}.",
        ("PRC-005", meeting["uid"], ()),
    )


def no_quorum_at_all(at: Planter) -> Planted:
    """PRC-005, and PRC-004: those present cannot be a majority of those expected."""
    _, matter, meeting = at.matter("C")
    meeting["expected"] = 2 * meeting["present"] + 2
    return planted(
        f"研究“{matter['name']}”时到会人数不足半数。",
        f"Fewer than half were there in {meeting['uid']}.",
        ("PRC-005", meeting["uid"], ()),
        ("PRC-004", matter["uid"], ()),
    )


PLANTS: tuple[Plant, ...] = (
    matter_without_meeting,
    meeting_after_the_deed,
    chief_speaks_first,
    chief_sets_the_tone,
    passed_without_majority,
    votes_do_not_add_up,
    head_overrules_without_reason,
    no_quorum_for_personnel,
    no_quorum_at_all,
)
