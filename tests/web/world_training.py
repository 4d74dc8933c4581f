"""The small district's training: a session of the own and of the other operator, each with a person and a certificate."""

import psycopg

from tests.web.world import World, add


def trained(connection: psycopg.Connection[tuple[object, ...]], world: World, whose: str) -> dict[str, str]:
    """A course, a plan, a session that is closed, its certificate: their ids."""
    account = connection.execute("SELECT id FROM account WHERE username = %s", [f"watch-{whose}"]).fetchone()
    person = world.ids["person"][whose]
    operator = connection.execute("SELECT organisation_id FROM person WHERE id = %s", [person]).fetchone()
    assert account is not None
    assert operator is not None
    course = add(
        connection, "training_course", name=f"课程 {whose}", audience="driver", hours=4, validity_months=12, topics="{}",
        article="条例第十条", created_by=account[0],
    )  # fmt: skip
    question = add(
        connection, "training_question", course_id=course, version=1, kind="true_false", text=f"校车可以超员。{whose}",
        options="{正确,错误}", right_options="{1}", source="条例第三十四条", created_by=account[0],
    )  # fmt: skip
    plan = add(connection, "training_plan", year=2026, organiser_id=operator[0], name="年度计划", created_by=account[0])
    session = add(
        connection, "training_session", course_id=course, plan_id=plan, organiser_id=operator[0],
        starts_at="2026-11-20T01:00Z", place="会议室", teacher="周敏", capacity=20, state="closed", created_by=account[0],
    )  # fmt: skip
    connection.execute(
        "INSERT INTO training_seat (session_id, person_id, signed_at, signed_by, hours, passed)"
        " VALUES (%s, %s, '2026-11-20T01:00Z', 'organiser', 4, true)",
        [session, person],
    )
    add(
        connection, "training_event", session_id=session, at="2026-11-20T05:00Z", account_id=account[0], step="close",
        from_state="held", to_state="closed",
    )  # fmt: skip
    training = add(
        connection,
        "training",
        person_id=person,
        course=f"课程 {whose}",
        hours=4,
        passed_on="2026-11-20",
        valid_to="2027-11-19",
    )
    certificate = add(
        connection, "training_certificate", number=f"PX2026-{whose}", session_id=session, person_id=person,
        training_id=training, hours=4, issued_on="2026-11-20", valid_to="2027-11-19",
    )  # fmt: skip
    return {
        "training_session": session,
        "training_certificate": certificate,
        "training_course": course,
        "training_question": question,
    }
