"""What runs on the computer that the folder was carried to: the standard library alone."""
