"""The district in databases of the test's own stack, and the cases."""

import pytest

from schoolbus.stack.stack import Stack
from schoolbus.tracks.databases import Databases


@pytest.fixture(scope="session")
def databases(stack: Stack) -> Databases:
    """Copies of the district, sown once for each day that a case asks for."""
    return Databases(stack.database_url)
