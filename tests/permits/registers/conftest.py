"""The served district for the tests of the registers."""

from tests.api import api

__all__ = ["api"]
