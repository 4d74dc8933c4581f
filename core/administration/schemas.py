"""What the API takes and gives of organisations, accounts and their sessions, and the audit trail."""

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from core.shapes import PRINTABLE, BodyId, Id, In, Name, Out, Utc

Role = Literal[
    "admin", "officer", "clerk", "police", "transport", "emergency", "government", "school", "teacher", "operator",
    "driver", "attendant", "parent", "auditor",
]  # fmt: skip
Kind = Literal[
    "education", "police", "transport", "emergency", "government", "road_keeper", "town", "school", "operator"
]
Stage = Literal["kindergarten", "primary", "junior_middle", "nine_year"]
Locale = Literal["zh-CN", "en"]
Username = Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Phone = Annotated[str, StringConstraints(min_length=3, max_length=24, pattern=r"^\+?[0-9][0-9 ()-]*$")]
Why = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=PRINTABLE)]


class OrganisationIn(In):
    """An organisation as it is entered; a place needs both `lon` and `lat` (WGS-84)."""

    name: Name
    name_en: Name | None = None
    kind: Kind
    stage: Stage | None = None
    phone: Phone | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None


class OrganisationKept(Out):
    """An organisation as it is kept; `retired_at` since when it is no longer offered."""

    id: Id
    name: str
    name_en: str | None
    kind: str
    stage: str | None
    phone: str | None
    lon: float | None
    lat: float | None
    retired_at: Utc | None


class Referring(Out):
    """So many rows of one kind refer to it."""

    table: str
    count: int


class OrganisationDetail(OrganisationKept):
    """The same, with all that refers to it: nothing that is referred to can be removed."""

    referring: list[Referring]


class RetiredIn(In):
    """Whether it is retired."""

    retired: bool


class AccountIn(In):
    """An account to open."""

    username: Username
    display_name: Name
    role: Role
    organisation_id: BodyId | None = None
    locale: Locale = "zh-CN"


class AccountChange(In):
    """What an account is from now on; another role or organisation ends its sessions."""

    display_name: Name
    role: Role
    organisation_id: BodyId | None = None
    locale: Locale


class DisabledIn(In):
    """Whether it may log in, and why."""

    disabled: bool
    reason: Why


class ReasonIn(In):
    """Why something is done."""

    reason: Why


class EndIn(In):
    """Which sessions end."""

    session_ids: Annotated[list[BodyId], Field(min_length=1, max_length=100)]


class AccountKept(Out):
    """An account as it is kept; `password_once`: it has not chosen a password of its own yet, and may until then."""

    id: Id
    username: str
    display_name: str
    role: str
    organisation_id: Id | None
    organisation_name: str | None
    locale: str
    disabled: bool
    password_once: bool
    password_once_until: Utc | None
    created_at: Utc
    last_login_at: Utc | None


class AccountMade(Out):
    """An account with the password for its first login: told here, once, and kept nowhere."""

    account: AccountKept
    password: str


class SessionKept(Out):
    """A login that lives; `own` is the one that asks."""

    id: Id
    created_at: Utc
    expires_at: Utc
    address: str | None
    user_agent: str | None
    own: bool


class Sessions(Out):
    """The logins of an account that live."""

    items: list[SessionKept]


class By(Out):
    """Who did something."""

    id: Id
    name: str
    username: str
    role: str


class AuditOut(Out):
    """One line of the audit trail; `by` null: the program itself."""

    id: Id
    at: Utc
    by: By | None
    action: str
    object_kind: str
    object_id: str
    detail: dict[str, Any]
    address: str | None
