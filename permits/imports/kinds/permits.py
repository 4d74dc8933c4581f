"""A table of permits that were granted on paper: one row a permit, with its drivers, its lines and its sign.

From the moment of the import (or from its first day, when that is yet to come) each is what the vehicle's positions are judged by.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Text
from core.tables.reading import Row
from geofences.imports.datum import Datum
from permits.desk.happening import Hand
from permits.desk.models import SignFile
from permits.imports.cells import Cells
from permits.imports.columns.permits import COLUMNS
from permits.imports.granting import imported
from permits.imports.ground import RUNS_BUSES, refuse_twice
from permits.imports.kind import Kind, Made, Understood, Wish, put
from permits.imports.kinds.granted import Ground, ground
from permits.models import InForce, Permit, PermitDriver, PermitLine, PermitVersion, Sign
from permits.procedure.clocks import sign_valid_to
from permits.procedure.granted import PERMIT

ONE_DAY = timedelta(days=1)
OVER = Text("已届满，不必导入", "is over: it need not be imported")


async def understand(session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum) -> Understood:
    """Each permit with all that is wrong with it."""
    assert hand.viewer is not None
    known = await ground(session, hand.viewer, hand.now, hand.today)
    read = [(cells, _content(cells, known, hand)) for cells in map(Cells, rows)]
    for column in ("number", "vehicle_id", "sign_number"):
        refuse_twice(
            ((cells, content[column]) for cells, content in read), "plate" if column == "vehicle_id" else column
        )
    shown = ("number", "plate", "holder", "drivers")
    wishes = [
        Wish(
            cells.number,
            {name: cells.text(name, most=500) or "" for name in shown} | {"lines": known.lines_said(cells)},
            content,
        )
        for cells, content in read
    ]
    return Understood(wishes, [wrong for cells, _ in read for wrong in cells.complaints()])


async def write(session: AsyncSession, hand: Hand, wishes: list[Wish]) -> Made:
    """Permits with their versions, in force; signs that may be used."""
    made = Made()
    new = [wish for wish in wishes if wish.content["permit_id"] is None]
    fields = ("number", "vehicle_id", "holder_id")
    permits = await put(session, Permit, [{name: wish.content[name] for name in fields} for wish in new])
    for id_, wish in zip(permits, new, strict=True):
        wish.content["permit_id"] = id_
    columns = ("permit_id", "version", "owner_id", "seats", "granted_on", "valid_from", "valid_to", "granted_by_id")
    versions = await put(session, PermitVersion, [{name: wish.content[name] for name in columns} for wish in wishes])
    for table, name in ((PermitDriver, "person_id"), (PermitLine, "line_version_id")):
        await session.execute(
            insert(table),
            [
                {"permit_version_id": version, name: id_}
                for version, wish in zip(versions, wishes, strict=True)
                for id_ in wish.content[name]
            ],
        )
    await _lay_down_again(session, hand, [wish.content["permit_id"] for wish in wishes if wish not in new])
    stretches = await put(
        session, InForce,
        [
            {"permit_version_id": id_, "vehicle_id": wish.content["vehicle_id"], "during": wish.content["during"]}
            for id_, wish in zip(versions, wishes, strict=True)
        ],
    )  # fmt: skip
    made.add("permit", permits, new)
    made.add("permit_version", versions, wishes)
    made.add("in_force", stretches, wishes)
    made.told = [
        ("permit", wish.content["permit_id"], {"number": wish.content["number"], "version": wish.content["version"]})
        for wish in wishes
    ]
    await _signs(
        session, [(id_, wish) for id_, wish in zip(versions, wishes, strict=True) if wish.content["sign"]], made
    )
    return made


async def _lay_down_again(session: AsyncSession, hand: Hand, permit_ids: list[int]) -> None:
    """Permits whose import was undone, imported anew."""
    for permit in await session.scalars(select(Permit).where(Permit.id.in_(permit_ids)).with_for_update()):
        permit.undone = False
        session.add(imported(permit, hand, step="begin", to=PERMIT.begins, detail={}))
    await session.flush()


async def _signs(session: AsyncSession, having: list[tuple[int, Wish]], made: Made) -> None:
    """The signs that police have issued, each with its life."""
    same = [{"permit_version_id": version, "vehicle_id": wish.content["vehicle_id"]} for version, wish in having]
    signs = await put(session, Sign, [ids | wish.content["sign"] for ids, (_, wish) in zip(same, having, strict=True)])
    files = [
        ids | {"sign_id": id_, "state": "issued", "filed_on": wish.content["sign"]["issued_on"]}
        for ids, id_, (_, wish) in zip(same, signs, having, strict=True)
    ]
    wishes = [wish for _, wish in having]
    made.add("sign", signs, wishes)
    made.add("sign_file", await put(session, SignFile, files), wishes)


def _content(cells: Cells, known: Ground, hand: Hand) -> dict[str, Any]:
    number = cells.text("number", needed=True, most=60)
    plate = cells.plate("plate", needed=True)
    vehicle = None if plate is None else known.vehicles.get(plate)
    if plate is not None and vehicle is None:
        cells.blame("plate", Text("没有登记这辆车，请先导入车辆", "is no vehicle on record: import it first"))
    holder = known.organisations.find(cells, "holder", RUNS_BUSES, needed=True)
    vehicle_id = None if vehicle is None else vehicle.id
    same = [] if number is None else known.permits.get(number, [])
    # of one whose import was undone the same vehicle's and holder's goes on, for any other the number is free
    there = next((one for one in same if (one.vehicle_id, one.holder_id) == (vehicle_id, holder)), None)
    if not all(one.undone for one in same):
        cells.blame("number", Text("该许可已登记", "is on record already"))
    elif vehicle_id is not None and vehicle_id in known.ruled:
        other = known.ruled[vehicle_id]
        cells.blame("plate", Text(f"该车已有许可 {other}", f"is ruled by the permit {other} already"))
    seats = cells.whole("seats", 1, 120) or (None if vehicle is None else vehicle.seats)
    if vehicle is not None and seats is None:
        cells.blame("seats", Text("车辆也未登记核载人数，请填写", "is not on record of the vehicle: fill it in"))
    elif vehicle is not None and vehicle.seats is not None and seats is not None and seats > vehicle.seats:
        cells.blame("seats", Text(f"超过车辆核载 {vehicle.seats} 人", f"is more than the vehicle's {vehicle.seats}"))
    content = _days(cells, hand) | {
        "number": number, "vehicle_id": vehicle_id, "holder_id": holder, "seats": seats,
        "permit_id": None if there is None else there.id,
        "version": 1 if there is None else there.version + 1,
        "owner_id": known.organisations.find(cells, "owner", RUNS_BUSES) or (vehicle and vehicle.owner_id) or holder,
        "granted_by_id": known.government_id,
        "person_id": known.driver_ids(cells, holder), "line_version_id": known.line_version_ids(cells),
    }  # fmt: skip
    inspection_to = None if vehicle is None else vehicle.inspection_valid_to
    content["sign_number"] = cells.text("sign_number", most=40)
    content["sign"] = _sign(cells, known, hand, content, inspection_to)
    return content


def _days(cells: Cells, hand: Hand) -> dict[str, Any]:
    """When it was granted, for which days, and the time in which it rules: never before this moment."""
    granted, begins = cells.day("granted_on", needed=True), cells.day("valid_from", needed=True)
    ends = cells.day("valid_to")
    if granted is not None and granted > hand.today:
        cells.blame("granted_on", Text("在今天之后", "is after today"))
    if granted is not None and begins is not None and begins < granted:
        cells.blame("valid_from", Text(f"早于决定日期 {granted}", f"is before the decision of {granted}"))
    during = None
    if begins is not None and ends is not None and ends < begins:
        cells.blame("valid_to", Text(f"早于有效期起 {begins}", f"is before the first day, {begins}"))
    elif ends is not None and ends < hand.today:
        cells.blame("valid_to", OVER)
    elif begins is not None:
        until = None if ends is None else hand.midnight(ends + ONE_DAY)
        during = Range(max(hand.midnight(begins), hand.now), until)
    return {"granted_on": granted, "valid_from": begins, "valid_to": ends, "during": during}


def _sign(
    cells: Cells, known: Ground, hand: Hand, content: dict[str, Any], inspection_to: Any
) -> dict[str, Any] | None:
    """The sign of a row (VEH 61: to the earlier end of inspection and permit); None where none is told."""
    issued, valid_to = cells.day("sign_issued_on"), cells.day("sign_valid_to")
    number = content["sign_number"]
    if number is None:
        return None
    if number in known.signs:
        cells.blame("sign_number", Text("该标牌已登记", "is on record already"))
    for column, value in (("sign_issued_on", issued), ("sign_valid_to", valid_to)):
        if value is None:
            cells.blame(column, Text("有标牌编号时必填", "is needed with the number of the sign"))
    if issued is None or valid_to is None or content["during"] is None:
        return None
    if inspection_to is None:
        cells.blame("sign_valid_to", Text("车辆检验有效期止未登记", "the vehicle's inspection is not on record"))
        return None
    latest = sign_valid_to(inspection_to=inspection_to, permit_to=content["valid_to"])
    if valid_to > latest:
        cells.blame(
            "sign_valid_to",
            Text(
                f"不得超过 {latest}（检验与许可有效期中较早者）", f"must not be after {latest}, the earlier end of both"
            ),
        )
    if issued > hand.today:
        cells.blame("sign_issued_on", Text("在今天之后", "is after today"))
    begins, ends = content["during"].lower, hand.midnight(valid_to + ONE_DAY)
    if ends <= begins:
        cells.blame("sign_valid_to", OVER)
        return None
    return {"number": number, "issued_on": issued, "valid_to": valid_to, "during": Range(begins, ends)}


PERMITS = Kind("permits", Text("许可", "permits"), COLUMNS, understand, write)
