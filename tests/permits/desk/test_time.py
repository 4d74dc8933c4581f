"""What time does to an application: silence where the law gives it a meaning, reminders where it gives none, clocks that stand."""

from datetime import date, timedelta
from typing import Any

from permits.desk.nightly import Night, pass_night
from tests.api import refused_fields
from tests.permits.desk.offices import Offices, hand_on

ONE_DAY = timedelta(days=1)


async def night(offices: Offices, on: date) -> Night:
    """The program's work as it would be done on a day."""
    return await pass_night(offices.api.served.app.state.sessions, await hand_on(offices, on))


def day(text: str | None) -> date:
    assert text is not None
    return date.fromisoformat(text)


def runs(offices: Offices, name: str) -> dict[str, object]:
    """A clock of the file that runs."""
    return next(one for one in offices.file["clocks"] if one["name"] == name and one["stopped_on"] is None)


async def test_what_nobody_told_missing_in_five_working_days_is_accepted_from_the_day_it_came(offices: Offices) -> None:
    """行政许可法 32: on the last day not yet, on the day after it is, and the twenty days run from the receipt."""
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    last = day(str(runs(offices, "completeness")["due_on"]))
    assert (await night(offices, last)).accepted == 0
    assert (await night(offices, last + ONE_DAY)).accepted == 1
    assert (await night(offices, last + ONE_DAY)).accepted == 0
    file = await offices.sees()
    assert (file["state"], file["accepted_on"], file["events"][-1]["by"]) == ("accepted", offices.today, None)
    assert runs(offices, "whole")["began_on"] == offices.today


async def test_what_was_told_missing_is_not_accepted_by_silence_and_is_told_once(offices: Offices) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "correct", missing=["承运人责任保险单", "驾驶人体检证明"])
    assert (await night(offices, day(offices.today) + timedelta(days=60))).accepted == 0
    await offices.takes("clerk", "resubmit")
    assert "correct" not in {one["step"] for one in offices.file["may"]}
    assert runs(offices, "completeness")["began_on"] == offices.today


async def test_a_renewal_asked_for_in_time_and_not_decided_is_renewed_by_silence(offices: Offices) -> None:
    """行政许可法 50: asked for thirty days before, undecided when the permit was over. It is issued with that ground."""
    valid_to = day(offices.today) + timedelta(days=30)
    await offices.begin("clerk", kind="change", permit_id=offices.api.own("permit"))
    await offices.to_issue(valid_to=valid_to.isoformat())
    await offices.begin("clerk", kind="renewal", permit_id=offices.api.own("permit"))
    await offices.takes("clerk", "submit")
    assert (await night(offices, valid_to)).renewed == 0
    assert (await night(offices, valid_to + ONE_DAY)).renewed == 1
    file = await offices.sees()
    assert (file["state"], file["events"][-1]["step"], file["due_clock"]) == ("granted", "renew_by_silence", "deliver")


async def test_a_renewal_asked_for_too_late_is_never_renewed_by_silence(offices: Offices) -> None:
    valid_to = day(offices.today) + timedelta(days=29)
    await offices.begin("clerk", kind="change", permit_id=offices.api.own("permit"))
    await offices.to_issue(valid_to=valid_to.isoformat())
    await offices.begin("clerk", kind="renewal", permit_id=offices.api.own("permit"))
    await offices.takes("clerk", "submit")
    assert (await night(offices, valid_to + timedelta(days=10))).renewed == 0


async def test_an_office_whose_reply_is_over_time_is_reminded_daily_and_its_silence_is_no_consent(
    offices: Offices,
) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "accept")
    await offices.takes("clerk", "consult")
    last = day(str(runs(offices, "police_reply")["due_on"]))
    assert (await night(offices, last)).chased == 0
    assert (await night(offices, last + ONE_DAY)).chased == 2
    assert (await night(offices, last + ONE_DAY)).chased == 0
    assert (await night(offices, last + 2 * ONE_DAY)).chased == 2
    file = await offices.sees()
    assert (file["state"], {one["state"] for one in file["opinions"]}) == ("consulting", {"sent"})
    assert [one["step"] for one in file["events"] if one["subject"] == "police"] == ["chase", "chase"]


async def test_the_polices_clock_stands_while_the_vehicle_has_not_been_presented(offices: Offices) -> None:
    """VEH 59: it is the applicant's delay. The transport office's clock runs on."""
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "accept")
    await offices.takes("clerk", "consult")
    await offices.takes("police", "call", of="police", appointment="2027-01-05T01:00:00Z")
    await offices.takes("police", "absent", of="police")
    assert (runs(offices, "police_reply")["stands"], runs(offices, "transport_reply")["stands"]) == (True, False)
    last = day(str(runs(offices, "transport_reply")["due_on"]))
    assert (await night(offices, last + ONE_DAY)).chased == 1
    await offices.sees()
    await offices.takes("police", "present", of="police")
    assert runs(offices, "police_reply")["stands"] is False


async def test_clocks_that_were_stopped_go_on_and_what_is_due_moves(offices: Offices) -> None:
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    await offices.takes("clerk", "accept")
    before = day(str(runs(offices, "whole")["due_on"]))
    today = day(offices.today)
    paused = await offices.takes("clerk", "pause", note="专家评审", until=(today + timedelta(days=20)).isoformat())
    assert paused["stands"] is True
    assert "consult" not in {one["step"] for one in paused["may"]}
    await night(offices, today + timedelta(days=14))
    await offices.sees()
    assert day(str(runs(offices, "whole")["due_on"])) >= before + timedelta(days=13)
    resumed = await offices.takes("clerk", "resume")
    assert (resumed["stands"], day(str(runs(offices, "whole")["due_on"]))) == (False, before)


async def test_a_day_that_the_office_does_not_work_moves_every_deadline_behind_it(offices: Offices) -> None:
    """The office's own entry wins over the calendar; who looks next sees the new day."""
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    before = day(str(offices.file["due_on"]))
    await offices.api.served.execute(
        "INSERT INTO working_day (day, works, source) VALUES (:day, false, '台风')", day=before
    )
    assert (await night(offices, day(offices.today))).reckoned == 1
    assert day((await offices.sees())["due_on"]) > before
    assert (await night(offices, day(offices.today))).reckoned == 0


async def test_another_offices_step_runs_by_the_day_on_its_paper(offices: Offices) -> None:
    """Recorded by the desk with the scanned reply, its number and its date; a day before the receipt or after today is refused."""
    yesterday, today = (day(offices.today) - ONE_DAY).isoformat(), offices.today
    await offices.begin("clerk")
    await offices.takes("clerk", "submit")
    await offices.api.served.execute(
        "UPDATE application SET received_on = received_on - 5, accepted_on = NULL WHERE id = :id",
        id=int(offices.file["id"]),
    )
    await offices.takes("clerk", "accept")
    await offices.takes("clerk", "consult")
    brings: dict[str, Any] = {"opinion": "agrees", "document_number": "连公交函〔2026〕8号"}
    assert refused_fields(await offices.tries("clerk", "reply", of="police", dated_on=today, **brings)) == {
        "document_id"
    }
    paper = await offices.scan()
    for wrong in ((day(today) + ONE_DAY).isoformat(), (day(today) - timedelta(days=6)).isoformat()):
        refused = await offices.tries("clerk", "reply", of="police", dated_on=wrong, document_id=paper, **brings)
        assert refused_fields(refused) == {"dated_on"}
    file = await offices.takes("clerk", "reply", of="police", dated_on=yesterday, document_id=paper, **brings)
    event = next(one for one in file["events"] if one["step"] == "reply")
    assert (event["recorded"], event["dated_on"], event["by"]["role"]) == (True, yesterday, "clerk")
    assert next(one for one in file["opinions"] if one["office"] == "police")["replied_on"] == yesterday


async def test_one_application_at_fault_keeps_no_other_waiting_and_is_counted(offices: Offices) -> None:
    """Whatever the database refuses of one: the next is done, and so is all other work of the night."""
    await offices.begin("clerk")
    first = await offices.takes("clerk", "submit")
    await offices.begin("clerk", kind="change", permit_id=offices.api.own("permit"))
    await offices.takes("clerk", "submit")
    await offices.api.served.execute(
        "CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.application_id ="
        " (SELECT min(id) FROM application) THEN RAISE 'not this one'; END IF; RETURN NEW; END $$"
    )
    await offices.api.served.execute(
        "CREATE TRIGGER refuse_one BEFORE INSERT ON application_event FOR EACH ROW EXECUTE FUNCTION refuse_one()"
    )
    last = day(str(next(one for one in first["clocks"] if one["name"] == "completeness")["due_on"]))
    done = await night(offices, last + ONE_DAY)
    assert (done.accepted, done.failed) == (1, 1)
