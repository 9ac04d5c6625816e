"""The commands, one module each: `command(language)` makes it, with its texts in that language."""
