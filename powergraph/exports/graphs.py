"""The graph for programs that draw and measure graphs: GraphML and GEXF.

Nodes and relationships with their declared properties, each of its own type; without provenance and
without the graph's own book-keeping. Days are written as ISO texts and lists as texts parted by
semicolons: neither format has them. The files are written as they are read, so that the size of the
graph takes no memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final
from xml.sax.saxutils import quoteattr

from graph.schema import SCHEMA
from graph.schema.kinds import Column, Kind
from powergraph.exports.facts import LABELS, Facts, Link, ends
from powergraph.exports.losses import Losses, Written

# XML has no place for these, not even as numbers.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACED: Final = "\ufffd"
# Names that no property of the schema may have, so that none is ever in their way.
NODE_WORDS: Final = ("labels", "labels_zh")
LINK_WORDS: Final = ("type", "type_zh")


def write_graphml(facts: Facts, path: Path, about: str) -> Written:
    """Write GraphML. `labels` is the label and `type` the type of a relationship, `…_zh` the same
    in Chinese; all else goes by the names of the schema."""
    writer = _Writer(facts)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for scope, words, types in _declared():
            for key, name, kind in _attributes(words, types):
                attributes = f'id="{scope[0]}_{key}" for="{scope}" attr.name="{name}"'
                stream.write(f'<key {attributes} attr.type="{kind}"/>\n')
        stream.write('<graph id="powergraph" edgedefault="directed">\n')
        stream.write(f"<desc>{_text(about)}</desc>\n")
        for uid, props in writer.nodes():
            data = "".join(f'<data key="n_{k}">{_text(v)}</data>' for k, v in props)
            stream.write(f"<node id={quoteattr(uid)}>{data}</node>\n")
        for number, source, target, props in writer.links():
            data = "".join(f'<data key="e_{k}">{_text(v)}</data>' for k, v in props)
            joined = f"source={quoteattr(source)} target={quoteattr(target)}"
            stream.write(f'<edge id="e{number}" {joined}>{data}</edge>\n')
        stream.write("</graph>\n</graphml>\n")
    return writer.written


def write_gexf(facts: Facts, path: Path, about: str) -> Written:
    """Write GEXF 1.2: as GraphML, and each label in its colour."""
    writer = _Writer(facts)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        stream.write('<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2" ')
        stream.write('xmlns:viz="http://www.gexf.net/1.2draft/viz">\n')
        stream.write("<meta><creator>powergraph</creator>")
        stream.write(f"<description>{_text(about)}</description></meta>\n")
        stream.write('<graph mode="static" defaultedgetype="directed">\n')
        for scope, words, types in _declared():
            stream.write(f'<attributes class="{scope}">\n')
            for key, name, kind in _attributes(words, types):
                stream.write(f'<attribute id="{key}" title="{name}" type="{kind}"/>\n')
            stream.write("</attributes>\n")
        stream.write("<nodes>\n")
        for uid, props in writer.nodes():
            _gexf_node(stream, uid, dict(props))
        stream.write("</nodes>\n<edges>\n")
        for number, source, target, props in writer.links():
            values = dict(props)
            joined = f"source={quoteattr(source)} target={quoteattr(target)}"
            label = quoteattr(values["type_zh_string"])
            stream.write(f'<edge id="{number}" {joined} label={label}>{_gexf(values)}</edge>\n')
        stream.write("</edges>\n</graph>\n</gexf>\n")
    return writer.written


def _gexf_node(stream: IO[str], uid: str, values: Mapping[str, str]) -> None:
    colour = SCHEMA.nodes[values["labels_string"]].label.colour
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    stream.write(f"<node id={quoteattr(uid)} label={quoteattr(values.get('name_string', uid))}>")
    stream.write(_gexf(values))
    stream.write(f'<viz:color r="{red}" g="{green}" b="{blue}"/></node>\n')


def _gexf(values: Mapping[str, str]) -> str:
    held = "".join(f'<attvalue for="{k}" value={quoteattr(v)}/>' for k, v in values.items())
    return f"<attvalues>{held}</attvalues>"


class _Writer:
    """Nodes and relationships as texts, counted."""

    def __init__(self, facts: Facts) -> None:
        self.written = Written(Losses())
        self._facts = facts

    def nodes(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Each node: its id in the file, and its properties by attribute."""
        for label in LABELS:
            node = SCHEMA.nodes[label]
            words = [("labels_string", label), ("labels_zh_string", node.label.zh)]
            for props in self._facts.nodes(label):
                if "uid" not in props:
                    self.written.losses.add("no_uid", label)
                    continue
                self.written.nodes += 1
                uid = self._clean(label, _id(label, props["uid"]))
                yield uid, [*words, *self._values(label, props, node.props)]

    def links(self) -> Iterator[tuple[int, str, str, list[tuple[str, str]]]]:
        """Each relationship: a number, the ids of its ends, and its properties."""
        for name, source, target in ends():
            rel = SCHEMA.rels[name]
            words = [("type_string", name), ("type_zh_string", rel.rel.zh)]
            for link in self._facts.links(name, source, target):
                if not _whole(link):
                    self.written.losses.add("no_uid", name)
                    continue
                self.written.links += 1
                a = self._clean(name, _id(source, link.source))
                b = self._clean(name, _id(target, link.target))
                values = [*words, *self._values(name, link.props, rel.props)]
                yield self.written.links, a, b, values

    def _values(
        self, what: str, props: Mapping[str, Any], columns: Mapping[str, Column]
    ) -> Iterator[tuple[str, str]]:
        for name, value in props.items():
            kind = _kind(columns[name])
            shown = _WRITTEN[kind](value)
            if shown is None:
                self.written.losses.add("value", what)
            else:
                yield f"{name}_{kind}", self._clean(what, shown)

    def _clean(self, what: str, text: str) -> str:
        """The text, with a mark for each character that XML cannot hold."""
        clean, count = _NOT_XML.subn(_REPLACED, text)
        self.written.losses.add("character", what, count)
        return clean


def _declared() -> Iterator[tuple[str, tuple[str, ...], list[Mapping[str, Column]]]]:
    yield "node", NODE_WORDS, [SCHEMA.nodes[name].props for name in LABELS]
    yield "edge", LINK_WORDS, [rel.props for rel in SCHEMA.rels.values()]


def _attributes(
    words: Iterable[str], types: Iterable[Mapping[str, Column]]
) -> Iterator[tuple[str, str, str]]:
    """Key, name and type of each attribute: a name may stand for a number here, a text there."""
    kinds = {(name, _kind(column)) for props in types for name, column in props.items()}
    for name, kind in sorted({*((word, "string") for word in words), *kinds}):
        yield f"{name}_{kind}", name, kind


def _kind(column: Column) -> str:
    return "string" if column.many else _KINDS.get(column.kind, "string")


def _string(value: Any) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _whole(link: Link) -> bool:
    return link.source is not None and link.target is not None


def _id(label: str, uid: Any) -> str:
    return f"{label}/{uid}"


def _text(value: str) -> str:
    """Text between tags; a carriage return would come back as a line break."""
    for character, entity in _ENTITIES:
        value = value.replace(character, entity)
    return value


_ENTITIES: Final = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;"))
_KINDS: Final = {Kind.INTEGER: "long", Kind.NUMBER: "double", Kind.BOOLEAN: "boolean"}
# None for a value that is not of its column's kind: only a graph that others filled holds one.
_WRITTEN: Final[dict[str, Callable[[Any], str | None]]] = {
    "string": _string,
    "long": lambda v: str(v) if type(v) is int else None,
    "double": lambda v: repr(float(v)) if type(v) in (int, float) else None,
    "boolean": lambda v: str(v).lower() if isinstance(v, bool) else None,
}
