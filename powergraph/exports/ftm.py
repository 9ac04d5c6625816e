"""The graph as FollowTheMoney entities: people, units, posts, money, as far as that model has them.

One JSON object a line, in the form of followthemoney 4: `id`, `schema`, `properties` (each a list
of texts). What the model has no word for (powers, steps, risks, meetings) is left out and counted.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from stdnum.cn import uscc

from graph.schema import SCHEMA
from powergraph.exports.facts import LABELS, Facts, Link, ends
from powergraph.exports.losses import Losses, Written

Props: TypeAlias = Mapping[str, Any]
Values: TypeAlias = dict[str, Any]

_COUNTRY: Final = "cn"
_CURRENCY: Final = "CNY"


def write_ftm(facts: Facts, path: Path) -> Written:
    """Write the entities; how many, and how much of the graph has no place among them."""
    writer = _Writer(facts)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for entity in writer.entities():
            writer.written.entities += 1
            stream.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return writer.written


def entity_id(label: str, uid: str) -> str:
    """The id of a node or relationship among the entities: the same in every export.

    >>> entity_id("Post", "D1/P 2")
    'powergraph-post-388e8fda952f782be906'
    """
    digest = hashlib.blake2b(f"{label}/{uid}".encode(), digest_size=10).hexdigest()
    return f"powergraph-{label.lower().replace('_', '-')}-{digest}"


class _Writer:
    """Entities of a graph, and the count of what has none."""

    def __init__(self, facts: Facts) -> None:
        self.written = Written(Losses())
        self._facts = facts
        # What an entity says of others, by its own id: the model has it among the properties.
        self._about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._schemas: dict[str, str] = {}

    def entities(self) -> Iterator[dict[str, Any]]:
        """All entities: first nodes, whose schemas decide what relationships become."""
        said = set(self._read_slots())
        for label in LABELS:
            for props in self._facts.nodes(label):
                made = self._node(label, props)
                if made is None:
                    self.written.losses.add("no_word", label)
                else:
                    yield from made
        for name, source, target in ends():
            if (name, source, target) in said:
                continue
            for link in self._facts.links(name, source, target):
                made_link = self._link(name, source, target, link)
                if made_link is None:
                    self.written.losses.add("no_word", name)
                else:
                    yield made_link

    def _read_slots(self) -> Iterator[tuple[str, str, str]]:
        for (name, source, target), prop in _SLOTS.items():
            yield name, source, target
            for link in self._facts.links(name, source, target):
                if "valid_to" in link.props and not self._facts.as_of:
                    self.written.losses.add("ended", name)
                    continue
                owner = entity_id(source, link.source)
                self._about[owner][prop].append(entity_id(target, link.target))

    def _node(self, label: str, props: Props) -> list[dict[str, Any]] | None:
        make = _NODES.get(label)
        if make is None or "uid" not in props or "name" not in props:
            return None
        own = entity_id(label, props["uid"])
        about = self._about.pop(own, {})
        schema, values = make(props)
        if "uscc" in props and not values.get("uscCode"):
            self.written.losses.add("value", label)
        supplier = about.pop("supplier", [])
        if schema == "Payment" and not (about.get("payer") and about.get("beneficiary")):
            return None
        self._schemas[own] = schema
        made = [_entity(own, schema, values | about)]
        award = entity_id("Award", props["uid"])
        amount = {"amount": values.get("amount"), "currency": values.get("currency")}
        made += [
            _entity(award, "ContractAward", amount | {"contract": own, "supplier": other})
            for other in supplier
        ]
        return made

    def _link(self, name: str, source: str, target: str, link: Link) -> dict[str, Any] | None:
        make = _LINKS.get(name)
        ends_of_it = entity_id(source, link.source), entity_id(target, link.target)
        if make is None or not all(end in self._schemas for end in ends_of_it):
            return None
        schema, first, second, values = make(link.props, self._schemas[ends_of_it[1]])
        values |= {first: ends_of_it[0], second: ends_of_it[1]}
        values |= {"startDate": link.props.get("valid_from"), "endDate": link.props.get("valid_to")}
        key = link.props.get("uid") or "/".join(ends_of_it)
        return _entity(entity_id(name, key), schema, values)


def _entity(uid: str, schema: str, values: Values) -> dict[str, Any]:
    listed = {k: v if isinstance(v, list) else [v] for k, v in values.items() if v is not None}
    texts = {k: [_text(x) for x in v] for k, v in sorted(listed.items()) if v}
    return {"id": uid, "schema": schema, "properties": texts}


def _text(value: Any) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


# Nodes: schema and properties. `notes` keeps the way back to the graph.


def _thing(props: Props, label: str, **more: Any) -> Values:
    return {"name": props["name"], "notes": f"{label}/{props['uid']}", **more}


def _department(props: Props) -> tuple[str, Values]:
    schema = "Company" if props.get("kind") == "SOE" else "PublicBody"
    return schema, _thing(
        props,
        "Department",
        country=_COUNTRY,
        uscCode=_code(props),
        classification=_zh("Department", "kind", props),
        dissolutionDate=props.get("valid_to"),
    )


def _code(props: Props) -> str | None:
    """The credit code, if it is one: the model takes no other."""
    code = props.get("uscc")
    return code if isinstance(code, str) and uscc.is_valid(code) else None


def _unit(label: str) -> Callable[[Props], tuple[str, Values]]:
    def make(props: Props) -> tuple[str, Values]:
        values = _thing(props, label, country=_COUNTRY, classification=_zh(label, "kind", props))
        return "Organization", values | {"dissolutionDate": props.get("valid_to")}

    return make


def _post(props: Props) -> tuple[str, Values]:
    seats = props.get("headcount")
    ended = props.get("valid_to")
    return "Position", _thing(
        props, "Post", country=_COUNTRY, numberOfSeats=seats, dissolutionDate=ended
    )


def _official(props: Props) -> tuple[str, Values]:
    gender = {"M": "male", "F": "female"}.get(props.get("gender", ""))
    return "Person", _thing(props, "Official", gender=gender, birthDate=props.get("birth_month"))


def _counterparty(props: Props) -> tuple[str, Values]:
    if props.get("kind") == "PERSON":
        return "Person", _thing(props, "Counterparty")
    schema = "Company" if props.get("kind") == "ENTERPRISE" else "LegalEntity"
    code, sector = _code(props), props.get("industry")
    return schema, _thing(props, "Counterparty", country=_COUNTRY, uscCode=code, sector=sector)


def _contract(props: Props) -> tuple[str, Values]:
    values = _thing(
        props,
        "Contract",
        title=props.get("item") or props["name"],
        amount=props.get("amount"),
        currency=_CURRENCY,
        contractDate=props.get("signed_on"),
        type=_zh("Contract", "kind", props),
        method=_zh("Contract", "method", props),
    )
    return "Contract", values


def _payment(props: Props) -> tuple[str, Values]:
    values = {
        "amount": props.get("amount"),
        "currency": _CURRENCY,
        "date": props.get("paid_on"),
        "purpose": _zh("Payment", "kind", props),
        "recordId": f"Payment/{props['uid']}",
    }
    return "Payment", values


_NODES: Final[Mapping[str, Callable[[Props], tuple[str, Values]]]] = {
    "Department": _department,
    "Section": _unit("Section"),
    "Body": _unit("Body"),
    "Post": _post,
    "Official": _official,
    "Counterparty": _counterparty,
    "Contract": _contract,
    "Payment": _payment,
}

# Relationships that are properties of the entity they go from.
_SLOTS: Final = {
    ("PART_OF", "Department", "Department"): "parent",
    ("SECTION_OF", "Section", "Department"): "parent",
    ("BODY_OF", "Body", "Department"): "parent",
    ("IN_DEPARTMENT", "Post", "Department"): "organization",
    ("PURCHASED_BY", "Contract", "Department"): "authority",
    ("SUPPLIED_BY", "Contract", "Counterparty"): "supplier",
    ("PAID_BY", "Payment", "Department"): "payer",
    ("PAID_TO", "Payment", "Counterparty"): "beneficiary",
}

# Relationships that are entities: schema, properties of both ends, other properties. The second
# argument is the schema of the end the relationship goes to.


def _holds(props: Props, _: str) -> tuple[str, str, str, Values]:
    return "Occupancy", "holder", "post", {"summary": _zh("HOLDS", "mode", props)}


def _member_of(props: Props, _: str) -> tuple[str, str, str, Values]:
    return "Membership", "member", "organization", {"role": _zh("MEMBER_OF", "role", props)}


def _kin_of(props: Props, _: str) -> tuple[str, str, str, Values]:
    return "Family", "person", "relative", {"relationship": _zh("KIN_OF", "kind", props)}


def _has_interest(props: Props, target: str) -> tuple[str, str, str, Values]:
    role = {"role": _zh("HAS_INTEREST", "kind", props)}
    if target == "Company" and props.get("kind") == "OWNS":
        return "Ownership", "owner", "asset", role
    if target == "Company" and props.get("kind") == "OPERATES":
        return "Directorship", "director", "organization", role
    if target == "Company" and props.get("kind") == "WORKED_FOR":
        return "Employment", "employee", "employer", role
    return "UnknownLink", "subject", "object", role


_LINKS: Final[Mapping[str, Callable[[Props, str], tuple[str, str, str, Values]]]] = {
    "HOLDS": _holds,
    "MEMBER_OF": _member_of,
    "KIN_OF": _kin_of,
    "HAS_INTEREST": _has_interest,
}


def _zh(name: str, prop: str, props: Props) -> str | None:
    """The Chinese name of a code; a code that is not of the schema as it stands."""
    types = SCHEMA.nodes if name in SCHEMA.nodes else SCHEMA.rels
    enum = types[name].props[prop].enum
    code = props.get(prop)
    if code is None or enum is None:
        return code
    return {c.code: c.zh for c in enum.choices}.get(code, code)
