"""Tables of drivers and of attendants: one row a person, with the endorsement or the training that is on record."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Text
from core.tables.reading import Row
from fleet.models import Person
from geofences.imports.datum import Datum
from permits.desk.happening import Hand
from permits.imports.cells import Cells
from permits.imports.columns.people import ATTENDANT, ATTENDANTS_COURSE, DRIVER, PERSON
from permits.imports.ground import RUNS_BUSES, Organisations, organisations, plain_name, refuse_twice
from permits.imports.kind import Kind, Made, Understood, Wish, put
from permits.imports.kinds.vehicles import CLASSES
from permits.models import Qualification, Training

ONE_DAY = timedelta(days=1)
PHONE_TELLS_APART = Text(
    "该单位已有同名人员；请填写电话以示区别", "is on record at this organisation; a phone number would tell two apart"
)
ON_RECORD = Text("该人员已登记", "is on record already")


async def understand_drivers(session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum) -> Understood:
    """Drivers, with the endorsement that police gave."""
    assert hand.viewer is not None
    read = await _people(session, hand.viewer, rows, "driver")
    for cells, content in read:
        content["qualification"] = _qualification(cells, hand)
    return _understood(read, ("name", "organisation", "classes", "endorsed_on", "born_on"))


async def understand_attendants(session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum) -> Understood:
    """Attendants, with the training that they passed."""
    assert hand.viewer is not None
    read = await _people(session, hand.viewer, rows, "attendant")
    for cells, content in read:
        content["training"] = _training(cells, hand)
    return _understood(read, ("name", "organisation", "passed_on", "trained_until"))


async def write_drivers(session: AsyncSession, hand: Hand, wishes: list[Wish]) -> Made:
    """A person a row, and an endorsement where one is told."""
    return await _write(session, wishes, Qualification, "qualification")


async def write_attendants(session: AsyncSession, hand: Hand, wishes: list[Wish]) -> Made:
    """A person a row, and a training where one is told."""
    return await _write(session, wishes, Training, "training")


async def _write(
    session: AsyncSession, wishes: list[Wish], paper: type[Qualification] | type[Training], name: str
) -> Made:
    made = Made()
    ids = await put(session, Person, [wish.content["person"] for wish in wishes])
    made.add("person", ids, wishes)
    made.told = [
        ("person", id_, {"name": wish.content["person"]["name"]}) for id_, wish in zip(ids, wishes, strict=True)
    ]
    having = [(id_, wish) for id_, wish in zip(ids, wishes, strict=True) if wish.content[name] is not None]
    papers = await put(session, paper, [wish.content[name] | {"person_id": id_} for id_, wish in having])
    made.add(name, papers, [wish for _, wish in having])
    return made


async def _people(
    session: AsyncSession, viewer: Viewer, rows: Sequence[Row], kind: str
) -> list[tuple[Cells, dict[str, Any]]]:
    """The rows as people of a kind, told apart by organisation, name and telephone."""
    known = await organisations(session, viewer)
    statement = select(Person).where(visible(viewer, "person"), Person.kind == kind)
    there: dict[tuple[int, str], set[str | None]] = {}
    for one in await session.scalars(statement):
        there.setdefault((one.organisation_id, plain_name(one.name)), set()).add(one.phone)
    read = [(cells, {"person": _person(cells, known, kind)}) for cells in map(Cells, rows)]
    same: dict[tuple[int, str], list[Cells]] = {}
    for cells, content in read:
        person = content["person"]
        if person["name"] is None or person["organisation_id"] is None:
            continue
        key = (person["organisation_id"], plain_name(person["name"]))
        same.setdefault(key, []).append(cells)
        if person["phone"] in there.get(key, set()):
            cells.blame("name", ON_RECORD)
        elif there.get(key) and (person["phone"] is None or None in there[key]):
            cells.blame("phone", PHONE_TELLS_APART)
    refuse_twice(((cells, _key(content["person"])) for cells, content in read), "name")
    for group in same.values():
        if len(group) > 1:
            for cells in group:
                if not cells.row.cells.get("phone"):
                    cells.blame("phone", PHONE_TELLS_APART)
    return read


def _key(person: dict[str, Any]) -> tuple[object, ...] | None:
    if person["name"] is None or person["organisation_id"] is None:
        return None
    return person["organisation_id"], plain_name(person["name"]), person["phone"]


def _person(cells: Cells, known: Organisations, kind: str) -> dict[str, Any]:
    return {
        "slug": f"{kind}-{uuid4().hex[:12]}",
        "kind": kind,
        "name": cells.text("name", needed=True, most=60),
        "name_en": cells.text("name_en"),
        "phone": cells.phone("phone"),
        "born_on": cells.day("born_on"),
        "organisation_id": known.find(cells, "organisation", RUNS_BUSES, needed=True),
    }


def _qualification(cells: Cells, hand: Hand) -> dict[str, Any] | None:
    """The endorsement of a row; None where none is told."""
    classes = [CLASSES.get(one.lower()) for one in cells.several("classes")]
    if None in classes:
        cells.blame("classes", Text("应为准驾车型，例如 A1、B1", "holds classes like A1, B1"))
    since, until = cells.day("endorsed_on"), cells.day("endorsed_until")
    told = {name: cells.day(name) for name in ("licence_first_on", "reviewed_on", "offences_queried_on")}
    if since is None:
        if classes or until is not None:
            cells.blame("endorsed_on", Text("有准驾车型时必填", "is needed with the classes"))
        return None
    if not classes:
        cells.blame("classes", Text("有资格签注日期时必填", "is needed with the day of the endorsement"))
    if since > hand.today:
        cells.blame("endorsed_on", Text("在今天之后", "is after today"))
    if until is not None and until < since:
        cells.blame("endorsed_until", Text("早于资格签注日期", "is before the endorsement"))
        until = None
    ends = None if until is None else hand.midnight(until + ONE_DAY)
    return {
        "classes": classes, "endorsed_on": since, "during": Range(hand.midnight(since), ends), **told,
    }  # fmt: skip


def _training(cells: Cells, hand: Hand) -> dict[str, Any] | None:
    """The training of a row; None where none is told."""
    passed = cells.day("passed_on")
    until, hours = cells.day("trained_until"), cells.number_of("hours", 0, 1000)
    course = cells.text("course") or ATTENDANTS_COURSE
    if passed is None:
        if until is not None or hours is not None:
            cells.blame(
                "passed_on", Text("填了有效期或学时，就要填合格日期", "is needed with the validity and the hours")
            )
        return None
    if passed > hand.today:
        cells.blame("passed_on", Text("在今天之后", "is after today"))
    for column, value in (("trained_until", until), ("hours", hours)):
        if value is None:
            cells.blame(column, Text("有培训合格日期时必填", "is needed with the day it was passed"))
    if until is not None and until < passed:
        cells.blame("trained_until", Text("早于培训合格日期", "is before the training"))
    return {"course": course, "hours": hours, "score": None, "passed_on": passed, "valid_to": until}


def _understood(read: list[tuple[Cells, dict[str, Any]]], shown: tuple[str, ...]) -> Understood:
    wishes = [Wish(cells.number, {name: _said(cells, name) for name in shown}, content) for cells, content in read]
    return Understood(wishes, [wrong for cells, _ in read for wrong in cells.complaints()])


def _said(cells: Cells, name: str) -> str:
    cell = cells.row.cells.get(name, "")
    return cell if isinstance(cell, str) else cell.date().isoformat()


DRIVERS = Kind("drivers", Text("驾驶人", "drivers"), PERSON + DRIVER, understand_drivers, write_drivers)
ATTENDANTS = Kind(
    "attendants", Text("照管人员", "attendants"), PERSON + ATTENDANT, understand_attendants, write_attendants
)
