"""Checking a graph by rules: each one runs, or says why it did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias

from graph.errors import ParameterError, QueryError, StoreError, Unreachable
from graph.meta import default_as_of, require_trusted
from graph.store import DEFAULT_TIMEOUT, Row, Store
from queries import library
from queries.findings import CheckResult, Finding, RuleRun, findings_of
from queries.model import SEVERITIES, SavedQuery, Severity
from queries.params import complete, from_text, plain
from queries.runner import run
from queries.settings import LocalSettings, Origin

Settings: TypeAlias = Mapping[tuple[str, str], Any]

_UNITS: Final = """
MATCH (d:Department)
WHERE (d.valid_from IS NULL OR d.valid_from <= $as_of)
  AND (d.valid_to IS NULL OR d.valid_to > $as_of)
RETURN d.uid AS uid, d.name AS name
ORDER BY uid
"""


def check(
    store: Store,
    rules: Iterable[str] | None = None,
    *,
    as_of: date | None = None,
    from_: date | None = None,
    settings: Settings | None = None,
    local: LocalSettings | None = None,
    unit: str | None = None,
    min_severity: Severity | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    folder: Path | None = None,
) -> CheckResult:
    """Run rules over a graph.

    Args:
        rules: ids (`SOD-001`) or families (`SOD`, or `DQ` for the lints of the data), in any case
            of letters; default all rules.
        as_of: the day to look at; default the graph's own, else today.
        from_: first day of the window that ends with `as_of`, for rules that look at one.
        settings: parameter values by rule id and parameter; text is read as on a command line.
            They win over all others.
        local: a unit's own values (`read_settings`); they win over defaults.
        unit: uid of a department: findings and populations of that one only.
        min_severity: list findings of this severity and above; what was found still counts as
            found in `unit_status` and `protection`.
        timeout: seconds that each query may take.
        folder: further rules, of one's own.

    Raises:
        QueryError: no such rule or family. One that fails when it runs is reported as failed.
        ParameterError: a setting names no parameter, or has the wrong type.
        ImportCutOff: the last import did not end.
        Unreachable: the graph went away.
    """
    chosen = select(rules, folder)
    meta = require_trusted(store)
    day = as_of or default_as_of(store)
    if from_ and from_ > day:
        raise ParameterError("check.window", first=from_, last=day)
    values = _settings(settings or {}, folder)
    units = {row["uid"]: row["name"] for row in store.read(_UNITS, {"as_of": day})}
    if unit is not None:
        if unit not in units:
            raise ParameterError("check.unit", unit=unit, day=day)
        units = {unit: units[unit]}
    stored = meta is not None and meta.as_of is not None
    origin = Origin("given" if as_of else "graph" if stored else "today")
    scope = _Scope(day, origin, from_, units, unit, min_severity, timeout)

    lost: list[Unreachable] = []

    def one(rule: SavedQuery) -> tuple[RuleRun, list[Finding]]:
        if lost:  # else each rule that is left would wait for a server that is gone
            raise lost[0]
        given, sources = _given(rule, scope, local, values.get(rule.id, {}))
        try:
            return _run(store, rule, given, sources, scope)
        except Unreachable as error:
            lost.append(error)
            raise

    # Rules do not depend on one another: as many run at once as the graph has readers.
    with ThreadPoolExecutor(store.readers, "rule") as pool:
        outcomes = list(pool.map(one, chosen))
    return CheckResult(
        as_of=day,
        nodes=_count(store, "MATCH (n) RETURN count(n) AS n"),
        relationships=_count(store, "MATCH ()-[r]->() RETURN count(r) AS n"),
        fingerprint=meta.fingerprint if meta else None,
        units=units,
        rules=tuple(run for run, _ in outcomes),
        findings=tuple(finding for _, listed in outcomes for finding in listed),
        queries={rule.id: rule for rule in chosen},
    )


def select(names: Iterable[str] | None, folder: Path | None = None) -> list[SavedQuery]:
    """The rules and lints of those ids and families, by id; all rules, no lint, for None.

    Raises:
        QueryError: there is no such rule or family.
    """
    if names is None:
        return list(library.rules(folder))
    every = library.checks(folder)
    chosen: dict[str, SavedQuery] = {}
    for name in names:
        found = [r for r in every if name.upper() in (r.id, r.family)]
        if not found:
            families = ", ".join(sorted({r.family for r in every})) or "—"
            raise QueryError("check.unknown_rule", name=name, families=families)
        chosen |= {r.id: r for r in found}
    return [chosen[id] for id in sorted(chosen)]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What is the same for every rule of a check."""

    as_of: date
    as_of_from: Origin
    first: date | None
    units: Mapping[str, str | None]
    unit: str | None
    min_severity: Severity | None
    timeout: float

    def lists(self, finding: Finding) -> bool:
        rank = SEVERITIES.index
        return self.min_severity is None or rank(finding.severity) <= rank(self.min_severity)

    def covers(self, unit: str | None) -> bool:
        return self.unit is None or unit == self.unit


def _given(
    rule: SavedQuery, scope: _Scope, local: LocalSettings | None, settings: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Origin]]:
    """What is given for a rule's parameters, and where the value of each one comes from.

    A setting wins over the days of the check, those over local values, and those over defaults.
    """
    days = {"as_of": scope.as_of, "from": scope.first}
    asked = {name: day for name, day in days.items() if rule.param(name) and day is not None}
    layers: list[tuple[Mapping[str, Any], Mapping[str, Origin]]] = []
    if local:
        layers.append((own := local.of(rule.id), dict.fromkeys(own, local.origin)))
    layers.append((asked, {"as_of": scope.as_of_from, "from": Origin("given")}))
    layers.append((settings, dict.fromkeys(settings, Origin("given"))))
    values: dict[str, Any] = {}
    sources = {p.name: Origin("default", p.source) for p in rule.params}
    for given, origins in layers:
        values |= given
        sources |= {name: origins[name] for name in given}
    return values, sources


def _run(
    store: Store,
    rule: SavedQuery,
    given: Mapping[str, Any],
    sources: Mapping[str, Origin],
    scope: _Scope,
) -> tuple[RuleRun, list[Finding]]:
    params: dict[str, Any] = dict(given)
    try:
        params = complete(rule, given, None)
        answer = run(store, rule, params, timeout=scope.timeout)
        population = rule.rule.population if rule.rule else ""
        examined = _examined(rule, store.read(population, params, timeout=scope.timeout))
        findings = [f for f in findings_of(rule, answer.rows) if scope.covers(f.unit)]
    except Unreachable:
        raise
    except (QueryError, StoreError) as error:
        failed = RuleRun(
            rule.id, "failed", 0, (), _shown(params), error=error, sources=_of(sources, params)
        )
        return failed, []
    examined = {u: n for u, n in examined.items() if scope.covers(u)}
    subjects = {(f.unit, f.subject_label, f.subject) for f in findings}
    found = Counter(unit for unit, _, _ in subjects)
    listed = [f for f in findings if scope.lists(f)]
    outcome = RuleRun(
        id=rule.id,
        status="ran" if findings or any(examined.values()) else "no_data",
        findings=len(listed),
        units_without_data=tuple(
            u for u in sorted(scope.units) if not examined.get(u) and not found[u]
        ),
        parameters=_shown(params),
        examined=examined,
        found=dict(found),
        estimated=answer.estimated,
        sources=_of(sources, params),
    )
    return outcome, listed


def _of(sources: Mapping[str, Origin], params: Mapping[str, Any]) -> dict[str, Origin]:
    return {name: sources[name] for name in params}


def _examined(rule: SavedQuery, rows: Iterable[Row]) -> dict[str | None, int]:
    examined: Counter[str | None] = Counter()
    for row in rows:
        if set(row) != {"unit", "examined"} or not isinstance(row["examined"], int):
            raise QueryError("check.population", rule=rule.id, row=plain(row))
        examined[row["unit"]] += row["examined"]
    return dict(examined)


def _shown(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in params.items()}


def _settings(settings: Settings, folder: Path | None) -> dict[str, dict[str, Any]]:
    """Settings by rule, checked before anything runs."""
    values: dict[str, dict[str, Any]] = {}
    for (id, name), value in settings.items():
        rule = library.query(id, folder)
        param = rule.param(name)
        text = isinstance(value, str) and (param is None or param.type not in ("text", "date"))
        values.setdefault(rule.id, {})[name] = from_text(rule, name, value) if text else value
    for id, given in values.items():
        rule = library.query(id, folder)
        needed = {p.name: date.min for p in rule.params if p.name == "as_of"}
        complete(rule, needed | given, None)
    return values


def _count(store: Store, cypher: str) -> int:
    [row] = store.read(cypher)
    return int(row["n"])
