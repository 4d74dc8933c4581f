"""When a stack is ready for a person: the program answers, and in the demo the first buses move on the live map."""

import json
import time
from collections.abc import Callable

import httpx
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

POLL_S = 0.2


def answers(web: str) -> bool:
    """Whether `/readyz` says yes."""
    try:
        return httpx.get(f"{web}/readyz", timeout=5, trust_env=False).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def what_is_missing(web: str) -> str:
    """What `/readyz` says is not well, in its own words."""
    try:
        checks = httpx.get(f"{web}/readyz", timeout=5, trust_env=False).json()["checks"]
        return "; ".join(f"{name}: {check['detail']}" for name, check in checks.items() if not check["ok"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return "nobody answers there"


def buses_are_live(web: str, username: str, password: str) -> bool:
    """Whether this account sees a bus that moves, as the page does: log in, open the WebSocket, read the snapshot."""
    try:
        with httpx.Client(base_url=web, timeout=5, trust_env=False) as client:
            client.post("/api/v1/session", json={"username": username, "password": password}).raise_for_status()
            cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        socket = f"{web.replace('http', 'ws', 1)}/api/v1/live"
        headers = {"Cookie": cookies}
        # a proxy that the environment names is not for 127.0.0.1
        with connect(socket, origin=Origin(web), additional_headers=headers, open_timeout=5, proxy=None) as live:
            snapshot = json.loads(live.recv(timeout=5))
        return any(bus.get("moving") for bus in snapshot["buses"])
    except (httpx.HTTPError, WebSocketException, OSError, ValueError, KeyError):
        return False


def wait_until(happened: Callable[[], bool], timeout_s: float, meanwhile: Callable[[], None]) -> bool:
    """Poll `happened` until it is true or `timeout_s` is over, calling `meanwhile` between; returns which."""
    deadline = time.monotonic() + timeout_s
    while not happened():
        if time.monotonic() > deadline:
            return False
        meanwhile()
        time.sleep(POLL_S)
    return True
