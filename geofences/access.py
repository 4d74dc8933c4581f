"""How places are reached: what stands on road signs is for everybody who is logged in."""

from core.access import Way, everywhere, logged_in

WAYS: tuple[Way, ...] = (logged_in("place"), logged_in("condition"), everywhere("exemption"))
