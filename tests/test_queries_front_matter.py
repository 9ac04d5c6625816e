from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import QueryError, QueryFileError
from graph.text import LANGUAGES
from queries import library
from queries.library import all_queries, cases, query
from queries.tokens import names
from tests import saved_queries as samples


def refusal(text: str, old: str, new: str) -> str:
    assert old in text
    stem = "TST-001" if text == samples.RULE else "posts-by-name"
    with pytest.raises(QueryFileError) as caught:
        samples.read(text, stem, {old: new})
    for language in LANGUAGES:
        assert caught.value.render(language)
    return str(caught.value)


def test_a_rule_says_all_that_its_file_says() -> None:
    rule = samples.rule()
    assert (rule.id, rule.family, rule.folder) == ("TST-001", "TST", "test")
    assert rule.title.of("zh") == "兼任"
    assert [p.name for p in rule.params] == ["as_of", "from", "levels"]
    assert [p.required for p in rule.params] == [False, False, False]
    assert rule.rule is not None
    assert [str(b) for b in rule.rule.basis] == ["F41", "某法（2021）第一条", "某规定（待核对）"]
    assert rule.rule.verify.site.en == "look"
    assert rule.rule.guard is None
    assert rule.cypher.startswith("MATCH")
    assert samples.RULE.splitlines()[rule.first_line - 1].startswith("MATCH (d:Department)")


def test_a_parameter_without_default_must_be_given() -> None:
    assert [p.name for p in samples.question().params if p.required] == ["n"]


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        ("kind: rule", "kind: rule\nextra: 1", "extra", "no such key"),
        ("blind: {zh: 看不到, en: cannot see}\n", "", "blind", "is missing"),
        ("id: TST-001", "id: TST-002", "id", "TST-001"),
        ("dimension: ALLOCATE", "dimension: MONEY", "dimension", "LIMIT, CONFIRM"),
        ("path: SUPERVISE", "path: WALK", "path", "SORT"),
        ("severity: high\n", "severity: grave\n", "severity", "high, medium, low"),
        ("subject: Power\n", "subject: Pwer\n", "subject", "not a label"),
        ("type: texts", "type: words", "params.levels.type", "one of"),
        ("default: [HIGH]", "default: HIGH", "params.levels.default", "texts"),
        ("自{since}起", "自{from_day}起", "message.zh", "from_day"),
        ("since {since};", "since {since!r};", "message.en", "alone"),
        ("since {since};", "since {since;", "message.en", "braces"),
        ("en: {document: read, ", "en: {", "verify.en.document", "is missing"),
        ("title: {zh: 兼任, en: Both}", "title: {zh: 兼任}", "title.en", "is missing"),
        ("{row: F41", "{row: X41", "basis[0].row", "F41"),
        ("version: 2021, certain: true", "certain: true", "basis[1].version", "is missing"),
        (", with: [SOD-001]", "", "basis[1].with", "is missing"),
        ("{row: F41, covers: exact}", "{row: F41}", "basis[0].covers", "superset"),
        ("certain: false, covers: partial", "covers: partial", "basis[2].certain", "bool"),
        ("  subject_name: {zh: 名称, en: Name}\n", "", "columns", "subject_name"),
        ("needs: [Power, ", "needs: [", "needs", "Power stands in the text"),
        ("needs: [Power, ", "needs: [Power, Body, ", "needs", "Body is declared"),
        ("needs: [Power, ", "needs: [Power, Power, ", "needs", "twice"),
        ("w.risk_level IN $levels AND", "w.risk_level IN $grades AND", "params", "grades stands"),
        ("(w:Power)<-[:OVER]-(:Role)\n", "(w:Pwer)<-[:OVER]-(:Role)\n", "needs", "Pwer is not"),
        ("<-[:OVER]-(:Role)\n", "<-[:OVR]-(:Role)\n", "needs", "OVR is not"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(old: str, new: str, key: str, why: str) -> None:
    text = refusal(samples.RULE, old, new)
    assert text.startswith(f"TST-001.cypher: {key}: ")
    assert why in text


def test_a_declared_parameter_must_be_used() -> None:
    unused = "params:\n  idle: {type: int, default: 1, doc: {zh: 闲, en: Idle}}"
    text = refusal(samples.QUESTION, "params:", unused)
    assert "params: idle is declared" in text


def test_a_key_that_stands_twice_is_refused() -> None:
    text = refusal(samples.QUESTION, "kind: question", "kind: question\nkind: question")
    assert "kind stands twice" in text


def test_a_file_without_front_matter_is_refused() -> None:
    assert "front matter" in refusal(samples.QUESTION, "/*---", "/*")


def test_the_id_of_a_question_is_words_with_hyphens() -> None:
    text = samples.QUESTION.replace("posts-by-name", "Posts")
    with pytest.raises(QueryFileError, match="hyphens"):
        samples.read(text, "Posts", {})


def test_keys_of_maps_and_comprehensions_are_no_labels() -> None:
    found = names("RETURN {a: Power, b: x:Post} AS m, [y IN xs WHERE y:Body | y.uid], w {c: Role}")
    assert found.labels == {"Post", "Body"}
    assert not found.rels


def test_strings_and_comments_name_nothing() -> None:
    found = names(
        "MATCH (n) WHERE n.name = ':Power $p \\' [:X]' // (x:Post)\n/* :Body */ RETURN $q"
    )
    assert not found.labels
    assert not found.rels
    assert found.params == {"q"}


def test_the_users_folder_is_read_besides_our_own(tmp_path: Path) -> None:
    folder = samples.write_folder(tmp_path, samples.RULE, samples.QUESTION)
    ids = [q.id for q in all_queries(folder)]
    assert ids == sorted(ids)
    assert {"TST-001", "posts-by-name"} <= set(ids)
    assert {q.id for q in all_queries()} == set(ids) - {"TST-001", "posts-by-name"}
    assert "TST-001" in [r.id for r in library.rules(folder)]
    assert "posts-by-name" not in [r.id for r in library.rules(folder)]


def test_a_query_is_found_in_any_case_of_letters(tmp_path: Path) -> None:
    folder = samples.write_folder(tmp_path, samples.RULE, samples.QUESTION)
    assert query("tst-001", folder).id == "TST-001"
    assert query("Posts-By-Name", folder).id == "posts-by-name"


def test_an_unknown_id_names_close_ones(tmp_path: Path) -> None:
    folder = samples.write_folder(tmp_path, samples.QUESTION)
    with pytest.raises(QueryError, match="posts-by-name"):
        query("post-by-name", folder)


def test_listing_does_not_read_cases(tmp_path: Path) -> None:
    folder = samples.write_folder(tmp_path, samples.QUESTION)
    (folder / "posts-by-name.yaml").write_text("- {broken", encoding="utf-8")
    found = query("posts-by-name", folder)
    with pytest.raises(QueryFileError, match=r"posts-by-name\.yaml"):
        cases(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: 1", "a list"),
        ("- {name: x, given: '', expect: [], extra: 1}", "extra"),
        ("- {name: x, given: ''}", "expect"),
        ("- {name: x, given: '', expect: [1]}", "expect"),
        ("- {name: x, given: [], expect: []}", "given: str"),
    ],
)
def test_a_case_of_another_shape_is_refused(tmp_path: Path, text: str, why: str) -> None:
    folder = samples.write_folder(tmp_path, samples.QUESTION)
    (folder / "posts-by-name.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(QueryFileError, match=why):
        cases(query("posts-by-name", folder))


def test_a_query_without_a_case_file_has_no_cases(tmp_path: Path) -> None:
    folder = samples.write_folder(tmp_path, samples.QUESTION)
    assert cases(query("posts-by-name", folder)) == ()
