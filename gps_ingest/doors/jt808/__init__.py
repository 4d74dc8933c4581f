"""The door for terminals that speak JT/T 808: `door` listens, `session` is one terminal, the others the database."""
