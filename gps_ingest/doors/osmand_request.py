"""What a telephone's request says: who it is, its secret, and the report, from which the secret is taken out."""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.osmand import FIELDS_MAX, IDS, claimed, reports
from gps_ingest.doors.osmand_answers import BUSY, SLOW, TOO_LONG, RefusedError, unreadable

SECRETS = ("token", "key", "password")
BODY_S = 15.0
BODIES_MAX_BYTES = 32 * 1024 * 1024  # of all requests that are being read
Receive = Callable[[], Awaitable[dict[str, Any]]]


class GoneError(Exception):
    """The client left before its request was whole."""


@dataclass(frozen=True, slots=True)
class Said:
    """A request as it is queued, and parked where it is no good: nothing in `raw` opens a door."""

    device: str
    secret: str
    raw: bytes


class Bodies:
    """Reads the bodies of requests: each of at most `most` bytes, and not more of all together than fit in memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held = 0

    async def read(self, receive: Receive) -> bytes:
        """The whole body. Raises RefusedError where it is too long, too slow, or one too many; GoneError."""
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_S):
                while await self._more(receive, body):
                    pass
        except TimeoutError:
            raise RefusedError(SLOW) from None
        finally:
            self._held -= len(body)
        return bytes(body)

    async def _more(self, receive: Receive, body: bytearray) -> bool:
        message = await receive()
        if message["type"] != "http.request":
            raise GoneError
        piece = message.get("body", b"")
        body += piece
        self._held += len(piece)
        if len(body) > self._most:
            raise RefusedError(TOO_LONG)
        if self._held > BODIES_MAX_BYTES:
            raise RefusedError(BUSY)
        return bool(message.get("more_body", False))


def said(query: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Said:
    """Id and token may be fields, or an Authorization of the kind Basic or Bearer; JSON names its device itself.

    What is missing is "". Raises RefusedError for what is no request of this protocol at all: nobody we know sent it.
    """
    try:
        return _said(query, headers, body)
    except BadFrame as bad:
        raise RefusedError(unreadable(bad.reason, bad.detail)) from None


def _said(query: bytes, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> Said:
    json = body.lstrip()[:1] in {b"{", b"["}
    fields = query if json else b"&".join(part for part in (query, body) if part)
    if fields.count(b"&") >= FIELDS_MAX:
        raise BadFrame("bad_field", f"more than {FIELDS_MAX} fields")
    named, kept = _apart(fields)
    user, password = _authorization(headers)
    device = next((named[name] for name in IDS if named.get(name)), user)
    if json:
        device = _of_json(body, device)
    secret = next((named[name] for name in SECRETS if named.get(name)), password)
    return Said(device, secret, body if json else kept)


def _of_json(body: bytes, device: str) -> str:
    """Who sends, as the body says, else as the request around it does. Raises BadFrame where neither can be read."""
    try:
        return next((claimed(report) for _, report in reports(body)), None) or device
    except BadFrame:
        if not device:
            raise
        return device


def _apart(fields: bytes) -> tuple[dict[str, str], bytes]:
    """The fields by name, and the bytes of those that are no secret."""
    named, kept = {}, []
    for part in fields.split(b"&"):
        name, value = (unquote_plus(text.decode(errors="replace")) for text in part.partition(b"=")[::2])
        named[name] = value
        if name not in SECRETS:
            kept.append(part)
    return named, b"&".join(kept)


def _authorization(headers: Iterable[tuple[bytes, bytes]]) -> tuple[str, str]:
    """User and password of Basic, or "" and the token of Bearer."""
    given = next((value for name, value in headers if name == b"authorization"), b"").decode(errors="replace")
    kind, _, rest = given.strip().partition(" ")
    if kind.lower() == "bearer":
        return "", rest.strip()
    if kind.lower() != "basic":
        return "", ""
    try:
        user, _, password = b64decode(rest.strip(), validate=True).decode().partition(":")
    except ValueError:  # also where it is no text
        return "", ""
    return user, password
