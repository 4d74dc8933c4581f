"""Reminders at thirty, fifteen and seven days, each once; and the figure of who holds a valid training."""

from datetime import date, timedelta
from typing import Any

from core import clock
from core.settings import Settings
from permits.training.reminders import remind
from tests.permits.training.room import Room


async def trained_until(room: Room, key: str, day: date) -> None:
    await room.api.served.execute(
        "INSERT INTO training (person_id, course, hours, passed_on, valid_to) VALUES (:id, '岗前', 8, :on, :day)",
        id=room.people[key], on=day - timedelta(days=365), day=day,
    )  # fmt: skip


async def night(room: Room, today: date) -> int:
    async with room.api.served.app.state.sessions() as session, session.begin():
        return await remind(session, today=today)


async def test_what_ends_is_told_at_thirty_fifteen_and_seven_days_and_each_once(room: Room) -> None:
    last = date(2031, 6, 30)
    await trained_until(room, "wang", last)
    told = {days: await night(room, last - timedelta(days=days)) for days in range(33, -2, -1)}
    assert {days for days, count in told.items() if count} == {30, 15, 7}
    assert await night(room, last - timedelta(days=7)) == 0


async def test_who_was_trained_anew_is_not_reminded_of_the_old_one(room: Room) -> None:
    last = date(2031, 6, 30)
    await trained_until(room, "wang", last)
    await trained_until(room, "wang", last + timedelta(days=300))
    assert await night(room, last - timedelta(days=10)) == 0


async def test_who_has_left_is_neither_reminded_nor_counted_and_the_last_day_of_work_is_not_gone(room: Room) -> None:
    today = clock.today(Settings().zone)
    operator = int(str(room.api.world.operator_id))
    await trained_until(room, "wang", today + timedelta(days=10))
    await trained_until(room, "li", today + timedelta(days=10))
    before, _ = attendants(await room.api.answer("/training/coverage"), operator)
    for key, left in (("wang", today - timedelta(days=1)), ("li", today)):
        await room.api.served.execute(
            "UPDATE person SET left_on = :left WHERE id = :id", left=left, id=room.people[key]
        )
    assert await night(room, today) == 1
    assert attendants(await room.api.answer("/training/coverage"), operator) == (before - 1, 1)
    [one] = (await room.api.answer("/training/endings"))["items"]
    assert (one["person"]["id"], one["told"]) == (str(room.people["li"]), {"15": today.isoformat()})


async def test_the_organisation_sees_whose_training_ends_and_what_was_told(room: Room) -> None:
    today = clock.today(Settings().zone)
    await trained_until(room, "wang", today + timedelta(days=15))
    await trained_until(room, "li", today + timedelta(days=31))
    await night(room, today)
    answer = (await room.clients["operator"].get("/api/v1/training/endings")).json()
    [one] = [item for item in answer["items"] if item["person"]["id"] == str(room.people["wang"])]
    assert (one["days_left"], one["told"]) == (15, {"15": today.isoformat()})
    assert str(room.people["li"]) not in {item["person"]["id"] for item in answer["items"]}
    assert (await room.clients["school"].get("/api/v1/training/endings")).json()["items"] == []


def attendants(answer: dict[str, Any], organisation_id: int) -> tuple[int, int]:
    [one] = [
        item
        for item in answer["items"]
        if (item["organisation"]["id"], item["kind"]) == (str(organisation_id), "attendant")
    ]
    return one["people"], one["valid"]


async def test_the_figure_counts_a_training_on_its_last_day_and_not_on_the_day_after(room: Room) -> None:
    today = clock.today(Settings().zone)
    operator = int(str(room.api.world.operator_id))
    await trained_until(room, "wang", today)
    await trained_until(room, "li", today - timedelta(days=1))
    answer = await room.api.answer("/training/coverage")
    people, valid = attendants(answer, operator)
    assert (people >= 3, valid) == (True, 1)
    assert {
        item["organisation"]["id"]
        for item in (await room.clients["operator"].get("/api/v1/training/coverage")).json()["items"]
    } == {str(operator)}
