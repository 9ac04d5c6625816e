"""Saved questions and rules in Cypher: finding them, running them, checking a graph by them."""
