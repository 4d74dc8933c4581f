"""A label of the bus's sign, as the small district has it: its code is a real one, its signature nobody's."""

from datetime import date

import psycopg

from permits.label.code import SIGNATURE_BYTES, Said, SaidLine, code_of, payload_of
from tests.web.world import PLATES, add

KEY_ID = "0" * 8


def labelled(
    connection: psycopg.Connection[tuple[object, ...]], whose: str, *, vehicle: str, version: object, account: object
) -> dict[str, str]:
    """A sign of a permit's version with its label."""
    connection.execute(
        "INSERT INTO label_key (id, public, since) VALUES (%s, %s, '2026-09-01') ON CONFLICT DO NOTHING",
        [KEY_ID, b"\0" * 32],
    )
    sign = add(
        connection, "sign", number=f"标牌-{whose}", permit_version_id=version, vehicle_id=vehicle, issued_on="2026-09-01",
        valid_to="2027-02-28", during="[2026-08-31T16:00Z, 2027-02-28T16:00Z)",
    )  # fmt: skip
    said = Said(
        KEY_ID, f"HB2026-{whose}", PLATES[whose], f"许可-{whose}", 1, "教育局", date(2026, 9, 1), date(2027, 2, 28),
        f"标牌-{whose}",
        (SaidLine(f"线路 {whose}", ()),),
    )  # fmt: skip
    code = code_of(payload_of(said), b"\0" * SIGNATURE_BYTES)
    label = add(
        connection, "label", serial=said.serial, sign_id=sign, key_id=KEY_ID, code=code, at="2026-09-01T02:00Z",
        account_id=account,
    )  # fmt: skip
    return {"label": label}
