"""The single source of truth: what may be in the graph, and the tables that fill it.

Everything that depends on the ontology is derived from `SCHEMA`: constraints, input tables and
their templates, checks on cells, colours and legends, documentation.
"""

from __future__ import annotations

from typing import Final

from graph.schema import exercise, oversight, powers, rels, structure
from graph.schema.kinds import (
    Choice,
    Column,
    End,
    Enumeration,
    Group,
    Kind,
    Label,
    LinkTable,
    NodeTable,
    Ref,
    Rel,
    Table,
    day,
    integer,
    moment,
    text,
    texts,
)
from graph.schema.labels import LABELS, RISK_MARKS, ROLE_COLOURS, ROLE_MARKS, Mark
from graph.schema.model import INTERVAL, PROVENANCE, STANDING, NodeType, RelType, Schema
from graph.schema.rels import RELS

# Counts up when a graph written before can no longer be read: a new column does not, a renamed one
# does.
SCHEMA_VERSION: Final = 1

_SYSTEM: Final = {
    "Meta": (
        integer("schema_version", "模式版本"),
        day("as_of", "默认基准日", doc="The day that queries look at unless told otherwise."),
        text("fingerprint", "内容指纹", doc="Hash of the facts, without provenance."),
        text("engine", "图引擎"),
        text("notice", "声明", doc="Shown wherever the graph is shown, such as 合成数据."),
        text("open_import", "未完成导入", doc="The import under way; stays if it was cut off."),
        texts("open_files", "未完成导入的文件"),
        moment("open_since", "未完成导入开始时间"),
        integer("open_pulse", "未完成导入的心跳", doc="Moves as long as its program lives."),
        texts("imports", "历次导入", doc="Import ids, oldest first."),
    ),
    "Source": (
        text("file", "文件名"),
        text("sha256", "文件校验值"),
        moment("imported_at", "导入时间"),
        text("import_id", "导入批次"),
        text("series", "来源系列", doc="What it is a state of: the file's name, or one given."),
        day("day", "数据日期", doc="The day on which things were as it says."),
        texts("tables", "所含数据表", doc="The tables that it had rows of."),
    ),
    "Change": (
        text("import_id", "导入批次"),
        text("about", "变更对象", doc="`Label/uid`, or `TYPE/uid` for a relationship."),
        text("about_name", "对象名称", doc="As it was called; of a relationship, both ends."),
        text("from_node", "起点", doc="`Label/uid` a changed relationship goes from."),
        text("to_node", "终点", doc="`Label/uid` it goes to."),
        text("property", "变更属性"),
        text("before", "变更前"),
        text("after", "变更后"),
        day("day", "变更日期"),
        text("source_uid", "来源"),
        text("source_sheet", "来源工作表"),
        integer("source_row", "来源行"),
        integer("seq", "变更序号", doc="Order inside one import."),
    ),
}

CHAPTERS: Final = {
    Group.STRUCTURE: structure.TABLES,
    Group.POWERS: powers.TABLES,
    Group.EXERCISE: exercise.TABLES,
    Group.OVERSIGHT: oversight.TABLES,
}

SCHEMA: Final = Schema(
    tables=tuple(table for tables in CHAPTERS.values() for table in tables),
    labels=LABELS,
    rel_types=RELS,
    system=_SYSTEM,
    chained=((rels.NEXT, "Step", "Step"),),
)

__all__ = [
    "CHAPTERS",
    "INTERVAL",
    "LABELS",
    "PROVENANCE",
    "RELS",
    "RISK_MARKS",
    "ROLE_COLOURS",
    "ROLE_MARKS",
    "SCHEMA",
    "SCHEMA_VERSION",
    "STANDING",
    "Choice",
    "Column",
    "End",
    "Enumeration",
    "Group",
    "Kind",
    "Label",
    "LinkTable",
    "Mark",
    "NodeTable",
    "NodeType",
    "Ref",
    "Rel",
    "RelType",
    "Schema",
    "Table",
]
