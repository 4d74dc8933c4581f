"""The web application: the rooms' routes put together, the gate in front, the page behind. `uvicorn --factory web.app:app`."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, FastAPI
from redis.asyncio import Redis
from starlette.middleware.gzip import GZipMiddleware

import core.administration.account_routes
import core.administration.calendar_routes
import core.administration.routes
import core.routes
import findings.board.routes
import findings.danger.routes
import findings.departure.routes
import findings.desk.paper.police
import findings.desk.paper.routes
import findings.desk.routes
import findings.desk.watch.routes
import findings.evidence.routes
import findings.figures.routes
import findings.playback.routes
import findings.rejudge.routes
import findings.reports.public.routes
import findings.reports.routes
import findings.routes
import findings.rulebook.routes
import findings.seals.routes
import findings.suspects.routes
import findings.suspects.telling.routes
import findings.suspects.telling.sheet
import fleet.devices.import_routes
import fleet.devices.routes
import fleet.routes
import geofences.declared.routes
import geofences.hazards.answer.routes
import geofences.hazards.routes
import geofences.imports.routes
import geofences.routes
import gps_ingest.desk.routes
import gps_ingest.platforms.routes
import gps_ingest.quality.routes
import permits.desk.files
import permits.desk.letters.routes
import permits.desk.review.routes
import permits.desk.routes
import permits.held.routes
import permits.imports.routes
import permits.label.public.routes
import permits.label.routes
import permits.lines.imports
import permits.lines.routes
import permits.published.routes
import permits.registers.papers
import permits.registers.routes
import permits.rounds.routes
import permits.routes
import permits.training.exam.public_routes
import permits.training.exam.routes
import permits.training.public.routes
import permits.training.routes
import runs.routes
import web.card
import web.doors
import web.exports.routes
import web.live
import web.routes
import web.search.routes
import web.why
from core import files, log, problems
from core.bulkhead import living_bulkhead
from core.database import make_engine, make_sessions
from core.gate import Gate
from core.metrics import make_metrics
from core.passwords import Passwords
from core.photos.room import living_darkroom
from core.requests import Requests
from core.settings import Settings, get_settings
from core.tables.reading import MEDIA_TYPES
from core.version import VERSION
from web.access import make_access
from web.pages import STATIC, Pages, StrictHeaders

PREFIX = "/api/v1"
ROUTERS: tuple[APIRouter, ...] = (
    core.routes.router,
    web.exports.routes.make_router(),  # before the routes of single objects: "export.xlsx" is none
    core.administration.routes.router,
    core.administration.account_routes.router,
    core.administration.calendar_routes.router,
    web.routes.router,
    web.doors.router,
    fleet.routes.router,
    fleet.devices.import_routes.router,  # before the routes of a device: "import-template.csv" is none
    fleet.devices.routes.router,
    geofences.routes.router,
    geofences.declared.routes.router,
    geofences.imports.routes.router,
    geofences.hazards.routes.router,
    geofences.hazards.answer.routes.router,
    permits.held.routes.router,  # before the routes of a permit: "granted" is none
    permits.routes.router,
    permits.lines.routes.router,
    permits.desk.routes.router,
    permits.desk.review.routes.router,
    permits.desk.letters.routes.router,
    permits.imports.routes.router,
    permits.label.routes.router,
    permits.label.public.routes.router,
    permits.published.routes.router,
    permits.rounds.routes.router,
    permits.registers.routes.router,
    permits.training.routes.router,
    permits.training.public.routes.router,
    permits.training.exam.routes.router,
    permits.training.exam.public_routes.router,
    findings.board.routes.router,  # before the routes of a run: "board" is none
    runs.routes.router,
    findings.routes.router,
    findings.rulebook.routes.router,
    findings.departure.routes.router,
    findings.evidence.routes.router,
    findings.playback.routes.router,
    findings.seals.routes.router,
    findings.rejudge.routes.router,
    findings.danger.routes.router,
    findings.desk.routes.router,
    findings.desk.watch.routes.router,
    findings.desk.paper.routes.router,
    findings.suspects.telling.routes.router,  # before the routes of a suspect: "sources" is none
    findings.suspects.routes.router,
    findings.reports.routes.router,
    findings.reports.public.routes.router,
    findings.figures.routes.router,
    gps_ingest.platforms.routes.router,
    gps_ingest.quality.routes.router,
    gps_ingest.desk.routes.router,
    web.card.router,
    web.search.routes.router,
    web.why.router,
    web.live.router,
)
# Where a file comes in, beside JSON. Forms of other sites cannot send these types, and the Origin is looked at as ever.
FILES = {
    PREFIX + fleet.devices.import_routes.PATH: MEDIA_TYPES,
    PREFIX + geofences.imports.routes.PATH: geofences.imports.routes.MEDIA_TYPES,
    PREFIX + findings.desk.routes.ATTACH: files.MEDIA_TYPES,
    PREFIX + geofences.hazards.routes.ATTACH: files.MEDIA_TYPES,
    PREFIX + permits.desk.routes.ATTACH: permits.desk.files.TAKEN,
    PREFIX + permits.lines.routes.IMPORT: permits.lines.imports.MEDIA_TYPES,
    PREFIX + permits.rounds.routes.ATTACH: permits.desk.files.TAKEN,
    PREFIX + permits.registers.routes.ATTACH: permits.registers.papers.TAKEN,
    PREFIX + permits.training.routes.ATTACH: permits.desk.files.TAKEN,
    PREFIX + permits.held.routes.ATTACH: permits.desk.files.TAKEN,
    PREFIX + geofences.hazards.answer.routes.PHOTOS: files.PHOTOS,
    PREFIX + findings.desk.paper.routes.IMPORT: findings.desk.paper.police.MEDIA_TYPES,
    PREFIX + findings.suspects.telling.routes.IMPORT: findings.suspects.telling.sheet.MEDIA_TYPES,
    PREFIX + findings.reports.public.routes.PHOTOS: files.PHOTOS,
    PREFIX + permits.imports.routes.PATH: MEDIA_TYPES,
    PREFIX + permits.training.exam.routes.IMPORT: MEDIA_TYPES,
}
LARGER = {
    PREFIX + geofences.imports.routes.PATH: geofences.imports.routes.BODY_MAX_BYTES,
    PREFIX + permits.imports.routes.PATH: permits.imports.routes.BODY_MAX_BYTES,
    PREFIX + permits.lines.routes.IMPORT: permits.lines.routes.BODY_MAX_BYTES,
}
# Where photographs and papers come in.
ATTACHED = (
    findings.desk.routes.ATTACH,
    geofences.hazards.routes.ATTACH,
    permits.desk.routes.ATTACH,
    permits.rounds.routes.ATTACH,
    permits.registers.routes.ATTACH,
    permits.training.routes.ATTACH,
    permits.held.routes.ATTACH,
    geofences.hazards.answer.routes.PHOTOS,
    findings.reports.public.routes.PHOTOS,
)
# What lives as long as the app does, entered in this order after the database and Redis are there.
LIFETIMES: tuple[Callable[[FastAPI], AbstractAsyncContextManager[None]], ...] = (
    web.live.living_hub,
    living_darkroom,
    living_bulkhead("bulkhead", at_once=2, most_waiting=32),  # strangers, before the database
    living_bulkhead("replays", at_once=2, most_waiting=4),  # each costs seconds of a processor
)


def create_app(settings: Settings, *, static: Path = STATIC) -> FastAPI:
    """The application for these settings; nothing is opened before its lifespan begins."""
    app = FastAPI(
        title="schoolbus",
        version=VERSION,
        openapi_url="/api/openapi.json",
        docs_url=None,  # both viewers load scripts from other hosts
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.access = make_access()
    app.state.metrics = make_metrics()
    app.state.tasks = {}  # what must run as long as the app, by name: /readyz looks whether it does
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(core.routes.root_router)
    app.router.default = Pages(static)
    # the last added is the outermost
    larger = LARGER | {PREFIX + path: settings.attachment_max_bytes for path in ATTACHED}
    app.add_middleware(Gate, settings=settings, files=FILES, larger=larger)
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    app.add_middleware(Requests, metrics=app.state.metrics)
    app.add_middleware(StrictHeaders, settings=settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    async with AsyncExitStack() as stack:
        app.state.engine = make_engine(settings)
        stack.push_async_callback(app.state.engine.dispose)
        app.state.sessions = make_sessions(app.state.engine)
        app.state.redis = Redis.from_url(settings.redis_url, decode_responses=True, socket_timeout=5)
        stack.push_async_callback(app.state.redis.aclose)
        app.state.passwords = Passwords(settings.login_hashes_at_once)
        for lifetime in LIFETIMES:
            await stack.enter_async_context(lifetime(app))
        yield


def app() -> FastAPI:
    """The application of this process, from the environment."""
    settings = get_settings()
    log.configure(settings)
    return create_app(settings)
