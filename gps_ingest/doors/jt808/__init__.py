"""The door for terminals that speak JT/T 808: `door` listens, `session` is one terminal, `registry` and `downlink` know the database."""
