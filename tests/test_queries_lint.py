from __future__ import annotations

import pytest

from graph.text import LANGUAGES, catalogue
from queries.lint import LintProblem, lint, lint_graph, lint_text
from tests import saved_queries as samples

# For each rule: what it refuses, and the portable text that says the same.
REFUSED = {
    "ascii": "MATCH (w:Power) RETURN w.name AS 名称 ORDER BY w.uid",
    "keyword": "MATCH (w:Power) RETURN w.uid AS over ORDER BY w.uid",
    "reserved": "MATCH (w:Power) RETURN w.title AS name ORDER BY name",
    "apoc": "MATCH (w:Power) RETURN apoc.text.join([w.uid], '') AS uid ORDER BY uid",
    "write": "MATCH (w:Power) SET w.name = 'x' RETURN w.uid AS uid ORDER BY uid",
    "labels": "MATCH (w:Power) RETURN labels(w)[0] AS label ORDER BY label",
    "whole": "MATCH (w:Power) RETURN w ORDER BY w.uid",
    "ids": "MATCH (w:Power) RETURN elementId(w) AS uid ORDER BY uid",
    "duration": "MATCH (w:Power) RETURN duration.inDays(w.valid_from, $as_of) AS d ORDER BY d",
    "statistics": "MATCH (w:Power) RETURN percentileCont(w.legal_days, 0.5) AS median",
    "clock": "MATCH (w:Power) WHERE w.valid_to > date() RETURN w.uid AS uid ORDER BY uid",
    "sum": "MATCH (w:Power) RETURN sum(w.legal_days) AS days",
    "label_expression": "MATCH (x:Post|Body) RETURN x.uid AS uid ORDER BY uid",
    "collect": "MATCH (w:Power) RETURN COLLECT { MATCH (w)-[:HAS_STEP]->(s) RETURN s.uid } AS s "
    "ORDER BY w.uid",
    "call_import": "MATCH (w:Power) CALL (w) { MATCH (w)-[:HAS_STEP]->(s:Step) "
    "RETURN count(s) AS n } RETURN w.uid AS uid, n ORDER BY uid",
    "procedure": "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "quantified": "MATCH (a:Post)-[:REPORTS_TO]->{1,3}(b:Post) RETURN b.uid AS uid ORDER BY uid",
    "unbounded": "MATCH (a:Post)-[:REPORTS_TO*1..$n]->(b:Post) RETURN b.uid AS uid ORDER BY uid",
    "union": "MATCH (a:Post) RETURN a.uid AS uid UNION MATCH (b:Body) RETURN b.uid AS uid "
    "ORDER BY uid",
    "no_return": "MATCH (w:Power)",
    "order": "MATCH (w:Power) RETURN w.uid AS uid",
    "label": "MATCH (w:Pwer) RETURN w.uid AS uid ORDER BY uid",
    "rel": "MATCH (:Post)-[:FILS]->(r:Role) RETURN r.uid AS uid ORDER BY uid",
    "prop": "MATCH (w:Power) RETURN w.risklevel AS level ORDER BY level",
    "ends": "MATCH (o:Official)<-[:HOLDS]-(p:Post) RETURN p.uid AS uid ORDER BY uid",
    "reuse": "MATCH (w:Power) WITH count(w) AS n MATCH (n:Post) RETURN n.uid AS uid ORDER BY uid",
    "mixed": "MATCH (w:Power) WHERE w.valid_from > '2020-01-01' RETURN w.uid AS uid ORDER BY uid",
    "exists_matches": "MATCH (w:Power) WHERE EXISTS { MATCH (w)-[:HAS_STEP]->(s:Step) "
    "MATCH (s)-[:AT_STEP]-(r) } RETURN w.uid AS uid ORDER BY uid",
    "exists_start": "MATCH (w:Power) WHERE EXISTS { MATCH (r:Role)-[:OVER]->(w) } "
    "RETURN w.uid AS uid ORDER BY uid",
    "match_start": "MATCH (w:Power) WITH w MATCH (r:Role)-[:OVER]->(w) "
    "RETURN r.uid AS uid ORDER BY uid",
}
MORE_REFUSED = [
    ("keyword", "MATCH (w:Match) RETURN w.uid AS uid ORDER BY uid"),
    ("keyword", "MATCH (over:Power) RETURN over.uid AS uid ORDER BY uid"),
    ("reserved", "MATCH (w:Power {id: 'x'}) RETURN w.uid AS uid ORDER BY uid"),
    ("reserved", "MATCH (w:Power) RETURN w {.title} AS map ORDER BY w.uid"),
    ("whole", "MATCH (w:Power) RETURN w {.*} AS map ORDER BY w.uid"),
    ("whole", "MATCH (w:Power) RETURN collect(w) AS powers"),
    ("whole", "MATCH (w:Power) RETURN *"),
    ("whole", "MATCH (:Post)-[h:FILLS]->(r:Role) RETURN h ORDER BY r.uid"),
    ("whole", "MATCH p = (:Post)-[:FILLS]->(r:Role) RETURN p ORDER BY r.uid"),
    ("whole", "MATCH (w:Power) RETURN keys(w) AS names ORDER BY w.uid"),
    ("duration", "MATCH (w:Power) RETURN w.valid_from.epochMillis AS t ORDER BY t"),
    ("statistics", "MATCH (w:Power) RETURN round(w.legal_days, 2) AS days ORDER BY days"),
    ("label_expression", "MATCH (x:!Post) RETURN x.uid AS uid ORDER BY uid"),
    ("quantified", "MATCH ((a:Post)-[:REPORTS_TO]->(b:Post)){1,3} RETURN 1 AS one"),
    ("quantified", "MATCH (a:Post)-[:REPORTS_TO]->+(b:Post) RETURN b.uid AS uid ORDER BY uid"),
    ("unbounded", "MATCH (a:Post)-[:REPORTS_TO*]->(b:Post) RETURN b.uid AS uid ORDER BY uid"),
    ("unbounded", "MATCH (a:Post)-[r:REPORTS_TO*2..]->(b:Post) RETURN b.uid AS u ORDER BY u"),
    ("write", "MATCH (w:Power) DETACH DELETE w"),
    ("write", "MERGE (w:Power {uid: 'x'}) RETURN w.uid AS uid ORDER BY uid"),
    ("prop", "MATCH (w:Power {risk: 'HIGH'}) RETURN w.uid AS uid ORDER BY uid"),
    ("prop", "MATCH (w:Power) RETURN w {.uid, .risk} AS map ORDER BY w.uid"),
    ("prop", "MATCH (:Post)-[f:FILLS {mode: 'x'}]->(r:Role) RETURN r.uid AS uid ORDER BY uid"),
    ("prop", "MATCH (w:Power) WHERE all(x IN [w] WHERE x.validfrom IS NULL) "
    "RETURN w.uid AS uid ORDER BY uid"),
    ("prop", "MATCH (w:Power) RETURN [(w)-[:HAS_STEP]->(s:Step) | s.sequence] AS s ORDER BY w.uid"),
    ("prop", "MATCH (w:Power) WHERE EXISTS { MATCH (w)<-[:OVER]-(r:Role) WHERE r.sort = 'x' } "
    "RETURN w.uid AS uid ORDER BY uid"),
    ("reuse", "MATCH (r:Role) WITH 1 AS one, r MATCH (r)-[:OVER]->(w:Power) "
    "MATCH (w)-[:HAS_STEP]->(r:Step) RETURN w.uid AS uid ORDER BY uid"),
    ("order", "MATCH (w:Power) WITH w LIMIT 3 RETURN w.uid AS uid ORDER BY uid"),
    ("reuse", "MATCH (r:Role)-[:OVER]->(w:Power) WITH w MATCH (w)-[:HAS_STEP]->(r:Step) "
    "RETURN r.uid AS uid ORDER BY uid"),
    ("reuse", "MATCH (r:Role)-[:OVER]->(w:Power) WITH w, r.name AS r RETURN r AS x ORDER BY x"),
    ("exists_start", "MATCH (w:Power) RETURN COUNT { (:Role)-[:OVER]->(w) } AS n ORDER BY w.uid"),
]  # fmt: skip

PORTABLE = {
    "interval of nodes and relationships": """
        MATCH (o:Official)-[h:HOLDS]->(p:Post)-[f:FILLS]->(r:Role)-[v:OVER]->(w:Power)
        WHERE all(x IN [h, f, v, w] WHERE (x.valid_from IS NULL OR x.valid_from <= $as_of)
                                      AND (x.valid_to IS NULL OR x.valid_to > $as_of))
          AND coalesce(w.status, 'ACTIVE') = 'ACTIVE' AND w.name STARTS WITH '行政'
        RETURN w.uid AS subject, o.uid AS actor, r.source_uid AS source
        ORDER BY subject, actor, source""",
    "nested subqueries that begin at what is bound": """
        MATCH (w:Power)
        WHERE NOT EXISTS { MATCH (w)<-[:OVER]-(r:Role) WHERE r.kind = 'DECISION'
                           AND EXISTS { (r)<-[:FILLS]-(h) WHERE h:Body OR h:Department } }
          AND COUNT { (w)-[:HAS_STEP]->(:Step) } > 1
        RETURN w.uid AS uid ORDER BY uid""",
    "a label predicate in parentheses is no pattern": """
        MATCH (h)-[:FILLS]->(r:Role) WHERE (h:Body OR h:Department) AND NOT (h:Post)
        RETURN h.uid AS uid, r.uid AS role ORDER BY uid, role""",
    "relationship types with a bar": """
        MATCH (p:Post)-[:IN_SECTION|IN_DEPARTMENT]->(x) RETURN p.uid AS uid, x.uid AS x
        ORDER BY uid, x""",
    "a bounded path compared with a parameter": """
        MATCH path = (a:Post)-[:REPORTS_TO*1..6]->(b:Post) WHERE length(path) <= $hops
        RETURN a.uid AS uid, b.uid AS top, [n IN nodes(path) | n.uid] AS way
        ORDER BY uid, top, way""",
    "maps, projections and slices": """
        MATCH (w:Power)
        WITH w, {share: 0.5, name: w.name} AS m, w {.uid, level: w.risk_level} AS p, [1, 2, 3] AS xs
        RETURN w.uid AS uid, m.share AS share, p.level AS level, xs[1..2] AS part ORDER BY uid""",
    "a union inside CALL": """
        CALL { MATCH (a:Post) RETURN a.uid AS uid UNION MATCH (b:Body) RETURN b.uid AS uid }
        RETURN uid ORDER BY uid""",
    "a correlated CALL": """
        MATCH (w:Power) CALL { WITH w MATCH (w)-[:HAS_STEP]->(s:Step) RETURN count(s) AS n }
        RETURN w.uid AS uid, n ORDER BY uid""",
    "a lone aggregate": "MATCH (w:Power) RETURN count(*) AS n, coalesce(sum(w.legal_days), 0) AS d",
    "arithmetic that looks like a path": """
        MATCH (w:Power) WITH w, (w.legal_days) - (w.promised_days) AS a, ((1 + 2)) * (3) AS b
        RETURN w.uid AS uid, a, -b AS c, [x IN [1] | x * -1] AS d ORDER BY uid""",
    "comprehensions with names of their own": """
        MATCH (w:Power)
        RETURN w.uid AS uid, [(w)-[:HAS_STEP]->(s:Step) WHERE s.seq > 1 | s.name] AS steps,
               reduce(n = 0, x IN [1, 2] | n + x) AS total, any(s IN ['a'] WHERE s = 'b') AS b
        ORDER BY uid""",
    "a month of a day, and a day moved": """
        MATCH (w:Power) WHERE w.valid_from + duration({days: $n}) <= $as_of
        RETURN w.uid AS uid, w.valid_from.year AS year, date('2020-01-01') AS d ORDER BY uid""",
    "a case": """
        MATCH (w:Power) WITH w, CASE w.risk_level WHEN 'HIGH' THEN 'high' ELSE 'low' END AS severity
        WHERE severity <> 'x' // a comment
        RETURN w.uid AS uid, severity ORDER BY severity DESC, uid SKIP 1 LIMIT $n""",
    "unwound rows": """
        UNWIND $pairs AS pair MATCH (p:Post)-[c:IN_CHARGE_OF]->(t)
        WHERE c.domain = pair[0] AND c.direct = true AND type(c) = 'IN_CHARGE_OF'
        RETURN p.uid AS uid, t.uid AS target ORDER BY uid, target""",
    "the same names in two subqueries": """
        MATCH (d:Department)
        WHERE EXISTS { (d)<-[:IN_DEPARTMENT]-(x:Post) } AND EXISTS { (d)<-[:SECTION_OF]-(x:Section)}
        RETURN d.uid AS uid ORDER BY uid""",
    "a shortest path between two that are bound": """
        MATCH (a:Post), (b:Post) WHERE a.uid < b.uid
        MATCH p = shortestPath((a)-[:REPORTS_TO*..6]-(b))
        RETURN a.uid AS a, b.uid AS b, length(p) AS n ORDER BY a, b""",
    "a cartesian match after WITH": """
        MATCH (w:Power) WITH count(w) AS n MATCH (d:Department)
        RETURN d.uid AS uid, n ORDER BY uid""",
    "words of the language as strings and properties": """
        MATCH (c:ControlMeasure) WHERE c.text CONTAINS 'SET (DELETE) -[*]- :A|B `x`'
        RETURN c.uid AS uid ORDER BY uid""",
}  # fmt: skip


def rules(problems: list[LintProblem]) -> set[str]:
    return {problem.rule for problem in problems}


@pytest.mark.parametrize(("rule", "text"), [*REFUSED.items(), *MORE_REFUSED])
def test_it_is_refused(rule: str, text: str) -> None:
    assert rule in rules(lint_text(text))


@pytest.mark.parametrize("text", PORTABLE.values(), ids=PORTABLE)
def test_portable_text_is_let_through(text: str) -> None:
    assert [f"{p.rule} {p}" for p in lint_text(text)] == []


def test_every_rule_has_a_text_that_it_refuses_and_a_message_in_each_language() -> None:
    elsewhere = {"as_of", "guard", "columns", "order_total", "unnamed"}
    for language in LANGUAGES:
        keys = {key.removeprefix("lint.") for key in catalogue(language) if key.startswith("lint.")}
        assert keys == REFUSED.keys() | elsewhere


def test_every_message_can_be_shown() -> None:
    for text in REFUSED.values():
        for problem in lint_text(text):
            for language in LANGUAGES:
                assert "{" not in problem.render(language).replace("{ ", "").replace("{.*", "")


def test_a_problem_names_its_line() -> None:
    [problem] = lint_text("MATCH (w:Power)\nWHERE w.uid = 'a\nb'\nRETURN w.risk AS r ORDER BY r")
    assert (problem.rule, problem.line) == ("prop", 4)


def test_columns_must_be_those_declared_in_that_order() -> None:
    text = "MATCH (w:Power) RETURN w.uid AS a, w.name AS b ORDER BY a"
    assert rules(lint_text(text, columns=("b", "a"))) == {"columns"}
    assert lint_text(text, columns=("a", "b")) == []


def test_the_order_of_findings_names_their_subject() -> None:
    text = "MATCH (w:Power) RETURN w.uid AS subject, w.name AS subject_name ORDER BY subject_name"
    assert rules(lint_text(text, columns=("subject", "subject_name"))) == {"order_total"}
    assert lint_text(f"{text}, subject", columns=("subject", "subject_name")) == []


def test_a_case_graph_may_create_but_only_what_the_schema_knows() -> None:
    good = (
        "CREATE (o:Official {uid: 'O1', name: '甲'})"
        "-[:HOLDS {valid_from: date('2020-01-01')}]->(p:Post {uid: 'P1', name: '岗'})"
    )
    assert lint_graph(good) == []
    assert rules(lint_graph(good.replace("HOLDS", "HELD"))) == {"rel"}
    assert rules(lint_graph(good.replace("valid_from", "validfrom"))) == {"prop"}
    assert rules(lint_graph(good.replace("Official", "Post"))) == {"ends"}
    assert rules(lint_graph(good.replace("valid_from", "title"))) == {"prop", "reserved"}


def test_a_node_of_a_case_has_uid_and_name() -> None:
    assert rules(lint_graph("CREATE (:Post {uid: 'P1'})")) == {"unnamed"}
    assert lint_graph("CREATE (p:Post {uid: 'P1', name: 'x'}), (p)-[:REPORTS_TO]->(p)") == []


def test_a_rule_looks_at_a_day() -> None:
    assert rules(lint(samples.rule())) == set()
    without = samples.read(samples.RULE.replace("as_of", "day"), "TST-001", {})
    assert rules(lint(without)) == {"as_of"}


def test_a_guarded_rule_holds_its_condition_in_both_texts() -> None:
    guarded = lint(samples.rule(**{"path: SUPERVISE": "path: SUPERVISE\nguard: Role"}))
    assert [(p.rule, p.part) for p in guarded] == [("guard", "query"), ("guard", "population")]


def test_lines_of_a_saved_query_count_from_the_top_of_its_file() -> None:
    text = samples.RULE.replace("d.name AS unit_name", "d.nme AS unit_name")
    [problem] = lint(samples.read(text, "TST-001", {}))
    assert "d.nme" in text.splitlines()[problem.line - 1]
