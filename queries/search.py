"""Finding a saved query among many: by words, label, dimension, kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph.schema import SCHEMA
from graph.text import LANGUAGES, say
from queries.model import SavedQuery


def matching(
    queries: Iterable[SavedQuery],
    words: Sequence[str] = (),
    *,
    dimension: str | None = None,
    label: str | None = None,
    kind: str | None = None,
) -> list[SavedQuery]:
    """The queries that mention every word, and fulfil every other condition given.

    Args:
        words: parts of id, title, question, names of labels or dimension, in either language.
        dimension: code of one of the five powers: rules only.
        label: a label or relationship type that the query reads, by code or Chinese name.
        kind: as front matter has it, `rule` for one.
    """
    return [
        q
        for q in queries
        if all(_mentions(q, word) for word in words)
        and (dimension is None or (q.rule is not None and q.rule.dimension == dimension))
        and (label is None or label.casefold() in {name.casefold() for name in _labels(q)})
        and kind in (None, q.kind)
    ]


def _mentions(query: SavedQuery, word: str) -> bool:
    texts = [query.id, query.title.zh, query.title.en, query.question.zh, query.question.en]
    texts += _labels(query)
    if query.rule and query.rule.dimension:
        code = query.rule.dimension
        texts += [code, *(say(f"dimension.{code}", language) for language in LANGUAGES)]
    return any(word.casefold() in text.casefold() for text in texts)


def _labels(query: SavedQuery) -> Iterator[str]:
    for need in query.needs:
        yield need
        if need in SCHEMA.nodes:
            yield SCHEMA.nodes[need].label.zh
        elif need in SCHEMA.rels:
            yield SCHEMA.rels[need].rel.zh
