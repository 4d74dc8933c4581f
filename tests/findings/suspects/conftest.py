"""The API over the small district, for tests of suspects."""

from tests.api import api

__all__ = ["api"]
