"""Sow who there is and where: schools, operators, offices; zones, risk segments, road sections."""

from itertools import chain
from uuid import UUID, uuid5

from core.models import Organisation
from geofences.models import Place
from schoolbus.demo.district import Day, RiskSegment, RoadSection, School, Zone
from schoolbus.demo.ground import Ground, Ids, by_key, geom

KEYS = UUID("6d0b9a58-4f0e-5f55-8d6e-0c4b5d6e7f10")
OFFICE_KINDS = {"traffic_police": "police"}
SINCE = Day(-400)  # of zones: the survey of the district
Hours = list[list[str]] | None


def organisations(ground: Ground) -> Ids:
    """Schools, operators, offices: ids by key."""
    district = ground.district
    schools = [
        Organisation(
            slug=one.key, kind="school", stage=one.stage, name=one.name, name_en=one.name_en, point=geom(one.point)
        )
        for one in district.schools
    ]
    others = [
        Organisation(slug=one.key, kind=OFFICE_KINDS.get(one.kind, one.kind), name=one.name, name_en=one.name_en)
        for one in chain(district.operators, district.offices)
    ]
    made = ground.put([*schools, *others])
    return by_key(chain(district.schools, district.operators, district.offices), made)


def places(ground: Ground, organisations: Ids) -> Ids:
    """The first version of every place: ids by key."""
    district = ground.district
    hours = {school.key: school_hours(school) for school in district.schools}
    rows = [
        *(_zone(ground, zone, organisations, hours) for zone in district.zones),
        *(_risk_segment(ground, segment) for segment in district.risk_segments),
        *(_road_section(ground, section) for section in district.road_sections),
    ]
    made = ground.put(rows)
    return by_key(chain(district.zones, district.risk_segments, district.road_sections), made)


def school_hours(school: School) -> Hours:
    """When pupils arrive and leave, [["07:00", "08:20"], …]; None for always."""
    return [list(window) for window in school.hours.values()] or None


def _zone(ground: Ground, zone: Zone, organisations: Ids, hours: dict[str, Hours]) -> Place:
    return Place(
        key=uuid5(KEYS, zone.key),
        version=1,
        category="zone",
        kind=zone.kind,
        name=zone.name,
        name_en=zone.name_en,
        geom=geom(zone.area),
        hours=None if zone.school is None else hours[zone.school],
        organisation_id=None if zone.school is None else organisations[zone.school],
        source="示例数据",
        surveyed_on=ground.on(SINCE),
        during=ground.during(SINCE, None),
    )


def _risk_segment(ground: Ground, segment: RiskSegment) -> Place:
    return Place(
        key=uuid5(KEYS, segment.key),
        version=1,
        category="risk_segment",
        kind=segment.kind,
        name=segment.name,
        name_en=segment.name_en,
        geom=geom(segment.path),
        width_m=segment.width_m,
        limit_kmh=segment.limit_kmh,
        source=segment.source,
        surveyed_on=ground.on(segment.since),
        during=ground.during(segment.since, None),
    )


def _road_section(ground: Ground, section: RoadSection) -> Place:
    return Place(
        key=uuid5(KEYS, section.key),
        version=1,
        category="road_section",
        kind=section.road_class,
        name=section.name,
        name_en=section.name_en,
        geom=geom(section.path),
        width_m=section.width_m,
        limit_kmh=section.limit_kmh,
        direction=section.direction,
        hours=None if section.hours is None else [window.split("-") for window in section.hours.split(",")],
        source=section.source or "",  # no posted limit known, so none to name a source of
        surveyed_on=ground.on(section.since),
        during=ground.during(section.since, None),
    )
