"""Pages generated from the declarations: `python -m graph.docs` writes, `--check` compares.

Packages above this one have pages and a command of their own, through the same `main`:
`python -m queries.docs`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph.schema import CHAPTERS, SCHEMA, Column, End, Enumeration, Kind, NodeTable, Table

ROOT: Final = Path(__file__).parents[1]
KINDS: Final = {
    Kind.TEXT: "文本 text",
    Kind.INTEGER: "整数 whole number",
    Kind.NUMBER: "数值 number",
    Kind.BOOLEAN: "是/否 yes or no",
    Kind.DAY: "日期 day",
    Kind.MOMENT: "日期或时间 day or moment",
    Kind.MONTH: "年月 month, YYYY-MM",
    Kind.CODE: "代码 code",
}
HEAD: Final = """\
# 图谱模式 Schema

由 `python -m graph.docs` 生成，请勿手工修改。 Generated from `graph/schema`; do not edit.

表名可用英文或中文；列名亦然。`*` 为必填；`;` 为可填多个，以分号分隔；代码可填代码或中文名称。
Tables and columns go by their English or their Chinese names. `*` is required; `;` is a list
separated by semicolons; a code is read as code or as Chinese name. Every node has `uid` and `name`;
every node and relationship may end (`valid_to`) and says where it came from (`source_uid`,
`source_sheet`, `source_row`). Intervals are half-open: `valid_to` is the first day on which a fact
no longer holds, and empty means still so.
"""


def schema_page() -> str:
    """docs/schema.md: tables by chapter, labels, relationship types, allowed values."""
    return "\n".join([HEAD, *_tables(), *_labels(), *_rels(), *_enums()])


def grid(header: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; `header` has ` | ` between the columns."""
    yield f"| {header} |"
    yield "|" + "---|" * (header.count("|") + 1)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _tables() -> Iterator[str]:
    yield "## 输入表 Input tables\n"
    for group, tables in CHAPTERS.items():
        yield f"### {group.value} {group.name.capitalize()}\n"
        for table in tables:
            yield f"#### {table.zh} `{table.name}`\n"
            yield " ".join(filter(None, (_fills(table), table.doc))) + "\n"
            rows = ((f"`{c.name}`", c.zh, _kind(c), _allowed(c), c.doc) for c in table.columns)
            yield from grid("列 Column | 中文 Chinese | 类型 Kind | 取值 Values | 说明 Notes", rows)


def _fills(table: Table) -> str:
    if isinstance(table, NodeTable):
        key = "/".join(table.uid_from)
        return f"节点 Node `{table.label.name}` {table.label.zh}, uid = `{key}`. {table.label.doc}"
    told_apart = ", ".join(f"`{c}`" for c in table.key)
    apart = f" 同两端可并存，以此区分 Several per pair, told apart by {told_apart}." * bool(
        table.key
    )
    arrow = f"({_end(table.source)})-[:{table.rel.name}]->({_end(table.target)})"
    return f"关系 Relationship `{arrow}` {table.rel.zh}. {table.rel.doc}{apart}"


def _end(end: End) -> str:
    return " or ".join(label.name for label in end.labels)


def _kind(column: Column) -> str:
    kind = "引用 reference" if column.ref else KINDS[column.kind]
    return f"{kind}{' ;' * column.many}{' *' * column.required}"


def _allowed(column: Column) -> str:
    if column.ref:
        to, rel = column.ref.label, column.ref.rel
        arrow = f"<-[:{rel.name}]-" if column.ref.reversed else f"-[:{rel.name}]->"
        return f"`{arrow}` {to.zh} `{to.name}`" + " 不得成环 no cycles" * column.ref.acyclic
    if column.enum:
        values = "、".join(f"`{c.code}` {c.zh}" for c in column.enum.choices)
        return f"{values} ([写法 spellings](#{column.enum.name}))"
    if column.high is not None:
        return f"{column.low:g} … {column.high:g}"
    return "≥ 0" if column.low == 0 else ""


def _labels() -> Iterator[str]:
    yield "## 节点标签 Node labels\n"
    yield from grid(
        "标签 Label | 中文 Chinese | 组 | 颜色 Colour | 形状 Shape | 属性 Properties | 含义",
        (
            (f"`{x.name}`", x.zh, x.group.value, f"`{x.colour}`", x.shape, _props(n.props), x.doc)
            for n in SCHEMA.nodes.values()
            for x in (n.label,)
        ),
    )


def _rels() -> Iterator[str]:
    yield "## 关系类型 Relationship types\n"
    yield from grid(
        "类型 Type | 中文 Chinese | 两端 Ends | 属性 Properties | 含义",
        (
            (
                f"`{name}`",
                r.rel.zh,
                "<br>".join(f"{source} → {target}" for source, target in r.ends),
                _props(r.props),
                r.rel.doc,
            )
            for name, r in SCHEMA.rels.items()
        ),
    )


def _props(props: Mapping[str, Column]) -> str:
    return ", ".join(f"`{name}`" for name in props)


def _enums() -> Iterator[str]:
    yield "## 取值 Allowed values\n"
    columns = (c for table in SCHEMA.tables for c in table.columns)
    enums: dict[str, Enumeration] = {c.enum.name: c.enum for c in columns if c.enum}
    for enum in enums.values():
        yield f'<a id="{enum.name}"></a>\n\n### {enum.zh} `{enum.name}`\n'
        rows = ((f"`{c.code}`", c.zh, "、".join(c.aliases)) for c in enum.choices)
        yield from grid("代码 Code | 中文 Chinese | 也可写作 Also read", rows)


PAGES: dict[str, Callable[[], str]] = {"docs/schema.md": schema_page}


def main(
    arguments: Sequence[str],
    root: Path = ROOT,
    pages: Mapping[str, Callable[[], str]] = PAGES,
    program: str = "python -m graph.docs",
) -> int:
    """Write all pages; with `--check` only compare, and return 1 where a file is stale."""
    parser = ArgumentParser(prog=program, description="Generated pages.")
    parser.add_argument("--check", action="store_true", help="only say which pages are stale")
    check: bool = parser.parse_args(arguments).check
    stale = []
    for name, page in pages.items():
        file, text = root / name, page()
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        print(f"{name} is stale: run `{program}`" if check else f"wrote {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
