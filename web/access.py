"""All ways of all rooms put together: the table by which the one question of who may see what is answered."""

import core.access
import core.administration.access
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
import permits.imports.access
import permits.label.access
import permits.registers.access
import permits.rounds.access
import permits.training.access
import runs.access
from core.access import Access

# Tables of core that are not seen through a noun: a person's own session; parameters and calendars shape verdicts
# and are public in them.


def make_access() -> Access:
    """The table, from what each room says of its own nouns."""
    return Access(
        (
            *core.access.WAYS,
            *core.administration.access.WAYS,
            *fleet.access.WAYS,
            *geofences.access.WAYS,
            *geofences.hazards.access.WAYS,
            *permits.access.WAYS,
            *permits.desk.access.WAYS,
            *permits.imports.access.WAYS,
            *permits.label.access.WAYS,
            *permits.rounds.access.WAYS,
            *permits.registers.access.WAYS,
            *permits.training.access.WAYS,
            *permits.held.access.WAYS,
            *runs.access.WAYS,
            *findings.access.WAYS,
            *findings.desk.access.WAYS,
            *findings.suspects.access.WAYS,
            *findings.reports.access.WAYS,
            *gps_ingest.access.WAYS,
        )
    )
