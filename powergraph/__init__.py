"""Public powers as a graph: the front door."""
