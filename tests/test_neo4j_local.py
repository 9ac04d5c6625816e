from __future__ import annotations

from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from tests.conftest import no_neo4j
from tools.neo4j_local import server as neo4j_local
from tools.neo4j_local.server import LocalNeo4j, Unavailable

PASSWORD = "correct horse"


def names(server: LocalNeo4j) -> list[str]:
    with GraphDatabase.driver(server.url, auth=("neo4j", PASSWORD)) as driver:
        rows = driver.execute_query("MATCH (n:Post) RETURN n.name AS name ORDER BY name").records
    return [row["name"] for row in rows]


def test_the_open_server_answers(neo4j_url: str) -> None:
    with GraphDatabase.driver(neo4j_url) as driver:
        [row] = driver.execute_query("RETURN 1 AS one").records
    assert row["one"] == 1


@pytest.mark.neo4j
def test_what_was_committed_survives_a_power_cut_behind_the_same_password(tmp_path: Path) -> None:
    server = LocalNeo4j(password=PASSWORD, home=tmp_path)
    try:
        server.start()
    except Unavailable as error:
        no_neo4j(error)
    try:
        with GraphDatabase.driver(server.url, auth=("neo4j", PASSWORD)) as driver:
            driver.execute_query("CREATE (:Post {name: '财政局局长'})")
        server.kill()
        server.start()
        assert names(server) == ["财政局局长"]
        with (
            GraphDatabase.driver(server.url, auth=("neo4j", "a wrong one")) as driver,
            pytest.raises(AuthError),
        ):
            driver.verify_connectivity()
    finally:
        server.stop()


def test_without_java_the_error_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Unavailable, match="Java is not installed"):
        LocalNeo4j(home=tmp_path).start()


def test_without_jars_and_maven_the_error_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(Unavailable, match="Maven"):
        neo4j_local.jars()


def test_a_password_that_neo4j_would_refuse_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="8 characters"):
        LocalNeo4j(password="short")
