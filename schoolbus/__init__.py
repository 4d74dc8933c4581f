"""The program: command line, private local stack, demo, and the composition of the rooms."""
