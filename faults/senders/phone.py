"""A telephone over HTTP: one request at a time, the next when the last was answered with 200; after a break many fixes in one."""

import asyncio
from dataclasses import dataclass

import httpx

from faults.senders.outbox import Outbox
from faults.senders.sending import RefusedError
from faults.senders.wire import many, query
from faults.town import SECRET

PATIENCE_S = 15.0
BATCH = 50


@dataclass(frozen=True, slots=True)
class Phone:
    """Where telephones report."""

    url: str

    async def converse(self, outbox: Outbox) -> None:
        """Until a request fails. Raises httpx.HTTPError, or RefusedError for an answer other than 200."""
        async with httpx.AsyncClient(timeout=PATIENCE_S, trust_env=False) as client:
            while True:
                await outbox.news()
                numbers = outbox.take(BATCH)
                fixes = [outbox.made[number] for number in numbers]
                if not fixes:
                    continue
                if len(fixes) == 1:
                    answer = await client.post(f"{self.url}/?{query(fixes[0], SECRET)}")
                else:
                    answer = await client.post(f"{self.url}/?token={SECRET}", json=many(fixes))
                if answer.status_code != httpx.codes.OK:
                    raise RefusedError(answer.status_code)
                for number in numbers:
                    outbox.acknowledge(number)
                await asyncio.sleep(0)
