"""The later life of what was granted."""
