"""What a saved query is: the dataclasses that `front_matter` reads from its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_args

from graph.text import Language
from queries.after import Step, added, dropped

ParamType: TypeAlias = Literal["date", "int", "float", "bool", "text", "texts", "ints", "pairs"]
# A lint is a rule about the data itself: its rows are slips to repair, not leads.
QueryKind: TypeAlias = Literal["rule", "question", "lint"]
Severity: TypeAlias = Literal["high", "medium", "low"]
Dimension: TypeAlias = Literal["LIMIT", "CONFIRM", "ALLOCATE", "SHOW", "CONTROL"]
Path: TypeAlias = Literal["SORT", "SUPERVISE", "EXPOSE", "RESTRAIN"]
Coverage: TypeAlias = Literal["exact", "partial", "superset", "combination"]

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)

# What every row of a rule begins with; then come columns of the rule's own.
FINDING_COLUMNS: Final = (
    "subject",
    "subject_name",
    "unit",
    "unit_name",
    "actors",
    "actor_names",
    "evidence",
)
# What a row may set otherwise than the front matter does, among the columns that follow.
VARYING_COLUMNS: Final = ("severity", "subject_label")


@dataclass(frozen=True, slots=True)
class Text:
    """The same text in both languages."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter. `required` means that it has neither a default nor may be left out.

    The default of a `date` called `as_of` is the graph's, found when the query runs. `source` says
    where a default comes from that a place may set differently.
    """

    name: str
    type: ParamType
    doc: Text
    default: Any = field(default=None, hash=False)
    required: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: a founding row (`row`), or an article of a law as it was read.

    `covers` says how much of it the rule checks: what it demands and no more (`exact`), a part
    (`partial`), more or of more subjects (`superset`), all of it only with the rules in `together`
    (`combination`). `certain` is false where the article still has to be checked.

    >>> str(Basis("partial", law="行政处罚法", article="第六十四条", version="2021"))
    '行政处罚法（2021）第六十四条'
    """

    covers: Coverage
    together: tuple[str, ...] = ()
    row: str = ""
    law: str = ""
    article: str = ""
    version: str = ""
    certain: bool = True

    def __str__(self) -> str:
        if self.row:
            return self.row
        version = f"（{self.version}）" if self.version else ""
        return f"{self.law}{version}{self.article}{'' if self.certain else '（待核对）'}"


@dataclass(frozen=True, slots=True)
class Verify:
    """How somebody would verify a finding: in documents, by asking, on site."""

    document: Text
    interview: Text
    site: Text


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """What a rule or lint says beyond its query. `population` is Cypher with the same parameters.

    A lint has no place among the five powers and four paths, no guard and no basis.
    """

    severity: Severity
    subject: str
    dimension: Dimension | None
    path: Path | None
    guard: str | None
    population: str
    basis: tuple[Basis, ...]
    message: Text
    verify: Verify
    blind: Text


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One saved question, rule or lint. `columns` keeps the order in which they are returned.

    `rule` is there for a rule and a lint, whose rows are findings.
    """

    id: str
    kind: QueryKind
    folder: str
    file: str
    title: Text
    question: Text
    params: tuple[Param, ...]
    columns: Mapping[str, Text] = field(hash=False)
    needs: tuple[str, ...]
    cypher: str
    first_line: int  # of the Cypher in its file
    after: tuple[Step, ...] = ()
    rule: RuleSpec | None = None

    @property
    def family(self) -> str:
        """What stands before the hyphen of the id of a rule or lint: `SOD`; a question's folder."""
        return self.id.partition("-")[0] if self.rule else self.folder

    @property
    def returned(self) -> tuple[str, ...]:
        """The columns that the Cypher itself returns: not what steps add, but what they drop."""
        made = added(self.after)
        return (*(name for name in self.columns if name not in made), *dropped(self.after))

    def param(self, name: str) -> Param | None:
        """The declared parameter of that name."""
        return next((p for p in self.params if p.name == name), None)
