"""Parts of the graph shaped for people to read: what pages and reports show, as plain data."""
