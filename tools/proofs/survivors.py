"""The mutants that no proof catches, each with its reason: `survivors.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from tools.proofs.mutation import Verdict

FILE: Final = Path(__file__).with_name("survivors.yaml")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the mutants survive; `equivalent` where no graph could tell them from the rule."""

    reason: str
    equivalent: bool
    mutants: frozenset[str]


def key(verdict: Verdict) -> str:
    """What tells a mutant from all others, whatever line it stands on."""
    mutant = verdict.mutant
    return f"{verdict.rule} {verdict.part}: {mutant.context} → {mutant.after.strip() or 'nothing'}"


def known(file: Path = FILE) -> tuple[Reason, ...]:
    """The reasons that were given, with their mutants."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return tuple(Reason(e["reason"], e["equivalent"], frozenset(e["mutants"])) for e in entries)


def unknown(verdicts: Iterable[Verdict], reasons: Iterable[Reason]) -> list[str]:
    """The survivors that no reason was given for."""
    given = {name for reason in reasons for name in reason.mutants}
    return sorted({key(v) for v in verdicts if v.fate == "survived"} - given)
