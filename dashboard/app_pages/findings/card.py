"""One finding: what it says, its evidence as table and picture, how to verify it, its limits."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import lives, markup, shell
from dashboard.app_pages.findings import life as finding_life
from dashboard.drawing.component import draw
from dashboard.lives import Standing
from dashboard.shell import Frame
from graph.drawing.words import label_name
from graph.store import Store
from queries import clauses
from queries.findings import CheckResult, EvidenceRow, Finding, evidence_of, shown
from queries.model import SavedQuery
from queries.views.network import evidence_picture
from queries.views.words import said, severity_name


def show(frame: Frame, finding: Finding, result: CheckResult, standing: Standing) -> None:
    """The card."""
    query = result.queries[finding.rule]
    with st.container(border=True):
        severity = severity_name(finding.effective_severity, frame.language)
        title = f"{severity} {finding.rule} {query.title.of(frame.language)}"
        st.html(
            f'<h3 class="pg-head">{markup.text(title)}</h3>'
            f"<p>{markup.text(finding.message.of(frame.language))}</p>"
        )
        status = lives.said(frame, standing)
        number = frame.say("findings.finding", id=finding.id)
        shell.quiet(f"{status} · {number} · {frame.say('word.lead')}")
        _links(frame, finding)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _picture(frame, finding)
        with right:
            _evidence(frame, finding)
            _details(frame, finding, query)
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _rule(frame, query, result)
        with right:
            finding_life.show(frame, finding, result, standing)
        finding_life.history(frame, finding)


def _links(frame: Frame, finding: Finding) -> None:
    ref = f"{finding.subject_label}/{finding.subject}"
    with st.container(horizontal=True, gap="medium"):
        frame.link(frame.say("findings.open_subject"), "explorer", {"node": ref})
        if finding.subject_label == "Power":
            frame.link(frame.say("findings.open_power"), "power", {"uid": finding.subject})
        for uid, name in zip(finding.actors, finding.actor_names, strict=False):
            label = frame.say("findings.open_actor", name=name)
            frame.link(label, "explorer", {"node": f"Official/{uid}"})


def _picture(frame: Frame, finding: Finding) -> None:
    ref = f"{finding.subject_label}/{finding.subject}"
    refs = tuple(dict.fromkeys((ref, *finding.evidence)))
    drawn = frame.ask(evidence_picture, refs, ref, frame.as_of)
    if not drawn.nodes:
        st.info(frame.say("findings.picture_none"))
        return
    draw(drawn, key=f"findings_picture_{finding.id}", height=400, language=frame.language)


def _evidence(frame: Frame, finding: Finding) -> None:
    rows = frame.ask(_rows, finding.evidence)
    st.html(
        markup.table(
            [frame.say(k) for k in ("explorer.kind", "explorer.name", "explorer.source")],
            [
                (label_name(r.label, frame.language), r.name or r.uid, shell.origin(frame, r))
                for r in rows
            ],
            widths=("5.4rem",),
        )
    )


def _rows(store: Store, evidence: tuple[str, ...]) -> tuple[EvidenceRow, ...]:
    rows = evidence_of(store, evidence)
    return tuple(rows[entry] for entry in dict.fromkeys(evidence) if entry in rows)


def _details(frame: Frame, finding: Finding, query: SavedQuery) -> None:
    if not finding.details:
        return
    entries = [
        (query.columns[name].of(frame.language), said(name, value, frame.language))
        for name, value in finding.details.items()
    ]
    st.html(_titled(frame.say("findings.details"), entries))


def _rule(frame: Frame, query: SavedQuery, result: CheckResult) -> None:
    spec = query.rule
    if spec is None:
        return
    language = frame.language
    verify = spec.verify
    entries: list[tuple[str, object]] = [
        (frame.say("queries.question"), query.question.of(language)),
        (frame.say("findings.basis"), markup.lines(clauses.told(b, language) for b in spec.basis)),
        (frame.say("findings.document"), verify.document.of(language)),
        (frame.say("findings.interview"), verify.interview.of(language)),
        (frame.say("findings.site"), verify.site.of(language)),
        (frame.say("findings.blind"), spec.blind.of(language)),
    ]
    st.html(_titled(frame.say("findings.verify"), entries))
    run = result.run(query.id)
    with st.expander(frame.say("findings.parameters")):
        rows = [
            (
                p.name,
                shown(run.parameters.get(p.name), language),
                p.doc.of(language),
                run.sources[p.name].of(language) if p.name in run.sources else "",
            )
            for p in query.params
        ]
        head = [frame.say(f"findings.{key}") for key in ("parameter", "value", "meaning")]
        st.html(markup.table([*head, frame.say("own.value_from")], rows))


def _titled(title: str, entries: Sequence[tuple[str, object]]) -> str:
    return f'<h4 class="pg-sub">{markup.text(title)}</h4>{markup.facts(entries)}'
