"""The public door: anybody may report without a login, once per form, within limits that are said; nonsense is refused by name."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.bulkhead import Bulkhead
from core.errors import Failure
from core.settings import Settings
from findings.reports.public import ticket
from tests.api import Api, code_of, refused_fields
from tests.findings.reports.people import WHAT, office, reporter

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()


async def test_a_passer_by_reports_and_gets_a_number_a_code_and_the_day_by_which_it_is_decided(api: Api) -> None:
    """The office finds it by its number; the code is nowhere in what the office sees, nor in the table."""
    async with reporter(api) as passer_by, office(api) as officer:
        answer = await passer_by.send(point=[119.38, 34.72], plate="苏G·00001", name="王", phone="138 0000 0000")
        assert answer.status_code == 201
        receipt = answer.json()
        seen = await officer.find(receipt)
    assert (seen["words"], seen["place"], seen["point"]["coordinates"]) == (
        WHAT["words"],
        WHAT["place"],
        [119.38, 34.72],
    )
    assert seen["vehicle_id"] == api.own("vehicle")
    assert (seen["state"], seen["due_at"], seen["has_contact"]) == ("received", receipt["due_at"], True)
    assert "138" not in str(seen)
    ((row,),) = await api.served.fetch("SELECT to_jsonb(r)::text FROM public_report r")
    assert receipt["code"] not in str(row)
    assert receipt["code"].replace("-", "") not in str(row) + str(seen)


async def test_a_form_sent_twice_is_one_report_with_one_number_and_code(api: Api) -> None:
    """The first answer was lost on the way: the second says the same, and it does not count against the limit."""
    async with reporter(api) as passer_by:
        given = await passer_by.ticket()
        answers = [await passer_by.send(ticket=given) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({(answer.json()["number"], answer.json()["code"]) for answer in answers}) == 1
    assert await api.served.fetch("SELECT count(*) FROM public_report") == [(1,)]


async def test_two_sendings_of_one_form_at_the_same_moment_are_one_report(api: Api) -> None:
    async with reporter(api) as passer_by:
        given = await passer_by.ticket()
        answers = await asyncio.gather(*(passer_by.send(ticket=given) for _ in range(3)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["code"] for answer in answers}) == 1
    assert await api.served.fetch("SELECT count(*) FROM public_report") == [(1,)]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"kind": "noise"}, "kind"),
    ({"words": "   "}, "words"),
    ({"words": "长" * 2001}, "words"),
    ({"words": "铃\x07响"}, "words"),
    ({"words": "反\u202e转"}, "words"),
    ({"words": "\u200b\ufeff"}, "words"),
    ({"place": "东门\n西门"}, "place"),
    ({"place": None}, "body"),
    ({"point": [200, 34]}, "point.0"),
    ({"plate": "苏" * 21}, "plate"),
    ({"phone": "<b>1</b>"}, "phone"),
    ({"happened_at": TOMORROW}, "happened_at"),
    ({"happened_at": "2012-04-05T00:00:00Z"}, "happened_at"),
    ({"homepage": "https://buy.example"}, "homepage"),
    ({"vehicle_id": 1}, "vehicle_id"),
]


async def test_what_cannot_be_is_refused_by_the_name_of_its_field_and_nothing_is_kept(api: Api) -> None:
    """And what is refused counts for nobody's limit."""
    async with reporter(api) as passer_by:
        for told, field in REFUSED:
            assert field in refused_fields(await passer_by.send(**told)), told
        assert (await passer_by.send()).status_code == 201
    assert await api.served.fetch("SELECT count(*) FROM public_report") == [(1,)]


async def test_lines_and_markup_are_kept_as_they_were_typed_and_are_only_text(api: Api) -> None:
    words = "<script>alert(1)</script>\n第二行 👍🏽 & 'x'"
    async with reporter(api) as passer_by, office(api) as officer:
        key = await passer_by.report(words=words.replace("\n", "\r\n"))
        assert (await officer.find(key))["words"] == words


async def test_one_address_sends_four_reports_an_hour_and_is_then_told_when_it_may_again(api: Api) -> None:
    """The words say how long and that nothing is lost; another address is not held up, and a /56 is one address."""
    async with reporter(api, "2001:db8::1") as one, reporter(api, "2001:db8:0:ff::2") as same, reporter(api) as other:
        assert [(await one.send()).status_code for _ in range(4)] == [201] * 4
        for refused in (await one.send(), await same.send()):
            assert (refused.status_code, code_of(refused)) == (429, "too_many_reports")
            assert 3500 <= int(refused.headers["retry-after"]) <= 3600
            assert "已填写的内容会保留" in refused.json()["detail"]
        assert (await other.send()).status_code == 201


async def test_all_together_send_nine_an_hour_and_the_count_does_not_grow_past_it(api: Api) -> None:
    """However many addresses try: the rows of the count are at most the reports that were taken, and hold no address."""
    statuses = []
    for number in range(14):
        async with reporter(api, f"198.51.100.{number}") as passer_by:
            statuses.append((await passer_by.send()).status_code)
    assert statuses == [201] * 9 + [429] * 5
    assert await api.served.fetch("SELECT count(*) FROM report_attempt") == [(9,)]
    ((kept,),) = await api.served.fetch("SELECT string_agg(to_jsonb(a)::text, '') FROM report_attempt a")
    assert "198.51" not in str(kept)
    await api.served.execute("UPDATE report_attempt SET at = at - interval '2 hours'")
    async with reporter(api) as passer_by:
        assert (await passer_by.send()).status_code == 201
    assert await api.served.fetch("SELECT count(*) FROM report_attempt") == [(1,)]


async def test_who_comes_when_too_many_wait_is_sent_away_at_once_and_told_when_to_come_again(api: Api) -> None:
    """Before a connection of the database is taken for him; once the others have gone, he is heard."""
    bulkhead: Bulkhead = api.served.app.state.bulkhead
    async with AsyncExitStack() as turns, reporter(api) as passer_by:
        for _ in range(bulkhead.at_once):
            await turns.enter_async_context(bulkhead.turn())
        waiting = [asyncio.create_task(_one_turn(bulkhead)) for _ in range(bulkhead.most_waiting)]
        await asyncio.sleep(0)
        assert bulkhead.waiting == bulkhead.most_waiting
        key = {"number": "2611-00001", "code": "00000-00000"}
        for refused in (await passer_by.send(), await passer_by.ask(key)):
            assert (refused.status_code, code_of(refused)) == (429, "too_many_at_once")
            assert refused.headers["retry-after"] == "5"
        await turns.aclose()
        await asyncio.gather(*waiting)
        assert bulkhead.waiting == 0
        assert (await passer_by.send()).status_code == 201
    assert await api.served.fetch("SELECT count(*) FROM report_attempt") == [(1,)]


async def _one_turn(bulkhead: Bulkhead) -> None:
    async with bulkhead.turn():
        pass


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (timedelta(seconds=1), "too_soon"),
        (timedelta(seconds=3), None),
        (timedelta(hours=24), None),
        (timedelta(hours=24, seconds=1), "form_expired"),
        (timedelta(minutes=-2), "form_expired"),
    ],
)
def test_a_form_is_good_from_three_seconds_to_a_day_after_it_was_opened(after: timedelta, code: str | None) -> None:
    settings = Settings(report_form_least_s=3)
    given = ticket.issue(settings, NOW)
    if code is None:
        ticket.check(given, settings, NOW + after)
        return
    with pytest.raises(Failure) as refused:
        ticket.check(given, settings, NOW + after)
    assert refused.value.code == code
    assert refused.value.retry_after_s == (2 if code == "too_soon" else None)


async def test_a_form_that_we_did_not_open_is_refused(api: Api) -> None:
    async with reporter(api) as passer_by:
        given = await passer_by.ticket()
        for wrong in (given[:-1] + ("0" if given[-1] != "0" else "1"), "1" + given, "x" * 40):
            assert code_of(await passer_by.send(ticket=wrong)) == "form_expired"


def test_codes_have_fifty_bits_and_follow_from_the_ticket_alone() -> None:
    """A thousand forms have a thousand codes, each of letters and digits that nobody confuses."""
    settings = Settings()
    codes = {ticket.code_of(ticket.issue(settings, NOW), settings) for _ in range(1000)}
    assert len(codes) == 1000
    assert {len(ticket.plain_code(code)) for code in codes} == {10}
    assert set("".join(codes)) == {*ticket.ALPHABET, "-"}
    given = ticket.issue(settings, NOW)
    assert ticket.code_of(given, settings) == ticket.code_of(given, settings)
    assert ticket.plain_code(" 7k3mo-qwx2l ") == "7K3M0QWX21"
