"""The served district for the tests of the review's route."""

from tests.api import api

__all__ = ["api"]
