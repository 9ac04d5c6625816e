"""What a place set differently for the rules, in words: its settings file, its own rules."""

from __future__ import annotations

import streamlit as st

from dashboard import markup, own_rules, shell
from dashboard.shell import Frame
from queries import library
from queries.findings import CheckResult, shown
from queries.views.words import listed


def show(frame: Frame, result: CheckResult) -> None:
    """Nothing where the rules ran as they come."""
    own = own_rules.in_force(frame.graph.target)
    language = frame.language
    if own.settings:
        set_here = [
            f"{run.id} {name} = {shown(run.parameters[name], language)}"
            for run in result.rules
            for name, origin in run.sources.items()
            if origin.kind == "file"
        ]
        values = listed(set_here, language)
        shell.quiet(frame.say("own.settings", file=own.settings.name, values=values))
    if own.folder is None:
        return
    ours = {rule.id for rule in library.rules()}
    added = [
        f"{id} {rule.title.of(language)}" for id, rule in result.queries.items() if id not in ours
    ]
    if added:
        said = frame.say("own.rules", folder=own.folder, rules=listed(added, language))
        shell.quiet(said)
    if wrong := library.problems(own.folder):
        said = frame.say("own.left_out", folder=own.folder, count=len(wrong))
        st.warning(markup.markdown(said))
