"""The small district with its desk: a case and all that the desk keeps, once of the viewer's own bus, once of another's."""

from dataclasses import replace

import psycopg

from core.personal import key_of, sealed
from core.settings import Settings
from tests.web.world import FINDINGS, OTHER, OWN, PLATES, World, add, seed
from tests.web.world_danger import dangers
from tests.web.world_label import labelled
from tests.web.world_office import kept_by_the_office
from tests.web.world_training import trained


def seed_with_desk(database_url: str) -> World:
    """Write the district, and what is on its desk."""
    world = seed(database_url)
    ids = dict(world.ids)
    with psycopg.connect(database_url) as connection:
        for whose in (OWN, OTHER):
            made = (
                _on_the_desk(connection, whose, int(world.ids["vehicle"][whose]))
                | _asked_for(connection, world, whose)
                | kept_by_the_office(connection, world, whose)
                | trained(connection, world, whose)
            )
            made["organisation_file"] = world.ids["organisation"][whose]
            for noun, key in made.items():
                ids[noun] = {**ids.get(noun, {}), whose: key}
        ids |= dangers(connection)
    return replace(world, ids=ids)


def _on_the_desk(connection: psycopg.Connection[tuple[object, ...]], whose: str, vehicle_id: int) -> dict[str, str]:
    """A case with a file, a known fault, a turn of duty, a handover, an offence that the police told of: their ids."""
    row = connection.execute("SELECT id FROM account WHERE username = %s", [f"watch-{whose}"]).fetchone()
    assert row is not None
    account = row[0]
    case = add(
        connection, "desk_case", vehicle_id=vehicle_id, rule="R24", article="35", severity="A1", state="open", level=0,
        first_began="2026-11-23T23:05Z", last_began="2026-11-23T23:05Z",
    )  # fmt: skip
    connection.execute("INSERT INTO case_finding (finding_id, case_id) VALUES (%s, %s)", [FINDINGS[whose], case])
    add(connection, "case_event", case_id=case, step="opened", to_state="open")
    file = add(
        connection, "case_attachment", case_id=case, account_id=account, name="现场.jpg", media_type="image/jpeg", size=3,
        sha256="0" * 64,
    )  # fmt: skip
    fault = add(
        connection, "known_fault", vehicle_id=vehicle_id, rule="R39", during="[2026-11-23,2036-11-23)", reason="送修",
        account_id=account,
    )  # fmt: skip
    duty = add(connection, "duty", account_id=account, during="[2026-11-23,2026-11-24)")
    handover = add(connection, "handover", to_id=account, note="接班", cases="[]")
    view = add(connection, "saved_view", account_id=account, name="早班", query="?state=open")
    offence = add(
        connection, "police_notice", month="2026-11-01", plate=PLATES[whose], at="2026-11-03T00:00Z", offence="超速",
        account_id=account, sheet_row=2,
    )  # fmt: skip
    hazard = add(
        connection, "hazard", subject_kind="bus", vehicle_id=vehicle_id, title=f"灯光故障 {PLATES[whose]}",
        description="左前灯不亮", source="manual", state="found", found_at="2026-11-23T23:05Z",
    )  # fmt: skip
    photo = add(
        connection, "hazard_attachment", hazard_id=hazard, at="2026-11-23T23:05Z", account_id=account, purpose="found", round=1,
        name="灯.jpg", media_type="image/jpeg", size=3, sha256="1" * 64,
    )  # fmt: skip
    link = add(
        connection, "hazard_link", hazard_id=hazard, token_hash=whose.encode(), created_at="2026-11-23T23:05Z",
        created_by=account, expires_at="2036-11-23T23:05Z",
    )  # fmt: skip
    connection.execute(
        'INSERT INTO suspect_weights (version, weights, learned_from) VALUES (1, \'{"start": -4, "first": {}, "now": {}}\', 0)'
        " ON CONFLICT DO NOTHING"
    )
    suspect = add(
        connection, "suspect", plate={OWN: "苏GA0001", OTHER: "苏GA0002"}[whose], state="watched", score=2.5, features="{}",
        facts='{"schools": []}', weights=1, sightings=9, days=5, first_seen="2026-11-03T00:00Z", last_seen="2026-11-20T00:00Z",
        scored_at="2026-11-23T00:00Z",
    )  # fmt: skip
    source = add(
        connection, "sighting_source", name=f"摄像机 {whose}", kind="camera", token_hash="-", created_by=account
    )
    scan = add(
        connection, "register_file", vehicle_id=vehicle_id, kind="insurance", at="2026-11-23T02:00Z", account_id=account,
        name="保单.pdf", media_type="application/pdf", size=3, sha256="4" * 64,
    )  # fmt: skip
    policy = add(
        connection, "insurance", vehicle_id=vehicle_id, kind="carrier", insurer="示例保险", number=f"P-{whose}",
        valid_from="2026-01-01", valid_to="2026-12-31", file_id=scan,
    )  # fmt: skip
    return {
        "register_file": scan, "register_record": policy,
        "hazard": hazard, "hazard_attachment": photo, "link": link,
        **_told_by_a_stranger(connection, whose, vehicle_id),
        "case": case, "attachment": file, "fault": fault, "duty": duty, "handover": handover, "view": view,
        "police_notice": offence, "suspect": suspect, "source": source,
    }  # fmt: skip


def _told_by_a_stranger(
    connection: psycopg.Connection[tuple[object, ...]], whose: str, vehicle_id: int
) -> dict[str, str]:
    """A public report of the bus, with a contact and a photograph."""
    report = add(
        connection, "public_report", number=f"2611-0000{vehicle_id}", code_hash=b"0", ticket_hash=whose.encode(),
        received_at="2026-11-24T00:00Z", kind="overload", words="超员", plate=PLATES[whose], locale="zh-CN",
        due_at="2026-11-25T16:00Z", provisional=False,
    )  # fmt: skip
    phone = sealed(key_of(Settings()), "report_contact.phone", "13800000000")
    connection.execute("INSERT INTO report_contact (report_id, phone) VALUES (%s, %s)", [report, phone])
    photo = add(
        connection, "report_photo", report_id=report, file="00000000-0000-4000-8000-000000000001", size=3, width=1, height=1,
        sha256="0" * 64,
    )  # fmt: skip
    add(connection, "report_event", report_id=report, step="received", to_state="received")
    return {"public_report": report, "report_photo": photo}


def _asked_for(connection: psycopg.Connection[tuple[object, ...]], world: World, whose: str) -> dict[str, str]:
    """An application that was received, of the operator that holds the bus's permit, and a form for its sign."""
    row = connection.execute("SELECT id FROM account WHERE username = %s", [f"watch-{whose}"]).fetchone()
    permit, vehicle = world.ids["permit"][whose], world.ids["vehicle"][whose]
    held = connection.execute(
        "SELECT p.holder_id, v.id FROM permit p JOIN permit_version v ON v.permit_id = p.id WHERE p.id = %s", [permit]
    ).fetchone()
    assert row is not None
    assert held is not None
    application = add(
        connection, "application", number=f"XC2026-{whose}", kind="change", state="submitted", applicant_id=held[0],
        vehicle_id=vehicle, permit_id=permit, permit_version_id=held[1], content="{}", created_by=row[0], received_on="2026-11-23",
    )  # fmt: skip
    event = add(
        connection, "application_event", application_id=application, at="2026-11-23T02:00Z", account_id=row[0], step="submit",
        from_state="draft", to_state="submitted", dated_on="2026-11-23",
    )  # fmt: skip
    sign = add(
        connection, "sign_file", application_id=application, permit_version_id=held[1], vehicle_id=vehicle, state="filed",
        filed_on="2026-11-23",
    )  # fmt: skip
    paper = add(
        connection, "application_document", application_id=application, kind="insurance", version=1, at="2026-11-23T02:00Z",
        account_id=row[0], name="保单.pdf", media_type="application/pdf", size=3, sha256="3" * 64,
    )  # fmt: skip
    label = labelled(connection, whose, vehicle=vehicle, version=held[1], account=row[0])
    round_ = add(connection, "round", name=f"批次 {whose}", target_on="2036-09-01", state="open", created_by=row[0])
    connection.execute(
        "INSERT INTO round_file (round_id, application_id, since, put_in_by) VALUES (%s, %s, '2026-11-23T02:00Z', %s)",
        [round_, application, row[0]],
    )
    deed = add(
        connection, "round_deed", round_id=round_, at="2026-11-23T02:00Z", account_id=row[0], subject="application",
        step="submit", dated_on="2026-11-23", recorded=False,
    )  # fmt: skip
    connection.execute(
        "INSERT INTO round_deed_file (deed_id, application_id, event_id) VALUES (%s, %s, %s)",
        [deed, application, event],
    )
    held_event = add(
        connection, "permit_event", permit_id=permit, subject="permit", at="2026-11-23T02:00Z", account_id=row[0], step="suspend",
        from_state="in_force", to_state="suspended", dated_on="2026-11-23", note="修理",
    )  # fmt: skip
    penalty = add(
        connection, "penalty", permit_id=permit, number=f"DX2026-{whose}", state="proposed", opened_on="2026-11-23",
        opened_by=row[0], reasons="超员",
    )  # fmt: skip
    made = add(
        connection, "sign", number=f"标牌-{whose}-二", permit_version_id=held[1], vehicle_id=vehicle, issued_on="2026-09-01",
        valid_to="2027-02-28", during="[2026-08-31T16:00Z,2027-02-28T16:00Z)",
    )  # fmt: skip
    held_paper = add(
        connection, "held_document", permit_id=permit, kind="decision", at="2026-11-23T02:00Z", account_id=row[0],
        name="决定.pdf", media_type="application/pdf", size=3, sha256="4" * 64,
    )  # fmt: skip
    granted = {"held_event": held_event, "penalty": penalty, "sign": made, "held_document": held_paper}
    return granted | label | {
        "application": application, "event": event, "sign_file": sign, "document": paper, "round": round_, "deed": deed,
    }  # fmt: skip
