"""Papers of a permit that was granted: what was handed in for a step, and the letters that steps make."""
