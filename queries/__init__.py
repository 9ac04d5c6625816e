"""Saved questions and rules, in Cypher."""
