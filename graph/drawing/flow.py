"""The course of a power as a chart in DOT, for `st.graphviz_chart`; risks hang on their step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.drawing.model import PictureError
from graph.drawing.symbols import BORDER, RISK_SIGN
from graph.drawing.words import clean, mark_name, wrapped
from graph.legend import text_colour
from graph.schema import RISK_MARKS, ROLE_MARKS
from graph.text import DEFAULT_LANGUAGE, Language, say

_FONT: Final = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
_ROLE_SHAPES: Final = {"DECISION": "hexagon", "EXECUTION": "box", "SUPERVISION": "invhouse"}
_PLAIN: Final = "#eef1f5"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step. `role` is a role kind; `actor` says who does it."""

    seq: int
    name: str
    role: str | None = None
    actor: str = ""
    days: int | None = None
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class FlowRisk:
    """One risk point; without `step` it hangs over the whole course."""

    name: str
    level: str
    step: int | None = None
    measures: tuple[str, ...] = ()


def quoted(text: str) -> str:
    r"""Text as a DOT string: what stands in it can end neither the string nor the label.

    Graphviz reads backslash escapes and HTML entities in a label, so both are taken out of force.

    >>> print(quoted('a"];b -> c\\N &lt;'))
    "a\"];b -> c\\N &amp;lt;"
    """
    lines = [clean(line, 400) for line in text.split("\n")]
    escaped = (
        line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines
    )
    return '"' + "\\n".join(escaped) + '"'


def flow_chart(
    steps: Sequence[FlowStep],
    risks: Sequence[FlowRisk] = (),
    language: Language = DEFAULT_LANGUAGE,
) -> str:
    """DOT: steps from top to bottom in the order of `seq`, each risk beside its step.

    Raises:
        PictureError: an unknown role kind or risk level.
    """
    ordered = sorted(steps, key=lambda s: s.seq)
    lines = [
        "digraph flow {",
        f"graph [rankdir=TB, nodesep=0.3, ranksep=0.35, fontname={quoted(_FONT)}];",
        f"node [fontname={quoted(_FONT)}, fontsize=12, style=filled, color={quoted(BORDER)}];",
        f"edge [fontname={quoted(_FONT)}, fontsize=11, color={quoted(BORDER)}];",
        *(_step(i, step, language) for i, step in enumerate(ordered)),
        *(f"s{i} -> s{i + 1};" for i in range(len(ordered) - 1)),
    ]
    at = {step.seq: i for i, step in enumerate(ordered)}
    for i, risk in enumerate(risks):
        lines.append(_risk(i, risk, language))
        if risk.step in at:
            lines.append(f"s{at[risk.step]} -> r{i} [style=dashed, dir=none, constraint=false];")
            lines.append(f"{{rank=same; s{at[risk.step]}; r{i};}}")
    return "\n".join([*lines, "}"])


def _known(code: str | None, marks: dict[str, str]) -> None:
    if code is not None and code not in marks:
        raise PictureError("drawing.error_mark", mark=code[:200])


def _step(i: int, step: FlowStep, language: Language) -> str:
    _known(step.role, _ROLE_SHAPES)
    colour = ROLE_MARKS[step.role].colour if step.role else _PLAIN
    shape = _ROLE_SHAPES[step.role] if step.role else "box"
    extra = [mark_name(step.role, language)] if step.role else []
    extra += [clean(step.actor, 40)] if step.actor else []
    extra += [say("drawing.step_days", language, n=step.days)] if step.days is not None else []
    extra += [] if step.mandatory else [say("drawing.step_optional", language)]
    head, *rest = wrapped(step.name, width=28, lines=3)
    label = "\n".join([f"{step.seq}. {head}", *rest, *([" · ".join(extra)] if extra else [])])
    style = "filled" if step.mandatory else "filled,dashed"
    return (
        f"s{i} [shape={shape}, style={quoted(style)}, fillcolor={quoted(colour)}, "
        f"fontcolor={quoted(text_colour(colour))}, label={quoted(label)}];"
    )


def _risk(i: int, risk: FlowRisk, language: Language) -> str:
    _known(risk.level, RISK_SIGN)
    colour = RISK_MARKS[risk.level].colour
    place = [] if risk.step is not None else [say("drawing.risk_elsewhere", language)]
    head = " · ".join([f"{RISK_SIGN[risk.level]} {mark_name(risk.level, language)}", *place])
    label = [head, *wrapped(risk.name, width=28, lines=3)]
    for measure in risk.measures:
        label += wrapped(say("drawing.measure", language, text=clean(measure)), width=28, lines=3)
    text = "\n".join(label)
    return (
        f'r{i} [shape=note, style=filled, fillcolor="#ffffff", color={quoted(colour)}, '
        f'penwidth=2.5, fontcolor="#111111", label={quoted(text)}];'
    )
