"""A saved query as read from its file: front matter in a leading comment, then Cypher.

Strict on purpose: an unknown key, a parameter that is declared and not used, a label that the
schema does not know is an error that names file and key (`docs/queries.md` is the contract).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any, Final, get_args

import yaml

from graph.errors import QueryFileError
from graph.schema import SCHEMA
from queries.front_reader import Reader, read_after
from queries.model import (
    FINDING_COLUMNS,
    SEVERITIES,
    Basis,
    Coverage,
    Dimension,
    Param,
    ParamType,
    Path,
    QueryKind,
    RuleSpec,
    SavedQuery,
    Text,
    Verify,
)
from queries.params import fits
from queries.tokens import names

_FRONT: Final = re.compile(r"\s*/\*---\s*\n(.*?)\n---\*/[ \t]*\n?", re.DOTALL)
_RULE_ID: Final = re.compile(r"[A-Z]{2,4}-\d{3}")
_QUESTION_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_ROW: Final = re.compile(r"[FD]\d+")
_ALWAYS: Final = ("id", "kind", "title", "question", "params", "columns", "needs")
_FINDING: Final = ("severity", "subject", "population", "message", "verify", "blind")
# Keys by kind, beside those of every kind: required and optional ones.
_KEYS: Final[Mapping[QueryKind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "question": ((), ("after",)),
    "rule": ((*_FINDING, "dimension", "path", "basis"), ("after", "guard")),
    "lint": (_FINDING, ("after",)),
}


class _StrictLoader(yaml.CSafeLoader):
    """YAML in which a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {str(k) for k in keys if keys.count(k) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"{', '.join(sorted(twice))} stands twice", node.start_mark
            )
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def read_yaml(text: str, file: str) -> Any:
    """The value of a YAML text; days come as `datetime.date`.

    Raises:
        QueryFileError: it is not YAML, or a key stands twice.
    """
    try:
        return yaml.load(text, Loader=_StrictLoader)
    except (yaml.YAMLError, ValueError) as error:  # a day that is none, an endless number
        raise QueryFileError("query.file_yaml", file=file, detail=error) from error


def parse(text: str, *, file: str, stem: str, folder: str) -> SavedQuery:
    """Read the text of a `.cypher` file.

    Args:
        file: what an error names.
        stem: the file's name without `.cypher`, which must be the id.
        folder: the folder it stands in.

    Raises:
        QueryFileError: naming the key that is wrong, and how.
    """
    match = _FRONT.match(text)
    if match is None:
        raise QueryFileError("query.file_front", file=file)
    data = read_yaml(match[1], file)
    reader = Reader(file)
    top = reader.mapping(data, "front matter")
    kind: QueryKind = reader.one_of(top.get("kind"), "kind", get_args(QueryKind))
    required, optional = _KEYS[kind]
    reader.keys(top, "", (*_ALWAYS, *required), optional)
    rule = kind != "question"
    if top["id"] != stem:
        reader.fail("id", "query.expect_stem", stem=stem)
    if not (_RULE_ID if rule else _QUESTION_ID).fullmatch(stem):
        reader.fail("id", "query.expect_rule_id" if rule else "query.expect_question_id")
    cypher = text[match.end() :].strip()
    if not cypher:
        reader.fail("front matter", "query.expect_cypher")
    columns = reader.texts(top["columns"], "columns")
    spec = _spec(reader, top, tuple(columns)) if rule else None
    after = read_after(reader, top["after"], tuple(columns)) if "after" in top else ()
    query = SavedQuery(
        id=stem,
        kind=kind,
        folder=folder,
        file=file,
        title=reader.bilingual(top["title"], "title"),
        question=reader.bilingual(top["question"], "question"),
        params=_params(reader, top["params"]),
        columns=columns,
        needs=reader.strings(top["needs"], "needs"),
        cypher=cypher,
        first_line=text[: text.index(cypher, match.end())].count("\n") + 1,
        rule=spec,
        after=after,
    )
    _agree_with_text(reader, query)
    return query


def _params(reader: Reader, value: object) -> tuple[Param, ...]:
    params = []
    for name, entry in reader.mapping(value, "params").items():
        key = f"params.{name}"
        spec = reader.mapping(entry, key)
        reader.keys(spec, key, ("type", "doc"), ("default", "source"))
        kind: ParamType = reader.one_of(spec["type"], f"{key}.type", get_args(ParamType))
        default = spec.get("default")
        if default is not None and not fits(default, kind):
            reader.fail(f"{key}.default", "query.expect_type", type=kind)
        doc = reader.bilingual(spec["doc"], f"{key}.doc")
        source = reader.string(spec.get("source", "-"), f"{key}.source").strip("-")
        required = "default" not in spec and name != "as_of"
        params.append(Param(name, kind, doc, default, required, source))
    return tuple(params)


def _spec(reader: Reader, top: dict[str, Any], columns: tuple[str, ...]) -> RuleSpec:
    if columns[: len(FINDING_COLUMNS)] != FINDING_COLUMNS:
        reader.fail("columns", "query.expect_finding", columns=", ".join(FINDING_COLUMNS))
    message = reader.bilingual(top["message"], "message")
    for language, template in (("zh", message.zh), ("en", message.en)):
        unknown = _fields(reader, template, f"message.{language}") - set(columns)
        if unknown:
            reader.fail(
                f"message.{language}", "query.expect_column", name=", ".join(sorted(unknown))
            )
    subject = reader.string(top["subject"], "subject")
    guard = reader.string(top["guard"], "guard") if "guard" in top else None
    for key, label in (("subject", subject), ("guard", guard)):
        if label is not None and label not in SCHEMA.nodes:
            reader.fail(key, "query.expect_label", name=label)
    return RuleSpec(
        severity=reader.one_of(top["severity"], "severity", SEVERITIES),
        subject=subject,
        dimension=_one_of(reader, top, "dimension", get_args(Dimension)),
        path=_one_of(reader, top, "path", get_args(Path)),
        guard=guard,
        population=reader.string(top["population"], "population").strip(),
        basis=_bases(reader, top["basis"]) if "basis" in top else (),
        message=message,
        verify=_verify(reader, top["verify"]),
        blind=reader.bilingual(top["blind"], "blind"),
    )


def _one_of(reader: Reader, top: dict[str, Any], key: str, choices: tuple[Any, ...]) -> Any:
    return reader.one_of(top[key], key, choices) if key in top else None


def _bases(reader: Reader, value: object) -> tuple[Basis, ...]:
    if not isinstance(value, list) or not value:
        reader.fail("basis", "query.expect_list")
    return tuple(_basis(reader, b, f"basis[{i}]") for i, b in enumerate(value))


def _basis(reader: Reader, value: object, key: str) -> Basis:
    entry = reader.mapping(value, key)
    covers: Coverage = reader.one_of(entry.get("covers"), f"{key}.covers", get_args(Coverage))
    how = ("covers", "with") if covers == "combination" else ("covers",)
    together = reader.strings(entry.get("with", []), f"{key}.with")
    if "row" in entry:
        reader.keys(entry, key, ("row", *how))
        row = reader.string(entry["row"], f"{key}.row")
        if not _ROW.fullmatch(row):
            reader.fail(f"{key}.row", "query.expect_row")
        return Basis(covers, together, row=row)
    certain = entry.get("certain")
    if not isinstance(certain, bool):
        reader.fail(f"{key}.certain", "query.expect_type", type="bool")
    known = ("article", "version")
    reader.keys(entry, key, ("law", "certain", *how, *(known if certain else ())), known)
    return Basis(
        covers,
        together,
        law=reader.string(entry["law"], f"{key}.law"),
        article=str(entry.get("article") or ""),
        version=str(entry.get("version") or ""),
        certain=certain,
    )


def _verify(reader: Reader, value: object) -> Verify:
    both = reader.mapping(value, "verify")
    reader.keys(both, "verify", ("zh", "en"))
    ways = ("document", "interview", "site")
    texts = {}
    for language in ("zh", "en"):
        entry = reader.mapping(both[language], f"verify.{language}")
        reader.keys(entry, f"verify.{language}", ways)
        texts[language] = entry
    return Verify(
        *(
            Text(
                reader.string(texts["zh"][way], f"verify.zh.{way}"),
                reader.string(texts["en"][way], f"verify.en.{way}"),
            )
            for way in ways
        )
    )


def _fields(reader: Reader, template: str, key: str) -> set[str]:
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        reader.fail(key, "query.expect_template", detail=error)
    if any(spec or conversion for _, _, spec, conversion in parts):
        reader.fail(key, "query.expect_plain")
    return {name for _, name, _, _ in parts if name is not None}


def _agree_with_text(reader: Reader, query: SavedQuery) -> None:
    """What is declared must be what the texts name, no more and no less."""
    texts = [query.cypher, query.rule.population] if query.rule else [query.cypher]
    found = [names(text) for text in texts]
    used = frozenset[str]().union(*(f.params for f in found))
    _same(reader, "params", {p.name for p in query.params}, used)
    labels = frozenset[str]().union(*(f.labels for f in found))
    rels = frozenset[str]().union(*(f.rels for f in found))
    for unknown in sorted(labels - SCHEMA.nodes.keys()):
        reader.fail("needs", "query.expect_label", name=unknown)
    for unknown in sorted(rels - SCHEMA.rels.keys()):
        reader.fail("needs", "query.expect_rel", name=unknown)
    _same(reader, "needs", set(query.needs), labels | rels)


def _same(reader: Reader, key: str, declared: set[str], used: frozenset[str]) -> None:
    if missing := used - declared:
        reader.fail(key, "query.expect_declared", name=", ".join(sorted(missing)))
    if unused := declared - used:
        reader.fail(key, "query.expect_used", name=", ".join(sorted(unused)))
