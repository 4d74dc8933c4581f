"""What a person is told of a running stack: the address, and the accounts to try."""

import unicodedata

from schoolbus.runfile import Running


def text(running: Running) -> str:
    """A few lines for the terminal."""
    lines = [f"Open {running.web}"]
    if running.accounts:
        lines.append("")
        lines += _table(
            [("user name", "password", "role")]
            + [(each["username"], each["password"], each["role"]) for each in running.accounts]
        )
        lines.append("")
    lines += [
        f"devices: MQTT {running.mqtt}, JT/T 808 {running.jt808_tcp}, telephones {running.osmand_http}"
        + (f", NMEA over TCP {running.nmea_tcp}, over UDP {running.nmea_udp}" if running.nmea_tcp else ""),
        "everything else: .venv/bin/schoolbus info --json",
    ]
    return "\n".join(lines)


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    return [
        "  " + "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(cell: str) -> int:
    """Terminal columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell)
