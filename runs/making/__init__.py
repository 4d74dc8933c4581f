"""Runs made for each school day from the permits in force and the school calendar."""
