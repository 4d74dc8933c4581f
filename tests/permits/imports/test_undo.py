"""An import undone: whole, while nothing of it is in use or changed; otherwise what stands in the way is said row by row."""

import asyncio
from datetime import timedelta

import httpx
from sqlalchemy import text

from core import clock
from core.database import session_scope
from core.settings import Settings
from runs.making.write import make_runs
from tests.api import PREFIX, Api, code_of
from tests.permits.imports.sheets import (
    ATTENDANTS,
    BUS,
    DRIVER,
    DRIVERS,
    LINE,
    LINES,
    PERMIT,
    PERMITS,
    VEHICLES,
    taken,
    whole,
    wrong_cells,
)


async def undo(api: Api, import_id: str) -> httpx.Response:
    """Undo as the clerk."""
    return await api.client.delete(f"{PREFIX}/imports/{import_id}")


async def in_the_way(api: Api, import_id: str) -> list[tuple[int, str, str]]:
    """What stands in the way, as the page shows it; the refusal must say the same."""
    detail = await api.answer(f"/imports/{import_id}")
    found = [(one["row"], one["thing"], one["why"]) for one in detail["obstacles"]]
    refused = await undo(api, import_id)
    if found:
        assert (refused.status_code, code_of(refused)) == (409, "import_in_use")
        assert len(refused.json()["errors"]) == len(found)
    return found


async def test_an_import_that_nobody_used_goes_without_a_trace_but_the_trail(api: Api) -> None:
    """Vehicles, drivers, lines: gone, and the same file may come again."""
    for kind, heading, rows in (("vehicles", VEHICLES, [BUS]), ("drivers", DRIVERS, [DRIVER]), ("lines", LINES, LINE)):
        first = await taken(api, kind, heading, rows)
        assert (await undo(api, first)).status_code == 204
        again = await taken(api, kind, heading, rows)
        assert again != first
        detail = await api.answer(f"/imports/{first}")
        assert detail["undone_at"] is not None
        assert detail["undone_by"] == "clerk"
    told = await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action = 'register.undo'")
    assert told == [(3,)]


async def test_what_a_permit_names_is_not_taken_from_under_it(api: Api) -> None:
    made = await whole(api)
    assert {why for _, _, why in await in_the_way(api, made["vehicles"])} == {
        "已有许可（1）", "已有许可效力（1）", "已有标牌（1）", "已有标牌档案（1）",
    }  # fmt: skip
    assert await in_the_way(api, made["drivers"]) == [(2, "人员", "许可中已列名（1）")]
    assert await in_the_way(api, made["lines"]) == [(2, "线路版本", "许可已批准（1）")]


async def test_what_was_changed_since_is_not_undone(api: Api) -> None:
    made = await taken(api, "vehicles", VEHICLES, [BUS, ["苏GA0002", *BUS[1:]]])
    await api.served.execute("UPDATE vehicle SET seats = 30 WHERE plate = '苏GA0002'")
    assert await in_the_way(api, made) == [(3, "车辆", "导入后已被修改")]


async def test_a_driver_named_in_a_draft_application_stays(api: Api) -> None:
    made = await taken(api, "drivers", DRIVERS, [DRIVER])
    [(person,)] = await api.served.fetch("SELECT id FROM person WHERE name = '王建国'")
    body = {"kind": "new", "applicant_id": str(api.world.operator_id), "content": {"driver_ids": [str(person)]}}
    assert (await api.post("/applications", body)).status_code == 201
    assert await in_the_way(api, made) == [(2, "人员", "已用于申请（1）")]


async def test_an_undone_permit_rules_no_more_from_that_moment_and_may_be_imported_again(api: Api) -> None:
    """What was granted is never taken out of the record: the next one is its next version."""
    made = await whole(api)
    assert (await undo(api, made["permits"])).status_code == 204
    [(ruling,)] = await api.served.fetch(
        "SELECT count(*) FROM in_force f JOIN vehicle v ON v.id = f.vehicle_id WHERE v.plate = '苏GA0001' AND during @> now()"
    )
    assert ruling == 0
    [(state, usable)] = await api.served.fetch(
        "SELECT f.state, s.during @> now() FROM sign_file f JOIN sign s ON s.id = f.sign_id WHERE s.number = '苏G校1'"
    )
    assert (state, usable) == ("taken_back", False)
    [(ended,)] = await api.served.fetch("SELECT state FROM permit WHERE number = :number", number=PERMIT[0])
    assert ended == "struck_off"
    await taken(api, "permits", PERMITS, [PERMIT])
    assert await api.served.fetch("SELECT state FROM permit WHERE number = :number", number=PERMIT[0]) == [
        ("in_force",)
    ]
    signs = await api.served.fetch("SELECT undone, during @> now() FROM sign WHERE number = '苏G校1' ORDER BY id")
    assert signs == [(True, False), (False, True)]
    assert {column for _, column in await wrong_cells(api, "permits", PERMITS, [PERMIT])} == {"number", "sign_number"}
    [permit] = (await api.answer("/permits", number=PERMIT[0]))["items"]
    assert (permit["state"], permit["version"]) == ("in_force", 2)


async def test_the_runs_that_were_made_by_an_import_go_with_it_but_not_those_that_were_driven(api: Api) -> None:
    """The maker comes every two minutes: what it planned stands in nobody's way."""
    made = await whole(api)
    now, zone = clock.now(), Settings().zone
    await make_runs(api.served.app.state.sessions, now=now, zone=zone)
    runs = "SELECT count(*) FROM run r JOIN vehicle v ON v.id = r.vehicle_id WHERE v.plate = '苏GA0001'"
    [(planned,)] = await api.served.fetch(runs)
    assert planned != 0
    await api.served.execute(
        "INSERT INTO run_progress (run_id, state, started_at, last_stop) SELECT min(r.id), 'under_way', now(), 0 FROM run r"
        " JOIN vehicle v ON v.id = r.vehicle_id WHERE v.plate = '苏GA0001'"
    )
    assert await in_the_way(api, made["permits"]) == [(2, "许可版本", "已有班次（1）")]
    assert await api.served.fetch(runs) == [(planned,)]
    await api.served.execute("DELETE FROM run_progress")
    assert await in_the_way(api, made["permits"]) == []
    assert await api.served.fetch(runs) == [(0,)]
    await make_runs(api.served.app.state.sessions, now=clock.now(), zone=zone)
    assert await api.served.fetch(runs) == [(0,)]


async def test_a_permit_that_was_ended_by_an_office_is_not_brought_back_by_a_table(api: Api) -> None:
    """Whatever an old list says of it: what was revoked stays revoked."""
    await whole(api)
    await api.served.execute("UPDATE permit SET state = 'revoked' WHERE number = :number", number=PERMIT[0])
    await api.served.execute(
        "UPDATE in_force SET during = tstzrange(lower(during), now()) FROM vehicle v"
        " WHERE v.id = vehicle_id AND v.plate = '苏GA0001'"
    )
    wrong = await wrong_cells(api, "permits", PERMITS, [[*PERMIT[:8], "苏G校2", *PERMIT[9:]]])
    assert {column for _, column in wrong} == {"number"}


async def test_a_permit_not_yet_in_force_is_undone_and_never_rules(api: Api) -> None:
    made = await whole(api)
    assert (await undo(api, made["permits"])).status_code == 204
    later = (clock.now() + timedelta(days=3)).date().isoformat()
    coming = await taken(api, "permits", PERMITS, [[*PERMIT[:4], later, *PERMIT[5:8], "苏G校2", *PERMIT[9:]]])
    assert await in_the_way(api, coming) == []
    ruling = await api.served.fetch(
        "SELECT (SELECT count(*) FROM in_force WHERE vehicle_id = v.id AND during @> cast(:day AS timestamptz)),"
        " (SELECT count(*) FROM sign WHERE vehicle_id = v.id AND during @> cast(:day AS timestamptz))"
        " FROM vehicle v WHERE v.plate = '苏GA0001'",
        day=(clock.now() + timedelta(days=5)).isoformat(),
    )
    assert ruling == [(0, 0)]


async def test_undoing_twice_is_undoing_once(api: Api) -> None:
    made = await taken(api, "vehicles", VEHICLES, [BUS])
    assert (await undo(api, made)).status_code == 204
    assert (await undo(api, made)).status_code == 204
    told = await api.served.fetch("SELECT count(*) FROM audit_entry WHERE action = 'register.undo'")
    assert told == [(1,)]


async def test_the_numbers_of_a_table_with_the_wrong_plate_are_given_to_the_right_one(api: Api) -> None:
    """The permit that was never this vehicle's stays struck off, as what ruled until it was undone."""
    made = await whole(api)
    await taken(api, "vehicles", VEHICLES, [["苏GA0002", *BUS[1:]]])
    assert (await undo(api, made["permits"])).status_code == 204
    right = [PERMIT[0], "苏GA0002", *PERMIT[2:]]
    again = await taken(api, "permits", PERMITS, [right])
    found = await api.served.fetch(
        "SELECT v.plate, p.state, p.undone FROM permit p JOIN vehicle v ON v.id = p.vehicle_id"
        " WHERE p.number = :number ORDER BY p.id", number=PERMIT[0],
    )  # fmt: skip
    assert found == [("苏GA0001", "struck_off", True), ("苏GA0002", "in_force", False)]
    assert {column for _, column in await wrong_cells(api, "permits", PERMITS, [PERMIT])} == {"number", "sign_number"}
    assert (await undo(api, again)).status_code == 204
    await taken(api, "permits", PERMITS, [PERMIT])
    [living] = await api.served.fetch(
        "SELECT v.plate FROM permit p JOIN vehicle v ON v.id = p.vehicle_id WHERE p.number = :number AND NOT p.undone",
        number=PERMIT[0],
    )
    assert living == ("苏GA0001",)


async def test_a_change_that_is_under_way_while_an_import_is_undone_stands_in_its_way(api: Api) -> None:
    made = await taken(api, "vehicles", VEHICLES, [BUS])
    async with session_scope(api.served.app.state.sessions) as session:
        await session.execute(text("UPDATE vehicle SET seats = 30 WHERE plate = '苏GA0001'"))
        task = asyncio.create_task(undo(api, made))
        while not task.done():
            [(waiting,)] = await api.served.fetch("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if waiting:
                break
            await asyncio.sleep(0.05)
        await session.commit()
        answer = await task
    assert (answer.status_code, code_of(answer)) == (409, "import_in_use")
    assert await api.served.fetch("SELECT seats FROM vehicle WHERE plate = '苏GA0001'") == [(30,)]


async def test_a_reminder_that_the_program_gave_goes_with_the_person(api: Api) -> None:
    made = await taken(api, "drivers", DRIVERS, [DRIVER])
    await api.served.execute(
        "INSERT INTO training_reminder (person_id, valid_to, days, told_on)"
        " SELECT id, current_date + 30, 30, current_date FROM person WHERE name = '王建国'"
    )
    assert (await undo(api, made)).status_code == 204
    assert await api.served.fetch("SELECT count(*) FROM person WHERE name = '王建国'") == [(0,)]


async def test_attendants_trainings_are_told_to_those_who_judge_the_road_when_taken_and_when_undone(api: Api) -> None:
    """With certificates in the table the world's number rises twice; without any nothing is said of training."""
    told = "SELECT count(*) FROM world_change WHERE kind = 'training'"
    none = await taken(api, "attendants", ATTENDANTS, [["赵敏", "公司 own", "", "", ""]])
    assert (await undo(api, none)).status_code == 204
    assert await api.served.fetch(told) == [(0,)]
    made = await taken(api, "attendants", ATTENDANTS, [["钱红", "公司 own", "2026-08-25", "2099-08-24", "24"]])
    assert await api.served.fetch(told) == [(1,)]
    assert (await undo(api, made)).status_code == 204
    assert await api.served.fetch(told) == [(2,)]
