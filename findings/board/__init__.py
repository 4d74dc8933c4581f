"""The board of runs: how every run of a day stands, and whether the papers of those to come are in order."""
