"""Install powergraph into its folder on the first start; then do what was asked for, or ask.

    start.py                     choose from a short list
    start.py FILE.xlsx …         load the files (also by dropping them on start.bat), show the graph
    start.py GRAPH.db            show that graph
    start.py COMMAND …           any command of powergraph

Runs on a bare Python before anything is installed, hence the standard library alone.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1]
# Windows refuses paths of more than 259 characters; `make bundle` checks that what is installed
# below a folder of this length stays within.
LONGEST_FOLDER: Final = 90
_TEXTS: Final = Path(__file__).with_name("texts.toml")
_PLACES: Final = (
    "from powergraph.settings import default_graph, demo_graph; "
    "print(default_graph()); print(demo_graph())"
)


def language(environment: Mapping[str, str]) -> str:
    """`en` where the locale is English, else `zh`; Windows sets no such variable.

    >>> language({"LANG": "en_GB.UTF-8"}), language({"LANG": "C.UTF-8"}), language({})
    ('en', 'zh', 'zh')
    """
    asked = next(
        (environment[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if v in environment), ""
    )
    return "en" if asked.lower().startswith("en") else "zh"


def say(key: str, **values: object) -> None:
    """Print a text of texts.toml in the reader's language."""
    texts = tomllib.loads(_TEXTS.read_text(encoding="utf-8"))
    print(texts[language(os.environ)][key].format(**values), flush=True)


class Installation:
    """The environment `.venv` in a folder that holds `wheels` and `requirements.txt`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / ".venv"
        program = "Scripts/python.exe" if os.name == "nt" else "bin/python"
        self.python = self.home / program
        self._stamp = self.home / "installed.txt"

    def ready(self) -> bool:
        """Whether exactly these packages were installed to the end, here, by this Python."""
        try:
            return self._stamp.read_text(encoding="utf-8") == self._expected()
        except FileNotFoundError:
            return False

    def install(self) -> None:
        """Install all packages, checked by hash, from the folder alone.

        Raises:
            OSError: the folder cannot be written.
            subprocess.CalledProcessError: venv or pip failed; it has said why.
        """
        venv = [sys.executable, "-m", "venv", "--clear", str(self.home)]
        subprocess.run(venv, env=surroundings(), check=True)
        # Isolated: an office's own pip settings name servers that are not there.
        pip = [str(self.python), "-m", "pip", "--isolated", "--disable-pip-version-check"]
        pip += ["install", "--quiet", "--no-warn-script-location", "--no-index", "--only-binary"]
        pip += [":all:", "--require-hashes", "--find-links", str(self.folder / "wheels")]
        subprocess.run([*pip, "-r", str(self._requirements)], env=surroundings(), check=True)
        # Last: an installation that was cut off is none.
        self._stamp.write_text(self._expected(), encoding="utf-8")

    @property
    def _requirements(self) -> Path:
        return self.folder / "requirements.txt"

    def _expected(self) -> str:
        digest = hashlib.sha256(self._requirements.read_bytes()).hexdigest()
        return f"{digest}\n{self.home}\n{sys.version}\n"


class Powergraph:
    """The installed commands."""

    def __init__(self, python: Path) -> None:
        self._python = str(python)

    def __call__(self, *arguments: str) -> int:
        """Run one command in this window; gives its exit code."""
        return _wait(subprocess.Popen(self._command(*arguments), env=surroundings()))

    def show(self, graph: str) -> int:
        """Show a graph in the browser until this window is closed or Ctrl-C is pressed."""
        command = self._command("dashboard", "--graph", graph)
        server = subprocess.Popen(
            command, env=surroundings(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert server.stdout
        address = server.stdout.readline().strip()
        if address.startswith("http"):
            print(address, flush=True)
            say("close")
            if os.name == "nt" or {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
                webbrowser.open(address)
        return _wait(server)

    def places(self) -> tuple[str, str]:
        """Where the user's own graph and the demo's graph are, or will be."""
        command = [self._python, "-c", _PLACES]
        printed = subprocess.check_output(command, env=surroundings(), encoding="utf-8")
        own, demo = printed.splitlines()
        return os.environ.get("POWERGRAPH_GRAPH") or own, demo

    def _command(self, *arguments: str) -> list[str]:
        return [self._python, "-m", "powergraph", *arguments]


def surroundings() -> dict[str, str]:
    """The environment of what is started: UTF-8, unbuffered, no other Python's packages."""
    others = {"PYTHONHOME", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in others}
    return kept | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def there(graph: str) -> bool:
    """Whether a graph can be shown: a file that exists, or any server.

    >>> there("bolt://127.0.0.1:7687"), there("no/such.db")
    (True, False)
    """
    return "://" in graph or Path(graph).is_file()


def dropped(powergraph: Powergraph, files: Sequence[str]) -> int:
    """Show a graph that was dropped on the start file; load anything else and show the result."""
    if len(files) == 1 and files[0].endswith(".db"):
        return powergraph.show(files[0])
    own, _ = powergraph.places()
    say("loading", graph=own)
    failed = powergraph("load", "--graph", own, *files)
    return failed or powergraph.show(own)


def menu(powergraph: Powergraph) -> int:
    """Ask what to do and do it; Enter takes the graph that is there, else the demo."""
    own, demo = powergraph.places()
    usual = "2" if there(own) else "1"
    say("menu", graph=own, usual=usual)
    answer = _answer() or usual
    if answer == "1":
        failed = 0 if there(demo) else powergraph("demo", "--graph", demo)
        return failed or powergraph.show(demo)
    if answer == "2" and there(own):
        return powergraph.show(own)
    if answer == "2":
        say("no_graph", graph=own)
        return 1
    if answer == "3":
        say("which_file")
        # Windows puts quotes around a path that is dropped into the window, Linux also spaces.
        path = _answer().strip("'\" ")
        if path and Path(path).exists():
            return dropped(powergraph, [path])
        say("no_file", path=path)
        return 1
    return 0


def main(arguments: Sequence[str]) -> int:
    """Install where needed, then act on `arguments`; gives the exit code."""
    installation = Installation(FOLDER)
    if not installation.ready():
        if os.name == "nt" and len(str(FOLDER)) > LONGEST_FOLDER:
            say("too_deep", folder=FOLDER, length=len(str(FOLDER)), limit=LONGEST_FOLDER)
            return 1
        say("installing")
        try:
            installation.install()
        except OSError as error:
            say("not_installed", detail=error)
            return 1
        except subprocess.CalledProcessError as error:
            say("not_installed", detail=f"{error.cmd[2]}: {error.returncode}")
            return 1
        say("installed")
    powergraph = Powergraph(installation.python)
    if not arguments:
        return menu(powergraph)
    if all(Path(argument).exists() for argument in arguments):
        return dropped(powergraph, arguments)
    return powergraph(*arguments)


def _answer() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        return ""


def _wait(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> int:
    """Wait for a child to end; Ctrl-C reaches it too, and it ends in its own way."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
