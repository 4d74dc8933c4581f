"""The served district for the tests of what people see of the road in."""

from tests.api import api

__all__ = ["api"]
