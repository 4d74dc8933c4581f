"""All tables of all rooms in one place, for Alembic and for the test that models and migrations agree."""

from types import ModuleType
from typing import Any

from geoalchemy2 import alembic_helpers
from sqlalchemy import MetaData

import core.models
import findings.danger.models
import findings.desk.models
import findings.desk.watch.models
import findings.evidence.models
import findings.models
import findings.rejudge.models
import findings.reports.models
import findings.seals.models
import findings.suspects.models
import fleet.models
import fleet.quality.models
import geofences.hazards.models
import geofences.models
import gps_ingest.models
import gps_ingest.platforms.models
import permits.desk.letters.models
import permits.desk.models
import permits.held.models
import permits.imports.models
import permits.label.models
import permits.models
import permits.registers.models
import permits.rounds.models
import permits.training.exam.models
import permits.training.models
import runs.models
from core.database import Base

ROOMS: tuple[ModuleType, ...] = (
    core.models,
    fleet.models,
    fleet.quality.models,
    geofences.models,
    geofences.hazards.models,
    permits.models,
    permits.desk.models,
    permits.desk.letters.models,
    permits.imports.models,
    permits.label.models,
    permits.rounds.models,
    permits.registers.models,
    permits.training.models,
    permits.training.exam.models,
    permits.held.models,
    runs.models,
    findings.models,
    findings.evidence.models,
    findings.seals.models,
    findings.rejudge.models,
    findings.danger.models,
    findings.desk.models,
    findings.desk.watch.models,
    findings.reports.models,
    findings.suspects.models,
    gps_ingest.models,
    gps_ingest.platforms.models,
)
POSITION_PARTITION = "position_"


def metadata() -> MetaData:
    """The tables as the models of every room say they are."""
    return Base.metadata


def include_object(item: Any, name: str | None, kind: Any, reflected: bool, compared_to: Any) -> bool:
    """What Alembic compares: not PostGIS's own tables, and not the partitions that a function makes."""
    table = name if kind == "table" else getattr(getattr(item, "table", None), "name", None)
    if table is not None and table.startswith(POSITION_PARTITION):
        return False
    judged: Any = alembic_helpers.include_object  # it has no types
    return bool(judged(item, name, kind, reflected, compared_to))
