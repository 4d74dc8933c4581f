"""Makes a find small: the shortest input that still breaks the same promise in the same place."""

from collections.abc import Callable
from itertools import count
from traceback import extract_tb

TRIES = 3000
Feed = Callable[[bytes], None]


def shrink(feed: Feed, data: bytes) -> bytes:
    """Leave out pieces, ever smaller ones, while it still breaks; after `TRIES` inputs, or where it breaks no more, it is left."""
    broken, tries = breaks(feed, data), count()
    size = len(data) if broken else 0
    while size := size // 2 if size > 1 else 0:
        at = 0
        while at < len(data) and next(tries) < TRIES:
            less = data[:at] + data[at + size :]
            if breaks(feed, less) == broken:
                data = less
            else:
                at += size
    return data


def breaks(feed: Feed, data: bytes) -> str:
    """What escapes and where it was raised; "" where nothing does."""
    try:
        feed(data)
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {last.name} of {last.filename.rpartition('/')[2]}:{last.lineno}"
    return ""
