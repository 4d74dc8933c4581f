"""How a round is reached: every office sees it; which of its files each sees, the file says."""

from core.access import Way, everywhere

WAYS: tuple[Way, ...] = (everywhere("round"),)
