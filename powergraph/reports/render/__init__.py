"""One module a format. Each takes a `Document` and gives the bytes of a file."""
