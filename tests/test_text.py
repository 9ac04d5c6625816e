"""What people read is there in every language, with the same values to fill in."""

from __future__ import annotations

from string import Formatter

import pytest

from graph.text import LANGUAGES, catalogue

# English tells one from many, Chinese does not.
_ONE = "_one"


def placeholders(text: str) -> set[str]:
    """The names in braces.

    >>> sorted(placeholders("{a} and {b!r}, not {{c}}"))
    ['a', 'b']
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_has_the_same_texts() -> None:
    for language in LANGUAGES:
        texts = catalogue(language)
        # English has a text for one beside that for many; Chinese needs none.
        own = {k for k in texts if k.endswith(_ONE) and k.removesuffix(_ONE) in texts}
        for other in LANGUAGES:
            lacking = texts.keys() - own - catalogue(other).keys()
            assert not lacking, f"{other} lacks {sorted(lacking)}"


@pytest.mark.parametrize("key", sorted(catalogue("zh")))
def test_a_text_is_filled_with_the_same_values_in_every_language(key: str) -> None:
    for language in LANGUAGES:
        text = catalogue(language).get(key, "")
        assert placeholders(text) == placeholders(catalogue("zh")[key]), f"{language}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_for_one_takes_no_more_values_than_that_for_many(language: str) -> None:
    texts = catalogue("zh" if language == "zh" else "en")
    for key in texts:
        many = texts.get(key.removesuffix(_ONE))
        if key.endswith(_ONE) and many:
            assert placeholders(texts[key]) <= placeholders(many)
