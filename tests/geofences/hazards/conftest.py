"""The API over the small district, for tests of the ledger."""

from tests.api import api

__all__ = ["api"]
