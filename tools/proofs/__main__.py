"""Runs the proof by mutants and writes its table: `python -m tools.proofs [RULE…]`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from multiprocessing import Pool
from typing import Final

from queries.library import query, rules
from tools.proofs.mutation import Verdict, verdicts
from tools.proofs.page import section, table
from tools.proofs.random_graphs import GRAPHS
from tools.proofs.survivors import Reason, key, known, unknown

WORKERS: Final = 2
# The share to be caught, of all mutants, and of those that are not argued to be equivalent.
ENOUGH: Final = 0.95
ENOUGH_OF_OTHERS: Final = 0.97
CATCHERS: Final = ("by a case", "by a law", "by the oracle", "refused", "too slow")


def of_rule(rule: str) -> list[Verdict]:
    """The fate of the rule's mutants."""
    return list(verdicts(query(rule)))


def main(chosen: Sequence[str]) -> int:
    """Mutate all rules and write the page; or print what becomes of those of the rules named.

    The exit code is 1 where one survives that no reason was given for, or, of all rules, where too
    few are caught.
    """
    names = chosen or [rule.id for rule in rules()]
    with Pool(WORKERS) as pool:
        found = [verdict for part in pool.imap(of_rule, names) for verdict in part]
    reasons = known()
    if chosen:
        for verdict in found:
            if verdict.fate == "survived":
                print(key(verdict))
    else:
        section("mutation", report(found, reasons))
    return 1 if unknown(found, reasons) or not (chosen or enough(found, reasons)) else 0


def enough(found: Sequence[Verdict], reasons: Sequence[Reason]) -> bool:
    """Are as many caught as are asked for?"""
    return share(found) >= ENOUGH and share(found, reasons) >= ENOUGH_OF_OTHERS


def equivalent(verdict: Verdict, reasons: Iterable[Reason]) -> bool:
    """Did it survive because nothing could catch it?"""
    return verdict.fate == "survived" and any(
        key(verdict) in reason.mutants for reason in reasons if reason.equivalent
    )


def share(found: Sequence[Verdict], reasons: Sequence[Reason] = ()) -> float:
    """Caught mutants among all, or among those that the reasons do not argue to be equivalent."""
    caught = sum(verdict.fate != "survived" for verdict in found)
    return caught / (len(found) - sum(equivalent(verdict, reasons) for verdict in found))


def report(found: Sequence[Verdict], reasons: Sequence[Reason]) -> str:
    """The section of the page: the totals, a row a rule, and why the survivors survive."""
    fates = Counter(verdict.fate for verdict in found)
    caught = len(found) - fates["survived"]
    cases = fates["by a case"] + fates["by a law"] + fates["refused"] + fates["too slow"]
    survivors = {key(verdict) for verdict in found if verdict.fate == "survived"}
    open_ones = unknown(found, reasons)
    lines = [
        f"{len(found):,} mutants of {len({v.rule for v in found})} rules, {caught:,} caught: "
        f"**{share(found):.1%}** of all ({ENOUGH:.0%} is asked for), "
        f"**{share(found, reasons):.2%}** of those that are not argued to be equivalent "
        f"({ENOUGH_OF_OTHERS:.0%} is asked for). Worked cases as they are written catch "
        f"{fates['by a case'] / len(found):.1%} of all, with one fact changed "
        f"{cases / len(found):.1%}.",
        "A mutant is one small change in the query or the population of a rule. It is caught *by a "
        "case* that no longer passes; *by a law*, when a case's graph in which one fact, or a "
        "second one beside it, has ended or has not begun is answered otherwise than the same "
        "graph without it (docs/queries.md, Time), or one in which a fact is stated twice, or of a "
        "second unit, otherwise than as it was; *by the oracle*, when findings, severities or "
        "numbers examined "
        f"differ from those of the oracle on one of {len(GRAPHS)} random graphs; or the engine "
        "refuses it, or it takes more than 5 s. Every survivor stands with its reason in "
        "tools/proofs/survivors.yaml; equivalence is argued there by kind of mutant, and an "
        "equivalent one gave the same rows, in every column, on all these graphs.",
        table(["rule", "mutants", *CATCHERS, "equivalent", "open"], _rows(found, reasons)),
        table(["operator", "mutants", "caught", "survive"], _operators(found)),
        table(["survivors", "equivalent", "reason"], _reasons(reasons, survivors)),
    ]
    if open_ones:
        listed = "\n".join(f"- `{name}`" for name in open_ones)
        lines.append(f"Survivors that nobody has looked at yet:\n\n{listed}")
    return "\n\n".join(lines)


def _rows(found: Sequence[Verdict], reasons: Sequence[Reason]) -> Iterable[list[str]]:
    for rule in sorted({verdict.rule for verdict in found}):
        own = [verdict for verdict in found if verdict.rule == rule]
        fates = Counter(verdict.fate for verdict in own)
        same = sum(equivalent(verdict, reasons) for verdict in own)
        counts = [len(own), *(fates[name] for name in CATCHERS), same, fates["survived"] - same]
        yield [rule, *map(str, counts)]


def _operators(found: Sequence[Verdict]) -> Iterable[list[str]]:
    made = Counter(verdict.mutant.operator for verdict in found)
    alive = Counter(v.mutant.operator for v in found if v.fate == "survived")
    for name, number in made.most_common():
        yield [name, str(number), str(number - alive[name]), str(alive[name])]


def _reasons(reasons: Iterable[Reason], survivors: set[str]) -> Iterable[list[str]]:
    for reason in reasons:
        number = len(reason.mutants & survivors)
        if number:
            yield [str(number), "yes" if reason.equivalent else "no", reason.reason]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
