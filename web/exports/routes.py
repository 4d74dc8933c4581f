"""HTTP of exports: beside each list its workbook at `…/export.xlsx`, made from the list's own route, page after page."""

import asyncio
import inspect
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from core import audit
from core.access import Viewer
from core.deps import Conf, Db, caller_of, current_viewer
from core.errors import BadRequest
from core.pagination import PageQuery
from core.problems import locale_of
from core.settings import Settings
from core.tables.listing import as_xlsx
from core.tables.reading import XLSX
from web.exports.lists import LISTS, Listed

PAGE = 200
ONLY_MAX_CHARS = 6000
MOST_ROWS = 20_000  # a workbook longer than this is nothing that people read: they narrow the list
# What the page itself has filtered: the ids that it shows, between commas; short enough for every proxy's line.
ONLY = Annotated[str | None, Query(min_length=1, max_length=ONLY_MAX_CHARS, pattern=r"^[^\x00]*$")]
ASKS = Annotated[Viewer, Depends(current_viewer)]


def make_router() -> APIRouter:
    """A route for every list, with that list's own filters."""
    router = APIRouter(tags=["exports"])
    for listed in LISTS:
        router.add_api_route(
            f"{listed.path}/export.xlsx",
            _exporting(listed),
            methods=["GET"],
            response_class=Response,
            summary=f"The list {listed.path} as a workbook (XLSX), with its filters; at most {MOST_ROWS} rows.",
        )
    return router


def _exporting(listed: Listed) -> Any:
    """The route: it takes what the list's takes but the page, and gives all pages as one workbook; some lists are one page."""
    taken = inspect.signature(listed.route).parameters
    asked = [one for one in taken.values() if one.name != "paging"]

    async def export(
        export_request: Request,
        export_session: Any,
        export_viewer: Viewer,
        export_settings: Settings,
        only: str | None,
        **given: Any,
    ) -> Response:
        items: list[object] = []
        cursor: str | None = None
        while len(items) < MOST_ROWS:
            paged = {"paging": PageQuery(PAGE, cursor, None)} if "paging" in taken else {}
            page = await listed.route(**paged, **given)
            items.extend(page.items)
            cursor = getattr(page, "next", None)
            if cursor is None:
                break
        else:
            raise BadRequest(
                422,
                "list_too_long",
                zh=f"超过 {MOST_ROWS:,} 行，请先筛选再导出。",
                en=f"The list has more than {MOST_ROWS:,} rows: narrow it first.",
            )
        if only is not None:
            wanted = frozenset(only.split(","))
            items = [one for one in items if str(getattr(one, "id", "")) in wanted]
        await audit.record(
            export_session, viewer=export_viewer, action="list.export", kind="list", id=listed.path.strip("/"),
            detail={"rows": len(items), "query": str(export_request.url.query)[:500]}, address=caller_of(export_request).address,
        )  # fmt: skip
        locale = locale_of(export_request)
        made = await asyncio.to_thread(
            as_xlsx, listed.title, listed.columns, items, zone=export_settings.zone, locale=locale
        )
        name = listed.path.strip("/").replace("/", "-")
        return Response(made, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'})

    own = {"export_request": Request, "export_session": Db, "export_viewer": ASKS, "export_settings": Conf}
    keyword = inspect.Parameter.KEYWORD_ONLY
    export.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            *(inspect.Parameter(name, keyword, annotation=kind) for name, kind in own.items()),
            inspect.Parameter("only", keyword, annotation=ONLY, default=None),
            *(one.replace(kind=keyword) for one in asked),
        ],
        return_annotation=Response,
    )
    export.__name__ = f"export_{listed.path.strip('/').replace('/', '_')}"
    return export
