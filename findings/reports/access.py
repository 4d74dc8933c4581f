"""How a public report is reached: by the offices. Never by an operator or a school: it may be of them."""

from core.access import Way, everywhere

WAYS: tuple[Way, ...] = (everywhere("public_report"),)
