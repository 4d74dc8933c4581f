"""Rules are switched by an administrator, for the district or one operator, from now on; what is in trial is told to nobody."""

from typing import Any

from rules.catalogue import RULES
from tests.api import Api, code_of, refused_fields
from tests.web.world import FINDINGS, OTHER, OWN

SOURCE = "局务会 2026-11-20"
PREFIX = "/api/v1"


def of(answer: dict[str, Any], rule: str) -> dict[str, Any]:
    """One rule of the answer."""
    [found] = [one for one in answer["items"] if one["rule"] == rule]
    return dict(found)


async def switched(api: Api, **body: Any) -> Any:
    """What POST answers an administrator."""
    async with api.as_role("admin") as admin:
        return await admin.post(f"{PREFIX}/rule-modes", json={"source": SOURCE, **body})


async def test_where_nobody_has_said_anything_every_rule_is_on(api: Api) -> None:
    answer = await api.answer("/rule-modes")
    assert [one["rule"] for one in answer["items"]] == [rule.id for rule in RULES]
    assert {(one["mode"], one["since"]) for one in answer["items"]} == {("on", None)}


async def test_a_rule_is_switched_for_the_district_and_for_one_operator(api: Api) -> None:
    """Both rows stay in the history with who decided it, and both deeds are in the audit trail."""
    operator = api.world.operator_id
    assert (await switched(api, rules=["R23", "R24"], mode="trial")).status_code == 200
    async with api.as_role("auditor") as auditor:
        found = (await auditor.get(f"{PREFIX}/rule-modes")).json()
    assert [of(found, rule)["mode"] for rule in ("R22", "R23", "R24")] == ["on", "trial", "trial"]
    await api.served.execute("DELETE FROM login_session")
    await api.served.execute("UPDATE account SET username = 'admin-1' WHERE username = 'admin'")
    answer = await switched(api, rules=["R23"], mode="off", organisation_id=operator)
    r23 = of(answer.json(), "R23")
    assert r23["mode"] == "trial"
    assert [(own["organisation_name"], own["mode"]) for own in r23["operators"]] == [("公司 own", "off")]
    assert [(row["mode"], row["source"], row["organisation_id"]) for row in r23["history"]] == [
        ("off", SOURCE, str(operator)),
        ("trial", SOURCE, None),
    ]
    trail = await api.served.fetch(
        "SELECT object_id, detail->>'mode' FROM audit_entry WHERE action = 'rule_mode.set' ORDER BY id"
    )
    assert trail == [("R23", "trial"), ("R24", "trial"), ("R23", "off")]


async def test_a_mode_is_not_dated_back_and_names_a_rule_an_operator_and_a_source(api: Api) -> None:
    """What was judged stays; a school office is no operator; who decided it must be said."""
    async with api.as_role("admin") as admin:
        for body, field in (
            ({"rules": ["R23"], "mode": "on", "since": "2026-01-01T00:00:00Z"}, "since"),
            ({"rules": ["R23"], "mode": "on", "since": "9999-12-31T23:59:59Z"}, "since"),
            ({"rules": ["R99"], "mode": "on"}, "rules"),
            ({"rules": ["R23"], "mode": "perhaps"}, "mode"),
            ({"rules": ["R23"], "mode": "on", "organisation_id": 999_999}, "organisation_id"),
            ({"rules": ["R23"], "mode": "on", "source": " "}, "source"),
        ):
            answer = await admin.post(f"{PREFIX}/rule-modes", json={"source": SOURCE, **body})
            assert refused_fields(answer) == {field}, body
        later = {"rules": ["R23"], "mode": "on", "since": "2100-01-01T00:00:00Z", "source": SOURCE}
        assert (await admin.post(f"{PREFIX}/rule-modes", json=later)).status_code == 200
        assert code_of(await admin.post(f"{PREFIX}/rule-modes", json=later)) == "mode_taken"


async def test_what_was_said_of_a_rule_is_never_changed(api: Api) -> None:
    """The row of a mode can be neither altered nor deleted: a later one supersedes it."""
    await switched(api, rules=["R23"], mode="trial")
    for statement in ("UPDATE rule_mode SET mode = 'on'", "DELETE FROM rule_mode", "TRUNCATE rule_mode"):
        try:
            await api.served.execute(statement)
        except Exception as error:
            assert "its content never changes" in str(error)  # noqa: PT017 - the driver's error is wrapped
        else:
            raise AssertionError(statement)


async def test_a_finding_in_trial_is_shown_to_the_bureau_alone_and_only_when_asked_for(api: Api) -> None:
    """Not in the list, not on the card, not live; counted as what would have been raised."""
    await api.served.execute("UPDATE finding SET trial = true, began = now() WHERE id = :id", id=FINDINGS[OWN])
    found = {one["id"] for one in (await api.answer("/findings"))["items"]}
    assert found == {FINDINGS[OTHER]}
    assert {one["id"] for one in (await api.answer("/findings", trial="true"))["items"]} == {FINDINGS[OWN]}
    assert (await api.answer(f"/vehicles/{api.own('vehicle')}/card"))["open_findings"] == []
    assert of(await api.answer("/rule-modes"), "R24")["would_have"] == 1
    for role in ("operator", "school", "police", "government"):
        async with api.as_role(role) as client:
            assert code_of(await client.get(f"{PREFIX}/findings", params={"trial": "true"})) == "not_allowed"
            assert code_of(await client.get(f"{PREFIX}/findings/{FINDINGS[OWN]}")) == "missing"
    async with api.as_role("auditor") as client:
        assert (await client.get(f"{PREFIX}/findings/{FINDINGS[OWN]}")).json()["trial"] is True


async def test_the_live_page_never_hears_of_a_finding_in_trial(api: Api) -> None:
    """Neither what a new socket is sent nor what is looked up by its id."""
    from uuid import UUID

    from core import clock
    from core.database import session_scope
    from findings.service import findings_by_id, live_findings

    await api.served.execute("UPDATE finding SET trial = true WHERE id = :id", id=FINDINGS[OWN])
    async with session_scope(api.served.app.state.sessions) as session:
        live = {one.id for one in await live_findings(session, now=clock.now())}
        asked = {one.id for one in await findings_by_id(session, ids=map(UUID, FINDINGS.values()))}
    assert live == asked == {FINDINGS[OTHER]}
