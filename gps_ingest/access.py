"""How parked frames are reached: by the offices alone, for nobody knows yet whose they are."""

from core.access import Way, everywhere

WAYS: tuple[Way, ...] = (everywhere("parked"),)
