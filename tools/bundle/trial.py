"""Carry the folder for Linux to an empty computer without a network, and use it there.

The computer is this one in a network namespace of its own, where nothing but the machine itself
can be reached; with an empty home, no environment, and the folder at a path with spaces and
Chinese characters.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.request import ProxyHandler, build_opener

_CUT: Final = ["unshare", "--map-root-user", "--net", "--kill-child", "--fork"]
_NOT_HERE: Final = ("192.0.2.1", 80)  # reserved for documentation: nobody's address
_SIOCGIFFLAGS: Final = 0x8913
_SIOCSIFFLAGS: Final = 0x8914
_IFF_UP: Final = 1


def try_out(folder: Path) -> int:
    """Try `folder`, printing the seconds of each step; 0 when all went well."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch, "巡察组 一号 电脑", folder.name)
        home = Path(scratch, "home")
        home.mkdir()
        shutil.copytree(folder, place)
        path = f"{sys.base_prefix}/bin:/usr/bin:/bin"
        own = [sys.executable, "-P", str(Path(__file__)), str(place)]
        return subprocess.run(
            [*_CUT, *own], env={"PATH": path, "HOME": str(home)}, cwd=home, check=False
        ).returncode


class Trial:
    """The start file of one folder, used as a person would."""

    def __init__(self, folder: Path) -> None:
        self.start = ["/bin/sh", str(folder / "start.sh")]

    def run(self, *arguments: str, says: str) -> None:
        """Run to the end; it has to succeed and to say `says`."""
        began = time.monotonic()
        done = subprocess.run(
            [*self.start, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if done.returncode or says not in done.stdout:
            sys.exit(f"start.sh {' '.join(arguments)}: {done.returncode}\n{done.stdout}")
        print(f"  start.sh {' '.join(arguments)}: {time.monotonic() - began:.1f} s", flush=True)

    def show(self, *arguments: str, typed: str = "") -> None:
        """Open the dashboard by the menu or a dropped file, ask it, stop it with Ctrl-C."""
        began = time.monotonic()
        running = subprocess.Popen(
            [*self.start, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        assert running.stdin
        assert running.stdout
        running.stdin.write(typed)
        running.stdin.close()
        said = []
        for line in running.stdout:
            said.append(line)
            if "http://127.0.0.1:" in line:
                break
        else:
            sys.exit(f"no dashboard: {running.wait()}\n{''.join(said)}")
        address = line[line.index("http") :].strip()
        opener = build_opener(ProxyHandler({}))
        for path, wanted in (("/_stcore/health", b"ok"), ("/", b"<html")):
            with opener.open(address + path, timeout=30) as answer:
                if wanted not in answer.read():
                    sys.exit(f"{address}{path} does not answer")
        seconds = time.monotonic() - began
        os.killpg(running.pid, signal.SIGINT)
        if code := running.wait(60):
            sys.exit(f"the dashboard ended with {code}")
        print(
            f"  start.sh {' '.join(arguments) or typed!r}: dashboard after {seconds:.1f} s",
            flush=True,
        )


def cut_off() -> None:
    """Make this machine reachable to itself, and make sure that nothing else is reachable."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | _IFF_UP))
    try:
        socket.create_connection(_NOT_HERE, timeout=5).close()
    except OSError as error:
        print(f"without a network ({error.strerror}):", flush=True)
    else:
        sys.exit("this trial has a network")


def main() -> None:
    """Inside the namespace: install, ask, make a demo, show it, carry a workbook in."""
    cut_off()
    trial = Trial(Path(sys.argv[1]))
    graph = str(Path.home() / ".local/share/powergraph/demo/demo.db")
    tables = Path.home() / "导出 的表"
    trial.run("--version", says="0.")
    trial.run("--version", says="0.")
    trial.run("demo", "--cases", "50", says="合成数据")
    trial.run("doctor", "--graph", graph, says="kglite")
    trial.show(typed="\n")
    trial.run("export", str(tables), "--format", "xlsx", "--graph", graph, says="xlsx")
    [workbook] = tables.glob("*.xlsx")
    trial.show(str(workbook))
    trial.show(typed="2\n")


if __name__ == "__main__":
    main()
