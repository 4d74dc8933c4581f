"""Many who ask why at once do not keep others from logging in: few are answered at a time, and not all may wait."""

import asyncio

from core.bulkhead import RETRY_AFTER_S, Bulkhead
from tests.api import Api, code_of, refused_fields


async def test_who_asks_when_too_many_wait_is_told_when_to_ask_again(api: Api) -> None:
    """And is heard once the others have gone; his login and every other page are untouched by it."""
    replays: Bulkhead = api.served.app.state.replays
    path = f"/vehicles/{api.own('vehicle')}/why"
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(api.get(path)) for _ in range(4 * (replays.at_once + replays.most_waiting))]
    answers = [one.result() for one in asked]
    assert {answer.status_code for answer in answers} == {200, 429}
    for refused in (answer for answer in answers if answer.status_code == 429):
        assert code_of(refused) == "too_many_at_once"
        assert refused.headers["retry-after"] == str(RETRY_AFTER_S)
    assert replays.waiting == 0
    assert (await api.get(path)).status_code == 200


async def test_a_moment_before_any_terminal_is_refused_by_its_field(api: Api) -> None:
    """Of the year 1 nothing can be counted in seconds."""
    for at in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        refused = await api.get(f"/vehicles/{api.own('vehicle')}/why", at=at)
        assert (refused.status_code, refused_fields(refused)) == (422, {"at"})
