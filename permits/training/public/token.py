"""What proves that somebody is in the room, and who they are: tokens that follow from the key and the time; none is kept.

The token on the projector changes every STEP_S and is good for one step more. Whoever opened it in time has a ticket, good for the
minutes that it takes to find one's name.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta

from core.errors import Refused
from core.settings import Settings

STEP_S = 30
TICKET_FOR = timedelta(minutes=10)
MAC_CHARS = 20
CODE_DIGITS = 6
FORM = re.compile(r"(\d{1,18})-(\d{1,12})-([0-9a-f]{20})")
DOOR, EXAM = "training", "exam"  # what a QR opens: the sign-in, or the examination
KEY_FOR = timedelta(hours=12)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def token(settings: Settings, session_id: int, now: datetime, door: str = DOOR) -> tuple[str, float]:
    """What the QR of a door holds now, and for how many seconds the projector shows it."""
    step = int(now.timestamp()) // STEP_S
    return _signed(settings, f"{door}-door", session_id, step), (step + 1) * STEP_S - now.timestamp()


def session_of_token(settings: Settings, given: str, now: datetime, door: str = DOOR) -> int:
    """The session of a token that is shown now or was just before. Raises Refused("sign_in_expired")."""
    session_id, step = _read(settings, f"{door}-door", given)
    if not 0 <= int(now.timestamp()) // STEP_S - step <= 1:
        raise _expired()
    return session_id


def ticket(settings: Settings, session_id: int, now: datetime, door: str = DOOR) -> str:
    """For who opened the page in time."""
    return _signed(settings, f"{door}-ticket", session_id, int(now.timestamp()))


def session_of_ticket(settings: Settings, given: str, now: datetime, door: str = DOOR) -> int:
    """The session of a ticket. Raises Refused("sign_in_expired")."""
    session_id, at_s = _read(settings, f"{door}-ticket", given)
    if not 0 <= now.timestamp() - at_s <= TICKET_FOR.total_seconds():
        raise _expired()
    return session_id


def key(settings: Settings, attempt_id: int, now: datetime) -> str:
    """For the telephone of who has said who they are: it opens this attempt and no other."""
    return _signed(settings, "exam-attempt", attempt_id, int(now.timestamp()))


def attempt_of_key(settings: Settings, given: str, now: datetime) -> int:
    """The attempt of a key. Raises Refused("sign_in_expired")."""
    attempt_id, at_s = _read(settings, "exam-attempt", given)
    if not 0 <= now.timestamp() - at_s <= KEY_FOR.total_seconds():
        raise _expired()
    return attempt_id


def personal_code(settings: Settings, session_id: int, person_id: int) -> str:
    """Six digits for who has no telephone number on record; the organiser hands them out."""
    number = int.from_bytes(_mac(settings, "training-code", f"{session_id}-{person_id}")[:8])
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def unguessable(plain: str) -> str:
    """A certificate's number with four letters by chance: whoever has not seen it cannot ask for it. A new key changes none."""
    return f"{plain}-{''.join(secrets.choice(ALPHABET) for _ in range(4))}"


def _signed(settings: Settings, purpose: str, id_: int, at: int) -> str:
    inner = f"{id_}-{at}"
    return f"{inner}-{_mac(settings, purpose, inner).hex()[:MAC_CHARS]}"


def _read(settings: Settings, purpose: str, given: str) -> tuple[int, int]:
    found = FORM.fullmatch(given)
    if found is None or not found[0].isascii():
        raise _expired()
    id_, at = int(found[1]), int(found[2])
    if not hmac.compare_digest(_mac(settings, purpose, f"{id_}-{at}").hex()[:MAC_CHARS], found[3]):
        raise _expired()
    return id_, at


def _mac(settings: Settings, purpose: str, text: str) -> bytes:
    key = settings.secret_key.get_secret_value().encode()
    return hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)


def _expired() -> Refused:
    return Refused(
        "sign_in_expired",
        zh="二维码已过期，请重新扫描屏幕上的二维码。",
        en="This code has expired. Scan the one on the screen again.",
    )
