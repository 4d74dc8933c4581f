"""HTTP of core: logging in and out, and whether the service lives."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, StringConstraints
from sqlalchemy import select

from core import health, sessions
from core.deps import Conf, Db, Newcomer, caller_of
from core.errors import NotLoggedIn
from core.metrics import metrics_text
from core.models import Organisation
from core.passwords import MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS
from core.settings import Settings
from core.shapes import Id, Out

router = APIRouter(tags=["session"])
root_router = APIRouter(tags=["service"], include_in_schema=False)


class Credentials(BaseModel):
    """What a person types to log in; a password is taken as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    username: Annotated[str, StringConstraints(min_length=1, max_length=150, pattern=r"^[^\x00]*$")]
    password: Annotated[str, StringConstraints(min_length=1, max_length=MAX_PASSWORD_CHARS)]


class NewPassword(BaseModel):
    """A password of one's own for the present one; both are taken as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    old: Annotated[str, StringConstraints(min_length=1, max_length=MAX_PASSWORD_CHARS)]
    new: Annotated[str, StringConstraints(min_length=MIN_PASSWORD_CHARS, max_length=MAX_PASSWORD_CHARS)]


class OrganisationOut(Out):
    """For whom an account acts."""

    id: Id
    name: str
    kind: str


class AccountOut(Out):
    """Who is logged in."""

    id: Id
    username: str
    display_name: str
    role: str
    locale: str
    organisation: OrganisationOut | None
    password_once: bool


class SessionOut(Out):
    """A login."""

    account: AccountOut


async def _session_out(session: Db, viewer: Newcomer) -> SessionOut:
    organisation = None
    if viewer.organisation_id is not None:
        organisation = await session.scalar(select(Organisation).where(Organisation.id == viewer.organisation_id))
    return SessionOut(
        account=AccountOut(
            id=str(viewer.account_id),
            username=viewer.username,
            display_name=viewer.display_name,
            role=viewer.role,
            locale=viewer.locale,
            organisation=None if organisation is None else OrganisationOut.model_validate(organisation),
            password_once=viewer.password_once,
        )
    )


@router.post("/session")
async def log_in(
    credentials: Credentials, request: Request, response: Response, session: Db, settings: Conf
) -> SessionOut:
    """Log in: sets the session cookie.

    401 `bad_credentials`, `password_expired`; 429 `locked_out`, `too_many_attempts` with Retry-After.
    """
    state = request.app.state
    logins = state.metrics.logins
    try:
        token = await sessions.log_in(
            state.sessions,
            state.passwords,
            settings,
            username=credentials.username,
            password=credentials.password,
            caller=caller_of(request),
            old_token=request.cookies.get(sessions.COOKIE),
        )
    except NotLoggedIn:
        logins.labels("refused").inc()
        raise
    logins.labels("ok").inc()
    viewer = await sessions.viewer_of(session, token, settings, state.access)
    if viewer is None:  # disabled between the password and here
        raise NotLoggedIn
    response.set_cookie(
        sessions.COOKIE,
        token,
        max_age=int(settings.session_hours * 3600),
        path="/",
        secure=_secure(request, settings),
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return await _session_out(session, viewer)


@router.get("/session")
async def who_am_i(session: Db, viewer: Newcomer, response: Response) -> SessionOut:
    """Who is logged in; 401 `not_logged_in`."""
    response.headers["Cache-Control"] = "no-store"
    return await _session_out(session, viewer)


@router.post("/session/password", status_code=204)
async def choose_password(request: Request, viewer: Newcomer, settings: Conf, body: NewPassword) -> None:
    """Choose a password of one's own; one's other sessions end. 422 on `old`; 429 as a login."""
    state = request.app.state
    await sessions.choose_password(
        state.sessions, state.passwords, settings, viewer=viewer, old=body.old, new=body.new, caller=caller_of(request)
    )


@router.delete("/session", status_code=204)
async def log_out(request: Request, response: Response, session: Db, viewer: Newcomer, settings: Conf) -> None:
    """Log out: the session is revoked and the cookie taken back."""
    await sessions.log_out(session, settings, request.cookies.get(sessions.COOKIE, ""))
    response.delete_cookie(sessions.COOKIE, path="/", secure=_secure(request, settings), httponly=True, samesite="lax")


def _secure(request: Request, settings: Settings) -> bool:
    if settings.cookie_secure is not None:
        return settings.cookie_secure
    return settings.environment == "production" or request.url.scheme == "https"


@root_router.get("/healthz")
async def healthz() -> dict[str, str]:
    """200 while this process answers at all."""
    return {"status": "ok"}


@root_router.get("/readyz")
async def readyz(request: Request, response: Response) -> health.Readiness:
    """200 when what the API itself needs is there, else 503; what only the ingest needs is told as degraded."""
    readiness = await health.readiness(request.app.state)
    response.status_code = 503 if readiness.status == "not_ready" else 200
    response.headers["Cache-Control"] = "no-store"
    return readiness


@root_router.get("/metrics")
async def metrics(request: Request) -> Response:
    """The counts, in Prometheus's text form."""
    return Response(metrics_text(request.app.state.metrics), media_type="text/plain; version=0.0.4; charset=utf-8")
