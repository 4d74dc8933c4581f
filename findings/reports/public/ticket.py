"""The ticket of an open form, and what follows from it: the report's number and the code that only the reporter has.

A ticket is made without anything being kept, and is good for one report: sending the same form twice, because the first answer was
lost on the way, is one report with one number and code. The code (50 bits) follows from the ticket, so it need not be kept either;
the table holds a hash of it.
"""

import hashlib
import hmac
import re
import secrets
from datetime import UTC, datetime, timedelta
from math import ceil

from core.errors import Refused, Text, TooMany
from core.settings import Settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that is read as something else
READ_AS = str.maketrans("OIL", "011")
CODE_CHARS = 10
CODE_BITS = CODE_CHARS * 5
GOOD_FOR = timedelta(hours=24)
FORM = re.compile(r"([0-9a-f]{8,12})\.([0-9a-f]{24})\.([0-9a-f]{32})")
NUMBER = re.compile(r"\d{4}-\d{5,12}")


class TooSoon(TooMany):
    """Sent sooner after the form was opened than a person can have written it."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__("too_soon", retry_after_s=retry_after_s)
        self.detail = Text(
            f"请在打开表单 {retry_after_s} 秒后再发送；已填写的内容会保留。",
            f"Please send this again in {retry_after_s} s; nothing that you wrote is lost.",
        )


def issue(settings: Settings, now: datetime) -> str:
    """A ticket for a form that is opened now."""
    inner = f"{int(now.timestamp()):x}.{secrets.token_hex(12)}"
    return f"{inner}.{_mac(settings, 'report-ticket', inner).hex()[:32]}"


def check(ticket: str, settings: Settings, now: datetime) -> None:
    """That the ticket is one of ours and of today. Raises Refused("form_expired"), TooSoon."""
    found = FORM.fullmatch(ticket)
    inner = ticket.rpartition(".")[0]
    if found is None or not hmac.compare_digest(_mac(settings, "report-ticket", inner).hex()[:32], found[3]):
        raise _expired()
    opened = datetime.fromtimestamp(int(found[1], 16), UTC)
    if not opened - timedelta(minutes=1) <= now <= opened + GOOD_FOR:
        raise _expired()
    left_s = (opened + timedelta(seconds=settings.report_form_least_s) - now).total_seconds()
    if left_s > 0:
        raise TooSoon(ceil(left_s))


def ticket_hash(ticket: str) -> bytes:
    """What is kept of a ticket."""
    return hashlib.sha256(ticket.encode()).digest()


def code_of(ticket: str, settings: Settings) -> str:
    """The reporter's code, as it is printed: two groups of five."""
    number = int.from_bytes(_mac(settings, "report-code", ticket)[:8]) >> (64 - CODE_BITS)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CODE_CHARS)))
    return f"{letters[:5]}-{letters[5:]}"


def plain_code(typed: str) -> str:
    """A code as it is compared: capitals, no dashes or blanks, O as 0, I and L as 1."""
    return re.sub(r"[\s-]", "", typed).upper().translate(READ_AS)


def code_hash(number: str, code: str) -> bytes:
    """What is kept of a code."""
    return hashlib.sha256(f"{number}:{plain_code(code)}".encode()).digest()


def number_of(report_id: int, received_at: datetime, settings: Settings) -> str:
    """The number by which everybody speaks of a report: year and month, and the how manieth it is."""
    return f"{received_at.astimezone(settings.zone):%y%m}-{report_id:05d}"


def _mac(settings: Settings, purpose: str, text: str) -> bytes:
    key = settings.secret_key.get_secret_value().encode()
    return hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)


def _expired() -> Refused:
    return Refused(
        "form_expired",
        zh="此表单已过期，请再发送一次；已填写的内容会保留。",
        en="This form has expired. Please send it once more; nothing that you wrote is lost.",
    )
