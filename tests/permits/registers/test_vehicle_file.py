"""The file of a bus over HTTP: its papers, who may write them, what is kept of a change, and what runs out on top."""

import asyncio

from tests.api import PREFIX, Api, code_of, refused_fields
from tests.permits.registers.files import CARRIER, edits, in_days, puts_in, read, states, tries, writes
from tests.web.world import OTHER


def bus(api: Api) -> str:
    return f"/vehicles/{api.own('vehicle')}"


async def test_what_is_missing_or_runs_out_stands_on_top_of_the_file_of_a_bus(api: Api) -> None:
    """Nothing on record cannot be told; what was entered stands by its dates."""
    before = await read(api.client, bus(api))
    assert states(before)["carrier"] == "unknown"
    assert states(before)["sign"] == "missing"
    await writes(api.client, bus(api), **CARRIER, valid_from=in_days(-300), valid_to=in_days(20))
    await writes(api.client, bus(api), record="equipment", kind="hammer", count=4, checked_on=in_days(-10))
    await writes(
        api.client, bus(api), record="equipment", kind="extinguisher", count=2, checked_on=in_days(-10), expires_on=in_days(-1)
    )  # fmt: skip
    assert (await edits(api.client, bus(api), inspection_valid_to=in_days(90))).status_code == 200
    file = await read(api.client, bus(api))
    found = states(file)
    assert (found["carrier"], found["hammer"], found["extinguisher"]) == ("soon", "in_order", "expired")
    assert found["inspection"] == "in_order"
    assert [one["state"] for one in file["items"]][:1] == ["expired"]
    assert file["items"][-1]["state"] == "in_order"


async def test_a_thing_aboard_that_nobody_looked_at_for_half_a_year_cannot_be_told(api: Api) -> None:
    await writes(api.client, bus(api), record="equipment", kind="hammer", count=4, checked_on=in_days(-200))
    assert states(await read(api.client, bus(api)))["hammer"] == "unknown"


async def test_an_operator_keeps_its_buses_papers_and_does_not_date_the_inspection_itself(api: Api) -> None:
    """The desk and traffic police enter the date that the bus is judged by; a served school reads and writes nothing."""
    async with api.as_role("operator") as operator, api.as_role("school") as school, api.as_role("police") as police:
        await writes(operator, bus(api), **CARRIER, valid_from=in_days(-1), valid_to=in_days(300))
        refused = await edits(operator, bus(api), inspection_valid_to=in_days(180))
        assert (refused.status_code, code_of(refused)) == (403, "not_allowed")
        assert "检验有效期至" in refused.json()["detail"]
        assert (await edits(police, bus(api), inspection_valid_to=in_days(180))).status_code == 200
        assert (await read(school, bus(api)))["may"] == []
        response = await tries(school, bus(api), record="equipment", kind="hammer", count=1, checked_on=in_days(0))
        assert (response.status_code, code_of(response)) == (403, "not_yours")
        other = await operator.get(f"{PREFIX}/registers/vehicles/{api.world.ids['vehicle'][OTHER]}")
        assert code_of(other) == "missing"


async def test_a_new_inspection_date_raises_the_worlds_number_so_that_the_next_batch_is_judged_by_it(api: Api) -> None:
    [(before,)] = await api.served.fetch("SELECT number FROM world")
    assert (await edits(api.client, bus(api), inspection_valid_to=in_days(-3))).status_code == 200
    [(after,)] = await api.served.fetch("SELECT number FROM world")
    assert after != before
    check = await api.answer(f"/vehicles/{api.own('vehicle')}/papers-check")
    assert {one["rule"]: one["said"] for one in check["items"]}["R03"] == "breach"


async def test_what_a_record_was_before_a_change_is_kept_with_who_changed_it(api: Api) -> None:
    made = await writes(api.client, bus(api), **CARRIER, valid_from=in_days(-1), valid_to=in_days(300))
    body = {**CARRIER, "valid_from": in_days(-1), "valid_to": in_days(330), "subject_id": api.own("vehicle")}
    changed = await api.client.put(
        f"{PREFIX}/registers/records/{made['id']}", json={**body, "version": made["version"]}
    )
    assert changed.status_code == 200, changed.text
    removed = await api.post(
        f"/registers/records/{made['id']}/removal",
        {"record": "insurance", "subject_id": api.own("vehicle"), "version": changed.json()["version"]},
    )
    assert removed.status_code == 200
    history = (await read(api.client, bus(api)))["history"]
    assert [one["action"] for one in history] == [
        "register.insurance.remove", "register.insurance.change", "register.insurance.add",
    ]  # fmt: skip
    detail = history[1]["detail"]
    assert (detail["before"]["valid_to"], detail["after"]["valid_to"]) == (in_days(300), in_days(330))
    assert history[1]["by"]


async def test_of_two_who_write_the_same_file_the_second_is_told_and_nothing_is_overwritten(api: Api) -> None:
    async with api.as_role("operator") as operator:
        version = (await read(api.client, bus(api)))["version"]
        bodies = [
            {**CARRIER, "number": number, "valid_from": in_days(-1), "valid_to": in_days(9)} for number in ("P1", "P2")
        ]
        answers = await asyncio.gather(
            *(
                client.post(
                    f"{PREFIX}/registers/records", json={**body, "subject_id": api.own("vehicle"), "version": version}
                )
                for client, body in zip((api.client, operator), bodies, strict=True)
            )
        )
    assert sorted(one.status_code for one in answers) == [201, 409]
    [second] = [one for one in answers if one.status_code == 409]
    assert code_of(second) == "changed_meanwhile"
    assert len((await read(api.client, bus(api)))["insurances"]) == 1


async def test_dates_that_contradict_each_other_and_a_day_to_come_are_refused_by_name(api: Api) -> None:
    wrong = await tries(api.client, bus(api), **CARRIER, valid_from=in_days(5), valid_to=in_days(1))
    assert refused_fields(wrong) == {"valid_from", "valid_to"}
    late = await tries(api.client, bus(api), record="equipment", kind="hammer", count=1, checked_on=in_days(1))
    assert refused_fields(late) == {"checked_on"}
    twice = {"record": "equipment", "kind": "hammer", "count": 1, "checked_on": in_days(0)}
    await writes(api.client, bus(api), **twice)
    assert code_of(await tries(api.client, bus(api), **twice)) == "already_on_record"


async def test_a_scan_is_the_evidence_of_a_record_of_its_own_file_only(api: Api) -> None:
    """It opens for who sees the bus and for nobody else; what is no picture and no PDF is not taken."""
    own, other = api.own("vehicle"), api.world.ids["vehicle"][OTHER]
    paper = (await puts_in(api.client, "vehicle", own, "maintenance")).json()["id"]
    foreign = (await puts_in(api.client, "vehicle", other, "maintenance")).json()["id"]
    line = {
        "record": "maintenance",
        "kind": "service",
        "done_on": in_days(-2),
        "work": "更换机油",
        "place": "示例汽修厂",
    }
    await writes(api.client, bus(api), **line, odometer_km=41_200, file_id=int(paper))
    assert refused_fields(await tries(api.client, bus(api), **line, file_id=int(foreign))) == {"file_id"}
    async with api.as_role("operator") as operator:
        assert (await operator.get(f"{PREFIX}/registers/papers/{paper}")).content.startswith(b"%PDF")
        assert (await operator.get(f"{PREFIX}/registers/papers/{foreign}")).status_code == 404
    assert (await puts_in(api.client, "vehicle", own, "photo", b"MZ\x90")).status_code == 415
    assert refused_fields(await puts_in(api.client, "vehicle", own, "drill")) == {"kind"}
