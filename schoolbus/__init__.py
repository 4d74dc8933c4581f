"""The program: command line, private local stack, demo, and the composition of the rooms."""

__version__ = "0.1.0"
