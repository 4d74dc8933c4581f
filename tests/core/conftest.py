"""Database connections for the tests of core."""

from collections.abc import Iterator

import psycopg
import pytest


@pytest.fixture
def database(module_database_url: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection to a migrated database; what the test does is rolled back."""
    with psycopg.connect(module_database_url) as connection:
        yield connection
        connection.rollback()
