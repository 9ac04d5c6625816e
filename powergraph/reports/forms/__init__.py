"""The forms of "211", of "1+X" and of the division of power: each module makes one.

A form is to be filled in: what the graph holds stands in it, what it does not hold is left empty.
"""
