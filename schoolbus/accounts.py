"""The first accounts of a service that is no demo: made by whoever has its command line, until there is a page for it."""

import asyncio

from sqlalchemy import select

from core import audit, sessions
from core.database import make_engine, make_sessions, session_scope
from core.models import ROLES, Account, Organisation
from core.passwords import MIN_PASSWORD_CHARS, hash_password
from core.settings import Settings


def set_account(settings: Settings, *, username: str, role: str, password: str, organisation: str | None) -> bool:
    """Make an account, or give an existing one this role and password; returns whether it was made.

    `organisation` is the slug of the one it acts for. Raises ValueError with a sentence.
    """
    return asyncio.run(_set_account(settings, username, role, password, organisation))


async def _set_account(settings: Settings, username: str, role: str, password: str, organisation: str | None) -> bool:
    if role not in ROLES:
        raise ValueError(f"the role must be one of {', '.join(ROLES)}")
    if len(password) < MIN_PASSWORD_CHARS:
        raise ValueError(f"the password must have at least {MIN_PASSWORD_CHARS} characters")
    engine = make_engine(settings)
    try:
        async with session_scope(make_sessions(engine)) as session:
            acts_for = None
            if organisation is not None:
                acts_for = await session.scalar(select(Organisation.id).where(Organisation.slug == organisation))
                if acts_for is None:
                    raise ValueError(f"there is no organisation {organisation}")
            account = await session.scalar(select(Account).where(Account.username == username).with_for_update())
            made = account is None
            if account is None:
                account = Account(username=username, display_name=username)
                session.add(account)
            account.role, account.password_hash, account.organisation_id = role, hash_password(password), acts_for
            account.password_once, account.password_once_until = False, None
            await session.flush()
            await sessions.revoke_all(session, account.id)
            await audit.record(
                session, viewer=None, action="account.set", kind="account", id=account.id, detail={"role": role}
            )
    finally:
        await engine.dispose()
    return made
