"""What a check gives, written out: for a terminal, for programs, for a spreadsheet, for SARIF."""
