"""Which language a person reads: `--lang`, else the locale's, else Chinese."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from graph.text import DEFAULT_LANGUAGE, LANGUAGES, Language

_OPTION = "--lang"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """The language of the words on a command line, before it is parsed: its help needs it too.

    >>> language_of(["check", "--lang", "en"], {})
    'en'
    >>> language_of(["check", "--lang=zh"], {"LANG": "en_GB.UTF-8"})
    'zh'
    >>> language_of([], {"LANG": "en_GB.UTF-8"}), language_of([], {"LANG": "C.UTF-8"})
    ('en', 'zh')
    """
    asked = ""
    for position, word in enumerate(arguments):
        if word == _OPTION and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif word.startswith(f"{_OPTION}="):
            asked = word.partition("=")[2]
    if not asked:
        asked = next((environment[v] for v in _VARIABLES if environment.get(v)), "")[:2].lower()
    return next((known for known in LANGUAGES if known == asked), DEFAULT_LANGUAGE)
