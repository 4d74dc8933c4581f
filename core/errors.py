"""The error tree: what can go wrong, with a stable code and an HTTP status each.

Failure                    what a person is told, in Chinese and English
├── NotLoggedIn       401  not_logged_in, bad_credentials, password_expired
├── NotAllowed        403  not_allowed, cross_site
├── Missing           404  missing: not there, or not for this viewer (who may not learn which)
│   ├── NoSuchReport  404  of a public report: its number or its code is wrong, and not which of them
│   └── NoSuchReceipt 404  of an application seen from outside: its number or its telephone, and not which of them
├── Refused           409  a step that the state of things does not allow; each names its own code
│   ├── Conflict      409  conflict, append_only: the tables said no
│   └── InUse         409  what is to go is used elsewhere; each use is one of its fields
├── Invalid           422  invalid: the request's content, with its fields
├── BadRequest        4xx  what is wrong with the request's form: 400, 405, 413, 415
├── TooMany           429  too_many_attempts, locked_out; with Retry-After
│   ├── Enough        429  as much as the public page takes for now, in words that say of what
│   ├── TooSoon       429  a public form that is sent quicker than a person writes
│   └── Busy          429  more at once than are let in
├── NotSetUp          503  no_font, no_public_origin: what an administrator must set up first
└── OurFault          500  our_fault: a bug, known by its incident number only
    └── Unavailable   503  unavailable: the database or another server is away; with Retry-After
"""
# ruff: noqa: N818 - the names say what happened, not that it is an error

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence for people, in both languages of the page."""

    zh: str
    en: str

    def of(self, locale: str) -> str:
        """The sentence in English for `en…`, otherwise in Chinese."""
        return self.en if locale.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Field:
    """What is wrong with one field of a request; `field` is its dotted path."""

    field: str
    message: Text


def field(name: str, *, zh: str, en: str) -> Field:
    """A field and what is wrong with it."""
    return Field(name, Text(zh, en))


class Failure(Exception):
    """The root. `detail` says what to do next."""

    status: ClassVar[int] = 500
    title: ClassVar[Text] = Text("服务出错", "Something went wrong")

    def __init__(
        self, code: str, detail: Text, *, fields: tuple[Field, ...] = (), retry_after_s: int | None = None
    ) -> None:
        super().__init__(f"{code}: {detail.en}")
        self.code = code
        self.detail = detail
        self.fields = fields
        self.retry_after_s = retry_after_s


class NotLoggedIn(Failure):
    """Nobody is logged in, or the login has ended."""

    status = 401
    title = Text("未登录", "Not logged in")

    def __init__(self, code: str = "not_logged_in", detail: Text = Text("请先登录。", "Please log in first.")) -> None:
        super().__init__(code, detail)


class NotAllowed(Failure):
    """The viewer's role may not do this."""

    status = 403
    title = Text("无权操作", "Not allowed")

    def __init__(self, action: str, *, code: str = "not_allowed", detail: Text | None = None) -> None:
        said = Text(
            "您的角色不能进行此项操作，如有需要请联系管理员。",
            "Your role may not do this; ask an administrator if you need it.",
        )
        super().__init__(code, detail or said)
        self.action = action


class Missing(Failure):
    """There is no such object, or the viewer may not know of it."""

    status = 404
    title = Text("没有找到", "Not found")

    def __init__(self, noun: str, key: object) -> None:
        super().__init__(
            "missing",
            Text(f"没有找到该对象（{noun}），或您无权查看。", f"There is no such {noun}, or it is not yours to see."),
        )
        self.noun = noun
        self.key = key


class Refused(Failure):
    """A step that the present state of things does not allow."""

    status = 409
    title = Text("操作被拒绝", "Refused")

    def __init__(self, code: str, *, zh: str, en: str) -> None:
        super().__init__(code, Text(zh, en))


class Conflict(Refused):
    """The tables refuse what another row or the law of append-only forbids."""


class InUse(Refused):
    """What is to be taken out is used; `fields` name each use."""

    def __init__(self, code: str, fields: tuple[Field, ...], *, zh: str, en: str) -> None:
        Failure.__init__(self, code, Text(zh, en), fields=fields)


class Invalid(Failure):
    """The content of the request cannot be; every field at fault is named."""

    status = 422
    title = Text("填写有误", "Invalid input")

    def __init__(self, *fields: Field) -> None:
        super().__init__("invalid", Text("请改正标出的各项后再试。", "Please correct the named fields."), fields=fields)


class BadRequest(Failure):
    """The form of the request is wrong; the status is the instance's own."""

    title = Text("请求有误", "Bad request")

    def __init__(self, status: int, code: str, *, zh: str, en: str) -> None:
        super().__init__(code, Text(zh, en))
        self.status = status  # type: ignore[misc]


class TooMany(Failure):
    """Too many attempts; `retry_after_s` says when to come back."""

    status = 429
    title = Text("尝试过多", "Too many attempts")

    def __init__(self, code: str, *, retry_after_s: int) -> None:
        minutes = max(1, -(-retry_after_s // 60))
        super().__init__(
            code,
            Text(f"尝试次数过多，请约 {minutes} 分钟后再试。", f"Too many attempts. Try again in about {minutes} min."),
            retry_after_s=retry_after_s,
        )


class Busy(TooMany):
    """So many at this moment that one more is sent away before anything is done for him."""

    def __init__(self, code: str, *, retry_after_s: int) -> None:
        super().__init__(code, retry_after_s=retry_after_s)
        self.detail = Text(
            f"此刻使用的人太多，请 {retry_after_s} 秒后再试；已填写的内容会保留。",
            f"Too many people at this moment. Try again in {retry_after_s} s; nothing that you wrote is lost.",
        )


class NotSetUp(Failure):
    """Something that this needs is not set up here; an administrator can."""

    status = 503
    title = Text("尚未配置", "Not set up")

    def __init__(self, code: str, *, zh: str, en: str) -> None:
        super().__init__(code, Text(zh, en))


class OurFault(Failure):
    """A bug of ours. The person gets its incident number; the log has the rest."""

    status = 500

    def __init__(self, incident: str) -> None:
        super().__init__(
            "our_fault",
            Text(
                f"系统出错，已记录（编号 {incident}）。请稍后再试，或将编号告知管理员。",
                f"This is our fault; it is logged as incident {incident}. Try later, or tell the administrator.",
            ),
        )


class Unavailable(OurFault):
    """A server that we need is away for now."""

    status = 503
    title = Text("暂时无法服务", "Unavailable for now")

    def __init__(self, *, retry_after_s: int = 5) -> None:
        Failure.__init__(
            self,
            "unavailable",
            Text("数据库暂时无法访问，请稍后再试。", "The database is away for now; please try again shortly."),
            retry_after_s=retry_after_s,
        )
