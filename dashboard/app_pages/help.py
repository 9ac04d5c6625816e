"""说明: how to read the pages, the rules and what they rest on, the founding facts, the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import downloads, markup, own_rules, shell
from dashboard.app_pages import listing
from dashboard.pages import PAGES
from dashboard.shell import Frame
from graph.drawing.words import label_name
from graph.schema import SCHEMA
from graph.text import say
from queries import clauses, founding, library, search
from queries.clauses import Cover
from queries.founding import Fact
from queries.model import SavedQuery
from queries.scores import DIMENSIONS
from queries.views.words import dimension_name, family_name, listed, rel_name, severity_name

_DOCUMENTS = ("F", "D")


def show(frame: Frame) -> None:
    """The page."""
    shell.head(frame)
    names = ("read", "rules", "founding", "words")
    titles = [frame.say(f"help.tab_{name}") for name in names]
    # An address that names a rule leads to the rules.
    first = titles[1] if frame.own.get("rule") else titles[0]
    read, rules, facts, words = st.tabs(titles, default=first)
    with read:
        _reading(frame)
    with rules:
        _rules(frame)
    with facts:
        _founding(frame)
    with words:
        _glossary(frame)


# How to read


def _reading(frame: Frame) -> None:
    st.html(
        "<ul>"
        + "".join(
            f"<li>{markup.text(frame.say(f'help.read_{key}'))}</li>"
            for key in ("leads", "no_data", "day", "unit", "origin", "download", "address", "keys")
        )
        + "</ul>"
    )
    st.subheader(frame.say("help.pages"), anchor=False)
    for name, page in PAGES.items():
        if name == frame.page:
            continue
        left, right = st.columns([1, 4], vertical_alignment="center")
        with left:
            frame.link(frame.say(f"{name}.title"), name, {})
        with right:
            section = frame.say(f"section.{page.section}")
            shell.quiet(f"{section} · {frame.say(f'{name}.says', scope=frame.say('help.scope'))}")
    st.subheader(frame.say("help.five"), anchor=False)
    rows = [
        (
            dimension_name(dimension, frame.language),
            frame.say(f"help.five_{dimension}"),
            str(sum(bool(q.rule and q.rule.dimension == dimension) for q in library.rules())),
        )
        for dimension in DIMENSIONS
    ]
    head = [frame.say(f"help.{key}") for key in ("dimension", "meaning", "rules")]
    st.html(markup.table(head, rows, numbers=(2,), widths=("9rem", "auto", "6rem")))
    shell.quiet(frame.say("help.five_score"))


# Rules


def _rules(frame: Frame) -> None:
    folder = own_rules.in_force(frame.graph.target).folder
    known = {q.id: q for q in library.checks(folder)}
    text = st.text_input(
        frame.say("help.search"), key="help_search", placeholder=frame.say("help.search_hint")
    )
    found = search.matching(known.values(), (text or "").split())
    shell.quiet(frame.say("help.found", count=len(found), all=len(known)))
    if not found:
        st.info(frame.say("queries.none"))
        return
    lines = [_rule_line(frame, query) for query in found]
    titles = {key: frame.say(f"help.{key}") for key in lines[0]}
    shown = ("id", "title_column", "family", "dimension", "severity", "question")
    columns = {key: titles[key] for key in shown}
    wide = {"id": 80, "title_column": 200}
    at = listing.picked(frame, columns, lines, f"rules_{text}", width=wide, height=400)
    downloads.table(frame, titles, lines, "rules", "rules")
    if at is not None:
        frame.own["rule"] = found[at].id
    asked = known.get(frame.own.get("rule", ""))
    if asked:
        _rule_card(frame, asked)
    else:
        shell.quiet(frame.say("help.rule_hint"))


def _rule_line(frame: Frame, query: SavedQuery) -> dict[str, str]:
    language, spec = frame.language, query.rule
    return {
        "id": query.id,
        "title_column": query.title.of(language),
        "family": family_name(query.family, language),
        "dimension": dimension_name(spec.dimension, language)
        if spec and spec.dimension
        else frame.say("help.no_dimension"),
        "severity": severity_name(spec.severity, language) if spec else "",
        "question": query.question.of(language),
        "basis": listed((clauses.told(b, language) for b in spec.basis), language) if spec else "",
        "blind": spec.blind.of(language) if spec else "",
        "column_needs": listed((_name(need, frame) for need in query.needs), language),
    }


def _rule_card(frame: Frame, query: SavedQuery) -> None:
    spec, language = query.rule, frame.language
    if spec is None:
        return
    with st.container(border=True):
        severity = severity_name(spec.severity, language)
        title = f"{severity} {query.id} {query.title.of(language)}"
        st.html(
            f'<h3 class="pg-head">{markup.text(title)}</h3>'
            f"<p>{markup.text(query.question.of(language))}</p>"
        )
        with st.container(horizontal=True, gap="medium"):
            if query.kind == "rule":
                frame.link(frame.say("help.to_findings"), "findings", {"rule": query.id})
            else:
                frame.link(frame.say("quality.title"), "quality", {})
            frame.link(frame.say("help.to_query"), "queries", {"query": query.id})
        basis = markup.lines(clauses.told(b, language) for b in spec.basis)
        entries: list[tuple[str, object]] = [
            (frame.say("help.basis"), basis if spec.basis else "—"),
            (
                frame.say("help.column_needs"),
                listed((_name(n, frame) for n in query.needs), language),
            ),
            (frame.say("findings.document"), spec.verify.document.of(language)),
            (frame.say("findings.interview"), spec.verify.interview.of(language)),
            (frame.say("findings.site"), spec.verify.site.of(language)),
            (frame.say("findings.blind"), spec.blind.of(language)),
        ]
        st.html(markup.facts(entries))


def _name(need: str, frame: Frame) -> str:
    """A label or relationship type as people say it."""
    if need in SCHEMA.nodes:
        return label_name(need, frame.language)
    return rel_name(need, frame.language)


# Founding facts


def _founding(frame: Frame) -> None:
    covers = clauses.by_row()
    shell.quiet(frame.say("help.founding_says"))
    left, right = st.columns([1, 2])
    with left:
        document = st.selectbox(
            frame.say("help.document"),
            _DOCUMENTS,
            key="help_document",
            format_func=lambda letter: frame.say(f"help.document_{letter}"),
        )
    with right:
        text = st.text_input(frame.say("help.search_founding"), key="help_founding")
    words = (text or "").casefold().split()
    rows = [_fact(frame, fact, covers.get(fact.id, ())) for fact in founding.facts()]
    lines = [
        row
        for row in rows
        if row["id"].startswith(document)
        and all(w in " ".join(row.values()).casefold() for w in words)
    ]
    if not lines:
        st.info(frame.say("help.no_fact"))
        return
    titles = {key: frame.say(f"help.{key}") for key in lines[0]}
    table = [tuple(line.values()) for line in lines]
    st.html(
        markup.table(list(titles.values()), table, widths=("4rem", "24%", "7rem", "28%", "auto"))
    )
    downloads.table(frame, titles, rows, "founding-facts", "founding")


def _fact(frame: Frame, fact: Fact, covers: Sequence[Cover]) -> dict[str, str]:
    language = frame.language
    said = (f"{c.rule} {say(f'covers.{c.basis.covers}', language)}" for c in covers)
    return {
        "id": fact.id,
        "fact": fact.text.of(language),
        "kind": frame.say(f"help.kind_{fact.kind}"),
        "covered_by": listed(said, language),
        "why_not": fact.why.of(language) if fact.why else "",
    }


# Words


def _glossary(frame: Frame) -> None:
    shell.quiet(frame.say("help.words_says"))
    nodes = [_label(frame, name) for name in SCHEMA.nodes if SCHEMA.nodes[name].table]
    links = [
        {
            "name": rel_name(name, frame.language),
            "code": name,
            "ends": listed(
                dict.fromkeys(
                    f"{label_name(a, frame.language)} → {label_name(b, frame.language)}"
                    for a, b in rel.ends
                ),
                frame.language,
            ),
        }
        for name, rel in SCHEMA.rels.items()
    ]
    _words(frame, "labels", nodes, ("9rem", "9rem", "15rem", "auto"))
    _words(frame, "links", links, ("9rem", "13rem", "auto"))


def _label(frame: Frame, name: str) -> dict[str, str]:
    node = SCHEMA.nodes[name]
    table = f"{node.table.zh} {node.table.name}" if node.table else ""
    columns = (c.zh if frame.language == "zh" else c.name for c in node.props.values())
    return {
        "name": label_name(name, frame.language),
        "code": name,
        "table": table,
        "columns": listed(columns, frame.language),
    }


def _words(
    frame: Frame, key: str, rows: Sequence[Mapping[str, str]], widths: Sequence[str]
) -> None:
    st.subheader(frame.say(f"help.{key}"), anchor=False)
    titles = {name: frame.say(f"help.{name}") for name in rows[0]}
    st.html(markup.table(list(titles.values()), [tuple(r.values()) for r in rows], widths=widths))
    downloads.table(frame, titles, rows, f"words-{key}", key)
