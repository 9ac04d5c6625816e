"""`python -m powergraph` is the `powergraph` command."""

from powergraph.cli import main

if __name__ == "__main__":
    main()
