"""Use cases of accounts: opened with a password for one login, changed, disabled, given a new password; their sessions ended."""

import asyncio
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit, clock, sessions
from core.access import Viewer, visible
from core.administration.access import keeps
from core.administration.schemas import AccountChange, AccountIn, AccountKept, SessionKept
from core.errors import Invalid, Missing, NotAllowed, Refused, Text, field
from core.models import Account, LoginSession, Organisation
from core.pagination import PageQuery, page_rows
from core.passwords import hash_password

READABLE = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRSTUVWXYZ2345679"  # nothing that is taken for another
ONCE_CHARS = 14
KEEPING_LOCK = 0x5342_4144  # "SBAD"
# For which kinds of organisation a role acts; the others may act for any, or for none.
ACTS_FOR = {
    "school": ("school",), "teacher": ("school",), "operator": ("operator",),
    "driver": ("operator", "school"), "attendant": ("operator", "school"),
}  # fmt: skip
NOT_YOURS = Text(
    "只能管理本单位驾驶人、照管人员（学校还有教师）的账户。",
    "You may keep the accounts of your own drivers and attendants (a school's also of teachers) only.",
)


async def list_accounts(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    role: str | None,
    organisation_id: int | None,
    disabled: bool | None,
    q: str | None,
) -> tuple[list[AccountKept], str | None]:
    """Accounts by user name; `q` is a part of that or of the name shown."""
    statement = _accounts(viewer)
    for column, wanted in (
        (Account.role, role), (Account.organisation_id, organisation_id), (Account.disabled, disabled),
    ):  # fmt: skip
        if wanted is not None:
            statement = statement.where(column == wanted)
    if q is not None:
        named = Account.username.icontains(q, autoescape=True) | Account.display_name.icontains(q, autoescape=True)
        statement = statement.where(named)
    keys = {"username": Account.username, "id": Account.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="username", unique=Account.id)
    return [_kept(row) for row in rows], following


async def account(session: AsyncSession, *, viewer: Viewer, account_id: int) -> AccountKept:
    """One account. Raises Missing."""
    row = (await session.execute(_accounts(viewer).where(Account.id == account_id))).one_or_none()
    if row is None:
        raise Missing("account", account_id)
    return _kept(row)


async def open_account(
    session: AsyncSession, *, viewer: Viewer, given: AccountIn, once_days: int, address: str | None
) -> tuple[int, str]:
    """Open one; its id and the password for its first login. Raises Invalid, NotAllowed, Refused("username_taken")."""
    await _refuse_unfit(session, viewer, given.role, given.organisation_id)
    password, hashed = await _once()
    made = Account(
        **given.model_dump(), password_hash=hashed, password_once=True, password_once_until=_until(once_days)
    )
    session.add(made)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Refused("username_taken", zh="该用户名已被使用。", en="This user name is taken.") from error
    await _tell(session, viewer, "account.add", made.id, given.model_dump(mode="json"), address)
    return made.id, password


async def change_account(
    session: AsyncSession, *, viewer: Viewer, account_id: int, given: AccountChange, address: str | None
) -> None:
    """Change it; another role or organisation ends its sessions. Raises Missing, Invalid, NotAllowed, Refused."""
    one = await _held(session, viewer, account_id)
    await _refuse_unfit(session, viewer, given.role, given.organisation_id)
    moved = (one.role, one.organisation_id) != (given.role, given.organisation_id)
    if moved:
        _refuse_own(viewer, one)
    if one.role == "admin" and given.role != "admin":
        await _refuse_last_admin(session, one)
    before = {name: getattr(one, name) for name in AccountChange.model_fields}
    for name, value in given.model_dump().items():
        setattr(one, name, value)
    await session.flush()
    if moved:
        await sessions.revoke_all(session, one.id)
    changed = {name: [was, getattr(given, name)] for name, was in before.items() if was != getattr(given, name)}
    await _tell(session, viewer, "account.change", one.id, changed, address)


async def set_disabled(
    session: AsyncSession, *, viewer: Viewer, account_id: int, disabled: bool, reason: str, address: str | None
) -> None:
    """Let it log in no more (its sessions end at once), or again. Raises Missing, Refused, also of a retired organisation's."""
    one = await _held(session, viewer, account_id)
    if not disabled:
        await _refuse_retired(session, one)
    else:
        _refuse_own(viewer, one)
        if one.role == "admin":
            await _refuse_last_admin(session, one)
        await sessions.revoke_all(session, one.id)
    one.disabled = disabled
    await session.flush()
    action = "account.disable" if disabled else "account.enable"
    await _tell(session, viewer, action, one.id, {"reason": reason}, address)


async def renew_password(
    session: AsyncSession, *, viewer: Viewer, account_id: int, reason: str, once_days: int, address: str | None
) -> str:
    """A new password for one login; all sessions end. Raises Missing, Refused."""
    one = await _held(session, viewer, account_id)
    _refuse_own(viewer, one)
    password, one.password_hash = await _once()
    one.password_once, one.password_once_until = True, _until(once_days)
    await sessions.revoke_all(session, one.id)
    await session.flush()
    await _tell(session, viewer, "account.password", one.id, {"reason": reason}, address)
    return password


async def sessions_of(session: AsyncSession, *, viewer: Viewer, account_id: int) -> list[SessionKept]:
    """Its logins that live, the newest first. Raises Missing."""
    await account(session, viewer=viewer, account_id=account_id)
    statement = (
        select(LoginSession)
        .where(LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None))
        .where(LoginSession.expires_at > clock.now())
        .order_by(LoginSession.id.desc())
        .limit(100)
    )
    return [
        SessionKept(
            id=str(one.id), created_at=one.created_at, expires_at=one.expires_at, user_agent=one.user_agent,
            address=None if one.address is None else str(one.address), own=one.id == viewer.session_id,
        )
        for one in await session.scalars(statement)
    ]  # fmt: skip


async def end_sessions(
    session: AsyncSession, *, viewer: Viewer, account_id: int, session_ids: list[int], address: str | None
) -> None:
    """End some of its logins. Raises Missing."""
    one = await _held(session, viewer, account_id)
    await session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == one.id, LoginSession.id.in_(session_ids), LoginSession.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
    await _tell(session, viewer, "account.end_sessions", one.id, {"sessions": session_ids}, address)


def _until(once_days: int) -> datetime:
    return clock.now() + timedelta(days=once_days)


async def _once() -> tuple[str, str]:
    password = "".join(secrets.choice(READABLE) for _ in range(ONCE_CHARS))
    return password, await asyncio.to_thread(hash_password, password)


async def _held(session: AsyncSession, viewer: Viewer, account_id: int) -> Account:
    """The account, held until the transaction ends; one after the other, so that two administrators cannot end each other."""
    await session.execute(select(func.pg_advisory_xact_lock(KEEPING_LOCK)))
    statement = select(Account).where(Account.id == account_id, visible(viewer, "account")).with_for_update()
    found = await session.scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise Missing("account", account_id)
    return found


async def _refuse_unfit(session: AsyncSession, viewer: Viewer, role: str, organisation_id: int | None) -> None:
    """Raise NotAllowed for a role that is not the viewer's to give, Invalid for an organisation for which it cannot act."""
    if not keeps(viewer, role, organisation_id):
        raise NotAllowed("account.keep", detail=NOT_YOURS)
    kinds = ACTS_FOR.get(role)
    if organisation_id is None:
        if kinds is not None:
            raise Invalid(
                field("organisation_id", zh="该角色必须属于一个单位", en="this role acts for an organisation")
            )
        return
    found = select(Organisation.kind).where(Organisation.id == organisation_id, Organisation.retired_at.is_(None))
    kind = await session.scalar(found.where(visible(viewer, "organisation")).with_for_update(read=True))
    if kind is None:
        raise Invalid(field("organisation_id", zh="没有这个单位，或已停用", en="there is no such organisation in use"))
    if kinds is not None and kind not in kinds:
        raise Invalid(field("organisation_id", zh="该角色不能属于这类单位", en="this role does not act for such a one"))


async def _refuse_retired(session: AsyncSession, one: Account) -> None:
    """Raise Refused where its organisation is offered no more; while this goes on nobody retires it."""
    acts_for = select(Organisation).where(Organisation.id == one.organisation_id).with_for_update(read=True)
    organisation = await session.scalar(acts_for)
    if organisation is not None and organisation.retired_at is not None:
        raise Refused(
            "organisation_retired",
            zh=f"所属单位“{organisation.name}”已停用；请先恢复该单位，或把账户改到别的单位。",
            en=f"Its organisation “{organisation.name}” is retired: restore that first, or give the account another.",
        )


def _refuse_own(viewer: Viewer, one: Account) -> None:
    if one.id == viewer.account_id:
        raise Refused("own_account", zh="不能对自己的账户这样做。", en="This is not done to one's own account.")


async def _refuse_last_admin(session: AsyncSession, one: Account) -> None:
    """Raise Refused when nobody else could administer."""
    others = select(func.count()).where(Account.role == "admin", ~Account.disabled, Account.id != one.id)
    if not await session.scalar(others):
        raise Refused(
            "last_admin", zh="这是最后一个可用的管理员账户。", en="This is the last administrator who may log in."
        )


def _accounts(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    last = select(func.max(LoginSession.created_at)).where(LoginSession.account_id == Account.id).scalar_subquery()
    return (
        select(Account, Organisation.name.label("organisation_name"), last.label("last_login_at"))
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(visible(viewer, "account"))
    )


def _kept(row: Row[*tuple[Any, ...]]) -> AccountKept:
    one: Account = row[0]
    fields = (
        "id", "username", "display_name", "role", "organisation_id", "locale", "disabled", "password_once",
        "password_once_until", "created_at",
    )  # fmt: skip
    told = {name: getattr(one, name) for name in fields}
    return AccountKept.model_validate(
        told | {"organisation_name": row.organisation_name, "last_login_at": row.last_login_at}
    )


async def _tell(
    session: AsyncSession, viewer: Viewer, action: str, id_: int, detail: dict[str, Any], address: str | None
) -> None:
    await audit.record(session, viewer=viewer, action=action, kind="account", id=id_, detail=detail, address=address)
