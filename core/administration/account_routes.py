"""HTTP of accounts: the list, one opened, changed, disabled, given a new password; its sessions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from core.access import Viewer
from core.administration import accounts
from core.administration.schemas import (
    AccountChange,
    AccountIn,
    AccountKept,
    AccountMade,
    DisabledIn,
    EndIn,
    ReasonIn,
    Role,
    Sessions,
)  # fmt: skip
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import Page, PathId, QueryId, QueryText

router = APIRouter(prefix="/administration/accounts", tags=["administration"])
Keeper = Annotated[Viewer, Depends(allowed("account.keep"))]


@router.get("")
async def list_accounts(
    session: Db,
    viewer: Me,
    paging: Paging,
    role: Role | None = None,
    organisation_id: QueryId = None,
    disabled: bool | None = None,
    q: QueryText = None,
) -> Page[AccountKept]:
    """Accounts by user name."""
    found = await accounts.list_accounts(
        session, viewer=viewer, query=paging, role=role, organisation_id=organisation_id, disabled=disabled, q=q
    )
    return Page.of(*found)


@router.post("", status_code=201)
async def open_account(
    session: Db, viewer: Keeper, settings: Conf, request: Request, response: Response, body: AccountIn
) -> AccountMade:
    """Open an account. The answer holds the password for its first login, once. 409 `username_taken`."""
    made, password = await accounts.open_account(
        session, viewer=viewer, given=body, once_days=settings.password_once_days, address=caller_of(request).address
    )
    response.headers["Cache-Control"] = "no-store"
    return AccountMade(account=await accounts.account(session, viewer=viewer, account_id=made), password=password)


@router.get("/{account_id}")
async def get_account(session: Db, viewer: Me, account_id: PathId) -> AccountKept:
    """One account."""
    return await accounts.account(session, viewer=viewer, account_id=account_id)


@router.put("/{account_id}")
async def change_account(
    session: Db, viewer: Keeper, request: Request, account_id: PathId, body: AccountChange
) -> AccountKept:
    """Change an account; another role or organisation ends its sessions. 409 `last_admin`, `own_account`."""
    address = caller_of(request).address
    await accounts.change_account(session, viewer=viewer, account_id=account_id, given=body, address=address)
    return await accounts.account(session, viewer=viewer, account_id=account_id)


@router.put("/{account_id}/disabled")
async def disable_account(
    session: Db, viewer: Keeper, request: Request, account_id: PathId, body: DisabledIn
) -> AccountKept:
    """Let it log in no more, or again. 409 `last_admin`, `own_account`, `organisation_retired`."""
    await accounts.set_disabled(
        session, viewer=viewer, account_id=account_id, disabled=body.disabled, reason=body.reason,
        address=caller_of(request).address,
    )  # fmt: skip
    return await accounts.account(session, viewer=viewer, account_id=account_id)


@router.post("/{account_id}/password")
async def renew_password(
    session: Db,
    viewer: Keeper,
    settings: Conf,
    request: Request,
    response: Response,
    account_id: PathId,
    body: ReasonIn,
) -> AccountMade:
    """A new password for one login, told once; its sessions end. 409 `own_account`."""
    password = await accounts.renew_password(
        session, viewer=viewer, account_id=account_id, reason=body.reason, once_days=settings.password_once_days,
        address=caller_of(request).address,
    )  # fmt: skip
    response.headers["Cache-Control"] = "no-store"
    return AccountMade(account=await accounts.account(session, viewer=viewer, account_id=account_id), password=password)


@router.get("/{account_id}/sessions")
async def list_sessions(session: Db, viewer: Me, account_id: PathId) -> Sessions:
    """Its logins that live."""
    return Sessions(items=await accounts.sessions_of(session, viewer=viewer, account_id=account_id))


@router.post("/{account_id}/sessions/end")
async def end_sessions(session: Db, viewer: Keeper, request: Request, account_id: PathId, body: EndIn) -> Sessions:
    """End some of its logins."""
    await accounts.end_sessions(
        session, viewer=viewer, account_id=account_id, session_ids=body.session_ids, address=caller_of(request).address
    )
    return Sessions(items=await accounts.sessions_of(session, viewer=viewer, account_id=account_id))
