"""Drafts that keep themselves, and papers that are what their content says."""

import httpx

from tests.api import PREFIX, code_of, refused_fields
from tests.permits.desk.offices import PDF, Offices


async def keep(offices: Offices, role: str, **changes: object) -> httpx.Response:
    """Keep the draft with changes; the response."""
    body = {
        "version": offices.file["version"],
        "vehicle_id": offices.file["vehicle"]["id"],
        "content": offices.file["content"],
    } | changes
    return await offices.clients[role].put(f"{offices.path}/draft", json=body)


async def test_a_draft_is_its_applicants_and_no_office_reads_it(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    assert (await offices.clients["police"].get(offices.path)).status_code == 404
    assert (await offices.clients["officer"].get(offices.path)).status_code == 404
    listed = await offices.clients["government"].get(f"{PREFIX}/applications")
    assert offices.file["id"] not in {one["id"] for one in listed.json()["items"]}


async def test_a_draft_kept_in_two_places_is_not_overwritten(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    kept = await keep(offices, "operator", content=offices.plan | {"seats": 30})
    assert (kept.status_code, kept.json()["content"]["seats"]) == (200, 30)
    elsewhere = await keep(offices, "operator", content=offices.plan | {"seats": 20})
    assert (elsewhere.status_code, code_of(elsewhere)) == (409, "changed_meanwhile")


async def test_what_was_received_is_changed_only_where_something_was_told_missing(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    await offices.takes("operator", "submit")
    assert offices.file["may_edit"] is False
    assert code_of(await keep(offices, "operator")) == "not_a_draft"
    await offices.takes("clerk", "correct", missing=["保险单"])
    await offices.sees("operator")
    kept = await keep(offices, "operator", content=offices.plan | {"insurer": "人保财险"})
    assert (kept.status_code, kept.json()["content"]["insurer"]) == (200, "人保财险")


async def test_what_contradicts_itself_or_is_not_there_is_named_together(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    contrary = await keep(
        offices, "operator", content=offices.plan | {"insured_from": "2027-01-01", "insured_until": "2026-01-01"}
    )
    assert contrary.status_code == 422
    other = offices.api.world.ids["vehicle"]["other"]
    unknown = await keep(
        offices,
        "operator",
        vehicle_id=other,
        content=offices.plan | {"driver_ids": ["999"], "line_version_ids": ["998"]},
    )
    assert refused_fields(unknown) == {"vehicle_id", "content.driver_ids", "content.line_version_ids"}


async def test_only_a_school_or_an_operator_applies(offices: Offices) -> None:
    await offices.api.served.execute("INSERT INTO organisation (slug, kind, name) VALUES ('town-1', 'town', '某镇')")
    [(town,)] = await offices.api.served.fetch("SELECT id FROM organisation WHERE slug = 'town-1'")
    refused = await offices.api.post("/applications", {"kind": "new", "applicant_id": str(town)})
    assert refused_fields(refused) == {"applicant_id"}
    assert refused_fields(await offices.api.post("/applications", {"kind": "new"})) == {"applicant_id"}


async def test_the_next_paper_of_a_kind_is_its_next_version_and_the_first_is_still_read(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    first = await offices.scan("operator", "insurance", PDF)
    await offices.scan("operator", "insurance", PDF + b"second")
    papers = [(one["kind"], one["version"], one["size"]) for one in offices.file["documents"]]
    assert papers == [("insurance", 2, len(PDF) + 6), ("insurance", 1, len(PDF))]
    read = await offices.clients["operator"].get(f"{PREFIX}/applications/documents/{first}")
    assert (read.status_code, read.content, read.headers["content-type"]) == (200, PDF, "application/pdf")
    assert (await offices.clients["police"].get(f"{PREFIX}/applications/documents/{first}")).status_code == 404


async def test_a_paper_that_is_not_what_it_claims_or_is_named_with_a_path_does_no_harm(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)

    async def sends(content: bytes) -> httpx.Response:
        return await offices.clients["operator"].post(
            f"{PREFIX}/applications/documents",
            params={"application_id": offices.file["id"], "kind": "insurance", "name": "../../etc/保单.pdf"},
            content=content,
            headers={"Content-Type": "application/pdf"},
        )

    refused = await sends(b"MZ not a paper")
    assert (refused.status_code, code_of(refused)) == (415, "not_a_known_file")
    taken = await sends(PDF)
    assert [one["name"] for one in taken.json()["documents"]] == ["....etc保单.pdf"]


async def test_nobody_applies_with_anothers_bus_or_permit(offices: Offices) -> None:
    """A school sees the bus that carries its pupils, and its permit: neither is its own to change."""
    wish = {"kind": "change", "vehicle_id": offices.api.own("vehicle"), "permit_id": offices.api.own("permit")}
    async with offices.api.as_role("school") as school:
        refused = await school.post(f"{PREFIX}/applications", json=wish)
    assert refused_fields(refused) == {"vehicle_id", "permit_id"}


async def test_a_paper_is_sent_as_a_file_and_not_by_the_name_of_its_step(offices: Offices) -> None:
    await offices.begin("clerk")
    assert refused_fields(await offices.tries("clerk", "attach")) == {"step"}
    assert (await offices.sees())["documents"] == []


async def test_who_is_named_twice_in_a_list_is_said_at_its_field(offices: Offices) -> None:
    twice = {name: ids * 2 if name.endswith("_ids") else ids for name, ids in offices.plan.items()}
    body = {"kind": "new", "vehicle_id": offices.api.own("vehicle"), "content": twice}
    refused = await offices.clients["operator"].post(f"{PREFIX}/applications", json=body)
    names = {"content.driver_ids", "content.attendant_ids", "content.line_version_ids"}
    assert (refused.status_code, refused_fields(refused)) == (422, names)


async def test_who_saw_a_file_is_kept_once_a_day(offices: Offices) -> None:
    await offices.begin("operator", applicant_id=None)
    await offices.takes("operator", "submit")
    for _ in range(3):
        await offices.sees("police")
    asked = (
        "SELECT count(*) FROM audit_entry JOIN account ON account.id = account_id"
        " WHERE object_kind = 'application' AND object_id = :id AND action = 'application.view' AND role = 'police'"
    )
    assert await offices.api.served.fetch(asked, id=offices.file["id"]) == [(1,)]
