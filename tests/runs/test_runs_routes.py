"""Runs over HTTP: as planned, and how far each has come."""

from typing import Any

from tests.api import Api, phone_kept, refused_fields


async def under_way(api: Api) -> None:
    """The own run, moved to now, has come to its first stop 40 s late, with a driver and an attendant."""
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, phone, organisation_id)"
        " VALUES ('d', 'driver', '王师傅', :phone, 1), ('a', 'attendant', '李老师', NULL, 1)",
        phone=phone_kept("13800001234"),
    )
    await api.served.execute(
        "UPDATE run SET planned_start = now() - interval '5 min', planned_end = now() + interval '10 min',"
        " driver_id = (SELECT id FROM person WHERE slug = 'd'),"
        " attendant_id = (SELECT id FROM person WHERE slug = 'a') WHERE id = :id",
        id=int(api.own("run")),
    )
    await api.served.execute(
        "INSERT INTO run_progress (run_id, state, started_at, last_stop, late_s)"
        " SELECT id, 'under_way', planned_start, 0, 40 FROM run WHERE id = :id",
        id=int(api.own("run")),
    )
    await api.served.execute(
        "INSERT INTO run_stop (run_id, seq, planned_at, arrived_at)"
        " SELECT id, 0, planned_start, planned_start + interval '40 s' FROM run WHERE id = :id",
        id=int(api.own("run")),
    )


async def test_a_run_is_told_with_its_people_and_its_stops(api: Api) -> None:
    await under_way(api)
    run = await api.answer(f"/runs/{api.own('run')}")
    assert (run["state"], run["late_s"], run["next_stop"]) == ("under_way", 40, "校门")
    assert run["driver"] == {"name": "王师傅", "name_en": None, "phone_masked": "138****1234"}
    assert run["attendant"]["phone_masked"] is None
    first, last = run["stops"]
    assert first["planned"] == run["planned_start"]
    assert first["arrived"] is not None
    assert (last["planned"], last["arrived"]) == (run["planned_end"], None)


async def test_the_card_of_a_bus_shows_the_run_it_is_on(api: Api) -> None:
    await under_way(api)
    card = await api.answer(f"/vehicles/{api.own('vehicle')}/card")
    assert card["run"]["id"] == api.own("run")
    assert card["driver"]["name"] == "王师傅"
    assert card["attendant"]["name"] == "李老师"


async def test_a_bus_whose_run_is_over_or_far_away_shows_none(api: Api) -> None:
    await under_way(api)
    await api.served.execute("UPDATE run_progress SET state = 'ended', ended_at = now()")
    assert (await api.answer(f"/vehicles/{api.own('vehicle')}/card"))["run"] is None
    assert (await api.answer(f"/vehicles/{api.world.ids['vehicle']['other']}/card"))["run"] is None


async def test_a_bus_that_should_have_started_shows_the_run_it_is_late_for(api: Api) -> None:
    await under_way(api)
    await api.served.execute("DELETE FROM run_stop")
    await api.served.execute("DELETE FROM run_progress")
    run: Any = (await api.answer(f"/vehicles/{api.own('vehicle')}/card"))["run"]
    assert (run["id"], run["state"], run["next_stop"]) == (api.own("run"), "planned", "站 own")


async def test_runs_are_found_by_day_bus_line_and_state(api: Api) -> None:
    await under_way(api)
    own, query = api.own("run"), {"vehicle_id": api.own("vehicle"), "date": "2026-11-24"}
    assert [one["id"] for one in (await api.answer("/runs", **query))["items"]] == [own]
    assert [one["id"] for one in (await api.answer("/runs", state="under_way"))["items"]] == [own]
    assert [one["id"] for one in (await api.answer("/runs", line_id=api.own("line")))["items"]] == [own]
    assert (await api.answer("/runs", date="2026-11-25"))["items"] == []
    await api.served.execute("UPDATE run SET cancelled = true")
    assert len((await api.answer("/runs", state="cancelled"))["items"]) == 2


async def test_bad_questions_are_refused_with_the_field(api: Api) -> None:
    for query, field in (
        ({"date": "2026-13-01"}, "date"),
        ({"date": "99999-01-01"}, "date"),
        ({"vehicle_id": "-1"}, "vehicle_id"),
        ({"vehicle_id": str(10**30)}, "vehicle_id"),
        ({"state": "lost"}, "state"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "201"}, "limit"),
        ({"limit": "NaN"}, "limit"),
        ({"cursor": "AAAA"}, "cursor"),
        ({"cursor": "\x00"}, "cursor"),
    ):
        assert refused_fields(await api.get("/runs", **query)) == {field}, query
    assert (await api.get("/runs", date="9999-12-31")).status_code == 200
    assert (await api.get("/runs", date="0001-01-01")).status_code == 200
