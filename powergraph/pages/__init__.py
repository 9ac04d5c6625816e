"""HTML pages that are files of their own: no server, no outside request, safe with any text."""
