"""Sow the paper: qualifications, training, permits with their terms, when each is in force, signs."""

from permits.models import (
    InForce,
    Permit,
    PermitDriver,
    PermitLine,
    PermitVersion,
    Qualification,
    ScoringCycle,
    Sign,
    Training,
)
from schoolbus.demo.district import Day, Paper
from schoolbus.demo.ground import Ground, Ids

GOVERNMENT = "office-government"
QUERIED, CYCLE_ENDED = Day(-9), Day(-75)  # police are asked every month (VEH 65)
ATTENDANTS_COURSE, ATTENDANTS_HOURS = (
    "随车照管人员安全培训",
    24.0,
)  # no national number of hours is known: the demo's own


def qualifications(ground: Ground, people: Ids) -> None:
    """The drivers' endorsements for school buses (REG 23-26)."""
    ground.put(
        Qualification(
            person_id=people[driver.key],
            classes=[driver.qualification.licence_class],
            licence_first_on=ground.on(driver.first_licence),
            endorsed_on=ground.on(driver.qualification.valid_from),
            offences_queried_on=ground.on(QUERIED),
            during=ground.during(driver.qualification.valid_from, driver.qualification.valid_to),
        )
        for driver in ground.district.drivers
    )


def scoring_cycles(ground: Ground, people: Ids) -> None:
    """The drivers' last three scoring cycles (REG 23(2)): some points, each reviewed in time (LIC 90)."""
    ground.put(
        ScoringCycle(
            person_id=people[driver.key],
            ends=ground.on(Day(CYCLE_ENDED.days - 365 * before)),
            points=(number + before) % 4,
            reviewed_on=ground.on(Day(CYCLE_ENDED.days - 365 * before + 12)),
            source="示例数据",
        )
        for number, driver in enumerate(ground.district.drivers)
        for before in range(3)
    )


def trainings(ground: Ground, people: Ids) -> None:
    """The attendants' certificates (REG 38)."""
    ground.put(
        Training(
            person_id=people[attendant.key],
            course=ATTENDANTS_COURSE,
            hours=ATTENDANTS_HOURS,
            passed_on=ground.on(attendant.trained),
            valid_to=ground.on(attendant.training_valid_to),
        )
        for attendant in ground.district.attendants
    )


def permits(ground: Ground, organisations: Ids, vehicles: Ids, people: Ids, line_versions: Ids) -> Ids:
    """Each permit in its first version with drivers, lines, its time in force and its sign: version ids by vehicle key."""
    papers = ground.district.permits
    granted = ground.put(
        Permit(
            number=paper.number.format(year=ground.on(paper.valid_from).year),
            vehicle_id=vehicles[paper.vehicle],
            holder_id=organisations[paper.operator],
        )
        for paper in papers
    )
    made = ground.put(
        PermitVersion(
            permit_id=permit.id,
            version=1,
            owner_id=organisations[paper.operator],
            seats=paper.seats,
            granted_on=ground.on(paper.valid_from),
            valid_from=ground.on(paper.valid_from),
            valid_to=None if paper.valid_to is None else ground.on(paper.valid_to),
            granted_by_id=organisations[GOVERNMENT],
        )
        for paper, permit in zip(papers, granted, strict=True)
    )
    versions = {paper.vehicle: version.id for paper, version in zip(papers, made, strict=True)}
    ground.put(
        PermitDriver(permit_version_id=versions[paper.vehicle], person_id=people[driver])
        for paper in papers
        for driver in paper.drivers
    )
    ground.put(
        PermitLine(permit_version_id=versions[paper.vehicle], line_version_id=line_versions[line])
        for paper in papers
        for line in paper.lines
    )
    ground.put(
        InForce(
            permit_version_id=versions[paper.vehicle],
            vehicle_id=vehicles[paper.vehicle],
            during=ground.during(paper.valid_from, paper.valid_to),
        )
        for paper in papers
    )
    ground.put(_sign(ground, paper, vehicles[paper.vehicle], versions[paper.vehicle]) for paper in papers)
    return versions


def _sign(ground: Ground, paper: Paper, vehicle_id: int, version_id: int) -> Sign:
    """Its days are the district's: to the earlier of inspection and permit (VEH 61), which a test holds it to."""
    sign = paper.sign
    return Sign(
        number=sign.number,
        permit_version_id=version_id,
        vehicle_id=vehicle_id,
        issued_on=ground.on(sign.valid_from),
        valid_to=ground.on(sign.valid_to),
        during=ground.during(sign.valid_from, sign.valid_to),
    )
