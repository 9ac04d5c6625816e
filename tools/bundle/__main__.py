"""`make bundle`: the folders for Linux and Windows, and a trial of the first with no network."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tools.bundle.building import ROOT, BundleError, build, own_wheel
from tools.bundle.trial import try_out
from tools.check_wheels import targets


def main() -> int:
    """Build both folders and try what can be tried here; 1 when anything is wrong."""
    reader = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    reader.add_argument("--python", default="3.11", help="the Python the folders are for")
    reader.add_argument("--out", type=Path, default=ROOT / "build" / "bundle")
    given = reader.parse_args()
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as scratch:
            own = own_wheel(Path(scratch))
            for target in targets(given.python):
                began = time.monotonic()
                folder = build(target, given.python, own, given.out)
                files = [path for path in folder.rglob("*") if path.is_file()]
                size = sum(path.stat().st_size for path in files) / 1e6
                wheels = sum(path.suffix == ".whl" for path in files)
                print(
                    f"{folder}: Python {given.python}, {wheels} wheels, {size:.0f} MB, "
                    f"{time.monotonic() - began:.0f} s",
                    flush=True,
                )
        if sys.platform != "linux" or here != given.python:
            print(f"not tried out: this is Python {here} on {sys.platform}")
            return 0
        return try_out(given.out / "powergraph-linux")
    except BundleError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
