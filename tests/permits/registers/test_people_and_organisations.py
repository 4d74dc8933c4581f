"""The files of people and of organisations over HTTP: what is shown of a person to whom, and what schools and providers owe."""

from typing import Any

from tests.api import PREFIX, Api, code_of, phone_kept, refused_fields
from tests.permits.registers.files import edits, in_days, puts_in, read, states, today, tries, writes
from tests.web.world import OTHER

PHONE = "13812345678"
FOR_WORK = {"purpose": "work"}


async def driver(api: Api) -> str:
    """The path of the own driver, whose number is on record."""
    await api.served.execute("UPDATE person SET phone = :phone", phone=phone_kept(PHONE))
    return f"/people/{api.own('person')}"


def school(api: Api) -> str:
    return f"/organisations/{api.world.school_id}"


async def test_a_number_is_masked_until_it_is_asked_for_and_that_it_was_shown_is_written_down(api: Api) -> None:
    path = await driver(api)
    listed = await read(api.client, "/people?kind=driver")
    assert PHONE not in str(listed)
    assert listed["items"][0]["phone_masked"] == "138****5678"
    assert PHONE not in str(await read(api.client, path))
    async with api.as_role("operator") as operator:
        shown = await operator.post(f"{PREFIX}/registers{path}/reveal", json=FOR_WORK)
        assert shown.json() == {"phone": PHONE}
        [line] = [one for one in (await read(operator, path))["history"] if one["action"] == "person.reveal"]
        assert (line["by"], line["detail"]["purpose"]) == ("operator", "work")
        other = await operator.post(f"{PREFIX}/registers/people/{api.world.ids['person'][OTHER]}/reveal", json=FOR_WORK)
        assert code_of(other) == "missing"


async def test_who_saw_a_file_of_the_registers_or_opened_a_paper_of_it_is_kept_once_a_day(api: Api) -> None:
    """It is no change of the file: version and list of changes are as before."""
    paths = [await driver(api), f"/vehicles/{api.own('vehicle')}", school(api)]
    paper = (await puts_in(api.client, "vehicle", api.own("vehicle"), "other")).json()["id"]
    async with api.as_role("police") as police:
        before = [await read(police, path) for path in paths]
        after = [await read(police, path) for path in paths]
        for _ in range(2):
            assert (await police.get(f"{PREFIX}/registers/papers/{paper}")).status_code == 200
    assert [(one["version"], one["history"]) for one in after] == [(one["version"], one["history"]) for one in before]
    seen = await api.served.fetch(
        "SELECT action, object_id FROM audit_entry JOIN account ON account.id = account_id"
        " WHERE role = 'police' AND action LIKE '%.view' ORDER BY action"
    )
    assert seen == [
        ("organisation.view", str(api.world.school_id)), ("person.view", api.own("person")), ("register_file.view", paper),
        ("vehicle.view", api.own("vehicle")),
    ]  # fmt: skip


async def test_to_other_offices_the_number_is_not_shown(api: Api) -> None:
    path = await driver(api)
    for role in ("police", "transport", "auditor", "admin"):
        async with api.as_role(role) as client:
            assert (await client.post(f"{PREFIX}/registers{path}/reveal", json=FOR_WORK)).status_code == 403
            assert (await read(client, path))["may_reveal"] is False


async def test_a_changed_number_is_not_in_the_audit_trail(api: Api) -> None:
    path = await driver(api)
    assert (await edits(api.client, path, phone="13900001111")).status_code == 200
    assert "13900001111" not in str(await api.served.fetch("SELECT detail FROM audit_entry"))
    file = await read(api.client, path)
    assert file["person"]["phone_masked"] == "139****1111"
    assert file["history"][0]["detail"]["after"] == {"phone": "***"}


async def test_of_crime_and_health_a_date_and_a_documents_number_are_kept_and_police_or_the_desk_enter_them(
    api: Api,
) -> None:
    path = await driver(api)
    assert states(await read(api.client, path))["crime"] == "unknown"
    said = {
        "record": "confirmation",
        "about": "crime",
        "confirmed_on": in_days(-3),
        "document_number": "连公函〔2026〕12号",
    }
    async with api.as_role("police") as police, api.as_role("operator") as operator:
        assert (await tries(operator, path, **said)).status_code == 403
        await writes(police, path, **said)
        refused = await tries(police, path, **said, note="曾患病")
        assert refused.status_code == 422
    file = await read(api.client, path)
    assert states(file)["crime"] == "in_order"
    assert set(file["confirmations"][0]) == {"id", "about", "confirmed_on", "document_number"}


async def test_a_drivers_file_says_by_the_reviews_own_checks_what_the_law_asks_and_what_is_missing(api: Api) -> None:
    path = await driver(api)
    found = states(await read(api.client, path))
    assert found["endorsed"] == "not_met"
    assert (found["age"], found["offences"], found["full_score"]) == ("unknown", "unknown", "unknown")
    await api.served.execute("UPDATE person SET born_on = '1985-01-01'")
    assert states(await read(api.client, path))["age"] == "in_order"


async def test_an_operator_enters_and_dismisses_its_own_people_and_nobody_elses(api: Api) -> None:
    async with api.as_role("operator") as operator:
        person = {"kind": "attendant", "name": "李老师", "phone": "13800000000"}
        made = await operator.post(f"{PREFIX}/registers/people", json=person)
        assert made.status_code == 201, made.text
        path = f"/people/{made.json()['id']}"
        assert (await read(operator, path))["person"]["organisation_id"] == str(api.world.operator_id)
        assert (await edits(operator, path, left_on=in_days(0))).status_code == 200
        moved = await edits(operator, path, organisation_id=str(api.world.school_id))
        assert moved.status_code == 403
        foreign = await operator.post(
            f"{PREFIX}/registers/people", json=person | {"organisation_id": str(api.world.school_id)}
        )
        assert code_of(foreign) == "not_yours"
    nowhere = await api.post("/registers/people", person)
    assert refused_fields(nowhere) == {"organisation_id"}


async def enters_the_term(api: Api, ends: str) -> str:
    """The term under way, until a day; its first."""
    begins = in_days(-60)
    await api.served.execute(
        f"INSERT INTO term (name, starts, ends) VALUES ('本学期', '{begins}', '{ends}')"  # noqa: S608 - a day of the test's own
    )
    return begins


def duty(file: dict[str, Any], kind: str) -> dict[str, Any]:
    """How one duty stands."""
    return next(one for one in file["duties"] if one["kind"] == kind)


async def test_without_a_term_on_record_it_cannot_be_told_whether_a_drill_is_due(api: Api) -> None:
    assert duty(await read(api.client, school(api)), "drill")["state"] == "unknown"


async def test_a_school_owes_a_drill_each_term_and_a_letter_with_each_provider_that_serves_it(api: Api) -> None:
    """R53, R52: due while the term runs, overdue after it, done with its date; the school enters its own."""
    begins = await enters_the_term(api, in_days(-1))
    async with api.as_role("school") as client:
        before = await read(client, school(api))
        assert (duty(before, "drill")["state"], duty(before, "drill")["rule"]) == ("overdue", "R53")
        letter = duty(before, "responsibility_letter")
        assert (letter["counterpart"]["name"], letter["rule"], letter["article"]) == ("公司 own", "R52", "11")
        assert before["items"][0]["state"] == "expired"
        await writes(
            client, school(api), record="duty", kind="drill", since=begins, done_on=in_days(-20), note="疏散演练"
        )
        assert duty(await read(client, school(api)), "drill")["state"] == "done"
        later = await tries(
            client, school(api), record="duty", kind="pupil_education", since=begins, due_on=in_days(900)
        )
        assert refused_fields(later) == {"due_on"}
        again = await tries(client, school(api), record="duty", kind="drill", since=begins, done_on=in_days(-10))
        assert code_of(again) == "already_on_record"
        nobody = await tries(client, school(api), record="duty", kind="responsibility_letter", since=letter["since"])
        assert refused_fields(nobody) == {"counterpart_id"}
        signed = {"kind": "responsibility_letter", "since": letter["since"], "done_on": in_days(0)}
        await writes(client, school(api), record="duty", **signed, counterpart_id=letter["counterpart"]["id"])
        assert duty(await read(client, school(api)), "responsibility_letter")["state"] == "done"


async def test_a_provider_has_educated_its_drivers_when_each_holds_a_training_of_this_term(api: Api) -> None:
    """R54: computed from the register of trainings; the provider need not say it twice."""
    await enters_the_term(api, in_days(60))
    path = f"/organisations/{api.world.operator_id}"
    assert duty(await read(api.client, path), "driver_training")["state"] == "due"
    await api.served.execute(
        "INSERT INTO training (person_id, course, hours, passed_on, valid_to) VALUES (:id, '安全教育', 3, :on, :until)",
        id=int(api.own("person")),
        on=today(),
        until=today(),
    )
    assert duty(await read(api.client, path), "driver_training")["state"] == "done"


async def test_an_organisations_file_is_its_own_and_the_offices(api: Api) -> None:
    async with api.as_role("school") as client:
        other = api.world.ids["organisation"][OTHER]
        for path in (f"/organisations/{api.world.operator_id}", f"/organisations/{other}"):
            assert (await client.get(f"{PREFIX}/registers{path}")).status_code == 404
        assert [one["name"] for one in (await read(client, "/organisations?kind=school"))["items"]] == ["学校 own"]
    async with api.as_role("teacher") as client:
        assert (await client.get(f"{PREFIX}/registers{school(api)}")).status_code == 404


async def test_the_lists_find_by_a_part_of_the_name_and_say_what_is_worst(api: Api) -> None:
    listed = await read(api.client, "/vehicles?q=00001")
    assert [one["name"] for one in listed["items"]] == ["苏G00001"]
    assert listed["items"][0]["worst"] == "missing"
    assert listed["items"][0]["first"]["name"] == "sign"
