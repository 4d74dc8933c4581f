"""What a decoder raises for a line or a frame that cannot be used."""


class BadFrame(ValueError):  # noqa: N818 - the name that the design gives it
    """A line or a frame that cannot be used. `reason` is a stable word (`bad_checksum`, `bad_length` …) it is parked under."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
