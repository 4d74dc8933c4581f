"""Parameters are dated by an administrator, with a source, within bounds, and never for a moment gone by."""

from tests.api import Api, code_of, refused_fields

PREFIX = "/api/v1"
CORRIDOR = {"name": "R26.corridor_m", "value": 80, "source": "区里山路窄, 2026-11"}


async def test_every_parameter_is_told_with_unit_default_and_source(api: Api) -> None:
    """Also those of patience that nobody has dated; where nothing limits a gap there is no number."""
    items = {one["name"]: one for one in (await api.answer("/parameters"))["items"]}
    corridor = items["R26.corridor_m"]
    assert (corridor["unit"], corridor["value"], corridor["default"], corridor["history"]) == ("m", 60.0, 60.0, [])
    assert corridor["source"]
    assert (items["R39.gap_s"]["value"], items["R39.gap_s"]["rule"]) == (None, "R39")
    assert items["R24.fixes"]["default"] == 2
    assert items["late_s"]["rule"] is None


async def test_a_new_value_holds_from_now_and_stands_in_the_history_and_the_audit_trail(api: Api) -> None:
    async with api.as_role("admin") as admin:
        answer = await admin.post(f"{PREFIX}/parameters", json=CORRIDOR)
    assert answer.status_code == 200, answer.text
    [corridor] = [one for one in answer.json()["items"] if one["name"] == "R26.corridor_m"]
    assert (corridor["value"], corridor["default"]) == (80.0, 60.0)
    assert [(row["value"], row["source"]) for row in corridor["history"]] == [(80.0, CORRIDOR["source"])]
    trail = await api.served.fetch("SELECT object_id, detail->>'value' FROM audit_entry WHERE action = 'parameter.set'")
    assert trail == [("R26.corridor_m", "80.0")]


async def test_a_value_that_no_office_could_mean_is_refused(api: Api) -> None:
    """At the bound it is taken, past it refused; half a fix is none; a past moment is never changed."""
    async with api.as_role("admin") as admin:
        for change, field in (
            ({"value": 0}, "value"),
            ({"value": 5001}, "value"),
            ({"name": "R24.fixes", "value": 1.5}, "value"),
            ({"name": "R99.fixes"}, "name"),
            ({"since": "2026-01-01T00:00:00Z"}, "since"),
            ({"source": ""}, "source"),
        ):
            assert refused_fields(await admin.post(f"{PREFIX}/parameters", json={**CORRIDOR, **change})) == {field}
        most = {**CORRIDOR, "value": 5000, "since": "2100-01-01T00:00:00Z"}
        assert (await admin.post(f"{PREFIX}/parameters", json=most)).status_code == 200
        assert code_of(await admin.post(f"{PREFIX}/parameters", json=most)) == "parameter_taken"
