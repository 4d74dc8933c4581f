"""The forecast of a round: how long stages take of late, on which day the sign comes, and what is too late for term."""

from collections.abc import Mapping
from datetime import date

import pytest

from core.calendar import Calendar
from permits.rounds.forecast.pace import ENOUGH, STAGES, Pace, Ran, Standing, forecast, paces

CALENDAR = Calendar()
LAWFUL = {
    "completeness": 5, "send": 3, "police_reply": 3, "transport_reply": 3, "review": 5, "decide": 7, "deliver": 10, "sign": 3,
}  # fmt: skip
TODAY = date(2026, 6, 1)  # a Monday
SLOW: Mapping[str, Pace] = paces((), LAWFUL, CALENDAR)


def test_without_history_a_stage_takes_what_the_law_gives_and_what_lies_with_the_applicant_nothing() -> None:
    assert {stage: pace.days for stage, pace in SLOW.items()} == {
        "draft": 0, "correction": 0, "submitted": 5, "accepted": 3, "consulting": 3, "reviewing": 5, "government": 7,
        "granted": 10, "sign": 3,
    }  # fmt: skip
    assert {pace.seen for pace in SLOW.values()} == {0}


def test_with_enough_history_a_stage_takes_its_median_in_working_days() -> None:
    """From Friday to Monday is one working day."""
    ran = [
        Ran("review", date(2026, 5, 22), date(2026, 5, 25), times=3),
        Ran("review", date(2026, 5, 18), date(2026, 5, 22), times=2),
    ]
    assert paces(ran, LAWFUL, CALENDAR)["reviewing"] == Pace(1, ENOUGH)


def test_less_than_enough_history_says_nothing() -> None:
    ran = [Ran("review", date(2026, 5, 22), date(2026, 5, 25), times=ENOUGH - 1)]
    assert paces(ran, LAWFUL, CALENDAR)["reviewing"] == Pace(5, 0)


def test_of_two_offices_that_are_asked_the_slower_one_counts() -> None:
    ran = [
        Ran("police_reply", date(2026, 5, 18), date(2026, 5, 26), times=ENOUGH),
        Ran("transport_reply", date(2026, 5, 18), date(2026, 5, 19), times=ENOUGH),
    ]
    assert paces(ran, LAWFUL, CALENDAR)["consulting"] == Pace(6, ENOUGH)


def test_a_file_before_the_government_is_done_after_the_decision_the_delivery_and_the_sign() -> None:
    """7 + 10 + 3 working days after Monday, 1 June 2026, over the Dragon Boat Festival (Friday, 19 June)."""
    comes = forecast(
        Standing("government", TODAY), pace=SLOW, target_on=date(2026, 9, 1), calendar=CALENDAR, today=TODAY
    )
    assert (comes.on, comes.misses, comes.provisional) == (date(2026, 6, 30), False, False)


def test_a_stage_that_should_be_over_ends_today_at_the_earliest() -> None:
    late = Standing("sign", date(2026, 4, 1))
    comes = forecast(late, pace=SLOW, target_on=date(2026, 9, 1), calendar=CALENDAR, today=TODAY)
    assert comes.on == TODAY


def test_a_vehicle_that_is_called_for_is_not_answered_before_its_appointment() -> None:
    at = Standing("consulting", TODAY, not_before=date(2026, 6, 15))
    fast = dict.fromkeys(STAGES, Pace(0, 9))
    comes = forecast(at, pace=fast, target_on=date(2026, 9, 1), calendar=CALENDAR, today=TODAY)
    assert comes.on == date(2026, 6, 15)


@pytest.mark.parametrize(("target_on", "misses"), [(date(2026, 6, 4), True), (date(2026, 6, 5), False)])
def test_a_sign_that_comes_on_the_first_day_of_term_is_too_late_and_on_the_day_before_it_is_not(
    target_on: date, misses: bool
) -> None:
    """3 working days after Monday, 1 June: Thursday, 4 June."""
    comes = forecast(Standing("sign", TODAY), pace=SLOW, target_on=target_on, calendar=CALENDAR, today=TODAY)
    assert (comes.on, comes.misses) == (date(2026, 6, 4), misses)


def test_sending_for_opinions_adds_nothing_to_what_the_completeness_took() -> None:
    """Both terms begin with the receipt."""
    fast = dict.fromkeys(STAGES, Pace(0, 9)) | {"submitted": Pace(2, 9), "accepted": Pace(3, 9)}
    comes = forecast(
        Standing("submitted", TODAY), pace=fast, target_on=date(2026, 9, 1), calendar=CALENDAR, today=TODAY
    )
    assert comes.on == date(2026, 6, 4)


def test_a_day_in_a_year_without_announced_holidays_is_provisional() -> None:
    year_end = date(2026, 12, 28)
    comes = forecast(
        Standing("government", year_end), pace=SLOW, target_on=date(2027, 9, 1), calendar=CALENDAR, today=year_end
    )
    assert (comes.on.year, comes.provisional) == (2027, True)
