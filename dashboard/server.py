"""The dashboard's server: it takes its first browser once the graph is open and the pages are read.

Run by `powergraph dashboard` as `python -m dashboard.server`, with the arguments of Streamlit's own
command line. It imports what it needs only when it runs: processes that lay out reports import it.
"""

from __future__ import annotations

import threading
from typing import Final

_PATIENCE: Final = 30.0  # seconds; a page that comes before the graph waits for it by itself


def main() -> None:
    """Serve until told to end."""
    opening = threading.Thread(target=open_first, name="open first", daemon=True)
    opening.start()
    read_program()
    opening.join(_PATIENCE)
    from streamlit.web import cli

    cli.main(prog_name="streamlit")


def open_first() -> None:
    """Open the graph, and ask of it what every page shows beside itself and what the first shows.

    A graph that cannot be opened is no error here: the page says so, in its reader's language.
    """
    from dashboard import connection
    from graph.errors import PowergraphError
    from queries.views import frame, powers

    try:
        graph = connection.graph()
        connection.ask(graph, frame.engine)
        connection.ask(graph, frame.presence)
        connection.ask(graph, frame.units, graph.as_of)
        connection.ask(graph, powers.powers, graph.as_of)
        _ = graph.store
    except PowergraphError:
        return


def read_program() -> None:
    """Read the pages and the rules, and of libraries what they read only when they are used."""
    import pandas  # noqa: F401

    from dashboard.pages import PAGES
    from queries import library

    for page in PAGES.values():
        _ = page.show
    library.rules()


if __name__ == "__main__":
    main()
