"""Tests of what is written down, and of what runs it in containers."""
