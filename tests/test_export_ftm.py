"""FollowTheMoney entities that its own library takes as they are, and a count of the rest.

The library needs ICU and its headers to be built, which not every machine has: it is looked for in
the Python that POWERGRAPH_TEST_FTM names, else in the environment that `make ftm` builds.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import EmbeddedStore
from graph.store import Store
from powergraph.exports.facts import LABELS, Facts, ends
from powergraph.exports.ftm import entity_id, write_ftm
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import csv_folder, load_paths
from tests.strategies import load_tables, random_tables

BUILT = str(Path(__file__).parents[1] / "build" / "ftm" / "bin" / "python")
TABLES: dict[str, Any] = {
    "departments": [
        ("uid", "name", "kind", "uscc", "parent"),
        ("D1", "财政局", "DISTRICT_DEPT", "no code", ""),
        ("D2", "城投公司", "SOE", "91350100M000100Y43", "D1"),
    ],
    "posts": [("uid", "name", "department"), ("P1", "局长", "D1")],
    "officials": [
        ("uid", "name", "gender", "birth_month"),
        ("O1", "张三", "M", "1970-05"),
        ("O2", "李四", "F", ""),
    ],
    "appointments": [
        ("official", "post", "valid_from", "valid_to"),
        ("O1", "P1", "2020-01-01", "2024-01-01"),
    ],
    "kinships": [("official", "relative", "kind"), ("O1", "O2", "SPOUSE")],
    "counterparties": [
        ("uid", "name", "kind"),
        ("E1", "恒信公司", "ENTERPRISE"),
        ("E2", "王五", "PERSON"),
    ],
    "interests": [
        ("official", "counterparty", "kind", "valid_from"),
        ("O2", "E1", "OWNS", "2021-01-01"),
        ("O2", "E2", "KIN", ""),
    ],
    "contracts": [
        ("uid", "department", "supplier", "item", "amount", "signed_on"),
        ("H1", "D1", "E1", "打印机", "12000.5", "2025-03-01"),
    ],
    "payments": [
        ("uid", "department", "payee", "amount", "paid_on"),
        ("Z1", "D1", "E1", "12000", "2025-04-01"),
        ("Z2", "D1", "", "5", "2025-04-01"),
    ],
    "powers": [("uid", "name", "power_type", "department"), ("W1", "许可", "01", "D1")],
}


def entities(store: Store, path: Path) -> tuple[list[dict[str, Any]], dict[str, dict[str, int]]]:
    written = write_ftm(Facts(store), path)
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == written.entities
    return found, written.losses.by_reason()


def test_people_posts_money_and_kin_become_entities_and_powers_are_counted(
    engine_store: Store,  # noqa: F811
    tmp_path: Path,
) -> None:
    load_paths(engine_store, csv_folder(tmp_path / "in", TABLES))
    found, losses = entities(engine_store, tmp_path / "a.json")
    ids = {
        name: entity_id(label, uid)
        for name, label, uid in (
            ("finance", "Department", "D1"),
            ("company", "Department", "D2"),
            ("chief", "Post", "P1"),
            ("zhang", "Official", "O1"),
            ("li", "Official", "O2"),
            ("supplier", "Counterparty", "E1"),
            ("wang", "Counterparty", "E2"),
            ("contract", "Contract", "H1"),
            ("payment", "Payment", "Z1"),
        )
    }
    by_id = {e["id"]: (e["schema"], e["properties"]) for e in found}
    assert by_id[ids["finance"]] == (
        "PublicBody",
        {
            "name": ["财政局"],
            "country": ["cn"],
            "classification": ["区直部门"],
            "notes": ["Department/D1"],
        },
    )
    schema, props = by_id[ids["company"]]
    assert (schema, props["parent"], props["uscCode"]) == (
        "Company",
        [ids["finance"]],
        ["91350100M000100Y43"],
    )
    assert by_id[ids["chief"]][1]["organization"] == [ids["finance"]]
    assert by_id[ids["zhang"]] == (
        "Person",
        {
            "name": ["张三"],
            "gender": ["male"],
            "birthDate": ["1970-05"],
            "notes": ["Official/O1"],
        },
    )
    assert by_id[ids["wang"]][0] == "Person"
    linked = {e["schema"]: e["properties"] for e in found if e["id"] not in ids.values()}
    assert linked == {
        "ContractAward": {
            "contract": [ids["contract"]],
            "supplier": [ids["supplier"]],
            "amount": ["12000.5"],
            "currency": ["CNY"],
        },
        "Occupancy": {
            "holder": [ids["zhang"]],
            "post": [ids["chief"]],
            "startDate": ["2020-01-01"],
            "endDate": ["2024-01-01"],
        },
        "Family": {
            "person": [ids["zhang"]],
            "relative": [ids["li"]],
            "relationship": ["夫妻关系"],
        },
        "Ownership": {
            "owner": [ids["li"]],
            "asset": [ids["supplier"]],
            "role": ["持股出资"],
            "startDate": ["2021-01-01"],
        },
        "UnknownLink": {
            "subject": [ids["li"]],
            "object": [ids["wang"]],
            "role": ["亲属关系"],
        },
    }
    assert by_id[ids["contract"]][1]["authority"] == [ids["finance"]]
    assert by_id[ids["payment"]] == (
        "Payment",
        {
            "payer": [ids["finance"]],
            "beneficiary": [ids["supplier"]],
            "amount": ["12000"],
            "currency": ["CNY"],
            "date": ["2025-04-01"],
            "recordId": ["Payment/Z1"],
        },
    )
    # A payment to nobody is none in that model.
    assert losses == {
        "value": {"Department": 1},
        "no_word": {"Payment": 1, "Power": 1, "EXERCISED_BY": 1},
    }


def test_every_node_and_relationship_is_written_or_counted(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_tables(store, random_tables(11), tmp_path / "in")
        found, losses = entities(store, tmp_path / "a.json")
        facts = Facts(store)
        nodes = sum(facts.count(label) for label in LABELS)
        own = {entity_id(label, n["uid"]) for label in LABELS for n in facts.nodes(label)}
        links = sum(
            1 for ends_of_it in ends() if ends_of_it not in SLOTS for _ in facts.links(*ends_of_it)
        )
    counted = losses["no_word"]
    assert sum(e["id"] in own for e in found) + sum(counted.get(x, 0) for x in LABELS) == nodes
    others = [e for e in found if e["id"] not in own and e["schema"] != "ContractAward"]
    assert len(others) + sum(n for x, n in counted.items() if x not in LABELS) == links
    known = {e["id"] for e in found}
    assert len(known) == len(found)


SLOTS = {
    ("PART_OF", "Department", "Department"),
    ("SECTION_OF", "Section", "Department"),
    ("BODY_OF", "Body", "Department"),
    ("IN_DEPARTMENT", "Post", "Department"),
    ("PURCHASED_BY", "Contract", "Department"),
    ("SUPPLIED_BY", "Contract", "Counterparty"),
    ("PAID_BY", "Payment", "Department"),
    ("PAID_TO", "Payment", "Counterparty"),
}

# Run where the library is: each entity is read with cleaning on, and nothing may be lost by it.
CHECK = """
import json, sys
from followthemoney import model
entities = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
schemas = {e["id"]: model.get(e["schema"]) for e in entities}
for e in entities:
    schema = schemas[e["id"]]
    assert schema is not None and not schema.abstract, e
    assert set(schema.required) <= e["properties"].keys(), (schema.required, e)
    proxy = model.make_entity(schema)
    proxy.id = e["id"]
    for name, values in e["properties"].items():
        proxy.add(name, values, fuzzy=False)
        prop = schema.get(name)
        for value in values if prop.range else ():
            assert schemas[value].is_a(prop.range), (e, name, value)
    kept = {k: sorted(v) for k, v in proxy.to_dict()["properties"].items()}
    said = {k: sorted(v) for k, v in e["properties"].items()}
    assert kept == said, (said, kept)
print(len(entities))
"""


def test_the_library_takes_every_entity_as_it_is(tmp_path: Path) -> None:
    python = os.environ.get("POWERGRAPH_TEST_FTM", BUILT)
    if not Path(python).is_file():
        pytest.skip("followthemoney is not installed: `make ftm` builds it where ICU is")
    with EmbeddedStore(tmp_path / "g.db", "write") as store:
        load_paths(store, csv_folder(tmp_path / "in", TABLES))
        load_tables(store, random_tables(11, "large"), tmp_path / "random")
        found, _ = entities(store, tmp_path / "a.json")
    done = subprocess.run(
        [python, "-c", CHECK, tmp_path / "a.json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) == len(found) > 100
