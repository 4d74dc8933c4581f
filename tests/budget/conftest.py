"""The district in databases of the test's own stack."""

from tests.tracks.conftest import databases

__all__ = ["databases"]
