"""Start a real Neo4j Community server on 127.0.0.1, from its jars: no Docker, no root.

    python tools/neo4j_local/server.py --port 7687       (or `make neo4j`)

    with LocalNeo4j() as server:
        GraphDatabase.driver(server.url)

It needs a JDK 17 or newer, and Maven once to fetch the jars (GPLv3, 116 MB, never committed).
They stay in the user's cache folder. The server stops when the program that started it ends.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

HERE = Path(__file__).parent
MEMORY = ["-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
USUAL_PORT = 7687


class Unavailable(Exception):
    """No local Neo4j can run here; the message says why."""


class LocalNeo4j:
    """One server process. As a context manager: started on entry, stopped on exit.

    Args:
        port: 0 takes a free one, and keeps it over restarts.
        password: of the user `neo4j`, at least 8 characters; without one, anybody gets in.
        home: where the database lives. Without one, a temporary folder that `stop` and
            `kill` leave alone and the end of the context manager removes.

    `start` raises `Unavailable` where Java or Maven is missing or the server does not come up.
    """

    def __init__(
        self, port: int = 0, password: str | None = None, home: Path | None = None
    ) -> None:
        if password is not None and len(password) < 8:
            raise ValueError("Neo4j wants a password of at least 8 characters")
        self.port = port or _free_port()
        self.url = f"bolt://127.0.0.1:{self.port}"
        self._password = password
        self._temporary = home is None
        self.home = home or Path(tempfile.mkdtemp(prefix="powergraph-neo4j-"))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the server process printed."""
        return self.home / "console.log"

    @property
    def pid(self) -> int:
        """Of the server process.

        Raises:
            RuntimeError: it is not running.
        """
        if self._process is None:
            raise RuntimeError("this server is not running")
        return self._process.pid

    def start(self, timeout: float = 120) -> None:
        """Start the server and return when it answers; at most `timeout` seconds."""
        if self._process is not None:
            raise RuntimeError("this server is already running")
        java = _java()
        command = [java, *MEMORY, "-cp", f"{jars()}{os.sep}*", str(HERE / "Neo4jLocal.java")]
        environment = {k: v for k, v in os.environ.items() if k != "POWERGRAPH_PASSWORD"}
        if self._password is not None:
            environment["POWERGRAPH_PASSWORD"] = self._password
        self.home.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*command, str(self.home), str(self.port)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,  # Ctrl-C reaches us only; we stop the server in order
            )
        deadline = time.monotonic() + timeout
        while b"READY " not in self.log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                printed = self.log.read_text(encoding="utf-8", errors="replace")
                raise Unavailable(f"Neo4j did not start. It printed:\n{printed[-4000:]}")
            time.sleep(0.05)

    def stop(self, timeout: float = 60) -> None:
        """Shut the server down in order. Does nothing when it is not running."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(timeout)
        finally:
            self.kill()

    def kill(self) -> None:
        """End the server at once, as a power cut would. Does nothing when it is not running."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    def __enter__(self) -> LocalNeo4j:
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._temporary:
            self.kill()
            shutil.rmtree(self.home, ignore_errors=True)
        else:
            self.stop()


def jars() -> Path:
    """The folder of Neo4j's jars; Maven fills it the first time.

    Raises:
        Unavailable: if they are not there yet and Maven is missing or fails.
    """
    pom = HERE / "pom.xml"
    found = re.search(r"<neo4j\.version>(.+)</neo4j\.version>", pom.read_text(encoding="utf-8"))
    assert found, "pom.xml names the version"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "powergraph"
    folder = cache / f"neo4j-{found[1]}"
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("Maven (mvn) is not installed; it fetches Neo4j the first time")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        fresh = Path(temporary, "jars")
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={fresh}"]
        done = subprocess.run(
            [maven, "-q", "-B", "-f", str(pom), *goal], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Unavailable(
                f"Maven could not fetch Neo4j:\n{(done.stdout + done.stderr)[-4000:]}"
            )
        try:
            fresh.rename(folder)
        except OSError:  # another process was quicker
            if not folder.is_dir():
                raise
    return folder


def _java() -> str:
    """The Java command, if it is a JDK that Neo4j 5.26 runs on."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home, "bin"))) if home else shutil.which("java")
    if java is None:
        raise Unavailable("Java is not installed; Neo4j needs a JDK 17 or newer")
    modules = subprocess.run(
        [java, "--list-modules"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"^java\.base@(\d+)", modules, re.MULTILINE)
    if version is None or int(version[1]) < 17:
        raise Unavailable(f"{java} is older than Java 17, which Neo4j needs")
    if "jdk.compiler@" not in modules:
        raise Unavailable(f"{java} is a JRE; a JDK is needed (Debian: default-jdk-headless)")
    return java


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> int:
    """Run a server until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Neo4j on 127.0.0.1, until Ctrl-C.")
    parser.add_argument("--port", type=int, default=USUAL_PORT, help="0 takes a free one")
    parser.add_argument("--home", type=Path, help="keep the database here (else: thrown away)")
    options = parser.parse_args()
    password = os.environ.get("POWERGRAPH_PASSWORD") or None
    try:
        with LocalNeo4j(options.port, password, options.home) as server:
            access = "user neo4j, password $POWERGRAPH_PASSWORD" if password else "no password"
            print(f"Neo4j answers at {server.url} ({access}). Stop it with Ctrl-C.", flush=True)
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        print("Neo4j stopped.")
    except (Unavailable, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
