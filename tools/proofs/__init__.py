"""The long proofs of the rules, run by `make prove`; each writes its table into docs/proved.md."""
