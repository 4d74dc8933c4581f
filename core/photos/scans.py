"""How a JPEG is coded, read from its markers before any pixel is unpacked: each scan of it is a pass over the whole picture.

A few kilobytes may hold thousands of scans. ITU-T T.81 B.1: a marker is FF and a code; most have a length after them, and in the
coded data between them FF is followed by 00 or a restart marker.
"""

import re

MOST_SCANS = 64  # a telephone's progressive photograph has about ten
MOST_SEGMENTS = 5000
MARKER = re.compile(rb"\xff([\xc0-\xcf\xd9-\xfe])(..)?", re.DOTALL)
START_OF_SCAN, END_OF_IMAGE = b"\xda", b"\xd9"


class TooManyScans(ValueError):  # noqa: N818 - the name says what is the matter, as in core.errors
    """More passes than a photograph has."""


def components_by_scan(jpeg: bytes) -> list[int]:
    """How many colour components each scan of the first picture in a file holds. Raises TooManyScans."""
    at = 2
    scans: list[int] = []
    for _ in range(MOST_SEGMENTS):
        marker = MARKER.search(jpeg, at)
        if marker is None or marker[1] == END_OF_IMAGE or marker[2] is None:
            return scans
        if marker[1] == START_OF_SCAN:
            scans.append(int.from_bytes(jpeg[marker.end() : marker.end() + 1]))
        if len(scans) > MOST_SCANS:
            break
        at = marker.start() + 2 + max(2, int.from_bytes(marker[2]))
    raise TooManyScans
