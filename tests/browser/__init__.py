"""What an officer sees, in a real Chromium, of a real service."""
