"""What a table may be, and what its titles may mean: a proposal with its confidence, never a
silent guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal, TypeAlias

from loaders.mapping import Form, forms
from loaders.sheets.block import Block, BlockRow
from loaders.sheets.rowkinds import is_serial
from loaders.sheets.titles import SURE, Match, matches, normal, readings

Words: TypeAlias = Literal["sure", "likely", "unsure", "none"]

SAMPLE_ROWS: Final = 3
_LOOK_AT: Final = 20
_LIKELY: Final = 0.75
# A title that fits two fields is no surer than this, however well it fits the first.
_AMBIGUOUS: Final = 0.8
# Two forms that are closer to each other than this both may be meant.
_MARGIN: Final = 0.05
_NAMED_BONUS: Final = 0.1
_COUNTING: Final = frozenset({"serial", "order", "seq"})


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A title and the field proposed for it (None: no field). `others`: what it also may mean."""

    column: int
    title: str
    field: str | None
    confidence: float
    others: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether nobody need be asked. What only counts the rows may stand for no field."""
        return self.confidence >= SURE if self.field else is_serial(self.title) and not self.others

    @property
    def words(self) -> Words:
        """The confidence as a word."""
        return in_words(self.confidence if self.field else 0)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The form that a table fits best, and the field for each of its titles.

    `missing`: required fields that no title stands for. `form` is None where no title fits any.
    """

    block: Block
    form: Form | None
    confidence: float
    titles: Sequence[TitleMatch]
    missing: Sequence[str]
    runner_up: Form | None
    runner_up_confidence: float
    sample: Sequence[BlockRow]

    @property
    def fields(self) -> Mapping[str, str | None]:
        """The field proposed for each title as given."""
        return {m.title: m.field for m in self.titles}

    @property
    def sure(self) -> bool:
        """Whether it can be used without asking: every title and every required field matched
        word for word, and no other form fits as well."""
        return (
            self.form is not None
            and not self.missing
            and all(m.sure for m in self.titles)
            and not self.close
        )

    @property
    def close(self) -> bool:
        """Whether another form fits nearly as well."""
        return self.confidence - self.runner_up_confidence < _MARGIN


def in_words(confidence: float) -> Words:
    """A confidence as one of four words.

    >>> [in_words(c) for c in (1, 0.8, 0.6, 0)]
    ['sure', 'likely', 'unsure', 'none']
    """
    if confidence >= SURE:
        return "sure"
    return "likely" if confidence >= _LIKELY else "unsure" if confidence > 0 else "none"


def propose(block: Block) -> Proposal:
    """The best form for a table, the field for each title, three rows to look at.

    The rows have been looked through by `find_blocks`: none holds a number that names a person.
    """
    rows = tuple(islice(block.rows(), _LOOK_AT))
    titles = tuple((at, title) for at, title in enumerate(block.titles) if title)
    heading = normal(block.caption + block.sheet)
    # What the sheet or its caption names goes first; the sort is stable, so forms of offices go
    # before our own tables.
    ranked = sorted(
        ((_fit(f, titles) * (1 + _NAMED_BONUS * (normal(f.zh) in heading)), f) for f in forms()),
        key=lambda found: -found[0],
    )
    (best, form), (next_best, runner_up) = ranked[0], ranked[1]
    sample = rows[:SAMPLE_ROWS]
    if best <= 0:
        nothing = tuple(TitleMatch(at, title, None, 0) for at, title in titles)
        return Proposal(block, None, 0, nothing, (), None, 0, sample)
    found = _ambiguous(form, assigned(form, titles), rows)
    taken = {m.field for m in found}
    missing = tuple(f.name for f in form.fields.values() if f.required and f.name not in taken)
    confidence = _fit(form, titles)
    second = round(confidence * next_best / best, 2)
    rival = runner_up if next_best > 0 else None
    return Proposal(block, form, round(confidence, 2), found, missing, rival, second, sample)


Titles: TypeAlias = tuple[tuple[int, str], ...]


def _fit(form: Form, titles: Titles) -> float:
    """How well a form fits: what its titles are worth on average, less where required fields are
    missing."""
    found = assigned(form, titles)
    worth = sum(m.confidence for m in found if m.field)
    if not worth:
        return 0
    required = [f.name for f in form.fields.values() if f.required]
    taken = {m.field for m in found}
    there = sum(name in taken for name in required) / len(required) if required else 1.0
    return worth / len(found) * (0.5 + 0.5 * there)


def assigned(form: Form, titles: Titles) -> tuple[TitleMatch, ...]:
    """Each field to the title that fits it best; a title whose field is taken has its next one."""
    options = {at: matches(title, form) for at, title in titles}
    wishes = sorted(
        ((match, at) for at, found in options.items() for match in found),
        key=lambda wish: (-wish[0].confidence, wish[0].order, wish[1]),
    )
    given: dict[int, Match] = {}
    for match, at in wishes:
        if at not in given and match.field not in {m.field for m in given.values()}:
            given[at] = match
    return tuple(_title_match(at, title, given.get(at), options[at]) for at, title in titles)


def _title_match(at: int, title: str, given: Match | None, options: Sequence[Match]) -> TitleMatch:
    others = tuple(m.field for m in options if given is None or m.field != given.field)
    if given is None:
        return TitleMatch(at, title, None, 0, others)
    return TitleMatch(at, title, given.field, given.confidence, others)


def _ambiguous(
    form: Form, found: Sequence[TitleMatch], rows: Sequence[BlockRow]
) -> tuple[TitleMatch, ...]:
    """The matches, those less sure that may mean another field as well."""
    words = {m.field for m in found if m.confidence >= SURE}
    return tuple(_doubted(form, match, words, rows) for match in found)


def _doubted(
    form: Form, match: TitleMatch, words: set[str | None], rows: Sequence[BlockRow]
) -> TitleMatch:
    if match.field is None:
        return match
    others = _namesakes(form, match, words)
    if match.field in _COUNTING and normal(match.title) != "序号":
        cells = [row.cells[match.column] for row in rows]
        if not all(c is None or str(c).strip().isdigit() for c in cells):
            others |= {name for name in form.fields if "code" in name or name == "number"}
            others |= set(match.others)
    if not others:
        return match
    sure = min(match.confidence, _AMBIGUOUS)
    return replace(match, confidence=sure, others=tuple(dict.fromkeys([*others, *match.others])))


def _namesakes(form: Form, match: TitleMatch, words: set[str | None]) -> set[str]:
    """Fields that no title names, but whose own names end as this title does: 依据 may be that of
    a power or of a duty, where 责任依据 is not there. The first alias of a field is its own."""
    said = {text for text, _ in readings(match.title)}
    aliases = form.fields[match.field or ""].aliases
    if match.confidence < SURE or normal(aliases[0]) in said:
        return set()
    return {
        field.name
        for field in form.fields.values()
        if field.name not in words
        # An alias of two things (追责情形及依据) ends with what is not its own.
        and any(normal(a).endswith(text) for a in field.aliases if "及" not in a for text in said)
    }
