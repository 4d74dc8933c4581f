"""The board of runs: how each stands, whose papers are amiss, and who is told of it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.access import Viewer
from core.database import make_engine, make_sessions
from core.settings import Settings
from findings.board.schemas import Board, BoardRun
from findings.board.service import Filters, board
from tests.api import Api, api, refused_fields
from tests.findings.departure.test_departure_routes import complete
from web.access import make_access

__all__ = ["api"]
DAY = date(2026, 11, 24)
SEVEN = datetime(2026, 11, 23, 23, tzinfo=UTC)  # at which both runs of the district leave
HALF_PAST_SIX = SEVEN - timedelta(minutes=30)


@pytest.fixture
async def sessions(database_url: str) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """Of the district's database."""
    engine = make_engine(Settings(database_url=database_url))
    yield make_sessions(engine)
    await engine.dispose()


def viewer(role: str = "officer", organisation_id: int | None = None) -> Viewer:
    """Somebody in a role."""
    kind = role if role in ("school", "operator") else None
    return Viewer(1, role, role, role, organisation_id, kind, "zh-CN", 0, make_access())


async def told(
    sessions: async_sessionmaker[AsyncSession], *, now: datetime = HALF_PAST_SIX, who: Viewer | None = None, **filters: Any
) -> Board:  # fmt: skip
    """The board of the day at half past six."""
    async with sessions() as session:
        return await board(
            session, viewer=who or viewer(), day=DAY, now=now, zone=Settings().zone, filters=Filters(**filters)
        )


def own(shown: Board, api: Api) -> BoardRun:
    """The run of the own bus."""
    [found] = [one for one in shown.items if one.id == api.own("run")]
    return found


async def all_papers(api: Api) -> None:
    """Every paper of the own bus and driver is there; no attendant is named, as nobody is until they are assigned."""
    await complete(api)
    await api.served.execute("ALTER TABLE running_time DISABLE TRIGGER USER")
    await api.served.execute("INSERT INTO running_time (line_version_id, departs) VALUES (1, '07:00')")
    await api.served.execute("UPDATE run SET attendant_id = NULL")


async def test_with_the_papers_of_bus_and_driver_in_order_a_run_is_ready_though_no_attendant_is_recorded(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    await all_papers(api)
    one = own(await told(sessions), api)
    assert (one.state, one.papers, one.amiss, one.driver, one.attendant) == ("ready", "yes", [], "张师傅", None)


async def test_a_run_whose_papers_are_amiss_is_due_and_says_which_by_the_rules_of_the_departure(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    await all_papers(api)
    await api.served.execute("UPDATE vehicle SET inspection_valid_to = '2026-11-23'")
    shown = await told(sessions)
    one = own(shown, api)
    assert (one.state, one.papers, [each.rule for each in one.amiss]) == ("due", "no", ["R02", "R03"])
    assert shown.papers_amiss == 2  # the other bus has no sign at all
    check = await api.answer(f"/runs/{one.id}/departure-check")
    blocking = {each["rule"] for each in check["items"] if each["severity"] == "B" and each["said"] == "breach"}
    assert blocking == {"R02", "R03", "R13"}  # the check of a departure wants an attendant, too


async def test_a_driver_whom_nobody_named_is_not_taken_for_a_good_one(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    await all_papers(api)
    await api.served.execute("UPDATE run SET driver_id = NULL")
    one = own(await told(sessions), api)
    assert (one.state, one.papers, one.driver) == ("due", "cannot_tell", None)
    assert {each.said for each in one.amiss} == {"unknown"}


async def test_a_run_that_should_have_left_says_for_how_long_it_is_waited_for(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    one = own(await told(sessions, now=SEVEN + timedelta(minutes=7)), api)
    assert (one.state, one.waits_s) == ("not_started", 420)


async def test_a_run_under_way_at_school_and_ended_is_told_by_its_positions(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    run = int(api.own("run"))
    await api.served.execute(
        "INSERT INTO run_progress (run_id, state, started_at, last_stop, late_s)"
        " SELECT id, 'under_way', planned_start, 0, 40 FROM run WHERE id = :id", id=run,
    )  # fmt: skip
    one = own(await told(sessions, now=SEVEN + timedelta(minutes=2)), api)
    assert (one.state, one.late_s, one.stop, one.stops, one.papers) == ("under_way", 40, 1, 2, None)
    await api.served.execute("UPDATE run_progress SET last_stop = 1")
    assert own(await told(sessions), api).state == "at_school"
    await api.served.execute("UPDATE run_progress SET state = 'ended', ended_at = now()")
    shown = await told(sessions)
    assert own(shown, api).state == "ended"
    assert (shown.counts["ended"], shown.counts["due"]) == (1, 1)


async def test_a_cancelled_run_says_why_in_both_languages(api: Api, sessions: async_sessionmaker[AsyncSession]) -> None:
    await api.served.execute("UPDATE run SET cancelled = true, reason = 'no_classes'")
    one = own(await told(sessions), api)
    assert one.state == "cancelled"
    assert one.reason is not None
    assert (one.reason.zh, one.reason.en) == ("校历：当天不上课", "School calendar: no classes that day")


async def test_an_operator_and_a_school_see_the_runs_of_their_own_buses_and_pupils_alone(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    for who in (viewer("operator", api.world.operator_id), viewer("school", api.world.school_id)):
        shown = await told(sessions, who=who)
        assert ([one.id for one in shown.items], sum(shown.counts.values())) == ([api.own("run")], 1)
    for role in ("parent", "driver", "attendant", "teacher"):
        assert (await told(sessions, who=viewer(role, api.world.operator_id))).items == []


async def test_runs_are_found_by_plate_line_school_and_state_and_the_counts_stay_those_of_all(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    for filters in ({"q": "G00001"}, {"q": "学校 own"}, {"q": "线路 own"}, {"school_id": api.world.school_id},
                    {"operator_id": api.world.operator_id}):  # fmt: skip
        assert [one.id for one in (await told(sessions, **filters)).items] == [api.own("run")], filters
    assert (await told(sessions, q="100%")).items == []
    shown = await told(sessions, state="ready")
    assert (shown.items, shown.counts["due"]) == ([], 2)


async def test_the_board_says_what_the_day_is_and_when_its_runs_were_made(
    api: Api, sessions: async_sessionmaker[AsyncSession]
) -> None:
    await api.served.execute("DELETE FROM term")
    shown = await told(sessions)
    assert (shown.calendar.classes, shown.calendar.no_term, shown.made_at) == (True, True, None)
    await api.served.execute("INSERT INTO school_day (day, classes, note) VALUES ('2026-11-24', false, '大雾')")
    await api.served.execute("INSERT INTO run_day (day, number, made_at) VALUES ('2026-11-24', 1, '2026-11-23T16:00Z')")
    shown = await told(sessions)
    assert (shown.calendar.classes, shown.calendar.decided, shown.calendar.note) == (False, "district", "大雾")
    assert shown.made_at == datetime(2026, 11, 23, 16, tzinfo=UTC)


async def test_over_http_a_day_has_its_board_and_nonsense_is_refused(api: Api) -> None:
    shown = await api.answer("/runs/board", day="2026-11-24")
    assert {one["id"] for one in shown["items"]} == {api.own("run"), api.world.ids["run"]["other"]}
    assert {one["state"] for one in shown["items"]} == {"not_started"}
    assert (await api.answer("/runs/board"))["day"] != ""
    assert refused_fields(await api.get("/runs/board", state="late")) == {"state"}
