"""The graph as files for other programs. Each format counts what it cannot hold."""
