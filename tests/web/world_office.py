"""What the administration keeps, once of the own operator, once of another: an account, a line of the trail, a term, an import."""

import psycopg

from tests.web.world import OWN, World, add


def kept_by_the_office(connection: psycopg.Connection[tuple[object, ...]], world: World, whose: str) -> dict[str, str]:
    """Their ids."""
    vehicle = connection.execute(
        "SELECT operator_id FROM vehicle WHERE id = %s", [world.ids["vehicle"][whose]]
    ).fetchone()
    assert vehicle is not None
    account = add(
        connection, "account", username=f"driver-of-{whose}", password_hash="-", display_name="驾驶人", role="driver",
        organisation_id=vehicle[0],
    )  # fmt: skip
    entry = add(
        connection,
        "audit_entry",
        account_id=account,
        action="vehicle.add",
        object_kind="vehicle",
        object_id="1",
        detail="{}",
    )
    years = {OWN: "2024"}.get(whose, "2025")
    term = add(connection, "term", name=f"学期 {whose}", starts=f"{years}-02-10", ends=f"{years}-07-01")
    done = add(
        connection,
        "register_import",
        kind="vehicles",
        name=f"名单 {whose}.csv",
        sha256="0" * 64,
        rows=1,
        made=0,
        account_id=account,
    )
    return {"account": account, "audit_entry": entry, "term": term, "register_import": done}
