"""Renewal by list: each line is committed alone, waits for nobody who only names its bus, and holds bus before permit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api import PREFIX
from tests.permits.held.holding import Holding

PATH = f"{PREFIX}/permits/signs/renewals"
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


async def plate_of(holding: Holding, vehicle: object) -> str:
    [(plate,)] = await holding.offices.api.served.fetch(
        "SELECT plate FROM vehicle WHERE id = :id", id=int(str(vehicle))
    )
    return str(plate)


def listed(holding: Holding, *lines: dict[str, Any]) -> dict[str, Any]:
    return {"signs": list(lines), "dated_on": holding.offices.today}


@asynccontextmanager
async def somebody(holding: Holding) -> AsyncIterator[AsyncSession]:
    """Another who works in the same database, in a transaction that comes to nothing."""
    async with holding.offices.api.served.app.state.sessions() as session:
        try:
            yield session
        finally:
            await session.rollback()


async def until(holding: Holding, query: str, **named: object) -> None:
    """Wait until the database says so."""
    for _ in range(400):
        [(found,)] = await holding.offices.api.served.fetch(query, **named)
        if found:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(query)


async def test_a_line_is_kept_before_the_next_one_begins_and_waits_for_no_insert_that_names_its_bus(
    holding: Holding,
) -> None:
    """While somebody holds the second bus's permit the first sign is there already; a position of the first bus is being kept."""
    await holding.signed()
    served, ids = holding.offices.api.served, holding.offices.api.world.ids
    other = int(str(ids["vehicle"]["other"]))
    await served.execute(
        "INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)"
        " SELECT '苏G-旧-0002', v.id, p.vehicle_id, '2026-09-01', '2027-03-31', tstzrange('2026-09-01', '2027-04-01')"
        " FROM permit p JOIN permit_version v ON v.permit_id = p.id WHERE p.vehicle_id = :id",
        id=other,
    )
    own = int(holding.offices.api.own("vehicle"))
    body = listed(
        holding,
        {
            "plate": await plate_of(holding, own), "number": "苏G-新-1", "valid_to": "2027-11-30",
            "inspection_to": "2027-11-30",
        },
        {"plate": await plate_of(holding, other), "number": "苏G-新-2", "valid_to": "2027-05-31"},
    )  # fmt: skip
    async with somebody(holding) as session:
        await session.execute(text("SELECT id FROM vehicle WHERE id = :id FOR KEY SHARE"), {"id": own})
        await session.execute(text("SELECT id FROM permit WHERE vehicle_id = :id FOR UPDATE"), {"id": other})
        sent = asyncio.create_task(holding.offices.clients["police"].post(PATH, json=body))
        await until(holding, "SELECT count(*) FROM sign WHERE number = '苏G-新-1'")
        assert not sent.done()
    done = (await sent).json()
    assert [one["why"] for one in done] == [None, None]


async def test_a_line_that_the_database_refuses_undoes_none_but_itself(holding: Holding) -> None:
    """A deadlock of which it is the victim, a time limit: told with the line, the others are there."""
    await holding.signed()
    served = holding.offices.api.served
    await served.execute(
        "CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$"
    )
    await served.execute(
        "CREATE TRIGGER trouble BEFORE INSERT ON sign FOR EACH ROW WHEN (NEW.number = '苏G-新-2')"
        " EXECUTE FUNCTION trouble()"
    )
    own = await plate_of(holding, holding.offices.api.own("vehicle"))
    first = listed(holding, {"plate": own, "number": "苏G-新-1", "valid_to": "2027-04-30"})
    second = listed(
        holding,
        {"plate": own, "number": "苏G-新-2", "valid_to": "2027-05-31"},
        {"plate": "苏G99999", "number": "苏G-新-3", "valid_to": "2027-05-31"},
    )
    try:
        assert (await holding.offices.clients["police"].post(PATH, json=first)).json()[0]["why"] is None
        answer = await holding.offices.clients["police"].post(PATH, json=second)
    finally:
        await served.execute("DROP FUNCTION trouble CASCADE")
    assert answer.status_code == 200, answer.text
    assert [one["why"] is None for one in answer.json()] == [False, False]
    assert "号牌" in answer.json()[1]["why"]["zh"], "the line behind it is looked at all the same"
    file = await holding.sees()
    assert [one["state"] for one in file["signs"]] == ["issued", "replaced"]


async def test_a_bus_is_held_before_its_permit_as_where_its_inspection_is_entered(holding: Holding) -> None:
    """So that who edits the bus and who renews its sign never wait for each other."""
    await holding.signed()
    own = int(holding.offices.api.own("vehicle"))
    line = {
        "plate": await plate_of(holding, own), "number": "苏G-新-1", "valid_to": "2027-11-30", "inspection_to": "2027-11-30",
    }  # fmt: skip
    async with somebody(holding) as session:
        await session.execute(text("SELECT id FROM vehicle WHERE id = :id FOR NO KEY UPDATE"), {"id": own})
        sent = asyncio.create_task(holding.offices.clients["police"].post(PATH, json=listed(holding, line)))
        await until(holding, WAITS)
        await session.execute(text("SELECT id FROM permit WHERE id = :id FOR UPDATE NOWAIT"), {"id": holding.permit_id})
    assert [one["why"] for one in (await sent).json()] == [None]


async def test_an_inspection_typed_years_ahead_is_refused_in_words(holding: Holding) -> None:
    """REG 20: every half year; a wrong year would let a sign run on for years."""
    await holding.signed()
    own = await plate_of(holding, holding.offices.api.own("vehicle"))
    line = {"plate": own, "number": "苏G-新-1", "valid_to": "2029-11-30", "inspection_to": "2029-11-30"}
    [done] = (await holding.offices.clients["police"].post(PATH, json=listed(holding, line))).json()
    assert "每半年检验一次" in done["why"]["zh"]
    [(inspected,)] = await holding.offices.api.served.fetch(
        "SELECT inspection_valid_to::text FROM vehicle WHERE id = :id", id=int(holding.offices.api.own("vehicle"))
    )
    assert inspected == "2027-05-31"


async def test_the_newest_sign_is_the_one_that_was_issued_last_also_when_it_ends_earlier(holding: Holding) -> None:
    """A sign that is made again after a shorter inspection: listed first, and the one that is renewed."""
    await holding.signed(valid_to="2027-03-31")
    replaced = await holding.takes(
        "police", "replace", of="sign", number="苏G-短-1", dated_on=holding.offices.today, valid_to="2027-01-31"
    )
    assert [one["number"] for one in replaced["signs"]] == ["苏G-短-1", "苏G-旧-0001"]
    assert (replaced["sign"]["number"], replaced["ends_on"]) == ("苏G-短-1", "2027-01-31")
    own = await plate_of(holding, holding.offices.api.own("vehicle"))
    line = {"plate": own, "number": "苏G-新-1", "valid_to": "2027-05-31"}
    [done] = (await holding.offices.clients["police"].post(PATH, json=listed(holding, line))).json()
    assert done["why"] is None, done
