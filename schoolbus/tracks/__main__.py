"""`python -m schoolbus.tracks`: judge all cases and rewrite their goldens (`make tracks`), or record a case anew."""

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from core.settings import Settings
from schoolbus.stack import places
from schoolbus.stack.stack import ANY_PORTS, Given, Stack
from schoolbus.tracks.case import FOLDER, Case, cases, read
from schoolbus.tracks.databases import Databases, Ground
from schoolbus.tracks.golden import Golden, text, told
from schoolbus.tracks.record import record
from schoolbus.tracks.road import road
from schoolbus.tracks.track import events
from schoolbus.tracks.world import prepare

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
Names = Annotated[list[str] | None, typer.Argument(help="Cases by name; all if none is given.")]


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Sample tracks: without a command, judge all of them and rewrite their goldens; the diff is the review."""
    if context.invoked_subcommand is None:
        judge(None)


@app.command("judge")
def judge(names: Names = None) -> None:
    """Send tracks down the real road into a private database and rewrite their goldens."""
    data_dir = Path(tempfile.mkdtemp(prefix="schoolbus-tracks-"))
    data_dir.chmod(0o711)  # as root the servers' users must be able to enter
    stack = Stack(data_dir, ports=ANY_PORTS, given=Given(redis_url="redis://unused", mqtt_url="mqtt://unused"))
    try:
        stack.start()
        databases = Databases(stack.database_url)
        for case in _chosen(names):
            golden = judged(case, databases)
            case.golden.write_text(text(golden), encoding="utf-8")
            typer.echo(f"{case.name}: {', '.join(f['rule'] for f in golden['findings']) or 'no finding'}")
    finally:
        stack.stop()
        places.remove(stack.places)
        shutil.rmtree(data_dir, ignore_errors=True)


@app.command("record")
def record_anew(names: Names = None) -> None:
    """Drive cases with the simulator and rewrite their tracks; the same case gives the same track."""
    for case in _chosen(names):
        if case.drive is None:
            typer.echo(f"{case.name}: not made by the simulator, left as it is")
            continue
        case.track.write_bytes(record(case, Settings().zone).encode("latin-1"))
        typer.echo(f"{case.name}: recorded")


def judged(case: Case, databases: Databases) -> Golden:
    """What a case leads to, on a database of its own."""
    with databases.district(case.day) as ground:
        return asyncio.run(_driven(case, ground))


async def _driven(case: Case, ground: Ground) -> Golden:
    zone = Settings().zone
    bus = prepare(ground, case, zone)
    async with road(case, bus, ground.url) as way:
        await way.drive(events(case, zone))
        return told(ground.url, way.committed, zone)


def _chosen(names: list[str] | None) -> list[Case]:
    return [read(FOLDER / name) for name in names] if names else list(cases())


if __name__ == "__main__":
    app()
