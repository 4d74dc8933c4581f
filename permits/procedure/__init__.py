"""The procedure of a permit in tables that a clerk can read; what they do not list is refused. Pure.

`lives.PROCEDURES` holds the lives: of an application, of the two opinions that are asked for, of what was granted, of its sign.
"""
