"""Chapter 12: what to verify, ranked, each with evidence, basis, way to verify and questions."""

from __future__ import annotations

from powergraph.ledger.model import State
from powergraph.outputs.report import detail_text, severity_text, state_text
from powergraph.reports.context import Unit
from powergraph.reports.questions import questions
from powergraph.reports.ranking import Lead
from powergraph.reports.ruled import own_ruled
from powergraph.reports.tree import (
    Block,
    Bullets,
    Column,
    Pairs,
    Paragraph,
    Picture,
    Section,
    Table,
    TableRow,
)

PICTURED = 5  # the first leads have their evidence drawn; all have it in words


def chapter(unit: Unit) -> Section:
    """The list, then each lead by itself."""
    leads, own = unit.leads, own_ruled(unit)
    went = (Section(unit.say("own.rules"), own),) if own else ()
    if not leads:
        empty = Paragraph(unit.say("leads.none"))
        return Section(unit.say("leads.title"), (empty,), went, "12", key="leads")
    listed = Table(
        unit.say("leads.list"),
        (
            Column(unit.say("word.number"), 0.5, "center"),
            Column(unit.say("word.rule"), 1.1),
            Column(unit.say("word.lead"), 4.2),
            Column(unit.say("word.severity"), 0.7, "center"),
            Column(unit.say("word.rarity"), 1.1),
            Column(unit.say("word.status"), 0.9),
        ),
        tuple(_row(unit, lead) for lead in leads),
    )
    parts = (*went, *(_part(unit, lead) for lead in leads))
    blocks = (Paragraph(unit.say("leads.lead", count=len(leads)), tone="note"), listed)
    return Section(unit.say("leads.title"), blocks, parts, "12", new_page=True, key="leads")


def _row(unit: Unit, lead: Lead) -> TableRow:
    finding = lead.finding
    return TableRow(
        (
            str(lead.number),
            finding.rule,
            finding.message.of(unit.language),
            severity_text(finding, unit.language),
            unit.say("leads.rarity", units=lead.units, of=lead.of),
            state_text(unit.county.states.get(finding.id, State()), unit.language),
        ),
        finding.evidence,
    )


def _part(unit: Unit, lead: Lead) -> Section:
    finding, rule = lead.finding, lead.rule
    blocks: list[Block] = [
        Paragraph(finding.message.of(unit.language), finding.evidence, "strong"),
        Pairs(
            (
                (unit.say("word.rule"), f"{rule.id} {unit.rule(rule)}"),
                (unit.say("word.severity"), severity_text(finding, unit.language)),
                (unit.say("word.path"), path_in_words(unit, lead)),
                *_details(unit, lead),
                (unit.say("word.basis"), "；".join(finding.basis)),
                (unit.say("word.blind"), rule.rule.blind.of(unit.language) if rule.rule else ""),
            )
        ),
        *_picture(unit, lead),
        *_verify(unit, lead),
        Paragraph(unit.say("leads.questions"), tone="strong"),
        Bullets(tuple(Paragraph(q.text) for q in questions(unit, lead))),
    ]
    title = unit.say("leads.one", number=lead.number, title=rule.title.of(unit.language))
    return Section(title, tuple(blocks), key=f"lead-{finding.id}")


def path_in_words(unit: Unit, lead: Lead) -> str:
    """The nodes of the evidence, each with its kind and name, in the order of the path."""
    rows = unit.county.evidence
    words = []
    for ref in dict.fromkeys(lead.finding.evidence):
        row = rows.get(ref)
        if row is not None:
            words.append(unit.node(row.label, row.uid, row.name))
    return " → ".join(words)


def _details(unit: Unit, lead: Lead) -> list[tuple[str, str]]:
    """The rule's own columns. Codes that it gives in Chinese, too, are shown once."""
    details = lead.finding.details
    zh = unit.language == "zh"
    return [
        (
            lead.rule.columns[name].of(unit.language),
            detail_text(lead.finding, name, value, unit.language),
        )
        for name, value in details.items()
        if value not in (None, "", [])
        and not (zh and f"{name}_zh" in details)
        and (zh or not name.endswith("_zh"))
    ]


def _picture(unit: Unit, lead: Lead) -> list[Picture]:
    if lead.number > PICTURED or len(set(lead.finding.evidence)) < 2:
        return []
    svg = unit.evidence_svg(lead.finding)
    caption = unit.say("leads.picture", number=lead.number)
    return [Picture(svg, caption, path_in_words(unit, lead), 0.8, lead.finding.evidence)]


def _verify(unit: Unit, lead: Lead) -> list[Block]:
    spec = lead.rule.rule
    if spec is None:
        return []
    ways = (
        ("document", spec.verify.document),
        ("interview", spec.verify.interview),
        ("site", spec.verify.site),
    )
    items = tuple((unit.say(f"verify.{way}"), text.of(unit.language)) for way, text in ways)
    extend = (unit.say("verify.extend"), unit.say("verify.extend_how", units=lead.units))
    return [Paragraph(unit.say("leads.verify"), tone="strong"), Pairs((*items, extend))]
