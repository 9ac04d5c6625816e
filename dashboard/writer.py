"""The one short-lived writer: a task runs in a process of its own, which ends with it.

The server holds the graph open to read. Writing happens beside it: the process opens the graph for
writing, does one task, saves in one step, and ends; readers notice that the content is another. It
goes on when the page that asked for it is left. A second writer is told who is at work.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import IO, Any, Final, TypeAlias

from dashboard import pipe
from dashboard.tasks import Task
from graph.errors import GraphBusy, PowergraphError, StoreError

Folder: TypeAlias = TemporaryDirectory[str]

_LONGEST: Final = 3600.0  # seconds; what takes longer is ended, and nothing of it is kept
_READERS: Final = threading.Semaphore(2)


@dataclass(slots=True)
class Job:
    """A task under way, or done. `what` it is, `who` asked for it; `folder` goes when it ends.

    Read `value()` once `finished` is set.
    """

    task: Task
    what: str
    who: str
    folder: Folder | None = None
    since: datetime = field(default_factory=datetime.now)
    progress: tuple[str, int, int | None] = ("begin", 0, None)
    finished: threading.Event = field(default_factory=threading.Event)
    _outcome: Any = None

    def value(self) -> Any:
        """What the task gave.

        Raises:
            PowergraphError: what the task raised, or that its process broke off.
        """
        if isinstance(self._outcome, PowergraphError):
            raise self._outcome
        return self._outcome

    def run(self) -> None:
        """Do it, in a process of its own, and wait for the end."""
        self._outcome = StoreError("dashboard.writing.broke_off")
        try:
            self._run()
        finally:
            if self.folder:
                self.folder.cleanup()
            self.finished.set()

    def _run(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "dashboard.writer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        end = threading.Timer(_LONGEST, child.kill)
        end.start()
        try:
            with child:
                if child.stdin is None or child.stdout is None:
                    return
                pickle.dump(self.task, child.stdin)
                child.stdin.close()
                while (said := pipe.receive(child.stdout)) is not None:
                    kind, value = said
                    if kind == "progress":
                        self.progress = value
                    else:
                        self._outcome = value
        except OSError as error:  # the process ended before it had heard all
            self._outcome = StoreError("dashboard.writing.no_process", detail=error)
        finally:
            end.cancel()


_writing: dict[str, Job] = {}
_lock: Final = threading.Lock()


def read(task: Task, what: str, who: str, folder: Folder | None = None) -> Job:
    """Begin a task that only reads. `folder` is removed at its end."""
    job = Job(task, what, who, folder)

    def run() -> None:
        with _READERS:
            job.run()

    threading.Thread(target=run, name="read", daemon=True).start()
    return job


def write(task: Task, what: str, who: str, folder: Folder | None = None) -> Job:
    """Begin a task that writes. `folder` is removed at its end, or at once if it cannot begin.

    Raises:
        GraphBusy: somebody is writing, and who.
    """
    job = Job(task, what, who, folder)
    target = task.place.target
    with _lock:
        other = _writing.get(target)
        if other and not other.finished.is_set():
            if folder:
                folder.cleanup()
            since = f"{other.since:%H:%M:%S}"
            raise GraphBusy("dashboard.writing.busy", who=other.who, what=other.what, since=since)
        _writing[target] = job
    threading.Thread(target=job.run, name="write", daemon=True).start()
    return job


def under_way(target: str) -> Job | None:
    """The write that is under way on a graph."""
    with _lock:
        job = _writing.get(target)
    return job if job and not job.finished.is_set() else None


def main(given: IO[bytes], out: IO[bytes]) -> None:
    """Do the task that is given, and hand back how far it is and what comes of it."""
    task: Task = pickle.load(given)

    def tell(phase: str, done: int, total: int | None) -> None:
        pipe.send(("progress", (phase, done, total)), out)

    try:
        value = task.run(tell)
    except PowergraphError as error:
        value = error
    pipe.send(("done", value), out)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
