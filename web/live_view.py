"""What one socket is shown of the live state: a snapshot, then only what changed and what its viewer may see. No I/O."""

from dataclasses import dataclass
from typing import Literal

import orjson

from core.access import Viewer, may_see
from web.live_state import Bus, Found, LiveState, rfc3339, worth_showing


@dataclass(frozen=True, slots=True)
class Piece:
    """What is to be said next; `gone` are the ids of buses that this viewer sees no more."""

    type: Literal["snapshot", "delta"]
    buses: list[bytes]
    gone: list[str]
    findings: list[bytes]

    @property
    def is_empty(self) -> bool:
        """Whether it says only that we live."""
        return self.type == "delta" and not (self.buses or self.gone or self.findings)


class View:
    """One viewer's window on the live state. It holds no messages: a slow reader is shown the newest state, late."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._epoch = -1
        self._revision = -1
        self._seen: set[int] = set()
        self._seq = 0

    def look(self, state: LiveState, now_s: float) -> Piece:
        """What this viewer has not been shown; it counts as shown from now on."""
        since, self._revision = self._revision, state.revision
        if self._epoch != state.epoch:
            self._epoch = state.epoch
            return self._snapshot(state, now_s)
        buses, gone = [], []
        for bus in state.buses.since(since):
            if self._may_see("vehicle", bus):
                self._seen.add(bus.told.id)
                buses.append(bus.json)
            elif bus.told.id in self._seen:
                self._seen.remove(bus.told.id)
                gone.append(str(bus.told.id))
        findings = [found.json for found in state.findings.since(since) if self._may_see("finding", found)]
        return Piece("delta", buses, gone, findings)

    def message(self, piece: Piece, behind_s: float, now_s: float) -> str:
        """The piece as the next message of this socket."""
        self._seq += 1
        head = {"type": piece.type, "seq": self._seq, "now": rfc3339(now_s), "behind_s": round(behind_s, 1)}
        body = orjson.dumps(head)[:-1]
        if piece.type == "delta":
            body += b',"gone":' + orjson.dumps(piece.gone)
        body += b',"buses":[' + b",".join(piece.buses) + b'],"findings":[' + b",".join(piece.findings) + b"]}"
        return body.decode()

    def _snapshot(self, state: LiveState, now_s: float) -> Piece:
        buses = [bus for bus in state.buses.values() if self._may_see("vehicle", bus)]
        self._seen = {bus.told.id for bus in buses}
        findings = worth_showing((one for one in state.findings.values() if self._may_see("finding", one)), now_s)
        return Piece("snapshot", [bus.json for bus in buses], [], [found.json for found in findings])

    def _may_see(self, noun: str, shown: Bus | Found) -> bool:
        return may_see(self._viewer, noun, shown.facts)
