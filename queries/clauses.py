"""The clause map: which rule covers which founding fact and which article of law, and how far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from graph.docs import grid
from graph.text import LANGUAGES, Language, say
from queries import library
from queries.founding import KINDS, Fact, Kind, facts, law_names
from queries.model import Basis, Coverage

K = TypeVar("K")

HEAD: Final = """\
# 条款覆盖 Clause map

由 `python -m queries.docs` 依据各规则的 `basis`、`queries/founding.yaml` 和 `queries/laws.yaml` 生成，请勿手工修改。
Generated from the `basis` of the rules, `queries/founding.yaml` and `queries/laws.yaml`; do not edit.

哪条规则检查了创始文件的哪一项、法律或党内法规的哪一条，检查到什么程度。F 为抚松县“五权并重”（2014），D 为德城区“211”机制。
Which rule checks which fact of the founding documents (F Fusong county, D Decheng district) and which article, and how far.

- **完全 exact**：规则中与此有关的部分，不多不少正是它的要求。 The part of the rule that speaks of it checks what it demands, no more, no less.
- **超出 superset**：要求更严，或者对象更广。 Stricter, or for more subjects.
- **合并 combination**：与所列规则合起来才覆盖。 Only together with the rules named.
- **部分 partial**：只检查其中一部分；法律条款以整条计。 Part of it; of a law the whole article counts.
- **未覆盖 not covered**：附原因；其中“缺口”是本可检查而没有规则的。 With the reason; “a gap” is what could be checked and no rule does.

规则得出的是需核实线索；程度由编写者判断，未经有权机关认定。 Rules give leads to verify; how far they cover is the authors' judgement.
"""  # noqa: E501
# The best first: what a clause has of all its rules is its best one.
ORDER: Final[tuple[Coverage, ...]] = ("exact", "superset", "combination", "partial")
NAMES: Final[Mapping[Coverage, str]] = {
    covers: " ".join(say(f"covers.{covers}", language) for language in LANGUAGES)
    for covers in ORDER
}
KIND_NAMES: Final[Mapping[Kind, str]] = {
    "background": "背景 background",
    "aim": "目标 aim",
    "figure": "数字 figure",
    "field": "数据项 field",
    "demand": "要求 demand",
}
DOCUMENTS: Final = {"F": "抚松县 Fusong", "D": "德城区 Decheng"}


@dataclass(frozen=True, slots=True)
class Cover:
    """A rule's basis: how far the rule covers it."""

    rule: str
    basis: Basis

    def __str__(self) -> str:
        others = "、".join(self.basis.together)
        return f"{self.rule} {NAMES[self.basis.covers]}{f'（+ {others}）' if others else ''}"


def by_row() -> dict[str, list[Cover]]:
    """The rules that cover each founding row, the best first; rows without any are left out."""
    return _grouped((cover.basis.row, cover) for cover in _covers() if cover.basis.row)


def by_article() -> dict[tuple[str, str, str], list[Cover]]:
    """The same for each law, article and version as it was read."""
    return _grouped(
        ((c.basis.law, c.basis.article, c.basis.version), c) for c in _covers() if c.basis.law
    )


def best(covers: Sequence[Cover]) -> Coverage | None:
    """The best of several; None for none."""
    return covers[0].basis.covers if covers else None


def told(basis: Basis, language: Language) -> str:
    """A basis in one line: the row with its text or the article, and how far it is covered."""
    named = next((fact.text.of(language) for fact in facts() if fact.id == basis.row), "")
    key = "covers.with" if basis.together else "covers.told"
    return say(
        key,
        language,
        basis=f"{basis} {named}".rstrip(),
        covers=say(f"covers.{basis.covers}", language),
        rules=("、" if language == "zh" else ", ").join(basis.together),
    )


def clause_map() -> str:
    """docs/clauses.md: counts, founding facts, articles of law."""
    rows, articles = by_row(), by_article()
    return "\n".join([HEAD, *_counts(rows, articles), *_facts(rows), *_articles(articles)])


def _covers() -> Iterator[Cover]:
    for rule in library.rules():
        for basis in rule.rule.basis if rule.rule else ():
            yield Cover(rule.id, basis)


def _grouped(pairs: Iterable[tuple[K, Cover]]) -> dict[K, list[Cover]]:
    found: dict[K, list[Cover]] = {}
    for key, cover in pairs:
        found.setdefault(key, []).append(cover)
    for covers in found.values():
        covers.sort(key=lambda c: (ORDER.index(c.basis.covers), c.rule))
    return found


def _counts(
    rows: Mapping[str, list[Cover]], articles: Mapping[tuple[str, str, str], list[Cover]]
) -> Iterator[str]:
    yield "## 数量 Counts\n"
    yield "按每项最好的覆盖程度计。 Each by its best coverage.\n"
    heads = [*NAMES.values(), "未覆盖 not covered"]
    lines: list[list[str]] = []
    for letter, name in DOCUMENTS.items():
        known = [best(rows.get(f.id, [])) for f in facts() if f.id.startswith(letter)]
        lines.append([f"{name} ({letter})", str(len(known)), *_tally(known)])
    known = [best(covers) for covers in articles.values()]
    lines.append(["法律条款 Articles", str(len(known)), *_tally(known)])
    yield from grid(" | ".join(["统计 Of", "共 All", *heads]), lines)
    why = Counter(fact.kind for fact in facts() if fact.why)
    told = "；".join(f"{KIND_NAMES[kind]} {why[kind]}" for kind in KINDS if why[kind])
    yield f"未覆盖的，按性质 Not covered, by what they are: {told}。\n"
    unsure = sum(not covers[0].basis.certain for covers in articles.values())
    yield f"条文待核对 Articles still to be checked: {unsure}。\n"


def _tally(known: Iterable[Coverage | None]) -> list[str]:
    counted = Counter(known)
    return [str(counted[covers]) for covers in (*ORDER, None)]


def _facts(rows: Mapping[str, list[Cover]]) -> Iterator[str]:
    for letter, name in DOCUMENTS.items():
        yield f"## {name}\n"
        heads = "# | 事项 Fact | 性质 Kind | 规则 Rules | 未覆盖的原因 Why not covered"
        chosen = [fact for fact in facts() if fact.id.startswith(letter)]
        yield from grid(heads, (_fact(fact, rows.get(fact.id, [])) for fact in chosen))


def _fact(fact: Fact, covers: Sequence[Cover]) -> Sequence[str]:
    why = f"{fact.why.zh} {fact.why.en}" if fact.why else ""
    text = f"{fact.text.zh} {fact.text.en}"
    return fact.id, text, KIND_NAMES[fact.kind], "；".join(map(str, covers)), why


def _articles(articles: Mapping[tuple[str, str, str], list[Cover]]) -> Iterator[str]:
    yield "## 法律和党内法规 Laws and party rules\n"
    heads = "法律 Law | 条 Article | 版本 Version | 规则 Rules | 待核对 To be checked"
    lines = []
    for (law, article, version), covers in sorted(articles.items(), key=lambda item: item[0][0]):
        unsure = "" if covers[0].basis.certain else "待核对 yes"
        name = f"{law} {law_names()[law]}"
        lines.append((name, article or "—", version or "—", "；".join(map(str, covers)), unsure))
    yield from grid(heads, lines)
