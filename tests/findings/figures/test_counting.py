"""Every figure of a small world, counted by hand in tests/findings/figures/counted_world.py; each list is as long as its figure."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from core.pagination import PageQuery
from findings.figures import service
from findings.figures.ask import By, Only
from findings.figures.schemas import CaseSet, Group, Report, Window
from findings.figures.today import today
from findings.reports.models import PublicReport
from geofences.hazards.models import Hazard
from tests.findings.figures.counted_world import BEND, FORMULA, NOW, CountedWorld
from tests.findings.figures.people import asked, viewer

ALL = PageQuery(limit=200, cursor=None, sort=None)
Row = tuple[int, int, int, int | None, float | None, float | None]


def rows_of(report: Report) -> dict[str | None, Row]:
    """By name: findings, rejected, of the span before, runs, per 100 runs, per 1,000 km."""
    return {
        one.name.zh if one.name else None: (
            one.findings, one.rejected, one.before, one.runs, one.per_100_runs, one.per_1000_km,
        )
        for one in report.groups
    }  # fmt: skip


async def test_the_week_as_a_whole(session: AsyncSession, counted: CountedWorld) -> None:
    """Findings 1, 2, 3, 4 and 6: three A1, two A2. 5 is rejected. Before: 9 and 10, and 12 rejected. Four runs, 200 km."""
    report = await service.report(session, viewer=viewer(), ask=asked())
    total = report.total
    assert (total.findings, total.rejected, total.before, total.before_rejected) == (5, 1, 2, 1)
    assert total.severities.model_dump() == {"A1": 3, "A2": 2, "B": 0, "I": 0}
    assert (total.runs, total.km, total.per_100_runs, total.per_1000_km) == (4, 200.0, 125.0, 25.0)
    assert (report.before_first, report.before_last) == (date(2026, 10, 26), date(2026, 11, 1))
    assert report.complete
    assert counted


async def test_each_local_day_from_its_first_to_its_last_moment_beside_the_same_day_of_the_span_before(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """1 on Monday at midnight; 2, 3, 4 on Tuesday with 5 rejected; 6 a second before Monday. 9 is seven days before Monday the
    2nd, 10 before Saturday the 7th."""
    report = await service.report(session, viewer=viewer(), ask=asked())
    days = [(one.first.day, one.findings, one.rejected, one.before) for one in report.trend]
    assert days == [(2, 1, 0, 1), (3, 3, 1, 0), (4, 0, 0, 0), (5, 0, 0, 0), (6, 0, 0, 0), (7, 0, 0, 1), (8, 1, 0, 0)]
    assert counted


async def test_weeks_begin_on_monday_and_end_with_the_span(session: AsyncSession, counted: CountedWorld) -> None:
    """Sunday the 1st alone, the week of the 2nd with 1, 2, 3, 4, 6, then two days with 7. It is noon of the ninth day: of the
    ten days before, 11 and 9 lie before the 4th and the 5th; 10 lies behind the same noon and is not compared yet."""
    report = await service.report(
        session, viewer=viewer(), ask=asked(date(2026, 11, 1), date(2026, 11, 10), step="week")
    )
    weeks = [(one.first.day, one.last.day, one.findings, one.before) for one in report.trend]
    assert weeks == [(1, 1, 0, 0), (2, 8, 5, 2), (9, 10, 1, 0)]
    assert not report.complete
    assert counted


EXPECTED: dict[By, dict[str | None, Row]] = {
    # 甲: 1, 2, 3 on r1, r2, r6 and 100 km; before it 9. 乙: 4, and 5 rejected, on r3 and 100 km; before it 10. n: 6.
    "operator": {
        "甲公司": (3, 0, 1, 3, 100.0, 30.0),
        FORMULA: (1, 1, 1, 1, 100.0, 10.0),
        None: (1, 0, 0, 0, None, None),
    },
    # by the line of the run: 2 to 一小 (r1, r6), 3 and 4 to 二小 (r2, r3). On no run: 5, 10 of b1, which 二小 owns;
    # 1, 6, 9 are no school's
    "school": {
        "一小": (1, 0, 0, 2, 50.0, None),
        "二小": (2, 1, 1, 2, 100.0, None),
        None: (2, 0, 1, 0, None, None),
    },
    # 王 drove r1, r2, r6: 2 and 3. 李 drove r3: 4. On no run: 1, 6; 5 rejected; 9, 10 before.
    "driver": {"王": (2, 0, 0, 3, 66.67, None), "李": (1, 0, 0, 1, 100.0, None), None: (2, 1, 2, 0, None, None)},
    # R24: 1, 2, 4, before it 9 (12 is rejected). R26: 3, before it 10. R39: 6. R01: 5, rejected. Each against all runs and 200 km.
    "rule": {
        "R24": (3, 0, 1, 4, 75.0, 15.0),
        "R26": (1, 0, 1, 4, 25.0, 5.0),
        "R39": (1, 0, 0, 4, 25.0, 5.0),
        "R01": (0, 1, 0, 4, 0.0, 0.0),
    },
    # the bend under both of its versions, by its newest name: 1 and 2. The bridge: 4. Nowhere: 3, 6; 5 rejected; 9, 10 before.
    "place": {
        "山海路急弯": (2, 0, 0, None, None, None),
        "窄桥": (1, 0, 0, None, None, None),
        None: (2, 1, 2, None, None, None),
    },
}


@pytest.mark.parametrize("by", EXPECTED)
async def test_by_operator_school_driver_rule_and_place(session: AsyncSession, counted: CountedWorld, by: By) -> None:
    """Who drove and was found nothing of is listed too; what nobody knows whose it is stands under no name."""
    report = await service.report(session, viewer=viewer(), ask=asked(by=by))
    named = rows_of(report)
    if by == "rule":
        named = {one.key: named[one.name.zh] for one in report.groups if one.name}
    assert named == EXPECTED[by]
    assert counted


@pytest.mark.parametrize("by", EXPECTED)
async def test_every_figure_leads_to_a_list_of_just_as_many(
    session: AsyncSession, counted: CountedWorld, by: By
) -> None:
    ask = asked(by=by)
    report = await service.report(session, viewer=viewer(), ask=ask)

    async def listed(one: Group, *, false: bool = False, window: Window = "now") -> int:
        found = await service.findings_of(
            session, viewer=viewer(), query=ALL, ask=ask, key=one.key or "none", false=false, window=window
        )
        return len(found[0])

    for one in report.groups:
        lists = [await listed(one), await listed(one, false=True), await listed(one, window="before")]
        assert lists == [one.findings, one.rejected, one.before], one.name
        if by in ("operator", "school", "driver"):
            runs, _ = await service.runs_of(
                session, viewer=viewer(), query=ALL, ask=ask, state="driven", key=one.key or "none"
            )
            assert len(runs) == one.runs
    whole, _ = await service.findings_of(
        session, viewer=viewer(), query=ALL, ask=ask, key=None, false=False, window="now"
    )
    assert {str(one.id) for one in whole} == {counted.findings[number] for number in (1, 2, 3, 4, 6)}


async def test_a_filter_holds_for_findings_runs_kilometres_and_cases_alike(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """乙 alone: finding 4, run r3, 100 km, case c3 overdue of the week. The bend alone: 1 and 2, against nothing; of its cases c1.
    王 alone: 2 and 3 on three runs. R24 at A1 alone: 1, 2, 4."""

    async def of(only: Only) -> Report:
        return await service.report(session, viewer=viewer(), ask=asked(only=only))

    one = await of(Only(operator_id=counted.organisations["乙"]))
    assert (one.total.findings, one.total.runs, one.total.km) == (1, 1, 100.0)
    assert [late.id for late in one.overdue[0].items] == [str(counted.cases["c6"]), str(counted.cases["c3"])]
    assert [(row.given, row.running) for row in one.handling] == [(2, 1)]
    bend = await of(Only(place=UUID(BEND)))
    assert (bend.total.findings, bend.total.runs, bend.total.km) == (2, None, None)
    assert [(row.given, row.in_time) for row in bend.handling] == [(1, 1)]
    assert [chosen.name.zh for chosen in bend.chosen if chosen.name] == ["山海路急弯"]
    wang = await of(Only(driver_id=counted.drivers["王"]))
    assert (wang.total.findings, wang.total.runs, wang.total.km) == (2, 3, None)
    school = await of(Only(school_id=counted.organisations["二小"]))
    assert (school.total.findings, school.total.rejected, school.total.runs) == (2, 1, 2)
    speeding = await of(Only(rule="R24", severity="A1"))
    assert (speeding.total.findings, speeding.total.runs) == (3, 4)


async def test_how_each_operators_first_line_answered(session: AsyncSession, counted: CountedWorld) -> None:
    """甲: c1 in time, c2 late. 乙: c3 not at all, c5 still has time. c4, rejected before anybody answered, and c7, which was never
    given to anybody, do not count; c6 is of the time before."""
    report = await service.report(session, viewer=viewer(), ask=asked())
    rows = {
        one.name.zh if one.name else None: (
            one.given, one.running, one.answered, one.in_time, one.handled, one.answer_rate, one.in_time_rate,
        )
        for one in report.handling
    }  # fmt: skip
    assert rows == {"甲公司": (2, 0, 2, 1, 2, 1.0, 0.5), FORMULA: (2, 1, 0, 0, 0, 0.0, 0.0)}
    whole = report.handling_total
    assert (whole.given, whole.running, whole.answered, whole.answer_rate) == (4, 1, 2, 0.6667)
    assert counted


SETS: dict[CaseSet, set[str]] = {
    "open": {"c3", "c5", "c6", "c7"},
    "overdue": {"c3", "c6"},
    "unanswered": {"c3", "c5", "c6"},
    "given": {"c1", "c2", "c3", "c5"},
    "running": {"c5"},
    "answered": {"c1", "c2"},
    "in_time": {"c1"},
    "handled": {"c1", "c2"},
    "rejected": set(),
}


@pytest.mark.parametrize("named", SETS)
async def test_the_lists_of_cases(session: AsyncSession, counted: CountedWorld, named: CaseSet) -> None:
    """As counted; of 甲 alone the same without the others'."""
    names = {str(id_): name for name, id_ in counted.cases.items()}

    async def listed(key: str | None) -> set[str]:
        found, _ = await service.cases_of(session, viewer=viewer(), query=ALL, ask=asked(), named=named, key=key)
        return {names[one.id] for one in found}

    assert await listed(None) == SETS[named]
    assert await listed(str(counted.organisations["甲"])) == SETS[named] & {"c1", "c2"}
    assert await listed("none") == SETS[named] & {"c7"}


async def test_today_at_noon(session: AsyncSession, counted: CountedWorld) -> None:
    """Finding 7 at midnight; yesterday until noon there was none (6 came at night). Open c3, c5, c6, c7; overdue c3, c6. Of the
    buses a1 was seen; a2 was last heard a minute before midnight. r7 is under way, r8 planned. The term is on."""
    now = await today(session, viewer=viewer(), ask=asked())
    assert (now.day, now.findings, now.before, now.rejected) == (date(2026, 11, 9), 1, 0, 0)
    assert (now.open, now.overdue, now.unanswered, now.handling.given) == (4, 2, 3, 0)
    assert (now.buses.seen, now.buses.unseen) == (1, 3)
    assert now.runs.model_dump() == {"planned": 1, "under_way": 1, "ended": 0, "cancelled": 0}
    assert now.term is not None
    assert (now.term.first, now.at) == (date(2026, 9, 1), NOW)
    for seen, buses in ((True, {"a1"}), (False, {"a2", "b1", "n"}), (None, {"a1", "a2", "b1", "n"})):
        found, _ = await service.buses_of(session, viewer=viewer(), query=ALL, ask=asked(), seen=seen)
        assert {one.id for one in found} == {str(counted.buses[bus]) for bus in buses}


async def test_what_is_overdue_is_told_with_whose_it_is_and_the_longest_first(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """c6 since the 31st, c3 since the 3rd; each leads to its case."""
    cases, hazards, reports = (await service.report(session, viewer=viewer(), ask=asked())).overdue
    assert (hazards.count, reports.count) == (0, 0)
    assert (cases.kind, cases.count) == ("case", 2)
    assert [(late.subject, late.owner, late.due_at) for late in cases.items] == [
        ("苏G-b1", FORMULA, datetime(2026, 10, 31, 4, tzinfo=UTC)),
        ("苏G-b1", FORMULA, datetime(2026, 11, 3, 4, tzinfo=UTC)),
    ]
    assert cases.items[0].href == f"/desk?state=all&case={counted.cases['c6']}"


async def test_hazards_and_public_reports_past_their_day_stand_beside_the_cases(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """A hazard is overdue on the day after its last, a report when its working day is over; one settled is not.

    Of an operator alone: its own hazard, and no report, for those are the district's.
    """
    settled = {"title": "井盖", "description": "松动", "source": "manual", "found_at": NOW, "subject_kind": "operator"}
    ask = asked()
    for title, state, due_on, organisation in (
        ("过期", "assigned", ask.today - timedelta(days=1), "甲"),
        ("今天到期", "assigned", ask.today, "甲"),
        ("已销号", "closed", ask.today - timedelta(days=9), "乙"),
    ):
        owner = counted.organisations[organisation]
        given = settled | {
            "title": title,
            "state": state,
            "due_on": due_on,
            "organisation_id": owner,
            "owner_id": owner,
        }
        session.add(Hazard(**given))
    for number, state, due_at in (
        ("1", "received", ask.now),
        ("2", "received", ask.now + timedelta(hours=1)),
        ("3", "accepted", ask.now),
    ):
        session.add(
            PublicReport(
                number=number, code_hash=number.encode(), ticket_hash=number.encode(), received_at=ask.now, kind="overload",
                words="超员", locale="zh-CN", state=state, due_at=due_at, provisional=False, happened_at=None,
            )
        )  # fmt: skip
    await session.flush()

    async def late(only: Only) -> list[list[str]]:
        told = (await service.report(session, viewer=viewer(), ask=asked(only=only))).overdue
        return [[one.title.zh for one in kind.items] for kind in told[1:]]

    assert await late(Only()) == [["过期"], ["1"]]
    assert await late(Only(operator_id=counted.organisations["甲"])) == [["过期"], []]
    assert await late(Only(operator_id=counted.organisations["乙"])) == [[], []]
    assert await late(Only(rule="R24")) == [[], []]


async def test_an_operator_and_a_school_see_their_own_buses_and_nobody_elses(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """甲 sees its three findings, runs and two cases; 二小 what its b1 did; a parent, or an operator of nothing, nothing at all."""

    async def of(role: str, organisation: str | None) -> tuple[int, int, int | None, float | None, int, int, int]:
        who = viewer(role, None if organisation is None else counted.organisations[organisation])
        report = await service.report(session, viewer=who, ask=asked())
        now = await today(session, viewer=who, ask=asked())
        total = report.total
        return (
            total.findings, total.rejected, total.runs, total.km, report.handling_total.given, now.open,
            now.buses.seen + now.buses.unseen,
        )  # fmt: skip

    assert await of("operator", "甲") == (3, 0, 3, 100.0, 2, 0, 2)
    assert await of("operator", "乙") == (1, 1, 1, 100.0, 2, 3, 1)
    assert await of("school", "二小") == (1, 1, 1, 100.0, 2, 3, 1)
    for nobody in ("operator", "parent", "driver", "teacher"):
        assert await of(nobody, None) == (0, 0, 0, 0.0, 0, 0, 0)


async def test_a_drivers_name_is_told_to_nobody_who_sees_no_run_of_theirs(
    session: AsyncSession, counted: CountedWorld
) -> None:
    """A filter by number is no way to read names."""
    only = Only(driver_id=counted.drivers["王"])
    for role, organisation, name in (("officer", None, "王"), ("operator", "甲", "王"), ("operator", "乙", None)):
        who = viewer(role, None if organisation is None else counted.organisations[organisation])
        [chosen] = (await service.report(session, viewer=who, ask=asked(only=only))).chosen
        assert (chosen.name.zh if chosen.name else None) == name
