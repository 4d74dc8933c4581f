"""What time does to permits and signs; signs of migrated data; renewal by list; the list of permits."""

from datetime import date, timedelta
from typing import Any

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.held.holding import Holding

ONE_DAY = timedelta(days=1)


async def with_an_end(holding: Holding, valid_to: date) -> None:
    """The permit's next version, with a last day."""
    await holding.offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    await holding.offices.to_issue(valid_to=valid_to.isoformat())
    await holding.sees()


async def test_a_permit_expires_on_the_day_after_its_last_and_a_renewal_puts_it_back(holding: Holding) -> None:
    last = date.fromisoformat(holding.offices.today) + 90 * ONE_DAY
    await with_an_end(holding, last)
    assert (await holding.night(last)).expired == 0
    assert (await holding.night(last + ONE_DAY)).expired == 1
    assert (await holding.night(last + ONE_DAY)).expired == 0
    assert (await holding.sees())["state"] == "expired"
    await holding.offices.begin("clerk", kind="renewal", permit_id=str(holding.permit_id))
    await holding.offices.to_issue(valid_to="2029-08-31")
    file = await holding.sees()
    assert (file["state"], file["events"][-1]["step"]) == ("in_force", "renew")
    assert await holding.rules() == [(3, False)]


async def test_a_renewal_is_called_to_mind_before_the_day_by_which_it_is_asked_for(holding: Holding) -> None:
    """行政许可法 50: thirty days before the permit ends. Told 30 days, 7 days before, and on that day; not once asked for."""
    last = date.fromisoformat(holding.offices.today) + 200 * ONE_DAY
    await with_an_end(holding, last)
    by = last - 30 * ONE_DAY
    assert (holding.file["renew_by"], holding.file["renewal"]) == (by.isoformat(), None)
    told = [(await holding.night(by - left * ONE_DAY)).reminded for left in (31, 30, 29, 7, 6, 0)]
    assert told == [0, 1, 0, 1, 0, 1]
    soon = date.fromisoformat(holding.offices.today) + 45 * ONE_DAY
    await with_an_end(holding, soon)
    assert holding.file["renewal"] == "due"
    listed = await holding.offices.clients["operator"].get(f"{PREFIX}/permits/granted", params={"renewal": "true"})
    assert [one["id"] for one in listed.json()["items"]] == [str(holding.permit_id)]
    await holding.offices.begin("operator", kind="renewal", permit_id=str(holding.permit_id), applicant_id=None)
    await holding.offices.takes("operator", "submit")
    assert (await holding.sees())["renewal"] == "asked"
    assert (await holding.night(soon - 30 * ONE_DAY)).reminded == 0


async def test_a_sign_without_an_application_has_its_life(holding: Holding) -> None:
    """Migrated data: lost, found, given back; its use ends with the step."""
    await holding.signed()
    [sign] = holding.file["signs"]
    assert (sign["state"], sign["version"], sign["application_id"]) == ("issued", 1, None)
    lost = await holding.takes("operator", "lose", of="sign", note="途中遗失")
    assert (lost["signs"][0]["state"], [one["name"] for one in lost["signs"][0]["clocks"]]) == ("lost", ["sign_again"])
    second = await holding.tries("operator", "lose", of="sign", version=1, note="再报")
    assert code_of(second) == "changed_meanwhile"
    replaced = await holding.takes(
        "police", "replace", of="sign", number="苏G-补-0001", dated_on=holding.offices.today, valid_to="2027-03-31"
    )
    assert [(one["number"], one["state"]) for one in replaced["signs"]] == [
        ("苏G-补-0001", "issued"),
        ("苏G-旧-0001", "replaced"),
    ]
    usable = "SELECT number FROM sign WHERE vehicle_id = :id AND during @> clock_timestamp()"
    rows = await holding.offices.api.served.fetch(usable, id=int(holding.offices.api.own("vehicle")))
    assert rows == [("苏G-补-0001",)]
    returned = await holding.takes("police", "give_back", of="sign", dated_on=holding.offices.today)
    assert returned["signs"][0]["state"] == "returned"


async def test_a_sign_past_its_last_day_expires(holding: Holding) -> None:
    await holding.signed(valid_to="2026-12-31")
    assert (await holding.night(date(2026, 12, 31))).signs == 0
    assert (await holding.night(date(2027, 1, 1))).signs == 1
    assert (await holding.night(date(2027, 1, 2))).signs == 0
    file = await holding.sees()
    assert (file["signs"][0]["state"], file["events"][-1]["subject"]) == ("expired", "sign")


async def test_signs_are_renewed_by_list_and_each_line_fails_alone(holding: Holding) -> None:
    """VEH 62: police's list of those that passed; a plate without a sign and an end after the inspection keep no other back."""
    await holding.signed()
    plates = {one: str(plate) for one, plate in await holding.offices.api.served.fetch("SELECT id, plate FROM vehicle")}
    own = plates[int(holding.offices.api.own("vehicle"))]
    other = plates[int(holding.offices.api.world.ids["vehicle"]["other"])]
    lines: list[dict[str, Any]] = [
        {
            "plate": f"{own[:2]}·{own[2:]}",
            "number": "苏G-新-0001",
            "valid_to": "2027-11-30",
            "inspection_to": "2027-11-30",
        },
        {"plate": other, "number": "苏G-新-0002", "valid_to": "2027-05-31"},
        {"plate": "苏G99999", "number": "苏G-新-0003", "valid_to": "2027-05-31"},
    ]
    body = {"signs": lines, "dated_on": holding.offices.today}
    path = f"{PREFIX}/permits/signs/renewals"
    assert refused_fields(await holding.offices.clients["clerk"].post(path, json=body)) == {
        "document_id",
        "document_number",
    }
    done = await holding.offices.clients["police"].post(path, json=body)
    assert done.status_code == 200, done.text
    assert [one["why"] is None for one in done.json()] == [True, False, False]
    assert "标牌" in done.json()[1]["why"]["zh"]
    file = await holding.sees()
    assert [(one["number"], one["valid_to"], one["state"]) for one in file["signs"]] == [
        ("苏G-新-0001", "2027-11-30", "issued"),
        ("苏G-旧-0001", "2027-03-31", "replaced"),
    ]
    too_long = body | {"signs": [lines[0] | {"number": "苏G-新-0009", "valid_to": "2028-11-30", "inspection_to": None}]}
    paper = await holding.scan("list")
    recorded = await holding.offices.clients["clerk"].post(
        path, json=too_long | {"document_id": paper, "document_number": "连公交〔2026〕7号"}
    )
    assert "2027-11-30" in recorded.json()[0]["why"]["zh"]
    twice = await holding.offices.clients["police"].post(path, json=body | {"signs": [lines[0], lines[0]]})
    assert refused_fields(twice) == {"signs.1.plate", "signs.1.number"}


async def test_what_ends_first_stands_first_and_a_holder_sees_its_own(holding: Holding) -> None:
    await holding.signed()
    listed = (await holding.offices.clients["officer"].get(f"{PREFIX}/permits/granted")).json()["items"]
    assert [one["ends_on"] for one in listed] == ["2027-03-31", None]
    own = (await holding.offices.clients["operator"].get(f"{PREFIX}/permits/granted")).json()["items"]
    assert [one["id"] for one in own] == [str(holding.permit_id)]
    await holding.takes("clerk", "surrender", note="不再使用")
    listed = (await holding.offices.clients["officer"].get(f"{PREFIX}/permits/granted?state=surrendered")).json()[
        "items"
    ]
    assert [(one["id"], one["ends_on"]) for one in listed] == [(str(holding.permit_id), None)]
    counted = (await holding.offices.clients["officer"].get(f"{PREFIX}/permits/granted/summary")).json()
    assert counted["states"] == {"in_force": 1, "surrendered": 1}


async def test_a_lost_sign_that_is_made_again_at_the_desk_stops_the_clock_that_the_permits_page_began(
    holding: Holding,
) -> None:
    """VEH 66: asked for at the permit, made from the application: one sign, one term."""
    offices = holding.offices
    await offices.begin("clerk", kind="change", permit_id=str(holding.permit_id))
    await offices.to_issue()
    await offices.takes("police", "issue", of="sign", number="苏G-校-1", dated_on=offices.today, valid_to="2027-05-31")
    await holding.sees()
    await holding.takes("operator", "lose", of="sign", note="途中遗失")
    assert [one["stopped_on"] for one in holding.file["signs"][0]["clocks"]] == [None]
    await offices.sees()
    await offices.takes(
        "police", "replace", of="sign", number="苏G-校-2", dated_on=offices.today, valid_to="2027-05-31"
    )
    old = next(one for one in (await holding.sees())["signs"] if one["number"] == "苏G-校-1")
    assert (old["state"], [one["stopped_on"] for one in old["clocks"]]) == ("replaced", [offices.today])


async def test_a_sign_that_is_found_again_is_not_made_again(holding: Holding) -> None:
    await holding.signed()
    await holding.takes("operator", "lose", of="sign", note="途中遗失")
    found = await holding.takes("operator", "find", of="sign", note="已找到")
    assert [one["stopped_on"] for one in found["signs"][0]["clocks"]] == [holding.offices.today]


async def test_a_day_that_the_office_does_not_work_moves_the_term_of_a_sign(holding: Holding) -> None:
    """As it moves those of applications."""
    await holding.signed()
    lost = await holding.takes("operator", "lose", of="sign", note="途中遗失")
    [before] = [one["due_on"] for one in lost["signs"][0]["clocks"]]
    await holding.offices.api.served.execute(
        "INSERT INTO working_day (day, works, source) VALUES (:day, false, '台风')", day=date.fromisoformat(before)
    )
    today = date.fromisoformat(holding.offices.today)
    assert (await holding.night(today)).reckoned == 1
    assert [one["due_on"] > before for one in (await holding.sees())["signs"][0]["clocks"]] == [True]
    assert (await holding.night(today)).reckoned == 0
