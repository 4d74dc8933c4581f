"""Sow the district into an empty database, in the session's transaction, as of any day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from core.models import Term
from schoolbus.demo import sow_fleet, sow_papers, sow_places
from schoolbus.demo.district import District
from schoolbus.demo.ground import Ground, Ids

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_MONTH = 8  # of a school year (学年)


@dataclass(frozen=True)
class Sown:
    """The ids of what was sown, by the keys of the district's files. `devices` are device numbers by vehicle key."""

    organisations: Ids
    places: Ids
    people: Ids
    vehicles: Ids
    devices: Ids
    lines: Ids
    line_versions: Ids
    permit_versions: Ids


def sow(session: Session, district: District, reference_day: date, zone: ZoneInfo = SHANGHAI) -> Sown:
    """Write the district as it is on `reference_day`: who, what, where and the papers; no accounts and no runs.

    Does not commit. Each simulated device gets a secret that nobody knows. Raises IntegrityError where it was sown before.
    From async code: `await session.run_sync(sow, district, day)`.
    """
    ground = Ground(session, district, reference_day, zone)
    ground.put(terms_around(reference_day))
    organisations = sow_places.organisations(ground)
    places = sow_places.places(ground, organisations)
    people = sow_fleet.people(ground, organisations)
    vehicles = sow_fleet.vehicles(ground, organisations)
    devices = sow_fleet.devices(ground, vehicles)
    lines, line_versions = sow_fleet.lines(ground, organisations)
    sow_papers.qualifications(ground, people)
    sow_papers.scoring_cycles(ground, people)
    sow_papers.trainings(ground, people)
    versions = sow_papers.permits(ground, organisations, vehicles, people, line_versions)
    return Sown(organisations, places, people, vehicles, devices, lines, line_versions, versions)


def terms_around(day: date) -> Iterator[Term]:
    """The terms of the school year that a day lies in and of the next; their days are plausible, not announced ones."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    for year in (first, first + 1):
        name = f"{year}-{year + 1}学年"
        yield Term(name=f"{name}第一学期", starts=date(year, 9, 1), ends=date(year + 1, 1, 25))
        yield Term(name=f"{name}第二学期", starts=date(year + 1, 2, 20), ends=date(year + 1, 7, 3))
