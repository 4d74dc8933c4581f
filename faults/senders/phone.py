"""A telephone over HTTP: one fix a request, the next when the last was answered with 200."""

import asyncio
from dataclasses import dataclass

import httpx

from faults.senders.outbox import Outbox
from faults.senders.sending import RefusedError
from faults.senders.wire import query
from faults.town import SECRET

PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class Phone:
    """Where telephones report."""

    url: str

    async def converse(self, outbox: Outbox) -> None:
        """Until a request fails. Raises httpx.HTTPError, or RefusedError for an answer other than 200."""
        async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
            while True:
                await outbox.news()
                for number in outbox.take(1):
                    answer = await client.post(f"{self.url}/?{query(outbox.made[number], SECRET)}")
                    if answer.status_code != httpx.codes.OK:
                        raise RefusedError(answer.status_code)
                    outbox.acknowledge(number)
                await asyncio.sleep(0)
