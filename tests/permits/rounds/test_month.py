"""The month of deadlines: what each day is, what is due on it, and which vehicles are called for."""

from datetime import date, timedelta

import pytest

from core.calendar import Calendar
from permits.rounds.month import kind_of
from tests.api import refused_fields
from tests.permits.rounds.season import Season

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("day", "works", "is_holiday", "is_make_up", "holiday"),
    [
        (date(2026, 2, 13), True, False, False, None),
        (date(2026, 2, 14), True, False, True, "春节"),  # a Saturday that is worked
        (date(2026, 2, 17), False, True, False, "春节"),
        (date(2026, 2, 28), True, False, True, "春节"),
        (date(2026, 3, 1), False, False, False, None),  # a Sunday
    ],
)
def test_the_days_around_spring_festival_2026_are_what_the_state_council_announced(
    day: date, works: bool, is_holiday: bool, is_make_up: bool, holiday: str | None
) -> None:
    kind = kind_of(day, CALENDAR)
    assert (kind.works, kind.is_holiday, kind.is_make_up, kind.holiday, kind.provisional) == (
        works, is_holiday, is_make_up, holiday, False,
    )  # fmt: skip


def test_a_year_that_is_not_announced_is_guessed_and_says_so() -> None:
    assert kind_of(date(2027, 2, 8), CALENDAR) == kind_of(date(2027, 2, 9), CALENDAR)
    kind = kind_of(date(2027, 2, 8), CALENDAR)
    assert (kind.works, kind.provisional, kind.holiday) == (True, True, None)
    assert (kind_of(date(2027, 2, 7), CALENDAR).works, kind_of(date(2027, 2, 7), CALENDAR).is_holiday) == (False, False)


def test_what_the_office_entered_itself_wins() -> None:
    storm = Calendar(works={date(2026, 9, 8): False})
    assert (kind_of(date(2026, 9, 8), storm).works, kind_of(date(2026, 9, 8), storm).is_holiday) == (False, True)


async def test_each_day_has_what_is_due_on_it_and_the_vehicles_that_are_called_for(season: Season) -> None:
    await season.acts("clerk", "application", "submit")
    due_on = next(iter(season.files.values()))["due_on"]
    shown = await season.offices.api.answer("/rounds/calendar", month=due_on[:7])
    day = next(one for one in shown["days"] if one["day"] == due_on)
    assert (day["total"], {one["what"] for one in day["files"]}) == (6, {"send"})
    assert day["files"][0]["round"]["name"] == "2026 秋季换证"
    await season.acts("clerk", "application", "accept")
    await season.acts("clerk", "application", "consult")
    first = date.fromisoformat(season.offices.today) + timedelta(days=30)
    await season.agrees(inspect_from=first.isoformat())
    await season.acts("police", "police", "call")
    called = next(iter(season.files.values()))["police"]["appointment"][:10]
    shown = await season.offices.api.answer("/rounds/calendar", month=called[:7], round_id=season.id)
    at = [one for day in shown["days"] for one in day["files"] if one["what"] == "appointment"]
    assert {one["place"] for one in at} == {"连云检测站"}
    target = await season.offices.api.answer("/rounds/calendar", month=season.told["target_on"][:7])
    assert [one["day"] for one in target["days"] if one["targets"]] == [season.told["target_on"]]


async def test_the_month_is_this_one_unless_another_is_asked_for_and_a_month_that_is_none_is_refused(
    season: Season,
) -> None:
    shown = await season.offices.api.answer("/rounds/calendar")
    assert (shown["month"], shown["today"]) == (season.offices.today[:7], season.offices.today)
    assert refused_fields(await season.offices.api.get("/rounds/calendar", month="2026-13")) == {"month"}


async def test_the_offices_see_in_the_month_what_they_may_see(season: Season) -> None:
    """An application that was not handed in is nobody's but the desk's; a school sees none of another's."""
    await season.acts("clerk", "application", "submit", list(season.files)[:2])
    due_on = next(one for one in season.files.values() if one["due_on"])["due_on"]
    for role, count in (("police", 2), ("operator", 2), ("clerk", 2)):
        answer = await season.offices.clients[role].get("/api/v1/rounds/calendar", params={"month": due_on[:7]})
        assert sum(day["total"] for day in answer.json()["days"]) == count, role
