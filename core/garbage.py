"""How often this process looks for garbage that holds itself; all other garbage Python frees at once, whatever stands here."""

import gc

# Objects made more than freed until the youngest are looked through (Python's own 700 is for small programs); then so many
# rounds of the youngest until the middle ones are, and of those until all are.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def look_rarely() -> None:
    """For a process that holds a district's permits and makes thousands of records a batch.

    By Python's own numbers the ingest walked all it holds several times a second to find nothing: 2.7 of the 9.8 µs of
    the road a fix (`python -m bench.road jt808`, 26 November 2026).
    """
    gc.set_threshold(YOUNG, MIDDLE, OLD)
