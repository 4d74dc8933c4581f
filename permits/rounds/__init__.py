"""Rounds (批次): files of one school, operator or season that are worked on together, by the same steps as each alone."""
