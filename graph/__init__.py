"""The model: what exists, what may be written, and where it is stored."""
