"""What a finding rests on: rows with their places, a line for Neo4j Browser, a picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from graph.errors import PowergraphError
from graph.privacy import hidden
from graph.schema import SCHEMA
from graph.store import Store, open_graph
from graph.text import Language
from powergraph.console import Console
from powergraph.ledger import Life
from powergraph.ledger.model import Run
from powergraph.outputs.files import write_text
from queries.check import check
from queries.evidence import browser_line
from queries.findings import Finding, evidence_rows
from queries.render import to_table
from queries.views.network import evidence_picture

PICTURES: Final = (".svg", ".html")
_ROWS: Final = ("label", "uid", "name", "file", "sheet", "row")


def show_evidence(
    console: Console,
    life: Life,
    run: Run,
    target: str,
    database: str | None,
    folder: Path | None,
    picture: Path | None,
) -> bool:
    """Print the evidence of a finding as the run that last found it did; False where it cannot be.

    The ledger keeps no evidence, which is facts of the graph: the rule is run again, as of the same
    day, with the same values.
    """
    try:
        with open_graph(target, database=database) as store:
            found = _again(store, life, run, folder)
            if found is None:
                console.error(console.say("cli.finding.gone", rule=life.rule, as_of=run.as_of))
                return False
            rows = evidence_rows(store, found)
            if picture:
                write_text(picture, _drawn(store, found, run, picture.suffix, console.language))
    except PowergraphError as error:
        detail = error.render(console.language)
        console.error(console.say("cli.finding.no_evidence", detail=detail))
        return False
    titles = {name: console.say(f"cli.finding.evidence.{name}") for name in _ROWS}
    shown = [
        {
            "label": SCHEMA.nodes[row.label].label.zh if console.language == "zh" else row.label,
            "uid": row.uid,
            "name": row.name,
            "file": row.file,
            "sheet": row.sheet,
            "row": row.row,
        }
        for row in rows
    ]
    console.answer(f"\n{console.say('cli.finding.evidence.title')}")
    console.answer(to_table(_ROWS, shown, titles=titles, width=60))
    console.answer(
        f"\n{console.say('cli.finding.evidence.browser')}\n{browser_line(found.evidence)}"
    )
    if picture:
        console.tell("cli.check.written", path=picture)
    return True


def _again(store: Store, life: Life, run: Run, folder: Path | None) -> Finding | None:
    kept: dict[str, list[Any]] = run.parameters.get(life.rule, {})
    values = {
        (life.rule, name): value
        for name, (value, *_) in kept.items()
        if name != "as_of" and value is not None
    }
    result = check(store, [life.rule], as_of=run.as_of, settings=values, folder=folder)
    if error := result.rules[0].error:
        raise error
    return next((f for f in result.findings if f.id == life.id), None)


def _drawn(store: Store, finding: Finding, run: Run, suffix: str, language: Language) -> str:
    from graph.drawing import to_html, to_svg

    focus = f"{finding.subject_label}/{finding.subject}"
    whole = evidence_picture(store, finding.evidence, focus, run.as_of)
    drawn = replace(
        whole,
        nodes=tuple(replace(node, name=hidden(node.name) or "") for node in whole.nodes),
        title=f"{finding.rule} {finding.id}",
        caption=hidden(finding.message.of(language)) or "",
    )
    if suffix.lower() == ".html":
        return to_html(drawn, language=language, layout="layers")
    return to_svg(drawn, language, "layers")
