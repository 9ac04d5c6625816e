"""What a second engine said of the same rules, for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.text import Language, say
from queries.confirm import Changed, Confirmation, RuleDifference
from queries.findings import Finding, shown
from queries.render import cell

_MOST: Final = 20  # of one rule and one manner; the JSON has all


def confirmation_lines(confirmation: Confirmation, language: Language) -> Iterator[str]:
    """First whether both hold the same facts, then each rule that differs."""
    first, second = confirmation.fingerprints
    if confirmation.same_graph is False:
        values = {"first": first, "second": second}
        for name, (nodes, rels) in zip(("one", "two"), confirmation.sizes, strict=True):
            values |= {f"nodes_{name}": str(nodes), f"rels_{name}": str(rels)}
        yield say("confirm.other_graph", language, **values)
    elif confirmation.same_graph is None:
        yield say("confirm.unknown_graph", language)
    for rule in confirmation.rules:
        yield from _rule(rule, language)
    compared, count = confirmation.compared, len(confirmation.rules)
    if count:
        yield say("confirm.differ", language, rules=compared, count=count)
    else:
        findings = confirmation.findings
        yield say("confirm.same", language, rules=compared, findings=findings)


def _rule(rule: RuleDifference, language: Language) -> Iterator[str]:
    yield say("confirm.rule", language, rule=rule.rule)
    for key, findings in (("only_first", rule.only_first), ("only_second", rule.only_second)):
        if findings:
            yield f"  {say(f'confirm.{key}', language, count=len(findings))}"
            yield from (f"    {_finding(f, language)}" for f in findings[:_MOST])
            yield from _more(len(findings), language)
    if rule.changed:
        yield from (f"  {_changed(one, language)}" for one in rule.changed[:_MOST])
        yield from _more(len(rule.changed), language)


def _more(count: int, language: Language) -> Iterator[str]:
    if count > _MOST:
        yield f"    {say('confirm.more', language, count=count - _MOST)}"


def _finding(finding: Finding, language: Language) -> str:
    return f"{finding.id}  {cell(finding.message.of(language))}"


def _changed(changed: Changed, language: Language) -> str:
    first, second = (cell(shown(_listed(v), language)) for v in (changed.first, changed.second))
    key = "confirm.changed_finding" if changed.finding else "confirm.changed"
    return say(
        key, language, finding=changed.finding, what=changed.what, first=first, second=second
    )


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
