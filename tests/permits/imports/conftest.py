"""The served district for the tests of imports."""

from tests.api import api

__all__ = ["api"]
