"""A vehicle's and a person's own fields changed, a person added, a number shown: each with its line in the audit trail."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.calendar import load_calendar
from core.errors import Invalid, NotAllowed, Refused, field
from core.models import Organisation
from fleet.models import Person, Vehicle
from permits.desk.happening import Hand as DeskHand
from permits.held.signs.inspection import end_with_inspection, refuse_too_long
from permits.registers.hold import NOT_YOURS, Hand, held, plain, refuse_fields, write_down
from permits.registers.kinds import OWN, PERSON_FIELDS, REVEALING, VEHICLE_FIELDS
from permits.registers.schemas import Changed, PersonEdit, PersonIn, Revealed, RevealIn, VehicleEdit

EMPLOYERS = ("operator", "school")
NEVER_NONE = ("type", "name", "organisation_id")


async def edit_vehicle(session: AsyncSession, *, hand: Hand, vehicle_id: int, given: VehicleEdit) -> Changed:
    """Change what is given. What a rule sees, the very next batch is judged by; an inspection that is over ends the sign in the
    same transaction. Raises Missing, NotAllowed, Refused, Invalid.
    """
    one = await held(session, hand, Vehicle, vehicle_id, given.version)
    asked = _asked(given)
    refuse_fields(hand, VEHICLE_FIELDS, set(asked))
    for name in ("owner_id", "operator_id", "school_id"):
        await _refuse_unknown(session, name, asked.get(name), ("school",) if name == "school_id" else EMPLOYERS)
    for name in ("registered_on", "inspection_requested_on"):
        if asked.get(name) is not None and asked[name] > hand.today:
            raise Invalid(field(name, zh="日期不能晚于今天", en="must not be after today"))
    if asked.get("inspection_valid_to") is not None:
        refuse_too_long(asked["inspection_valid_to"], hand.today, "inspection_valid_to")
    changed = await _put(session, hand, one, asked)
    if "inspection_valid_to" in asked:
        await _end_signs(session, hand, one)
    return changed


async def edit_person(session: AsyncSession, *, hand: Hand, person_id: int, given: PersonEdit) -> Changed:
    """Change what is given. Raises Missing, NotAllowed, Refused, Invalid."""
    one = await held(session, hand, Person, person_id, given.version)
    asked = _asked(given)
    refuse_fields(hand, PERSON_FIELDS, set(asked))
    await _refuse_unknown(session, "organisation_id", asked.get("organisation_id"), EMPLOYERS)
    _refuse_unborn(hand, asked.get("born_on"))
    return await _put(session, hand, one, asked)


async def add_person(session: AsyncSession, *, hand: Hand, given: PersonIn) -> Changed:
    """Enter a driver, an attendant or a safety person. Raises NotAllowed, Invalid."""
    viewer = hand.viewer
    organisation_id = given.organisation_id
    if viewer.role in OWN:
        if organisation_id not in (None, viewer.organisation_id):
            raise NotAllowed("person.add", code="not_yours", detail=NOT_YOURS)
        organisation_id = viewer.organisation_id
    if organisation_id is None:
        raise Invalid(field("organisation_id", zh="请选择所在单位", en="say for whom the person works"))
    await _refuse_unknown(session, "organisation_id", organisation_id, EMPLOYERS)
    _refuse_unborn(hand, given.born_on)
    one = Person(
        slug=f"person-{uuid4().hex[:16]}", kind=given.kind, name=given.name, name_en=given.name_en, phone=given.phone,
        born_on=given.born_on, organisation_id=organisation_id,
    )  # fmt: skip
    session.add(one)
    await session.flush()
    version = await write_down(session, hand, one, "person.add", {"before": None, "after": _without_phone(plain(one))})
    return Changed(id=str(one.id), version=version)


async def reveal(session: AsyncSession, *, hand: Hand, person_id: int, given: RevealIn) -> Revealed:
    """The number in full, to whom the file belongs; that and why is written down. Raises Missing, NotAllowed."""
    if hand.viewer.role not in REVEALING:
        raise NotAllowed("person.reveal")
    one = await held(session, hand, Person, person_id, None)
    await audit.record(
        session, viewer=hand.viewer, action="person.reveal", kind="person", id=one.id,
        detail={"shown": "phone", "purpose": given.purpose},
        address=hand.address,
    )  # fmt: skip
    return Revealed(phone=one.phone)


async def _end_signs(session: AsyncSession, hand: Hand, one: Vehicle) -> None:
    """A sign is valid no longer than the inspection (VEH 61): what follows from the date is done by the program."""
    calendar = await load_calendar(session)
    program = DeskHand(None, hand.now, hand.today, hand.zone, hand.settings, calendar)
    await end_with_inspection(session, vehicle=one, hand=program)


async def _put(session: AsyncSession, hand: Hand, one: Vehicle | Person, asked: dict[str, Any]) -> Changed:
    was = plain(one)
    changed = {name: value for name, value in asked.items() if getattr(one, name) != value}
    if not changed:
        raise Refused("nothing_changed", zh="没有改动。", en="Nothing is changed.")
    for name, value in changed.items():
        setattr(one, name, value)
    await session.flush()
    now = plain(one)
    detail = {
        "before": _without_phone({name: was[name] for name in changed}),
        "after": _without_phone({name: now[name] for name in changed}),
    }
    version = await write_down(session, hand, one, "edit", detail)
    return Changed(id=str(one.id), version=version)


def _asked(given: VehicleEdit | PersonEdit) -> dict[str, Any]:
    asked = {name: getattr(given, name) for name in given.model_fields_set if name != "version"}
    wrong = [field(name, zh="不能为空", en="must not be empty") for name in NEVER_NONE if asked.get(name, "") is None]
    if wrong:
        raise Invalid(*wrong)
    return asked


def _without_phone(detail: dict[str, Any]) -> dict[str, Any]:
    """The trail is read by more people than the number is for."""
    return {name: "***" if name == "phone" and value is not None else value for name, value in detail.items()}


def _refuse_unborn(hand: Hand, born_on: Any) -> None:
    if born_on is not None and born_on > hand.today:
        raise Invalid(field("born_on", zh="日期不能晚于今天", en="must not be after today"))


async def _refuse_unknown(session: AsyncSession, name: str, id_: int | None, kinds: tuple[str, ...]) -> None:
    if id_ is None:
        return
    found = select(Organisation.id).where(Organisation.id == id_, Organisation.kind.in_(kinds))
    if await session.scalar(found) is None:
        raise Invalid(field(name, zh="没有这个学校或服务提供者", en="there is no such school or operator"))
