"""The API over the small district and its officer, for tests of suspects."""

from tests.api import api
from tests.findings.suspects.van import officer

__all__ = ["api", "officer"]
