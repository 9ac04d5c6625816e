"""The chapters, one module each: a function from the unit to a `Section`. The order is that of
report.md: 0 summary, 1 to 15, then annexes A to D."""
