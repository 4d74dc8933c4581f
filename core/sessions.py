"""Logins: the limits before one, the cookie's other half after it, and who is behind a cookie."""

import asyncio
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import InstrumentedAttribute

from core import audit, clock, tries
from core.access import Access, Viewer
from core.database import session_scope
from core.errors import Field, Invalid, NotLoggedIn, Text, TooMany, field
from core.models import Account, LoginAttempt, LoginSession, Organisation
from core.passwords import Passwords, hash_password
from core.settings import Settings

COOKIE = "schoolbus_session"
TOKEN_BYTES = 32
ATTEMPTS_LOCK = 0x5342_4C4F  # "SBLO": attempts are counted one after the other, so that many at once are many
BAD_CREDENTIALS = Text("用户名或密码不正确。", "The user name or the password is wrong.")
ONCE_IS_OVER = Text(
    "首次登录密码已过期，请联系管理员重新发放。",
    "This password for the first login has expired. Ask an administrator for a new one.",
)

WRONG_OLD = field("old", zh="原密码不正确", en="is not the present password")


@dataclass(frozen=True, slots=True)
class Caller:
    """From where somebody logs in."""

    address: str | None
    user_agent: str | None


def token_hash(token: str, settings: Settings) -> bytes:
    """What is kept of a token: HMAC-SHA256 under the secret key, useless without it."""
    return hmac.digest(settings.secret_key.get_secret_value().encode(), token.encode(), hashlib.sha256)


async def log_in(
    sessions: async_sessionmaker[AsyncSession],
    passwords: Passwords,
    settings: Settings,
    *,
    username: str,
    password: str,
    caller: Caller,
    old_token: str | None,
) -> str:
    """A new token for the right password; an old one ends.

    Raises TooMany, NotLoggedIn("bad_credentials"), and, for who knows the password, NotLoggedIn("password_expired").
    """
    async with session_scope(sessions) as session:
        attempt_id = await begin_attempt(session, settings, username=username, address=caller.address)
    async with session_scope(sessions) as session:
        account = await session.scalar(select(Account).where(Account.username == username, ~Account.disabled))
    fits = await passwords.verify(password, None if account is None else account.password_hash)
    if account is None or not fits:
        raise NotLoggedIn("bad_credentials", BAD_CREDENTIALS)
    async with session_scope(sessions) as session:
        held = await _held(session, account.id)
        if held.password_hash != account.password_hash or held.disabled:  # changed while it was looked at
            raise NotLoggedIn("bad_credentials", BAD_CREDENTIALS)
        if once_is_over(held):
            raise NotLoggedIn("password_expired", ONCE_IS_OVER)
        await session.execute(
            delete(LoginAttempt).where((LoginAttempt.username == username) | (LoginAttempt.id == attempt_id))
        )
        if old_token is not None:
            await log_out(session, settings, old_token)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        session.add(
            LoginSession(
                token_hash=token_hash(token, settings),
                account_id=account.id,
                expires_at=clock.now() + timedelta(hours=settings.session_hours),
                address=caller.address,
                user_agent=caller.user_agent,
            )
        )
    return token


async def _held(session: AsyncSession, account_id: int) -> Account:
    """The account as it is now, held until the transaction ends: a login and a change of its password are one after the other."""
    statement = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one()


def once_is_over(account: Account) -> bool:
    """Whether the password is one for the first login and its days are over."""
    until = account.password_once_until
    return account.password_once and until is not None and until <= clock.now()


async def begin_attempt(session: AsyncSession, settings: Settings, *, username: str, address: str | None) -> int:
    """Count the attempt before the password is looked at: it is a failure until it has succeeded."""
    await session.execute(select(func.pg_advisory_xact_lock(ATTEMPTS_LOCK)))
    now = clock.now()
    oldest = now - timedelta(seconds=max(settings.login_lockout_s, settings.login_window_s))
    await session.execute(delete(LoginAttempt).where(LoginAttempt.at < oldest))
    await _refuse_past(
        session, LoginAttempt.username, username, now, "locked_out",
        most=settings.login_failures_per_account, window_s=settings.login_lockout_s,
    )  # fmt: skip
    if address is not None:
        await _refuse_past(
            session, LoginAttempt.address, address, now, "too_many_attempts",
            most=settings.login_attempts_per_address, window_s=settings.login_window_s,
        )  # fmt: skip
    attempt = LoginAttempt(at=now, username=username, address=address)
    session.add(attempt)
    await session.flush()
    return attempt.id


async def _refuse_past(
    session: AsyncSession,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    value: str,
    now: datetime,
    code: str,
    *,
    most: int,
    window_s: int,
) -> None:
    """Raise TooMany when `most` attempts lie in the window, until the oldest of them has left it."""
    wait_s = await tries.wait_s(session, LoginAttempt.at, column == value, most=most, window_s=window_s, now=now)
    if wait_s is not None:
        raise TooMany(code, retry_after_s=wait_s)


async def log_out(session: AsyncSession, settings: Settings, token: str) -> None:
    """End the session of this token; nothing when there is none."""
    await session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == token_hash(token, settings), LoginSession.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


async def revoke_all(session: AsyncSession, account_id: int) -> None:
    """End every session of an account: its password was changed, it was disabled, a phone was lost."""
    await session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


async def choose_password(
    sessions: async_sessionmaker[AsyncSession],
    passwords: Passwords,
    settings: Settings,
    *,
    viewer: Viewer,
    old: str,
    new: str,
    caller: Caller,
) -> None:
    """A password of one's own; all other sessions end. A wrong old one counts as a failed login.

    Of two at once the second's old password is the old one no more. Raises TooMany, Invalid.
    """
    async with session_scope(sessions) as session:
        attempt_id = await begin_attempt(session, settings, username=viewer.username, address=caller.address)
    async with session_scope(sessions) as session:
        known = await session.scalar(select(Account.password_hash).where(Account.id == viewer.account_id))
    if not await passwords.verify(old, known):
        raise Invalid(WRONG_OLD)
    if new == old or new.casefold() == viewer.username.casefold():
        raise Invalid(
            field("new", zh="不能与原密码或用户名相同", en="must differ from the old one and from the user name")
        )
    hashed = await asyncio.to_thread(hash_password, new)
    async with session_scope(sessions) as session:
        held = await _held(session, viewer.account_id)
        if held.password_hash != known:
            raise Invalid(WRONG_OLD)
        if once_is_over(held):
            raise Invalid(Field("old", ONCE_IS_OVER))
        held.password_hash, held.password_once, held.password_once_until = hashed, False, None
        await session.execute(delete(LoginAttempt).where(LoginAttempt.id == attempt_id))
        await session.execute(
            update(LoginSession)
            .where(LoginSession.account_id == viewer.account_id, LoginSession.revoked_at.is_(None))
            .where(LoginSession.id != viewer.session_id)
            .values(revoked_at=clock.now())
        )
        await audit.record(
            session, viewer=viewer, action="account.own_password", kind="account", id=viewer.account_id,
            address=caller.address,
        )  # fmt: skip


async def viewer_of(session: AsyncSession, token: str | None, settings: Settings, access: Access) -> Viewer | None:
    """Who is behind a token: None when it is unknown, expired or revoked, or its account disabled."""
    if not token:
        return None
    found = await session.execute(
        select(Account, LoginSession.id, Organisation.kind)
        .join(LoginSession, LoginSession.account_id == Account.id)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(LoginSession.token_hash == token_hash(token, settings), *_alive())
    )
    row = found.one_or_none()
    if row is None:
        return None
    account, session_id, kind = row
    return Viewer(
        account_id=account.id,
        username=account.username,
        display_name=account.display_name,
        role=account.role,
        organisation_id=account.organisation_id,
        organisation_kind=kind,
        locale=account.locale,
        session_id=session_id,
        access=access,
        password_once=account.password_once,
    )


async def still_logged_in(session: AsyncSession, viewer: Viewer) -> bool:
    """Whether the viewer's session lives and the account is still what it was; a socket asks every RECHECK_S (web/live.py)."""
    found = await session.scalar(
        select(LoginSession.id)
        .join(Account, Account.id == LoginSession.account_id)
        .where(
            LoginSession.id == viewer.session_id,
            Account.role == viewer.role,
            Account.organisation_id.is_not_distinct_from(viewer.organisation_id),
            *_alive(),
        )
    )
    return found is not None


def _alive() -> tuple[ColumnElement[bool], ...]:
    return (LoginSession.revoked_at.is_(None), LoginSession.expires_at > clock.now(), ~Account.disabled)
