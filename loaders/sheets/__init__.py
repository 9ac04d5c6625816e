"""Workbooks and CSV files as people type them: where the tables are, and what their headers say."""
