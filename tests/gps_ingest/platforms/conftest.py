"""The served district for the tests of this room's routes."""

from tests.api import api

__all__ = ["api"]
