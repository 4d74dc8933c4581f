"""The demo's accounts: one for each job a visitor may want to try, with passwords that everybody knows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.models import Account, Organisation
from core.passwords import hash_password

# user name and role, name shown, organisation's key
ACCOUNTS: tuple[tuple[str, str, str | None], ...] = (
    ("admin", "系统管理员", "office-education"),
    ("officer", "值班员", "office-education"),
    ("clerk", "许可经办员", "office-education"),
    ("police", "交警", "office-police"),
    ("transport", "运输管理员", "office-transport"),
    ("government", "政府办审批员", "office-government"),
    ("school", "学校安全员", "school-haitang"),
    ("operator", "港城校车调度", "op-gangcheng"),
    ("parent", "家长", None),
)


def listed() -> list[dict[str, str]]:
    """User names, passwords and roles, as the login page and `info --json` show them."""
    return [{"username": role, "password": _password(role), "role": role} for role, _, _ in ACCOUNTS]


def ensure(session: Session) -> None:
    """Add the accounts that are missing; what was changed on one that is there stays changed."""
    there = set(session.scalars(select(Account.username)))
    organisations = {one.slug: one.id for one in session.scalars(select(Organisation))}
    session.add_all(
        Account(
            username=role,
            role=role,
            password_hash=hash_password(_password(role)),
            display_name=name,
            organisation_id=None if organisation is None else organisations[organisation],
        )
        for role, name, organisation in ACCOUNTS
        if role not in there
    )


def _password(role: str) -> str:
    return f"demo-{role}"
