"""How parked frames and other platforms are reached: by the offices alone; of a frame nobody knows yet whose it is."""

from core.access import Way, everywhere

WAYS: tuple[Way, ...] = (everywhere("parked"), everywhere("platform"))
