"""What is generated from the saved queries: `python -m queries.docs` writes, `--check` compares."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from graph import docs
from graph.crosswalks import SCORES, kinds, shipped
from queries import clauses, library, scans
from queries.model import Param, SavedQuery
from queries.settings import NOT_LOCAL

HEAD: Final = """\
# 本地设置示例 Local settings: an example
#
# 由 `python -m queries.docs` 生成，请勿手工修改；请复制后再改。
# Generated from the rules; do not edit this one, copy it.
#
# 本文件分两部分：[rules.…] 为规则的参数，[crosswalk.…] 为本地用语（文末）。
# Two parts: [rules.…], parameters of rules; [crosswalk.…], a place's own words (at the end).
#
# 放在图谱文件旁边（county.db 旁的 county.db.settings.toml）、用户配置文件夹中的 settings.toml，
# 或以 --settings、POWERGRAPH_SETTINGS 指定。编码为 UTF-8。去掉行首的“# ”并改写取值即生效；
# 未写的参数用默认值。优先次序：--set、本文件、默认值。每份输出都写明所用取值及其来源。
# Put it beside the graph file (county.db.settings.toml beside county.db), or as settings.toml in
# the user's configuration folder, or name it by --settings or POWERGRAPH_SETTINGS. UTF-8. Take away
# the leading "# " and write your own value; what is not written keeps its default. --set wins over
# this file, and this file over defaults. Every output names the values used and their origin.
"""

WORDS: Final = """\
# 本地用语：表格中的说法对应本模型的哪个代码。载入他人格式的表格时使用（powergraph load、看板的
# “数据导入”）；左边为加英文双引号的词语，右边为代码。优先次序：映射文件的 crosswalk、本文件、
# 下列自带用语。每次载入的结果写明用到了哪些本地用语、出自哪个文件。除下列类别外，
# docs/schema.md 中的其他取值表也可以写，如 [crosswalk.tender_method]。
# A place's own words: which code of ours a word in a table means. Used where tables are loaded that
# are not in our own form (powergraph load, the import page); on the left the word in double quotes,
# on the right the code. The crosswalk of a mapping file goes before this file, and this one before
# the words below, which are read without being set. Each load names the words of a place's own that
# it met, with the file they are from. Any list of values in docs/schema.md may be a kind.
"""


def settings_example() -> str:
    """docs/settings.example.toml: every parameter of every rule and lint, then every word that is
    read without being set, all commented out."""
    params = (line for rule in library.checks() for line in _rule(rule))
    return "\n".join([HEAD, *params, WORDS, *_words()])


def _words() -> Iterator[str]:
    for kind, words in shipped().crosswalk.items():
        enum = kinds()[kind]
        yield f"# {enum.zh}{'（分值起点，1至25）' if kind == SCORES else ''}"
        yield f"# {'、'.join(f'{choice.code} {choice.zh}' for choice in enum.choices)}"
        yield f"[crosswalk.{kind}]"
        yield from (f"# {toml(word)} = {toml(code)}" for word, code in words.items())
        yield ""


def _rule(rule: SavedQuery) -> Iterator[str]:
    params = [p for p in rule.params if p.name not in NOT_LOCAL]
    if not params:
        return
    yield f"# {rule.title.zh} {rule.title.en}"
    yield f"[rules.{rule.id}]"
    for param in params:
        yield from _param(param)
    yield ""


def _param(param: Param) -> Iterator[str]:
    yield f"# {_one_line(param.doc.zh)}"
    yield f"# {_one_line(param.doc.en)}"
    if param.source:
        yield f"# 默认值来源 Source of the default: {_one_line(param.source)}"
    if param.default is None:
        yield "# 默认不设；例如： Not set by default; for example:"
    yield f"# {param.name} = {toml(_example(param))}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


_SHAPES: Final[dict[str, Any]] = {
    "date": date(2026, 1, 1),
    "int": 1,
    "float": 0.5,
    "bool": True,
    "text": "…",
    "texts": ["…"],
    "ints": [1],
    "pairs": [["…", "…"]],
}


def _example(param: Param) -> Any:
    return _SHAPES[param.type] if param.default is None else param.default


def toml(value: Any) -> str:
    """A parameter's value as TOML writes it.

    >>> toml([["A", "B"]]), toml(True), toml(date(2026, 6, 30)), toml(0.2)
    ('[["A", "B"]]', 'true', '2026-06-30', '0.2')
    """
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


PAGES: Final[dict[str, Callable[[], str]]] = {
    # First, since the others read all queries: a label that is gone makes these two unreadable.
    "queries/saved/dq/DQ-004.cypher": scans.personal_numbers,
    "queries/saved/dq/DQ-006.cypher": scans.placeholders,
    "docs/settings.example.toml": settings_example,
    "docs/clauses.md": clauses.clause_map,
}


if __name__ == "__main__":
    sys.exit(docs.main(sys.argv[1:], pages=PAGES, program="python -m queries.docs"))
