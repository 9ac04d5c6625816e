"""Numbers that name a person stop an import, and are shown nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import Problem, SourceError
from graph.store import Store
from tests.engines import engine_store, neo4j_store  # noqa: F401
from tests.loading import load_paths
from tests.refusing import file, places, workbook

IDENTITY = "110101199003078515"
MOBILE = "13800000000"


PERSONS = {
    "a name": ("officials.csv", f"uid,name\nO9,王五{IDENTITY}\n"),
    "a uid": ("officials.csv", f"uid,name\n{IDENTITY},王五\n"),
    "a date": ("appointments.csv", f"official,post,valid_from\nO1,P1,{IDENTITY}\n"),
    "a code": ("officials.csv", f"uid,name,gender\nO9,王五,{IDENTITY}\n"),
    "a number": ("bodies.csv", f"uid,name,kind,seats\nB9,会,OTHER,{IDENTITY}\n"),
    "a yes or no": ("officials.csv", f"uid,name,has_certificate\nO9,王五,{MOBILE}\n"),
    "a reference": ("posts.csv", f"uid,name,department\nP9,科长,{IDENTITY}\n"),
    "a list": ("posts.csv", f"uid,name,department,functions\nP9,x,D1,AUDIT;{IDENTITY}\n"),
    "an unknown column": ("officials.csv", f"uid,name,身份证号\nO9,王五,{IDENTITY}\n"),
    "beyond the header": ("officials.csv", f"uid,name\nO9,王五,{IDENTITY}\n"),
    "the header": ("officials.csv", f"O9,王五,{IDENTITY}\nO8,赵六,x\n"),
    "a file name": (f"{IDENTITY}.csv", "uid,name\nO9,王五\n"),
    "a json row": ("a.json", f'{{"officials": ["{IDENTITY}"]}}'),
    "a json cell": ("a.json", f'{{"officials": [{{"uid": {IDENTITY}, "name": "x"}}]}}'),
    "a json table": ("a.json", f'{{"{IDENTITY}": [], "officials": [{{"uid": "1", "name": "x"}}]}}'),
    "broken json": ("a.json", f'{{"officials": [{{"uid": "{IDENTITY}" oops'),
    "broken csv": ("officials.csv", f'uid,name\nO9,"王五"{IDENTITY}\n'),
}


@pytest.mark.parametrize("case", PERSONS)
def test_a_number_of_a_person_stops_the_import_and_is_shown_nowhere(
    case: str, refused: Callable[..., list[Problem]], tmp_path: Path, small_graph: Store
) -> None:
    name, content = PERSONS[case]
    path = file(tmp_path, name, content)
    found = refused(path)
    if "broken" not in case:
        assert "expect.no_person" in {p.expected.key for p in found} or case in (
            "beyond the header",
            "a json row",
        )
    with pytest.raises(SourceError) as caught:
        load_paths(small_graph, path)
    error = caught.value
    texts = [repr(error), error.render("zh"), error.render("en"), repr(error.problems)]
    texts += [repr(error.__cause__), repr(error.__context__), repr(error.args)]
    for text in texts:
        assert IDENTITY not in text
        assert MOBILE not in text


def test_a_number_of_a_person_in_a_workbook_stops_the_import(
    refused: Callable[..., list[Problem]], tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        人员=[
            ("人员编号", "姓名", "电话"),
            (int(MOBILE), "王五", None),
            ("O8", "赵六", int(MOBILE)),
        ],
        **{IDENTITY: [("x",)]},
    )
    found = refused(path)
    assert [(p[1], p[2], p[5]) for p in places(found)] == [
        ("人员", 2, "expect.no_person"),
        ("人员", 3, "expect.no_person"),
        ("***", 1, "expect.no_person"),
    ]
    assert not any(MOBILE in repr(p) or IDENTITY in repr(p) for p in found)
