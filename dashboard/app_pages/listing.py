"""What pages with long lists share: numbers that lead to a part of the list, choices that stand in
the address, a list in which a line is picked, and the rules of a family with what they found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import downloads, markup, shell
from dashboard.markup import Html
from dashboard.shell import Frame, Words
from dashboard.views import checks
from queries.findings import CheckResult
from queries.views.nodes import Details, details
from queries.views.words import percent, prop_name, value_of

SHOWN: Final = 2000  # lines of a list; the rest is in its file
_ROW: Final = 33  # pixels that a line of it takes, and its head
_STYLE: Final = """<style>
[class*="st-key-pg-tallies"] [data-testid="stPageLink"] p, [class*="st-key-pg-tallies"] .pg-none
  {font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums;}
</style>"""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number and where it leads: a page and values of its address. Nought leads nowhere."""

    count: int
    page: str
    own: Mapping[str, str] = field(default_factory=dict, hash=False)
    words: str = ""  # instead of the bare number
    unit: str | None = None  # of the page that it leads to, where it is another than this one's

    @property
    def label(self) -> str:
        """What is read."""
        return self.words or f"{self.count:,}"


def cards(frame: Frame, entries: Sequence[tuple[str, Tally, str]], part: str = "") -> None:
    """Numbers side by side: name, number, remark. `part` tells those of one page apart."""
    st.html(_STYLE)
    with st.container(key=f"pg-tallies{part}"):
        for column, (name, tally, note) in zip(st.columns(len(entries)), entries, strict=True):
            with column.container(border=True, gap="xxsmall", height="stretch"):
                st.html(f'<span class="pg-quiet">{markup.text(name)}</span>')
                _number(frame, tally)
                if note:
                    shell.quiet(note)


def grid(
    frame: Frame,
    head: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Tally | Html | str]]],
    widths: Sequence[float],
) -> None:
    """A table whose numbers are links. `widths` are shares of its columns."""
    with st.container(gap="xxsmall"):
        for column, title in zip(st.columns(widths), head, strict=True):
            column.html(f"<strong>{markup.text(title)}</strong>")
        for name, cells in rows:
            first, *others = st.columns(widths, vertical_alignment="center")
            first.html(markup.text(name))
            for column, value in zip(others, cells, strict=True):
                _cell(frame, column, value)


def choose(frame: Frame, name: str, options: Sequence[str], words: Words) -> str | None:
    """A choice that stands in the address under its name; the first option is all of them."""
    key = f"{frame.page}_{name}"
    asked = frame.own.get(name, shell.ALL)
    if st.session_state.setdefault(key, asked) not in (shell.ALL, *options):
        st.session_state[key] = shell.ALL
    every = frame.say("findings.all")
    chosen = st.selectbox(
        frame.say(f"{frame.page}.{name}"),
        [shell.ALL, *options],
        key=key,
        format_func=lambda value: words(value) if value else every,
    )
    if chosen:
        frame.own[name] = chosen
    else:
        frame.own.pop(name, None)
    return chosen or None


def switch(
    frame: Frame, name: str, options: Sequence[str], label: str, words: Words, first: str = ""
) -> str:
    """Options side by side, one of which always holds: the one that the address says under its
    name, else `first`, else the first of them. Whether it stands in the address is the caller's."""
    key = f"{frame.page}_{name}"
    st.session_state.setdefault(key, frame.own.get(name, first or options[0]))
    chosen = st.segmented_control(
        label,
        options,
        key=key,
        required=True,
        format_func=words,
        label_visibility="collapsed",
    )
    return chosen or options[0]


def picked(
    frame: Frame,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    key: str,
    *,
    of: int = 0,
    width: Mapping[str, int] | None = None,
    formats: Mapping[str, str] | None = None,
    height: int = 420,
    empty: str | None = None,
    alt: str | None = None,
) -> int | None:
    """A list in which one line may be picked; gives its place.

    Args:
        columns: key in a row, and what stands above the column.
        key: names the list; a list of other content needs another one.
        of: how many lines there are, where `rows` are the first of them.
        width: of columns, in pixels.
        formats: of columns that are numbers.
        height: at most, in pixels.
        empty: what stands where there is no value.
        alt: what the list is, for those who do not see it.
    """
    column = st.column_config
    config = {columns[name]: column.Column(width=wide) for name, wide in (width or {}).items()}
    config |= {
        columns[name]: column.NumberColumn(format=said) for name, said in (formats or {}).items()
    }
    chosen = st.dataframe(
        {title: [row[name] for row in rows] for name, title in columns.items()},
        key=f"{frame.page}_{key}",
        hide_index=True,
        height="content" if _ROW * (len(rows) + 1) < height else height,
        on_select="rerun",
        selection_mode="single-row",
        column_config=config,
        placeholder=empty,
        alt=alt,
    )["selection"]["rows"]
    if of > len(rows):
        shell.quiet(frame.say("word.more", count=f"{of - len(rows):,}"))
    return chosen[0] if chosen and chosen[0] < len(rows) else None


def pick(
    frame: Frame,
    columns: Mapping[str, str],
    rows: Sequence[Mapping[str, Any]],
    key: str,
    *,
    width: Mapping[str, int] | None = None,
    aside: Collection[str] = (),
) -> int | None:
    """A list that is downloaded as it stands, whole; gives the place of the line that is picked.

    Args:
        aside: columns of the file that a small screen has no room for.
        key, width: as for `picked`.
    """
    seen = {name: title for name, title in columns.items() if name not in aside}
    wide = {name: pixels for name, pixels in (width or {}).items() if name in seen}
    at = picked(frame, seen, rows[:SHOWN], key, of=len(rows), width=wide)
    name = f"{frame.page}-{key.partition('_')[0]}-{frame.as_of}"
    downloads.table(frame, columns, rows, name, key)
    return at


def rules(frame: Frame, result: CheckResult) -> None:
    """What the rules that were checked examined and found, with links to the leads."""
    rows: list[tuple[str, Sequence[Tally | Html | str]]] = []
    for state in checks.rule_states(result, frame.unit):
        query, score = state.query, state.score
        own = {"family": query.family, "rule": query.id}
        rows.append(
            (
                f"{query.id} {query.title.of(frame.language)}",
                (
                    frame.say(f"state.{state.state}"),
                    f"{score.examined:,}",
                    Tally(score.found, "findings", own),
                    markup.bar(score.protection, percent(score.protection, frame.language)),
                ),
            )
        )
    head = [frame.say(f"findings.{k}") for k in ("rule", "state", "examined", "found", "score")]
    grid(frame, head, rows, (4, 1.5, 1, 1, 2))


def unit_name(frame: Frame, uid: str | None) -> str:
    """A unit as people call it; one that is not there at the day by its uid."""
    return frame.units[uid].name if uid and uid in frame.units else uid or ""


def go_to_unit(frame: Frame, unit: str) -> None:
    """The same page for one unit."""
    st.switch_page(
        frame.pages[frame.page], query_params=frame.address(frame.page, frame.own) | {"unit": unit}
    )


def node(frame: Frame, ref: str) -> None:
    """A node as a card: what is known of it, where it was read, and where to see more."""
    found = frame.ask(details, ref)
    if found is None:
        return
    with st.container(border=True):
        told = markup.facts(node_facts(frame, found))
        st.html(f'<h3 class="pg-head">{markup.text(found.name)}</h3>{told}')
        with st.container(horizontal=True, gap="medium"):
            frame.link(frame.say("power.map"), "explorer", {"node": ref})
            if found.label == "Power":
                frame.link(frame.say("explorer.open_power"), "power", {"uid": found.uid})


def node_facts(frame: Frame, found: Details) -> list[tuple[str, object]]:
    """All that is known of a node: its uid, its values in words, and where it was read."""
    label, language = found.label, frame.language
    return [
        (frame.say("explorer.uid"), found.uid),
        *(
            (prop_name(label, name, language), value_of(label, name, value, language))
            for name, value in found.props.items()
        ),
        (frame.say("explorer.source"), shell.origin(frame, found.origin)),
    ]


def _cell(frame: Frame, column: DeltaGenerator, value: Tally | Html | str) -> None:
    if isinstance(value, Tally):
        with column:
            _number(frame, value)
    else:
        column.html(markup.inner(value))


def _number(frame: Frame, tally: Tally) -> None:
    if tally.count:
        there = replace(frame, unit=tally.unit) if tally.unit else frame
        there.link(tally.label, tally.page, tally.own)
    else:
        st.html(markup.faint(tally.label).code)
