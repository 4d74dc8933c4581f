"""What a measure led to, over HTTP: events and findings per passage before and after, and what may not be compared."""

import numpy as np

from findings.danger.walk import days
from gps_ingest.decode.jt808.items import warnings
from tests.api import Api, api
from tests.findings.danger import roads
from tests.findings.danger.roads import week
from tests.findings.danger.served import buses, midnight_s, moment, plant, settings_of

__all__ = ["api"]


async def hazard_at(api: Api, *, found_days_ago: int, measured_days_ago: int | None) -> str:
    """A risk segment of years ago on the road, and a hazard about it, its measure submitted some days ago: its id."""
    (west, lat), (east, _) = roads.PLANE.degrees(np.array([[350.0, 0.0], [900.0, 0.0]])).tolist()
    await api.served.execute(
        "INSERT INTO place (key, version, category, kind, name, geom, width_m, during) VALUES (gen_random_uuid(), 1,"
        " 'risk_segment', 'narrow_road', '窄路', ST_GeomFromText(:line, 4326), 20, '[2024-01-01,)')",
        line=f"LINESTRING({west} {lat}, {east} {lat})",
    )
    submitted = None if measured_days_ago is None else moment(midnight_s(api, measured_days_ago) + 40_000)
    await api.served.execute(
        "INSERT INTO hazard (subject_kind, place_key, title, description, source, state, found_at, submitted_at)"
        " SELECT 'road', key, '窄路', '窄', '巡查', :state, :found, :submitted FROM place ORDER BY id DESC LIMIT 1",
        state="assigned" if submitted is None else "submitted",
        found=moment(midnight_s(api, found_days_ago)),
        submitted=submitted,
    )
    [(number,)] = await api.served.fetch("SELECT max(id) FROM hazard")
    return str(number)


async def speeding(api: Api, vehicle: int, at_s: float, *, trial: bool) -> None:
    """A finding of R23 in the middle of the road."""
    x = roads.CENTER[0] + 600 / roads.PLANE.east_m
    await api.served.execute(
        "INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, geom, delayed, evidence,"
        " batch, trial) VALUES (gen_random_uuid(), 'R23', '35', 'A1', :vehicle, to_timestamp(:at), 72, 60, 'km/h',"
        " ST_SetSRID(ST_MakePoint(:x, :y), 4326), false, '{}', 1, :trial)",
        trial=trial, vehicle=vehicle, at=at_s, x=x, y=roads.CENTER[1],
    )  # fmt: skip


def reckoned(api: Api) -> int:
    return days.reckon(settings_of(api), warned=warnings)


async def test_fewer_events_per_passage_after_the_measure_are_told_with_both_rates_and_an_interval(api: Api) -> None:
    """12 of 40 passages before, 1 of 60 after; the findings 6 of 40, in trial, and 8 of 60: no difference can be seen."""
    before_s, after_s = midnight_s(api, 27), midnight_s(api, 12)
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=before_s))
    plant(api, week(buses(api), aside_m=0, passages=60, braked=1, since_s=after_s))
    plant(api, week(buses(api), aside_m=0, passages=5, braked=5, since_s=midnight_s(api, 17)))  # on the day itself
    for start_s, some, trial in ((before_s, 6, True), (after_s, 8, False)):
        for nth in range(some):
            await speeding(api, buses(api)[nth % 2], start_s + 6 * 3600 + nth * 600 + 40, trial=trial)
    number = await hazard_at(api, found_days_ago=22, measured_days_ago=17)
    assert (await api.answer(f"/hazards/{number}/effect"))["state"] == "waiting"
    assert reckoned(api) == 24
    assert reckoned(api) == 0  # each day once
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["waiting_days"]) == ("compared", 48)  # the served district keeps tracks for longer
    events, found = effect["events"], effect["findings"]
    assert [(side["hits"], side["passages"]) for side in (events["before"], events["after"])] == [(12, 40), (1, 60)]
    assert events["said"] == "fewer"
    assert -0.45 < events["low"] < events["high"] < -0.1
    assert events["before"]["low"] < 0.3 < events["before"]["high"]
    assert [(side["hits"], side["count"]) for side in (found["before"], found["after"])] == [(6, 6), (8, 8)]
    assert found["said"] == "no_difference"


async def test_a_day_counts_when_it_is_a_week_old_and_no_sooner(api: Api) -> None:
    """Passages of six days ago wait for what is sent late and for the desk."""
    plant(api, week(buses(api), aside_m=0, passages=30, braked=0, since_s=midnight_s(api, 6)))
    plant(api, week(buses(api), aside_m=0, passages=40, braked=0, since_s=midnight_s(api, 7)))
    number = await hazard_at(api, found_days_ago=22, measured_days_ago=17)
    reckoned(api)
    after = (await api.answer(f"/hazards/{number}/effect"))["events"]["after"]
    assert (after["passages"], after["until"]) == (40, moment(midnight_s(api, 7) + 43_200).date().isoformat())


async def test_before_and_after_are_of_one_outline_of_the_place_and_counted_anew_when_that_changes(api: Api) -> None:
    """A new name changes nothing; moved to where nobody drives, the place has no passages before and none after."""
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=midnight_s(api, 27)))
    number = await hazard_at(api, found_days_ago=22, measured_days_ago=17)
    reckoned(api)
    await next_version(api, name="急弯", moved_by=0.0)
    assert reckoned(api) == 0
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["events"]["before"]["passages"]) == ("compared", 40)
    await next_version(api, name="急弯", moved_by=0.02)
    assert (await api.answer(f"/hazards/{number}/effect"))["state"] == "waiting"
    assert reckoned(api) == 24
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["events"]["before"]["passages"]) == ("compared", 0)


async def next_version(api: Api, *, name: str, moved_by: float) -> None:
    """The place under another name, or moved north by so many degrees."""
    await api.served.execute("ALTER TABLE place DISABLE TRIGGER USER")
    await api.served.execute(
        "INSERT INTO place (key, version, category, kind, name, geom, width_m, during) SELECT key, version + 1, category, kind,"
        " :name, ST_Translate(geom, 0, :north), width_m, tstzrange(lower(during) + interval '1 day', NULL) FROM place"
        " ORDER BY id DESC LIMIT 1",
        name=name, north=moved_by,
    )  # fmt: skip


async def test_the_days_by_whose_events_a_place_was_chosen_are_not_its_before(api: Api) -> None:
    """12 of 40 where it was chosen, 2 of 40 in the days from then to the measure, 2 of 60 after: nothing has changed."""
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=midnight_s(api, 27)))
    plant(api, week(buses(api), aside_m=0, passages=40, braked=2, since_s=midnight_s(api, 20)))
    plant(api, week(buses(api), aside_m=0, passages=60, braked=2, since_s=midnight_s(api, 12)))
    number = await hazard_at(api, found_days_ago=22, measured_days_ago=17)
    reckoned(api)
    found = (await api.answer(f"/hazards/{number}/effect"))["events"]
    assert (found["before"]["hits"], found["before"]["passages"], found["said"]) == (14, 80, "fewer")
    await chosen(api, number, since_days_ago=30, until_days_ago=22)
    effect = await api.answer(f"/hazards/{number}/effect")
    before = effect["events"]["before"]
    assert (before["hits"], before["passages"], effect["events"]["said"]) == (2, 40, "no_difference")
    assert effect["findings"]["before"]["passages"] == 80
    assert effect["chosen_since"] == moment(midnight_s(api, 30) + 43_200).date().isoformat()
    assert effect["chosen_until"] == moment(midnight_s(api, 23) + 43_200).date().isoformat()


async def chosen(api: Api, hazard: str, *, since_days_ago: int, until_days_ago: int) -> None:
    """The hazard is the one that a walk through those days led to."""
    await api.served.execute(
        "INSERT INTO danger_word (said, geom, reason, hazard_id, since, until, said_by) SELECT 'promoted',"
        " ST_GeomFromText('LINESTRING(119 34, 119.01 34)', 4326), '窄路', :hazard, :since, :until, min(id) FROM account",
        hazard=int(hazard),
        since=moment(midnight_s(api, since_days_ago)),
        until=moment(midnight_s(api, until_days_ago)),
    )


async def test_what_was_counted_stays_when_the_tracks_of_those_days_are_gone(api: Api) -> None:
    """A hazard of 300 days ago; the tracks are kept for 184."""
    number = await hazard_at(api, found_days_ago=300, measured_days_ago=290)
    await api.served.execute(
        "INSERT INTO danger_day SELECT key, :day, 1, 40, 40, 12, 12, 0, 0 FROM place WHERE name = '窄路'",
        day=moment(midnight_s(api, 310) + 43_200).date(),
    )
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["events"]["before"]["hits"], effect["waiting_days"]) == (12, 0)


async def test_of_too_few_passages_nothing_is_concluded_and_without_a_measure_only_before_is_told(api: Api) -> None:
    plant(api, week(buses(api), aside_m=0, passages=12, braked=6, since_s=midnight_s(api, 27)))
    plant(api, week(buses(api), aside_m=0, passages=60, braked=0, since_s=midnight_s(api, 12)))
    measured = await hazard_at(api, found_days_ago=22, measured_days_ago=17)
    unmeasured = await hazard_at(api, found_days_ago=22, measured_days_ago=None)
    reckoned(api)
    effect = await api.answer(f"/hazards/{measured}/effect")
    assert effect["events"]["said"] == "too_few"
    assert effect["enough"] == 30
    effect = await api.answer(f"/hazards/{unmeasured}/effect")
    assert (effect["state"], effect["events"]["said"]) == ("no_measure", "no_measure")
    assert effect["events"]["before"]["passages"] == 72
    assert effect["events"]["after"]["passages"] == 0


async def test_findings_of_before_the_place_was_drawn_are_not_counted_as_none(api: Api) -> None:
    """A place drawn today: its days of before have no findings because nothing was judged there, so they are not compared."""
    plant(api, week(buses(api), aside_m=0, passages=40, braked=12, since_s=midnight_s(api, 12)))
    number = await hazard_at(api, found_days_ago=2, measured_days_ago=None)
    await api.served.execute("ALTER TABLE place DISABLE TRIGGER USER")
    await api.served.execute("UPDATE place SET during = tstzrange(now(), NULL) WHERE name = '窄路'")
    reckoned(api)
    effect = await api.answer(f"/hazards/{number}/effect")
    assert effect["events"]["before"]["passages"] == 40
    assert effect["findings"]["before"]["passages"] == 0
    assert effect["findings"]["before"]["share"] is None


async def test_a_hazard_without_a_place_has_no_effect_per_passage(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO hazard (subject_kind, vehicle_id, title, description, source, state, found_at)"
        " SELECT 'bus', min(id), '灯', '坏', '巡查', 'found', now() FROM vehicle"
    )
    [(number,)] = await api.served.fetch("SELECT max(id) FROM hazard")
    effect = await api.answer(f"/hazards/{number}/effect")
    assert (effect["state"], effect["events"]) == ("no_place", None)
    assert (await api.get("/hazards/999999/effect")).status_code == 404
