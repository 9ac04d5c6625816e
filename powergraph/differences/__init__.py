"""What changed between two states of a graph or of lists, and what three lists say of one unit."""
