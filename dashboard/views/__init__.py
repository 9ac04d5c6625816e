"""What the pages show, as plain data: no page is needed to make it or to test it."""
