"""`schoolbus simulate`: writes the NMEA sentences of a simulated bus to standard output or a file."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from core import clock


def simulate(
    line: Annotated[
        str | None, typer.Option(help="One passage of this line of the demo district, such as l04-to.")
    ] = None,
    bus: Annotated[str | None, typer.Option(help="This bus as it drives in the demo, such as bus-13.")] = None,
    start: Annotated[datetime | None, typer.Option(help="When it starts, in UTC; now if not given.")] = None,
    minutes: Annotated[float, typer.Option(help="How long, for --bus.")] = 10.0,
    interval: Annotated[float, typer.Option(min=1, max=10, help="Seconds between fixes, for --line.")] = 1.0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same noise, for --line.")] = 0,
    talker: Annotated[str, typer.Option(help="Two letters: GP, GN, BD, GB.")] = "GP",
    sentences: Annotated[str, typer.Option(help="Which sentences each fix gets, RMC first.")] = "RMC,GGA,VTG,GSA,ZDA",
    weeks_behind: Annotated[int, typer.Option(help="1024 for a receiver whose week counter has wrapped.")] = 0,
    out: Annotated[Path | None, typer.Option(help="A file to write; standard output if not given.")] = None,
) -> None:
    """Write NMEA sentences of a simulated bus: of one line (--line) or of a bus of the demo (--bus). Neither: list both."""
    from schoolbus.simulate import recording  # noqa: PLC0415 (keeps `schoolbus --help` quick)

    start_s = clock.epoch() if start is None else start.replace(tzinfo=start.tzinfo or UTC).timestamp()
    names = tuple(sentences.split(","))
    try:
        if line is not None and bus is None:
            blocks = recording.of_line(
                line,
                start_s=start_s,
                interval_s=interval,
                seed=seed,
                talker=talker,
                sentences=names,
                weeks_behind=weeks_behind,
            )
        elif bus is not None and line is None:
            blocks = recording.of_bus(
                bus, start_s=start_s, for_s=minutes * 60, talker=talker, sentences=names, weeks_behind=weeks_behind
            )
        else:
            _list_keys(*recording.keys())
            return
    except KeyError as missing:
        raise typer.BadParameter(
            f"no line or bus is called {missing.args[0]}; run it without options for a list"
        ) from None
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    _write(blocks, out)


def _list_keys(lines: list[str], buses: list[str]) -> None:
    typer.echo("choose one of --line and --bus", err=True)
    typer.echo("lines: " + " ".join(lines))
    typer.echo("buses: " + " ".join(buses))


def _write(blocks: list[str], out: Path | None) -> None:
    data = "".join(blocks).encode("ascii")
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)
