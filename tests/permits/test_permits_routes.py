"""Permits over HTTP: which version says what holds now, and what it approves."""

from datetime import date

from tests.api import Api, code_of, refused_fields


async def ends(api: Api, moment: str) -> None:
    """The own permit ceases to be in force."""
    await api.served.execute(
        "UPDATE in_force SET during = tstzrange(lower(during), :moment) WHERE vehicle_id = :id",
        moment=moment,
        id=int(api.own("vehicle")),
    )


async def test_a_permit_is_told_with_its_terms_and_since_when_it_rules(api: Api) -> None:
    permit = await api.answer(f"/permits/{api.own('permit')}")
    assert (permit["number"], permit["plate"], permit["holder_name"], permit["state"]) == (
        "许可-own",
        "苏G00001",
        "公司 own",
        "in_force",
    )
    assert [line["name"] for line in permit["lines"]] == ["线路 own"]
    assert (permit["in_force_since"], permit["in_force_until"]) == ("2026-08-31T16:00:00Z", None)
    listed = await api.answer("/permits", vehicle_id=api.own("vehicle"))
    assert [one["id"] for one in listed["items"]] == [api.own("permit")]
    assert (await api.answer("/permits", number="许可-own"))["items"] == listed["items"]


async def test_an_expired_permit_is_the_last_that_was_in_force(api: Api) -> None:
    await ends(api, "2026-10-01T00:00+08:00")
    assert (await api.answer(f"/permits/{api.own('permit')}"))["state"] == "expired"
    card = await api.answer(f"/vehicles/{api.own('vehicle')}/card")
    assert (card["permit"]["state"], card["permit"]["valid_to"]) == ("expired", "2026-09-30")


async def test_the_version_in_force_now_is_shown_not_the_newest_written(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)"
        " SELECT permit_id, 2, owner_id, 50, '2026-11-01', '2200-01-01' FROM permit_version WHERE permit_id = :id",
        id=int(api.own("permit")),
    )
    await ends(api, "2199-12-31T16:00Z")
    await api.served.execute(
        "INSERT INTO in_force (permit_version_id, vehicle_id, during)"
        " SELECT v.id, p.vehicle_id, '[2199-12-31T16:00Z,)' FROM permit_version v JOIN permit p ON p.id = v.permit_id"
        " WHERE v.version = 2"
    )
    assert (await api.answer(f"/permits/{api.own('permit')}"))["version"] == 1
    await api.served.execute(
        "UPDATE in_force SET during = tstzrange(lower(during), now()) WHERE upper(during) < '2200-01-01'"
    )
    assert (await api.answer(f"/permits/{api.own('permit')}"))["version"] == 1  # over, and the next not begun


async def test_a_permit_granted_and_not_yet_in_force_says_so(api: Api) -> None:
    await api.served.execute(
        "WITH p AS (INSERT INTO permit (number, vehicle_id, holder_id) VALUES ('许可-3', :vehicle, :holder) RETURNING id)"
        " INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)"
        " SELECT id, 1, :holder, 40, '2026-11-01', '2027-01-01' FROM p",
        vehicle=int(api.own("vehicle")),
        holder=api.world.operator_id,
    )
    [found] = (await api.answer("/permits", number="许可-3"))["items"]
    assert (found["state"], found["valid_from"]) == ("not_yet", date(2027, 1, 1).isoformat())


async def test_a_vehicle_never_permitted_has_no_permit_on_its_card(api: Api) -> None:
    made = (await api.post("/vehicles", {"plate": "苏G40001"})).json()["id"]
    card = await api.answer(f"/vehicles/{made}/card")
    assert [card[part] for part in ("permit", "sign", "run", "state", "fix_time", "speed_kmh")] == [None] * 6
    assert (card["chart"], card["open_findings"]) == ([], [])


async def test_the_sign_on_the_card_is_the_one_in_use(api: Api) -> None:
    for number, during in (("苏G校0001", "[2025-09-01,2026-09-01)"), ("苏G校0002", "[2026-09-01,)")):
        await api.served.execute(
            "INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)"
            " SELECT :number, permit_version_id, vehicle_id, '2025-09-01', '2027-08-31', CAST(:during AS tstzrange)"
            " FROM in_force WHERE vehicle_id = :id",
            number=number,
            during=during,
            id=int(api.own("vehicle")),
        )
    card = await api.answer(f"/vehicles/{api.own('vehicle')}/card")
    assert card["sign"] == {"number": "苏G校0002", "valid_to": "2027-08-31"}


async def test_a_permit_that_is_not_there_is_not_there(api: Api) -> None:
    assert code_of(await api.get("/permits/999999")) == "missing"
    assert refused_fields(await api.get("/permits/0")) == {"permit_id"}
    assert refused_fields(await api.get("/permits", sort="colour")) == {"sort"}
