"""Conversions by name: what `as:` in a plan may say. Here those of values; names are in `resolve`.

A conversion is given its surroundings and the values its plan names, None for an empty cell; what
else it needs are the other keys of the plan. It raises `CellError` for what it cannot read.
"""

from __future__ import annotations

import inspect
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import parse_qs, urlsplit

from graph.codes import ItemCode
from graph.crosswalks import MOST_SCORE, SCORES
from graph.errors import SchemaError
from graph.schema.kinds import Enumeration
from graph.text import Message
from loaders.cells import CellError, fold, spellings
from loaders.mapping import texts, values
from loaders.mapping.given import UNKNOWN, Given, enumeration

Conversion: TypeAlias = Callable[..., object]
_C = TypeVar("_C", bound=Conversion)

_REGISTRY: Final[dict[str, Conversion]] = {}
_GRADE_TAIL: Final = re.compile(r"(?:风险|等级|级别|级|色|度|预警)+$")
_SCORE: Final = re.compile(r"(?:d=?)?(\d{1,2})分?")
_PRODUCT: Final = re.compile(r"l?=?([1-5])[×x*]c?=?([1-5])(?:=d?=?(\d{1,2}))?分?")
_COUNT: Final = re.compile(r"\D{0,4}(\d{1,6})(?:\.0)?\s*(?:人|票|份|件|个|名|项)?")


def conversion(name: str) -> Callable[[_C], _C]:
    """Register a function as a conversion."""

    def register(function: _C) -> _C:
        _REGISTRY[name] = function
        return function

    return register


def named_conversion(name: str, count: int, arguments: Mapping[str, Any]) -> Conversion:
    """The conversion of that name, if it takes `count` values and these arguments.

    Raises:
        SchemaError: there is none, or it does not.
    """
    if name not in _REGISTRY:
        raise SchemaError(f"as: {name!r} is none of {', '.join(sorted(_REGISTRY))}")
    try:
        inspect.signature(_REGISTRY[name]).bind(None, *([None] * count), **arguments)
    except TypeError as error:
        raise SchemaError(f"as: {name}: {error}") from None
    return _REGISTRY[name]


def conversions() -> Mapping[str, str]:
    """Every conversion with the first paragraph of its description."""
    return {
        name: " ".join((inspect.getdoc(function) or "").partition("\n\n")[0].split())
        for name, function in sorted(_REGISTRY.items())
    }


def text_of(value: object) -> str:
    """A cell as text; empty for none."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat().removesuffix("T00:00:00")
    return "" if value is None or value is UNKNOWN else str(value).strip()


@conversion("text")
def text(_: Given, *parts: object, sep: str = " ") -> str | None:
    """The values as one text, with `sep` between those that are not empty."""
    return sep.join(filter(None, map(text_of, parts))) or None


@conversion("first")
def first(_: Given, *options: object) -> object:
    """The first of the values that is not empty."""
    return next((value for value in options if text_of(value)), None)


@conversion("day")
def day(_: Given, *options: object) -> date | None:
    """A day, in any of the forms in use; of several values the first that is not empty."""
    return next((values.day(value) for value in options if text_of(value)), None)


@conversion("moment")
def moment(_: Given, *options: object) -> datetime | None:
    """A day with its time, where one is given; of several values the first that is not empty."""
    return next((values.moment(value) for value in options if text_of(value)), None)


@conversion("amount")
def amount(given: Given, value: object) -> float | None:
    """A sum of money in yuan; 万元 and 亿元 are read behind the number or in the title."""
    return values.amount(value, given.title)


@conversion("yes_no")
def yes_no(_: Given, value: object) -> bool | None:
    """Yes or no, as word, sign or number."""
    return values.yes_no(value) if text_of(value) else None


@conversion("count")
def count(_: Given, value: object) -> int | None:
    """A number of people, votes or papers: 9, 9人, 3份."""
    if not (written := unicodedata.normalize("NFKC", text_of(value))):
        return None
    if not (found := _COUNT.fullmatch(written)):
        raise CellError(Message("expect.integer"))
    return int(found[1])


@conversion("list")
def listed(_: Given, value: object) -> list[str]:
    """The parts of a list, separated by 、 ; commas or line breaks."""
    return values.texts(value)


@conversion("list_count")
def list_count(given: Given, value: object) -> int | None:
    """How many things a list names, or the number that stands in its place."""
    written = unicodedata.normalize("NFKC", text_of(value))
    if _COUNT.fullmatch(written):
        return count(given, value)
    return len(values.texts(value)) if written else None


@conversion("days")
def days(given: Given, value: object) -> int | None:
    """A time limit as a number of days: 20个工作日, 30日, 即办 (0), 无 (none)."""
    found = values.days(value, given.title)
    return found.days if found else None


@conversion("day_kind")
def day_kind(given: Given, *limits: object) -> str | None:
    """Working or calendar days, as the time limits say; they must say the same."""
    kinds = dict.fromkeys(_kind_of(limit, given.title) for limit in limits)
    said = [kind for kind in kinds if kind]
    if len(said) > 1:
        raise CellError(Message("expect.mapping.one_day_kind"))
    return said[0] if said else None


def _kind_of(limit: object, title: str) -> str:
    try:
        found = values.days(limit, title)
    except CellError:  # told where the limit itself is read
        return ""
    return found.kind if found and found.days else ""


@conversion("grade")
def grade(given: Given, value: object, likelihood: object = None, impact: object = None) -> object:
    """A grade of risk on any scale, through the crosswalk `risk_level`; without one the score of
    likelihood × impact, through `risk_score`."""
    written = fold(text_of(value))
    if not written:
        pair = (count(given, likelihood), count(given, impact))
        return _of_score(given, pair[0] * pair[1]) if pair[0] and pair[1] else None
    bare = _GRADE_TAIL.sub("", written.strip("()")) or written
    said = (given.vocabulary.meaning("risk_level", word) for word in (written, bare))
    if known := next(filter(None, said), "") or spellings(enumeration("risk_level")).get(written):
        return known
    if found := _PRODUCT.fullmatch(bare):
        return _of_score(given, int(found[1]) * int(found[2]))
    if (found := _SCORE.fullmatch(bare)) and int(found[1]) <= MOST_SCORE:
        return _of_score(given, int(found[1]))
    raise CellError(
        Message("expect.mapping.grade", {"known": "、".join(given.vocabulary.words("risk_level"))})
    )


@conversion("grade_given")
def grade_given(
    given: Given, value: object, likelihood: object = None, impact: object = None
) -> str:
    """The grade as the source writes it; where it gives only scores, as L×C=D."""
    if text_of(value) or not text_of(likelihood) or not text_of(impact):
        return text_of(value)
    pair = (count(given, likelihood) or 0, count(given, impact) or 0)
    return f"{pair[0]}×{pair[1]}={pair[0] * pair[1]}"


def _of_score(given: Given, score: int) -> str:
    floors = sorted(map(int, given.vocabulary.words(SCORES)), reverse=True)
    for low in floors:
        if score >= low:
            return given.vocabulary.meaning(SCORES, str(low))
    raise CellError(Message("expect.between", {"low": floors[-1], "high": MOST_SCORE}))


@conversion("choice")
def choice(given: Given, value: object, *, of: str) -> str | None:
    """One value of the enumeration `of`, by code, name or other spelling; the crosswalk of that
    name goes first."""
    written = fold(text_of(value))
    if not written:
        return None
    if code := given.vocabulary.meaning(of, written) or spellings(enumeration(of)).get(written):
        return code
    raise CellError(_one_of(enumeration(of), of))


@conversion("keyword")
def keyword(given: Given, *parts: object, of: str, default: str = "") -> str | None:
    """One value of the enumeration `of` by its spellings or, where the text is none of them, by
    the longest word of the crosswalk `of` that stands in it; of several values the first counts."""
    for part in parts:
        written = fold(text_of(part))
        if not written:
            continue
        code = spellings(enumeration(of)).get(written) or keyword_in(given, written, of)
        if code:
            return code
        if not default:
            raise CellError(_one_of(enumeration(of), of))
    return default or None


def keyword_in(given: Given, written: str, of: str) -> str:
    """The code of the longest word of a crosswalk that a folded text holds; empty for none."""
    found = [word for word in given.vocabulary.words(of) if word in written]
    return given.vocabulary.meaning(of, max(found, key=len)) if found else ""


def _one_of(enum: Enumeration, walk: str) -> Message:
    allowed = "、".join(choice.zh for choice in enum.choices)
    return Message("expect.mapping.one_of_words", {"allowed": allowed, "walk": walk})


@conversion("power_type")
def power_type(given: Given, value: object) -> str | None:
    """A power type by code, with or without its leading zero, or by name; where the table has no
    such column, the one that its caption, sheet or file names."""
    if text_of(value):
        return choice(given, value, of="power_type")
    for heading in given.headings:
        even = fold(heading)
        names = {c.code: c.zh for c in enumeration("power_type").choices}
        said = [code for code, name in names.items() if fold(name) in even]
        if len(said) == 1:
            given.warn(names[said[0]], "expect.mapping.from_heading", heading=heading[:60])
            return said[0]
    return None


@conversion("level")
def level(given: Given, value: object) -> object:
    """The level of government that exercises a power: the whole cell, or how its text begins."""
    written = fold(text_of(value))
    known = spellings(enumeration("region_level"))
    if not written or written in known:
        return known.get(written)
    starts = [s for s in known if len(s) > 1 and written.startswith(s)]
    given.warn(text_of(value), "expect.mapping.level")
    return known[max(starts, key=len)] if starts else UNKNOWN


@conversion("item_code")
def item_code(given: Given, value: object, part: str = "") -> str | None:
    """An item code without white space; `part: basic` gives its basic code. Shapes that are not
    known are kept and reported."""
    code = "".join(text_of(value).split())
    if not code:
        return None
    split = ItemCode.split(code)
    if part:
        return split.basic if split else None
    if split is None:
        given.warn("", "expect.mapping.item_code")
    return code


@conversion("passed")
def passed(_: Given, resolution: object) -> bool | None:
    """Whether a matter passed, where its resolution says so in so many words."""
    written = fold(text_of(resolution))
    if re.search(r"不予?同意|未(?:获)?(?:通过|同意)|不通过|否决|缓议|暂缓|再议|不予", written):
        return False
    return True if re.search(r"同意|通过|批准|原则同意", written) else None


@conversion("legal_bases")
def legal_bases(given: Given, value: object) -> list[texts.Basis]:
    """The legal bases a text cites: `name`, `issued`, `article`, `quote` of each."""
    found = texts.bases(text_of(value))
    if left := texts.unquoted(text_of(value)):
        given.warn(left[:60], "expect.mapping.basis_quoted")
    return found


@conversion("numbered")
def numbered(_: Given, value: object) -> list[str]:
    """The items of a text that numbers them; else the whole."""
    return texts.numbered(text_of(value))


@conversion("speeches")
def speeches(_: Given, *parts: object) -> list[texts.Speech]:
    """Who said what, in order: `seq`, `name`, `text` of each."""
    return texts.speeches("\n".join(map(text_of, parts)))


@conversion("vote")
def vote(given: Given, value: object) -> object:
    """The choice with which a statement begins."""
    written = fold(text_of(value))
    said = [w for w in given.vocabulary.words("vote_choice") if written.startswith(w)]
    return given.vocabulary.meaning("vote_choice", max(said, key=len)) if said else UNKNOWN


@conversion("flow")
def flow(given: Given, value: object) -> list[dict[str, object]]:
    """The steps of a procedure written with arrows: `seq`, `name`, `kind` of each."""
    written = text_of(value)
    steps = texts.flow(written)
    kinds = [keyword(given, step, of="step_kind", default="?") for step in steps]
    if written and (not steps or "?" in kinds):
        given.warn(written[:60], "expect.mapping.flow")
        return []
    pairs = zip(steps, kinds, strict=True)
    return [{"seq": n, "name": s, "kind": kind} for n, (s, kind) in enumerate(pairs, 1)]


@conversion("query")
def query(_: Given, link: object, *, part: str) -> str | None:
    """One parameter of the query of a web address."""
    try:
        found = parse_qs(urlsplit(text_of(link)).query).get(part, [])
    except ValueError:  # such as an unclosed bracket in the host
        return None
    return found[0].strip() if found else None


@conversion("pattern")
def pattern(_: Given, value: object, *, find: str, group: int = 0) -> str | None:
    """What a regular expression finds in a text; None where it finds nothing."""
    try:
        found = re.search(find, text_of(value))
        return found[group].strip() if found else None
    except (re.error, IndexError):
        raise CellError(Message("expect.mapping.pattern", {"find": find})) from None
