"""All ways of all rooms put together: the table by which the one question of who may see what is answered."""

import core.access
import findings.access
import findings.desk.access
import findings.reports.access
import findings.suspects.access
import fleet.access
import geofences.access
import geofences.hazards.access
import gps_ingest.access
import permits.access
import permits.desk.access
import permits.held.access
import runs.access
from core.access import Access

# Tables of core that are not seen through a noun: a person's own session; parameters and calendars shape verdicts
# and are public in them. The audit trail gets its noun with the page that shows it (auditor, admin).


def make_access() -> Access:
    """The table, from what each room says of its own nouns."""
    return Access(
        (
            *core.access.WAYS,
            *fleet.access.WAYS,
            *geofences.access.WAYS,
            *geofences.hazards.access.WAYS,
            *permits.access.WAYS,
            *permits.desk.access.WAYS,
            *permits.held.access.WAYS,
            *runs.access.WAYS,
            *findings.access.WAYS,
            *findings.desk.access.WAYS,
            *findings.suspects.access.WAYS,
            *findings.reports.access.WAYS,
            *gps_ingest.access.WAYS,
        )
    )
