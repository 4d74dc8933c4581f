"""A table of vehicles: one row a bus."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Text
from core.tables.reading import Row
from fleet.models import Vehicle
from geofences.imports.datum import Datum
from permits.desk.happening import Hand
from permits.imports.cells import Cells
from permits.imports.columns.vehicles import COLUMNS
from permits.imports.ground import RUNS_BUSES, Organisations, organisations, refuse_twice, vehicles
from permits.imports.kind import Kind, Made, Understood, Wish, put

TYPES = {
    "幼儿专用校车": "kindergarten_bus", "小学生专用校车": "primary_bus", "中小学生专用校车": "primary_middle_bus",
    "非专用校车": "other_bus", "其他载客汽车": "other_bus", "其他": "other_bus",
    "kindergarten_bus": "kindergarten_bus", "primary_bus": "primary_bus", "primary_middle_bus": "primary_middle_bus",
    "other_bus": "other_bus",
}  # fmt: skip
COLOURS = {
    word: colour
    for colour, words in {
        "yellow": "黄 黄色 黄牌 yellow",
        "blue": "蓝 蓝色 蓝牌 blue",
        "green": "绿 绿色 绿牌 green",
        "white": "白 白色 白牌 white",
        "black": "黑 黑色 黑牌 black",
    }.items()
    for word in words.split()
}
CLASSES = {word.lower(): word for word in ("A1", "A2", "A3", "B1", "B2", "C1", "C2")}
ON_RECORD = Text("该号牌已登记", "is on record already")


async def understand(session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum) -> Understood:
    """Each row with all that is wrong with it. `datum` says nothing here.

    The operator runs the bus, and owns it unless another is named; the school is whose pupils it carries. A school that runs
    buses runs them for itself: it is no provider (REG 14), and sees its bus as that of its school.
    """
    assert hand.viewer is not None
    known = await organisations(session, hand.viewer)
    there = await vehicles(session, hand.viewer)
    read = [(cells, _content(cells, known)) for cells in map(Cells, rows)]
    refuse_twice(((cells, content["plate"]) for cells, content in read), "plate")
    refuse_twice(((cells, content["vin"]) for cells, content in read), "vin")
    vins = {one.vin for one in there.values() if one.vin}
    for cells, content in read:
        if content["plate"] in there:
            cells.blame("plate", ON_RECORD)
        if content["vin"] in vins:
            cells.blame("vin", ON_RECORD)
        _refuse_contradictions(cells, content)
    shown = ("plate", "type", "seats", "operator", "inspection_valid_to")
    wishes = [Wish(cells.number, {name: cells.text(name) or "" for name in shown}, content) for cells, content in read]
    return Understood(wishes, [wrong for cells, _ in read for wrong in cells.complaints()])


async def write(session: AsyncSession, hand: Hand, wishes: list[Wish]) -> Made:
    """One vehicle a row."""
    made = Made()
    ids = await put(session, Vehicle, [wish.content for wish in wishes])
    made.add("vehicle", ids, wishes)
    made.told = [("vehicle", id_, {"plate": wish.content["plate"]}) for id_, wish in zip(ids, wishes, strict=True)]
    return made


def _content(cells: Cells, known: Organisations) -> dict[str, Any]:
    operator = known.find(cells, "operator", RUNS_BUSES, needed=True)
    vin = cells.text("vin", most=17)
    if vin is not None and len(vin) != 17:
        cells.blame("vin", Text("应为 17 位", "has 17 characters"))
    return {
        "plate": cells.plate("plate", needed=True),
        "type": cells.word("type", TYPES, needed=True),
        "seats": cells.whole("seats", 1, 120, needed=True),
        "operator_id": operator,
        "school_id": _school(cells, known, operator),
        "owner_id": known.find(cells, "owner", RUNS_BUSES) or operator,
        "plate_colour": cells.word("plate_colour", COLOURS) or "yellow",
        "vin": None if vin is None else vin.upper(),
        "registered_on": cells.day("registered_on"),
        "inspection_valid_to": cells.day("inspection_valid_to"),
        "licence_class": cells.word("licence_class", CLASSES),
    }


def _school(cells: Cells, known: Organisations, operator: int | None) -> int | None:
    school = known.find(cells, "school", ("school",))
    if operator is None or known.kind_of(operator) != "school":
        return school
    if school is not None and school != operator:
        cells.blame(
            "school",
            Text(
                "运营单位是自备校车的学校，只能服务本校；为别校服务的应填校车服务提供者",
                "differs from the operator, a school that runs its own bus: only a provider serves another school",
            ),
        )
    return operator if cells.row.cells.get("school", "") == "" else school


def _refuse_contradictions(cells: Cells, content: dict[str, Any]) -> None:
    registered, valid_to = content["registered_on"], content["inspection_valid_to"]
    if registered is not None and valid_to is not None and valid_to < registered:
        cells.blame(
            "inspection_valid_to",
            Text(f"早于注册日期 {registered}", f"is before the registration of {registered}"),
        )


VEHICLES = Kind("vehicles", Text("车辆", "vehicles"), COLUMNS, understand, write)
