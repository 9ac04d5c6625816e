"""HTML and Markdown out of data: whatever stands in a graph comes out as text, never as markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from queries.render import cell

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")


def text(value: object) -> str:
    """A value inside HTML.

    >>> text("<img src=x onerror=alert(1)>")
    '&lt;img src=x onerror=alert(1)&gt;'
    """
    return html.escape(cell(value), quote=True)


def markdown(value: object) -> str:
    r"""A value inside Markdown: no links, pictures, formulas or directives come of it.

    >>> markdown("![x](http://a) :red[b] $c$")
    '\\!\\[x\\]\\(http\\:\\/\\/a\\) \\:red\\[b\\] \\$c\\$'
    """
    return _PUNCTUATION.sub(r"\\\1", cell(value))


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that was made here, and may stand as it is."""

    code: str


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[object | Html]],
    *,
    numbers: Sequence[int] = (),
    widths: Sequence[str] = (),
) -> str:
    """A table whose cells wrap; `numbers` are the columns that stand right."""
    columns = "".join(f'<col style="width:{w}">' for w in widths)
    titles = "".join(
        f'<th scope="col"{_side(i, numbers)}>{text(title)}</th>' for i, title in enumerate(head)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{_side(i, numbers)}>{inner(value)}</td>" for i, value in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pg-scroll"><table class="pg-table"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def inner(value: object | Html) -> str:
    """What stands inside an element: markup of ours, or text."""
    return value.code if isinstance(value, Html) else text(value)


def lines(values: Iterable[object]) -> Html:
    """Several values, one under the other."""
    return Html("<br>".join(inner(v) for v in values))


def bar(share: float | None, label: str) -> Html:
    """A share as a bar with its number in words beside it."""
    if share is None:
        return faint(label)
    width = round(100 * min(1.0, max(0.0, share)))
    return Html(
        f'<span class="pg-bar"><span style="width:{width}%"></span></span>'
        f'<span class="pg-share">{text(label)}</span>'
    )


def faint(words: object) -> Html:
    """A value that is nought, or that nobody knows."""
    return Html(f'<span class="pg-none">{text(words)}</span>')


def chip(words: str, colour: str, text_colour: str) -> Html:
    """A short word on a colour."""
    return Html(
        f'<span class="pg-chip" style="background:{text(colour)};color:{text(text_colour)}">'
        f"{text(words)}</span>"
    )


def _side(index: int, numbers: Sequence[int]) -> str:
    return ' class="pg-number"' if index in numbers else ""


STYLE: Final = """
<style>
html[lang="en"] body {font-variant-east-asian: proportional-width;} /* quotes */
[data-testid='stHtml'] dl.pg-facts dd {margin: 0; padding: 0;}
[data-testid='stHtml'] dl.pg-facts {margin: 0 0 .4rem 0; padding: 0;}
p.pg-quiet {margin: 0 0 .2rem 0;}
.pg-scroll {overflow-x: auto;}
.pg-table {border-collapse: collapse; width: 100%; font-size: .92rem; line-height: 1.45;}
.pg-table th {text-align: left; font-weight: 600; color: #3d4866; background: #f3f5fa;
  border-bottom: 1px solid #c9d0e0; padding: .38rem .6rem; white-space: nowrap;}
.pg-table td {border-bottom: 1px solid #e4e8f1; padding: .38rem .6rem; vertical-align: top;
  overflow-wrap: anywhere;}
.pg-table .pg-number {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;}
.pg-bar {display: inline-block; width: 6.5rem; height: .55rem; background: #e4e8f1;
  border-radius: .3rem; overflow: hidden; vertical-align: middle; margin-right: .5rem;}
.pg-bar > span {display: block; height: 100%; background: #2b4bb6;}
.pg-table td:has(> .pg-bar) {white-space: nowrap;}
.pg-share {font-variant-numeric: tabular-nums; white-space: nowrap;}
.pg-none, .pg-quiet {color: #5a6478;}
p.pg-quiet {font-size: .92rem; line-height: 1.5;}
.pg-head {font-size: 1.15rem; font-weight: 600; margin: 0 0 .3rem 0; padding: 0;}
.pg-sub {font-size: 1rem; font-weight: 600; margin: .6rem 0 .3rem 0; padding: 0;}
.pg-chip {display: inline-block; padding: .05rem .5rem; border-radius: .6rem; font-size: .85rem;
  font-weight: 600; white-space: nowrap; margin: 0 .25rem .15rem 0;}
.pg-cards {display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .7rem;}
.pg-card {border: 1px solid #dbe0ec; border-radius: .4rem; padding: .6rem .8rem; background: #fff;}
.pg-card .pg-name {color: #4b5570; font-size: .88rem;}
.pg-card .pg-value {font-size: 1.55rem; font-weight: 600; line-height: 1.3;
  font-variant-numeric: tabular-nums;}
.pg-card .pg-note {color: #5a6478; font-size: .82rem; line-height: 1.4;}
.pg-card .pg-bar {width: 100%; margin: .3rem 0 .35rem 0; display: block;}
.pg-says {color: #3d4866; margin: -.4rem 0 .2rem 0; line-height: 1.55;}
.pg-notice {background: #fff4d6; border: 1px solid #e0b84a; color: #553c00; border-radius: .35rem;
  padding: .4rem .8rem; font-weight: 600;}
.pg-lack {color: #9c2a10; font-weight: 600;}
.pg-power {font-size: 1.35rem; margin: 0 0 .3rem 0; padding: 0; font-weight: 600;}
/* The menu close together, so that day and unit are seen beneath it on a screen of 768 lines. */
[data-testid="stSidebarHeader"] {height: 2.2rem; margin-bottom: 0;}
[data-testid="stSidebarNavLink"] {margin: 0; min-height: 1.6rem; height: 1.6rem;}
[data-testid="stNavSectionHeader"] {margin: .2rem 0 .1rem 0;}
[data-testid="stSidebarUserContent"] {padding-top: .6rem;}
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] {gap: .55rem;}
[data-testid="stMain"] .block-container {padding: 2.2rem 3rem 3rem 3rem;}
[data-testid="stMain"] h1 {font-size: 1.9rem; padding: .2rem 0 .5rem 0;}
[data-testid="stMain"] h3 {font-size: 1.2rem; padding: .7rem 0 .35rem 0;}
[data-testid="stMain"] [data-testid="stPageLink"] a > span:has([data-testid="stIconMaterial"])
  {display: none;}
[data-testid="stMain"] [data-testid="stPageLink"] a {padding: 0; min-height: 0; gap: 0;
  background: transparent; font-weight: 400;}
[data-testid="stMain"] [data-testid="stPageLink"] p {color: #2b4bb6; text-decoration: underline;}
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p {color: #5a6478;
  opacity: 1;}
[data-testid="InputInstructions"] {display: none;} /* in English, whatever the page's language */
.pg-facts {display: grid; grid-template-columns: fit-content(42%) 1fr; gap: .25rem 1rem;
  margin: 0; padding: 0; font-size: .92rem;}
.pg-facts dt {color: #5a6478;}
.pg-facts dd {margin: 0; padding: 0; overflow-wrap: anywhere;}
</style>
"""


def cards(entries: Iterable[tuple[str, object, object]]) -> str:
    """Numbers with their names; the third is a note, text or markup."""
    body = "".join(
        f'<div class="pg-card"><div class="pg-name">{text(name)}</div>'
        f'<div class="pg-value">{inner(value)}</div><div class="pg-note">{inner(note)}</div></div>'
        for name, value, note in entries
    )
    return f'<div class="pg-cards">{body}</div>'


def facts(entries: Iterable[tuple[str, object]]) -> str:
    """Names and values, two columns."""
    body = "".join(f"<dt>{text(name)}</dt><dd>{inner(value)}</dd>" for name, value in entries)
    return f'<dl class="pg-facts">{body}</dl>'
