"""What a telephone is answered, in words: the apps look at the number only, the person who sets one up reads the line."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gps_ingest.frames import Decoded

Send = Callable[[dict[str, Any]], Awaitable[None]]
RETRY_S = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a sentence in both languages; `closes` ends the connection, where a body may still be on its way."""

    status: int
    en: str
    zh: str
    headers: Sequence[tuple[bytes, bytes]] = ()
    closes: bool = False

    async def send(self, send: Send) -> None:
        """As ASGI has it."""
        body = f"{self.en}\n{self.zh}\n".encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
        headers += [*self.headers, *([(b"connection", b"close")] if self.closes else [])]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class RefusedError(Exception):
    """A request is answered before anything is made of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.en)
        self.answer = answer


def later(seconds: int = RETRY_S) -> Sequence[tuple[bytes, bytes]]:
    """When to try again."""
    return [(b"retry-after", b"%d" % seconds)]


STORED = Answer(200, "stored", "已保存")
NO_FIX = Answer(200, "no position in it; nothing to store", "不含位置，无需保存")
STRANGER = Answer(
    401,
    "Device id and token do not open this door.",
    "终端号与令牌不符，未予接收。",
    [(b"www-authenticate", b'Bearer realm="devices"')],
)
NOT_HERE = Answer(404, "Positions are sent to / or /ingest/osmand.", "位置请发送到 / 或 /ingest/osmand。", closes=True)
NOT_SO = Answer(
    405, "Positions are sent with GET or POST.", "请用 GET 或 POST 发送位置。", [(b"allow", b"GET, POST")], True
)
SLOW = Answer(408, "The request did not come whole in time.", "请求未在时限内收全。", closes=True)
TOO_LONG = Answer(413, "The request is too long.", "请求过长。", closes=True)
BUSY = Answer(503, "Not stored: try again a little later.", "暂未保存，请稍后重发。", later(), True)


def too_many(wait_s: float) -> Answer:
    """For an address that failed too often."""
    return Answer(
        429, "Too many refused attempts from this address.", "该地址被拒次数过多，请稍后再试。", later(int(wait_s) + 1)
    )


def too_fast(wait_s: float) -> Answer:
    """For a device past its rate: it keeps what it has, and comes again."""
    return Answer(
        429,
        "Not stored: this device sends too much.",
        "未保存：该终端发送过于频繁，请稍后再发。",
        later(int(wait_s) + 1),
    )


READS = {
    "not_json": ("this is no JSON", "不是有效的 JSON"),
    "bad_field": ("a field cannot be read", "字段无法识别"),
    "empty_field": ("a field is missing", "缺少字段"),
    "bad_time": ("the time cannot be read", "时间无法识别"),
    "bad_position": ("there is no such place on earth", "坐标超出范围"),
    "bad_identity": ("it is of another device", "不属于该终端"),
    "too_long": ("it is too long", "数据过长"),
}
IMPOSSIBLE = {
    "no_position": ("it is the place 0, 0", "坐标为 0, 0"),
    "too_fast": ("no road vehicle is so fast", "速度不合理"),
    "future": ("its time lies ahead of ours", "时间超前"),
}


def unreadable(reason: str, detail: str) -> Answer:
    """For a request from which no position can be read. It is set aside for whoever has to mend it."""
    en, zh = READS.get(reason, (reason, reason))
    return Answer(400, f"Not stored, set aside: {en}{_in(detail)}.", f"未保存，已存入待查：{zh}{_in(detail)}。")


def answer_to(decoded: Decoded) -> Answer:
    """What to say once it is committed. Only where nothing can be read at all it is 400: see docs/telephones.md."""
    if len(decoded):
        return STORED
    if not decoded.bad:
        return NO_FIX
    bad = decoded.bad[0]
    if bad.reason in IMPOSSIBLE:
        en, zh = IMPOSSIBLE[bad.reason]
        return Answer(200, f"set aside, not on the track: {en}", f"已存入待查，不计入轨迹：{zh}")
    return unreadable(bad.reason, bad.detail)


def _in(detail: str) -> str:
    return f" ({detail})" if detail else ""
