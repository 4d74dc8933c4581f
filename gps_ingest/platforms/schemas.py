"""What the API takes and gives of other platforms."""

from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from core.shapes import Id, In, Out, Utc
from fleet.schemas import Name

WORD_MAX = 2**32 - 1
Version = Literal[2011, 2019]
Word = Annotated[int, Field(ge=0, le=WORD_MAX)]
Code = Annotated[int, Field(ge=1, le=WORD_MAX)]


def _is_network(value: str) -> str:
    try:
        return str(ip_network(value, strict=False))
    except ValueError as error:
        raise PydanticCustomError("not_a_network", "must be an address or a network in CIDR notation") from error


Network = Annotated[str, Field(min_length=2, max_length=49), AfterValidator(_is_network)]
Networks = Annotated[list[Network], Field(min_length=1, max_length=50)]


class CipherIn(In):
    """What the bodies of a platform's messages are encrypted with; agreed with it, and never told again by us."""

    m1: Word
    ia1: Word
    ic1: Word


class PlatformIn(In):
    """A platform to let in. `access_code` and `user_id` are made where they are not given; `networks` in CIDR notation."""

    name: Name
    version: Version
    networks: Networks
    access_code: Code | None = None
    user_id: Code | None = None
    cipher: CipherIn | None = None


class PlatformChange(In):
    """What of a platform is changed; what is not named stays. A change of anything ends its links: it logs in again."""

    name: Name | None = None
    version: Version | None = None
    networks: Networks | None = None
    disabled: bool | None = None
    cipher: CipherIn | None = None


class PlatformOut(Out):
    """A platform and how its links stand. `problem` is what went wrong last, and not since mended."""

    id: Id
    name: str
    access_code: int
    user_id: int
    version: Version
    networks: list[str]
    encrypted: bool
    disabled: bool
    created_at: Utc
    main_since: Utc | None
    slave_since: Utc | None
    last_heard: Utc | None
    problem: str | None
    problem_at: Utc | None
    vehicles: int = Field(description="buses of ours that it has reported so far")


class PlatformMade(PlatformOut):
    """A platform just let in, or one with a new password: it is told this once."""

    password: str
