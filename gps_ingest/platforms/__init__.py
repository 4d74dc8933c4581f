"""Other platforms whose buses report to them: who they are, which buses are theirs, how their links stand (JT/T 809)."""
