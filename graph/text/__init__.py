"""What people read, in each language: one catalogue a language, looked up by key.

A catalogue is the folder `graph/text/<language>/` of TOML files; a text's key is its dotted path
inside the file (`[error] schema = "…"` is `error.schema`). Texts are `str.format` templates.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias, get_args

Language: TypeAlias = Literal["zh", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT_LANGUAGE: Final[Language] = "zh"


@dataclass(frozen=True, slots=True)
class Message:
    """A catalogue key with its values: a text that is not yet in any language.

    >>> Message("error.source", {"count": 2}).render("en")
    '2 problems found; nothing was written.'
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def render(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """The text in `language`. A value that is a Message itself is rendered alike."""
        values = {
            name: value.render(language) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        template = catalogue(language)[self.key]
        if values.get("count") == 1 and f"{self.key}_one" in catalogue(language):
            template = catalogue(language)[f"{self.key}_one"]
        return template.format(**values)


def say(key: str, language: Language, **values: object) -> str:
    """Shorthand for `Message(key, values).render(language)`."""
    return Message(key, values).render(language)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All texts of one language by dotted key.

    Raises:
        ValueError: when two files of the catalogue define the same key.
    """
    texts: dict[str, str] = {}
    for file in sorted((files(__name__) / language).iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            for key, text in _flatten(tomllib.loads(file.read_text(encoding="utf-8")), ""):
                if key in texts:
                    raise ValueError(f"{language}: {key} is defined twice")
                texts[key] = text
    return texts


def _flatten(node: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in node.items():
        if isinstance(value, dict):
            flat += _flatten(value, f"{prefix}{name}.")
        else:
            flat.append((f"{prefix}{name}", str(value)))
    return flat
