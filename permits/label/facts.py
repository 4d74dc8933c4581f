"""What a label says of a sign, read from the tables: plate, permit, lines with their times, issuer, validity. No natural person."""

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from fleet.models import Vehicle
from permits.desk.letters.sign.facts import SignLine, lines_on_sign
from permits.desk.letters.values import offices_of
from permits.label.code import Said, SaidLine
from permits.models import Permit, PermitVersion, Sign


async def said_of(session: AsyncSession, *, sign: Sign, serial: str, key_id: str, zone: ZoneInfo) -> Said:
    """What the label of a sign says, under its serial and by the key that will sign it."""
    version = await session.get_one(PermitVersion, sign.permit_version_id)
    permit = await session.get_one(Permit, version.permit_id)
    begins = sign.during.lower
    assert begins is not None
    return Said(
        key_id=key_id,
        serial=serial,
        plate=(await session.get_one(Vehicle, sign.vehicle_id)).plate,
        permit_number=permit.number,
        version=version.version,
        issuer=(await offices_of(session))["education"][0],
        valid_from=begins.astimezone(zone).date(),
        valid_to=sign.valid_to,
        sign_number=sign.number,
        lines=tuple(_said_line(one) for one in await lines_on_sign(session, version)),
    )


def _said_line(line: SignLine) -> SaidLine:
    """The line's departures by time, each time once whatever its days: 0710-0742."""
    times = {f"{one.times[0]}-{one.times[-1]}".replace(":", "") for one in line.departures if one.times}
    return SaidLine(line.name, tuple(sorted(times)))
