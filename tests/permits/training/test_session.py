"""A training session from its plan to the certificate by which the next departure is judged."""

from datetime import timedelta
from typing import Any

import numpy as np
import psycopg
import pytest

from core import clock
from core.settings import Settings
from findings.world import World
from permits.training.certificates import last_day
from permits.training.steps import STATES, STEPS
from tests.api import PREFIX, code_of, refused_fields
from tests.permits.training.room import COURSE, Room

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


async def said_of_attendant(room: Room) -> dict[str, Any]:
    """What the departure check says of the attendant's training (R15)."""
    answer = await room.api.answer(f"/runs/{room.api.own('run')}/departure-check")
    return next(one for one in answer["items"] if one["rule"] == "R15")


async def test_once_a_session_is_closed_the_departure_check_knows_the_certificate_and_once_withdrawn_no_more(
    room: Room,
) -> None:
    """REG 38. Before: nobody recorded a training. After: in order. Withdrawn: not in order any more."""
    await room.api.served.execute(
        "UPDATE run SET attendant_id = :who, day = :day, planned_start = now(), planned_end = now() + interval '1 hour'"
        " WHERE id = :run",
        who=room.people["wang"], day=clock.today(Settings().zone), run=int(room.api.own("run")),
    )  # fmt: skip
    assert (await said_of_attendant(room))["said"] != "in_order"
    await room.closed()
    seat = room.seat("wang")
    assert (room.session["state"], seat["passed"], bool(seat["certificate_number"])) == ("closed", True, True)
    assert (await said_of_attendant(room))["said"] == "in_order"
    withdrawal = f"{PREFIX}/training/certificates/{seat['certificate_id']}/withdrawal"
    assert refused_fields(await room.clients["clerk"].post(withdrawal, json={})) == {"reason"}
    answer = await room.clients["clerk"].post(withdrawal, json={"reason": "代签到"})
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert code_of(await room.clients["clerk"].post(withdrawal, json={"reason": "代签到"})) == "already_withdrawn"
    assert (await said_of_attendant(room))["said"] == "breach"


async def test_who_is_a_point_below_the_mark_or_an_hour_short_gets_no_certificate(room: Room) -> None:
    """Eighty and eight hours pass; seventy-nine does not, seven hours do not."""
    await room.under_way("clerk", "wang", "li", "zhao")
    ids = room.people
    await room.takes("clerk", "tick", person_ids=list(ids.values()))
    results = [
        {"person_id": ids["wang"], "hours": 8, "score": 80},
        {"person_id": ids["li"], "hours": 8, "score": 79},
        {"person_id": ids["zhao"], "hours": 7, "score": 95},
    ]
    await room.takes("clerk", "result", results=results)
    await room.takes("clerk", "close")
    assert [room.seat(key)["passed"] for key in ("wang", "li", "zhao")] == [True, False, False]
    assert [bool(room.seat(key)["certificate_id"]) for key in ("wang", "li", "zhao")] == [True, False, False]
    rows = await room.api.served.fetch("SELECT person_id FROM training WHERE course = :name", name=COURSE["name"])
    assert [row[0] for row in rows] == [ids["wang"]]


async def test_a_session_closes_only_when_everybody_who_was_there_has_a_result(room: Room) -> None:
    """Who was not there needs none; with nobody there it is cancelled, not closed."""
    await room.under_way()
    assert refused_fields(await room.tries("clerk", "close")) == {"results"}
    await room.takes("clerk", "tick", person_ids=[room.people["wang"]])
    assert refused_fields(await room.tries("clerk", "close")) == {"results"}
    not_there = [{"person_id": room.people["li"], "hours": 8, "score": 90}]
    assert refused_fields(await room.tries("clerk", "result", results=not_there)) == {"results"}
    without_score = [{"person_id": room.people["wang"], "hours": 8}]
    assert refused_fields(await room.tries("clerk", "result", results=without_score)) == {"results"}
    await room.takes("clerk", "result", results=[{"person_id": room.people["wang"], "hours": 8, "score": 88}])
    await room.takes("clerk", "close")
    assert room.seat("li")["passed"] is None


async def test_a_certificate_runs_from_the_day_the_session_was_held_and_not_from_the_day_it_was_planned_for(
    room: Room,
) -> None:
    """Planned for three weeks ago, held today."""
    await room.plan(starts_at=(clock.now() - timedelta(days=21)).isoformat())
    wang = room.people["wang"]
    await room.takes("clerk", "invite", person_ids=[wang])
    await room.takes("clerk", "begin")
    await room.takes("clerk", "tick", person_ids=[wang])
    await room.takes("clerk", "result", results=[{"person_id": wang, "hours": 8, "score": 90}])
    await room.takes("clerk", "close")
    today = clock.today(Settings().zone)
    rows = await room.api.served.fetch("SELECT passed_on, valid_to FROM training WHERE person_id = :id", id=wang)
    assert rows == [(today, last_day(today, 12))]


async def test_the_sign_in_opens_on_the_day_and_not_before(room: Room) -> None:
    await room.plan(starts_at=(clock.now() + timedelta(days=2)).isoformat())
    assert code_of(await room.tries("clerk", "begin")) == "step_not_allowed"
    assert "begin" not in {one["step"] for one in room.session["may"]}


@pytest.mark.parametrize("role", ["clerk", "auditor"])
async def test_a_step_that_the_table_does_not_list_is_refused_in_every_state(room: Room, role: str) -> None:
    """The complement of the table: what is not listed for role and state is 409, for who may not organise 403."""
    await room.plan()
    for state in STATES:
        await room.api.served.execute(
            "UPDATE training_session SET state = :state WHERE id = :id", state=state, id=int(room.session["id"])
        )
        for name, step in STEPS.items():
            if role in step.who and state in step.since:
                continue
            refused = await room.tries(role, name, note="x", person_ids=[room.people["wang"]])
            assert code_of(refused) == ("not_allowed" if role == "auditor" else "step_not_allowed"), (state, name)


async def test_the_second_of_two_organisers_is_told_who_did_what(room: Room) -> None:
    await room.plan()
    await room.takes("clerk", "invite", person_ids=[room.people["wang"]])
    refused = await room.tries("clerk", "invite", version=1, person_ids=[room.people["li"]])
    assert code_of(refused) == "changed_meanwhile"
    assert "加入名单" in refused.json()["detail"]


async def test_only_people_of_the_courses_kind_are_invited_and_no_more_than_there_are_places(room: Room) -> None:
    await room.plan(capacity=1)
    driver = int(room.api.own("person"))
    assert refused_fields(await room.tries("clerk", "invite", person_ids=[driver])) == {"person_ids"}
    both = [room.people["wang"], room.people["li"]]
    assert refused_fields(await room.tries("clerk", "invite", person_ids=both)) == {"person_ids"}
    await room.takes("clerk", "invite", person_ids=both[:1])


async def test_an_operator_trains_its_own_people_and_sees_of_the_bureaus_session_only_them(room: Room) -> None:
    """Its own session is its own; that of the bureau it reads, and takes no step of it."""
    await room.plan("operator")
    await room.takes("operator", "invite", person_ids=[room.people["wang"]])
    assert (await room.clients["school"].get(room.path)).status_code == 404
    await room.api.served.execute(
        "INSERT INTO person (slug, kind, name, organisation_id) SELECT 't-other', 'attendant', '孙伟', id FROM organisation"
        " WHERE kind = 'school' LIMIT 1"
    )
    [(other,)] = await room.api.served.fetch("SELECT id FROM person WHERE slug = 't-other'")
    assert refused_fields(await room.tries("operator", "invite", person_ids=[int(str(other))])) == {"person_ids"}
    await room.plan("clerk")
    await room.takes("clerk", "invite", person_ids=[int(str(other)), room.people["wang"]])
    seen = await room.sees("operator")
    assert ([one["name"] for one in seen["seats"]], seen["invited"], seen["may"]) == (["王晓红"], 1, [])
    assert [one["code"] for one in seen["seats"]] == [None]
    assert code_of(await room.tries("operator", "begin")) == "step_not_allowed"


async def test_a_photographed_sheet_is_evidence_and_what_is_none_is_refused(room: Room) -> None:
    await room.under_way()
    path, headers = f"{PREFIX}/training/papers", {"Content-Type": "image/png"}
    asked = {"session_id": room.session["id"], "name": "../签到表.png"}
    refused = await room.clients["clerk"].post(path, params=asked, content=b"MZ\x90", headers=headers)
    assert code_of(refused) == "not_a_known_file"
    taken = await room.clients["clerk"].post(path, params=asked, content=PNG, headers=headers)
    assert taken.status_code == 201, taken.text
    [paper] = taken.json()["papers"]
    assert "/" not in paper["name"]
    assert (await room.clients["clerk"].get(f"{path}/{paper['id']}")).content == PNG
    assert (await room.clients["operator"].get(f"{path}/{paper['id']}")).status_code == 404


async def test_only_the_bureau_lays_down_courses_and_a_name_is_given_once(room: Room) -> None:
    path = f"{PREFIX}/training/courses"
    assert (await room.clients["operator"].post(path, json=COURSE | {"name": "自设"})).status_code == 403
    assert refused_fields(await room.clients["clerk"].post(path, json=COURSE)) == {"name"}


async def test_the_certificate_is_a_pdf_and_the_list_holds_it(room: Room) -> None:
    await room.closed()
    [one] = (await room.clients["operator"].get(f"{PREFIX}/training/certificates")).json()["items"]
    assert (one["person"]["name"], one["state"]) == ("王晓红", "valid")
    made = await room.clients["operator"].get(f"{PREFIX}/training/certificates/{one['id']}/certificate.pdf")
    assert (made.headers["content-type"], made.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize(
    ("passed_on", "months", "last"),
    [
        ("2026-11-27", 12, "2027-11-26"),
        ("2026-12-01", 1, "2026-12-31"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-29", 12, "2029-02-28"),
    ],
)
def test_a_certificate_is_valid_for_whole_months_from_the_day_of_the_session(
    passed_on: str, months: int, last: str
) -> None:
    day = type(clock.today(Settings().zone))
    assert last_day(day.fromisoformat(passed_on), months) == day.fromisoformat(last)


async def test_a_certificate_issued_or_withdrawn_is_told_to_those_who_judge_the_road(room: Room) -> None:
    """The ingest loads it with its next batch, without a restart; the day of a withdrawal is no day of training."""
    async with await psycopg.AsyncConnection.connect(room.api.served.settings.database_url, autocommit=True) as conn:
        now = np.array([clock.epoch()])
        world = await World.load(conn, Settings(), now[0])

        async def trained(key: str) -> int:
            nonlocal world
            before, world = world, await world.refresh(conn, now)
            assert world.number >= before.number
            return int(world.rules.trained.count(np.array([room.people[key]]), now)[0])

        before = await trained("wang"), await trained("li")
        await room.under_way("clerk", "wang", "li")
        await room.takes("clerk", "tick", person_ids=[room.people["wang"], room.people["li"]])
        results = [{"person_id": room.people[key], "hours": 8, "score": 90} for key in ("wang", "li")]
        await room.takes("clerk", "result", results=results)
        assert (await trained("wang"), await trained("li")) == before
        await room.takes("clerk", "close")
        assert (await trained("wang"), await trained("li"), await trained("zhao")) == (1, 1, 0)
        withdrawal = f"{PREFIX}/training/certificates/{room.seat('wang')['certificate_id']}/withdrawal"
        assert (await room.clients["clerk"].post(withdrawal, json={"reason": "代签到"})).status_code == 200
        assert (await trained("wang"), await trained("li")) == (0, 1)
