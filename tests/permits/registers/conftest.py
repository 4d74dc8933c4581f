"""The served district for the tests of the registers, and a granted permit with its offices."""

from tests.api import api
from tests.permits.held.conftest import holding, offices

__all__ = ["api", "holding", "offices"]
