"""Reading sources into tables."""
