"""Running text of offices, taken apart: division of work, legal bases, minutes, duties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

Verb: TypeAlias = Literal["负责", "分管", "联系"]

# 主持 is said of those who lead the whole; 协管 and 协助 of those who help another to.
_VERBS: Final[dict[str, Verb]] = {
    "主持": "负责",
    "负责": "负责",
    "分管": "分管",
    "协管": "联系",
    "协助": "联系",
    "联系": "联系",
}
# A verb begins a clause: inside one, 负责 and 联系 are something else. 负责人 is a person, but
# 负责人事 is to be in charge of staff, and so on.
_OF_PEOPLE: Final = "事才大社民口防武力居"
_CLAUSE: Final = re.compile(
    rf"(?:^|(?<=[。;,、:\s]))(?:并|具体|同时|协助.{{1,8}}?(?=分管|负责))?({'|'.join(_VERBS)})"
    rf"(?!人(?![{_OF_PEOPLE}]))[:]?"
)
_ITEM: Final = re.compile(r"[、,;。\n]")
_TAIL: Final = re.compile(r"(?:等?(?:各?方面)?(?:的?工作|事务|事项)?)$")

_QUOTED: Final = re.compile(r"《((?:[^《》]|《[^》]*》)+)》")
_NUMERAL: Final = "[〇零一二三四五六七八九十百千\\d]+"
_ARTICLE: Final = re.compile(
    rf"第{_NUMERAL}条(?:之{_NUMERAL})?(?:第{_NUMERAL}款)?(?:第[((]?{_NUMERAL}[))]?项)?"
    rf"(?:、第{_NUMERAL}[款项])*"
)
_NUMBERED: Final = re.compile(r"(?:^|(?<=[\s。;;]))[((]?(\d{1,2})[))]?[.、.:)]\s*(?!\d)")
_SPEAKER: Final = re.compile(r"(?:^|(?<=[。;\n\s]))([一-龥·]{2,8}?)(?:同志)?(?:\([^)]{1,12}\))?:")
_ORDINAL: Final = re.compile(
    r"\d{4}年(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?|第?[〇一二三四五六七八九十百\d]+次|[(（][^()（）]*[)）]"
)
_ARROW: Final = re.compile(r"\s*(?:-+>|=+>|—+>?|→|⇒|>|➜|↓)\s*")


class Charge(NamedTuple):
    """One thing that somebody leads, as the text says it."""

    verb: Verb
    item: str


class Basis(NamedTuple):
    """A legal basis as cited: its name, what stands in brackets behind it, article, and the text
    of the article where the citation quotes it."""

    name: str
    issued: str
    article: str
    quote: str


class Speech(NamedTuple):
    """What one person said, in the order of the minutes."""

    seq: int
    name: str
    text: str


def charges(text: str, verb: Verb = "分管") -> list[Charge]:
    """Running text of a division of work into its items; `verb` is that of text before any verb.

    >>> charges("负责财务工作。分管办公室、财务科。联系城南街道。")[1:3]
    [Charge(verb='分管', item='办公室'), Charge(verb='分管', item='财务科')]
    """
    even = unicodedata.normalize("NFKC", text)
    marks = list(_CLAUSE.finditer(even))
    parts: list[tuple[Verb, str]] = [(verb, even[: marks[0].start() if marks else None])]
    parts += [(_VERBS[mark[1]], behind) for mark, behind in _behind(marks, even)]
    found = [Charge(v, item.strip(" :.")) for v, part in parts for item in _ITEM.split(part)]
    return list(dict.fromkeys(c for c in found if c.item))


def core(item: str) -> str:
    """An item of a division of work without what follows its subject.

    >>> core("财务科等工作"), core("人事工作"), core("办公室")
    ('财务科', '人事', '办公室')
    """
    return _TAIL.sub("", item) or item


def bases(text: str) -> list[Basis]:
    """The legal bases that a text cites.

    >>> bases("《行政许可法》第十二条、第十三条；《公证法》（2017年修正）")[0]
    Basis(name='行政许可法', issued='', article='第十二条、第十三条', quote='')
    """
    found: dict[tuple[str, str], Basis] = {}
    for mark, behind in _behind(list(_QUOTED.finditer(text)), text):
        basis = _basis(mark[1], behind)
        found.setdefault((basis.name, basis.article), basis)
    return list(found.values())


def unquoted(text: str) -> str:
    """What stands in front of the first cited basis: a text that cites none at all."""
    mark = _QUOTED.search(text)
    return (text[: mark.start()] if mark else text).strip(" 。;；,，、\n1234567890.．")


def _basis(name: str, behind: str) -> Basis:
    issued = re.match(r"\s*[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]", behind)
    rest = behind[issued.end() :] if issued else behind
    articles = list(_ARTICLE.finditer(rest))
    cited: list[str] = []
    end = 0
    for article in articles:
        # Articles named one behind the other; a later one stands inside the quoted text.
        if cited and rest[end : article.start()].strip(" 、,，和及与"):
            break
        if not cited and rest[: article.start()].strip(" :：,，"):
            break
        cited.append(unicodedata.normalize("NFKC", article[0]))
        end = article.end()
    # Behind the text may stand the number of the next basis.
    quote = re.sub(r"[\s\d.．、()（）]+$", "", rest[end:]).strip(" :：。;；,，、\n\t“”\"'")
    return Basis(name.strip(), issued[1].strip() if issued else "", "、".join(cited), quote)


def numbered(text: str) -> list[str]:
    """The items of a text that numbers them 1, 2, 3 …; else the whole.

    >>> numbered("1.受理责任：公示条件。2.审查责任：核对材料。")
    ['受理责任：公示条件。', '审查责任：核对材料。']
    """
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2 or [int(m[1]) for m in marks] != list(range(1, len(marks) + 1)):
        return [text.strip()] if text.strip() else []
    items = [text[: marks[0].start()], *(behind for _, behind in _behind(marks, text))]
    return [item.strip() for item in items if item.strip()]


def speeches(text: str) -> list[Speech]:
    """Who said what: `张三：同意。李四：同意。`

    >>> [s.name for s in speeches("张三：同意。李四（副局长）：不同意，理由不足。")]
    ['张三', '李四']
    """
    even = unicodedata.normalize("NFKC", text)
    said = _behind(list(_SPEAKER.finditer(even)), even)
    return [Speech(n, mark[1], behind.strip()) for n, (mark, behind) in enumerate(said, 1)]


def _behind(marks: Sequence[re.Match[str]], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each mark with the text from its end to the next one."""
    for mark, following in zip_longest(marks, marks[1:]):
        yield mark, text[mark.end() : following.start() if following else None]


def flow(text: str) -> list[str]:
    """The steps of a procedure written with arrows; empty where there are none.

    >>> flow("受理→审核→决定"), flow("详见附件")
    (['受理', '审核', '决定'], [])
    """
    parts: Sequence[str] = [part.strip(" 。\n") for part in _ARROW.split(text.strip())]
    return list(parts) if len(parts) > 1 and all(parts) else []


def without_number(meeting: str) -> str:
    """The name of a meeting without year, number and remarks.

    >>> without_number("区财政局2026年第5次党组会议（扩大）")
    '区财政局党组会议'
    """
    return _ORDINAL.sub("", meeting).strip()
