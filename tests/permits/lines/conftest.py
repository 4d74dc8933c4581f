"""The served district for the tests of drawn lines."""

from tests.api import api

__all__ = ["api"]
