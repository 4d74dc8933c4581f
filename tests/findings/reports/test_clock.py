"""The clock of Article 8: one working day to accept a report or hand it on, over weekends, holidays and make-up days."""

from datetime import date, datetime, timedelta

import pytest

from core.calendar import Calendar
from core.settings import Settings
from findings.reports.term import due_at
from tests.api import Api
from tests.findings.reports.people import office, reporter

SETTINGS = Settings(timezone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("received", "due", "provisional"),
    [
        ("2026-11-24T09:00", "2026-11-26T00:00", False),  # Tuesday: until Wednesday is over
        ("2026-11-24T23:59", "2026-11-26T00:00", False),
        ("2026-11-27T08:00", "2026-12-01T00:00", False),  # Friday: until Monday is over
        ("2026-11-28T12:00", "2026-12-01T00:00", False),  # Saturday: the same
        ("2026-09-30T10:00", "2026-10-09T00:00", False),  # before the national holiday: until the 8th is over
        ("2026-10-09T10:00", "2026-10-11T00:00", False),  # Friday before a make-up Saturday: until that is over
        ("2026-12-31T10:00", "2027-01-02T00:00", True),  # next year's holidays are not announced
    ],
)
def test_the_term_ends_with_the_first_working_day_after_the_day_of_receipt(
    received: str, due: str, provisional: bool
) -> None:
    """On Beijing's clock, whatever the server's; the day of receipt is not counted."""
    at = datetime.fromisoformat(received).replace(tzinfo=SETTINGS.zone)
    assert due_at(Calendar(), at, SETTINGS) == (datetime.fromisoformat(due).replace(tzinfo=SETTINGS.zone), provisional)


def test_what_the_office_entered_goes_before_the_calendar() -> None:
    """A typhoon Wednesday does not count; a Saturday on which the office works does."""
    entered = Calendar(works={date(2026, 11, 25): False, date(2026, 11, 28): True})
    at = datetime(2026, 11, 24, 9, tzinfo=SETTINGS.zone)
    assert due_at(entered, at, SETTINGS)[0] == datetime(2026, 11, 27, tzinfo=SETTINGS.zone)
    friday = datetime(2026, 11, 27, 9, tzinfo=SETTINGS.zone)
    assert due_at(entered, friday, SETTINGS)[0] == datetime(2026, 11, 29, tzinfo=SETTINGS.zone)


async def test_a_day_off_that_an_administrator_enters_moves_the_terms_that_run_and_taken_back_moves_them_again(
    api: Api,
) -> None:
    """Each entry has its source and is in the audit trail; what is decided already keeps its term."""
    async with reporter(api) as passer_by, office(api, "admin") as admin, office(api) as officer:
        running, decided = await passer_by.report(), await passer_by.report()
        before = (await officer.take(decided, "accept"))["due_at"]
        day = (datetime.fromisoformat(before).astimezone(SETTINGS.zone) - timedelta(days=1)).date()
        entry = {"day": day.isoformat(), "works": False, "source": "防汛抗旱指挥部停工通知"}
        answer = await admin.client.post("/api/v1/working-days", json=entry)
        assert answer.json()["items"] == [entry]
        moved = (await officer.find(running))["due_at"]
        assert moved > before
        assert (await officer.find(decided))["due_at"] == before
        assert (await officer.client.post("/api/v1/working-days", json=entry)).status_code == 403
        await admin.client.post("/api/v1/working-days", json={**entry, "works": None})
        assert (await officer.get("/working-days"))["items"] == []
        assert (await officer.find(running))["due_at"] == before
    audited = await api.served.fetch(
        "SELECT detail ->> 'works' FROM audit_entry WHERE action = 'working_day.set' ORDER BY id"
    )
    assert audited == [("false",), (None,)]


async def test_an_overdue_report_is_counted_shown_and_told_to_its_reporter_until_it_is_decided(api: Api) -> None:
    """Decided late it stays marked as late; a report in time is neither."""
    async with reporter(api) as passer_by, office(api) as officer:
        late, good = await passer_by.report(), await passer_by.report()
        await api.served.execute(
            "UPDATE public_report SET due_at = now() - interval '1 minute' WHERE number = :number",
            number=late["number"],
        )
        clock = await officer.get("/report-clock")
        assert (clock["waiting"], clock["overdue"]) == (2, 1)
        assert clock["next_due_at"] == (await officer.find(good))["due_at"]
        items = (await officer.get("/reports", overdue=True))["items"]
        assert [(one["number"], one["overdue"]) for one in items] == [(late["number"], True)]
        assert (await passer_by.status(late))["overdue"] is True
        accepted = await officer.take(late, "accept")
        assert (accepted["overdue"], accepted["late"]) == (False, True)
        assert (await officer.take(good, "accept"))["late"] is False
        assert await officer.get("/report-clock") == {"waiting": 0, "overdue": 0, "next_due_at": None}
