"""JT/T 808-2011, -2013 and -2019: bytes of a terminal into values, and what we answer into bytes. No I/O, no clock.

A connection's bytes go through `framing.Unframer`; each frame through `header.read`; parts through `parts.Reassembly`; a body
through the parser of its id (`terminal`, `driver`, `media`), bodies of 0x0200 many at a time through `location.locations`.
"""
