#!/bin/sh
# Finds Python and hands over to launcher/start.py.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
suits='import sys; sys.exit(sys.version_info[:2] != (@MAJOR@, @MINOR@))'
for python in python@MAJOR@.@MINOR@ python3 python; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c "$suits" 2>/dev/null; then
        exec "$python" "$here/launcher/start.py" "$@"
    fi
done
cat -- "$here/launcher/no-python.txt" >&2
exit 1
