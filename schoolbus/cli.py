"""The command line: `schoolbus <command>`. What goes wrong is said in one sentence, never with a traceback."""

import json
import sys
import traceback
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from schoolbus import runfile
from schoolbus.replaying import replay
from schoolbus.simulate.cli import simulate

NOTHING_RUNS = 3
app = typer.Typer(
    help="School-bus safety: every position of a bus is judged by its permit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Detach = Annotated[bool, typer.Option("--detach", help="Return when it is ready, and leave it running.")]


@app.command()
def demo(detach: Detach = False) -> None:
    """Start everything with the demo district: 24 buses on the map, accounts to try."""
    from schoolbus import runner

    if detach:
        runner.run_detached("demo")
        return
    from schoolbus.demo.seed import seed

    runner.run_demo(seed)


@app.command()
def up(detach: Detach = False) -> None:
    """Start the private servers and all processes, without the demo."""
    from schoolbus import runner

    if detach:
        runner.run_detached("up")
    else:
        runner.run_up()


@app.command()
def down() -> None:
    """Stop what `up` or `demo` started in this folder."""
    from schoolbus import runner

    typer.echo("stopped" if runner.stop() else "no stack runs here")


@app.command()
def info(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """Where the running stack listens, who may log in. Exits 3 when none runs."""
    from schoolbus import runfile, summary

    running = runfile.load(runfile.data_dir())
    if running is None:
        typer.echo("no stack runs here: `schoolbus up` or `schoolbus demo` starts one", err=True)
        raise typer.Exit(NOTHING_RUNS)
    typer.echo(json.dumps(asdict(running.public), ensure_ascii=False) if as_json else summary.text(running.public))


@app.command()
def doctor() -> None:
    """Check versions, disk, ports, database, broker, Redis and clock, in plain words."""
    from schoolbus.doctor import examine

    checks = examine(runfile.data_dir())
    for check in checks:
        typer.echo(f"{'ok   ' if check.good else 'WRONG'}  {check.what}: {check.said}")
    raise typer.Exit(0 if all(check.good for check in checks) else 1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from core.settings import get_settings
    from schoolbus.rule_modes import install

    runfile.find_servers()
    install(get_settings().database_url)
    typer.echo("the database has the newest schema")


@app.command()
def api() -> None:
    """Run the web server: page, API, live map."""
    import uvicorn

    from core.settings import get_settings

    runfile.find_servers()
    settings = get_settings()
    uvicorn.run(
        "web.app:app",
        factory=True,
        host=settings.http_host,
        port=settings.http_port,
        access_log=False,
        log_config=None,  # core.log has set it up
        forwarded_allow_ips=settings.forwarded_allow_ips,
        timeout_graceful_shutdown=5,
    )


@app.command()
def ingest() -> None:
    """Run the ingest: all doors for devices, into the database."""
    from core.settings import get_settings

    runfile.find_servers()
    from gps_ingest.service import main as run

    run(get_settings())


@app.command()
def worker() -> None:
    """Run a Celery worker for what happens later: notices, clocks, housekeeping."""
    runfile.find_servers()
    from schoolbus.worker import run_worker

    run_worker()


@app.command()
def beat() -> None:
    """Run the clock that gives the workers their regular tasks (one for the whole service)."""
    runfile.find_servers()
    from schoolbus.worker import run_beat

    run_beat()


app.command()(replay)
app.command()(simulate)


@app.command()
def rejudge(
    since: Annotated[str, typer.Option(help="A date or time: 2026-09-01, 2026-09-01T07:00; local without an offset.")],
    until: Annotated[str | None, typer.Option(help="The same, itself left out; now if not given.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule, such as R24; several may be named.")] = None,
    vehicle: Annotated[
        list[int] | None, typer.Option(help="Only the vehicle with this id; several may be named.")
    ] = None,
) -> None:
    """Judge history again from the stored fixes: what differs is printed and stored as a report; no finding is changed."""
    runfile.find_servers()
    from core.settings import get_settings
    from schoolbus.rejudging import run

    run(get_settings(), since, until, rule or [], vehicle or [])


@app.command()
def danger(
    since: Annotated[
        str | None, typer.Option(help="A date or time, local without an offset; 28 days ago if not given.")
    ] = None,
    until: Annotated[str | None, typer.Option(help="The same, itself left out; now if not given.")] = None,
) -> None:
    """Find dangerous segments of road in the stored fixes, ranked by events per passage; goes on with a walk under way."""
    runfile.find_servers()
    from core.settings import get_settings
    from schoolbus.danger import run

    run(get_settings(), since, until)


@app.command()
def account(
    username: Annotated[str, typer.Argument(help="Who may log in.")],
    role: Annotated[str, typer.Option(help="admin, officer, clerk, police, school, operator, …")],
    organisation: Annotated[str | None, typer.Option(help="The slug of the one it acts for.")] = None,
) -> None:
    """Make an account, or give one a new role and password; the password is asked for (or read from standard input)."""
    from core.settings import get_settings
    from schoolbus.accounts import set_account

    runfile.find_servers()
    password = typer.prompt("Password", hide_input=True) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        made = set_account(get_settings(), username=username, role=role, password=password, organisation=organisation)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    typer.echo(f"{username} {'may log in now' if made else 'has a new password'}, as {role}")


@app.command()
def rules(
    which: Annotated[
        list[str] | None, typer.Argument(help="The rules to switch, such as R23 R24; `all` for all.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="off, trial or on; without it the modes are listed.")] = None,
    operator: Annotated[str | None, typer.Option(help="Only for the operator of this slug.")] = None,
    source: Annotated[str | None, typer.Option(help="Who decided it; kept with the change.")] = None,
) -> None:
    """List whether each rule is off, in trial or on, or switch it from now on."""
    from core.settings import get_settings
    from schoolbus.rule_modes import listed, switch

    runfile.find_servers()
    if to is None:
        typer.echo(listed(get_settings()))
        return
    try:
        switch(get_settings(), rules=which or [], to=to, operator=operator, source=source or "")
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None
    typer.echo(f"{to} from now on: {', '.join(which or [])}")


@app.command(hidden=True)
def doorkeeper(
    folder: Annotated[Path, typer.Argument(help="What the broker's container reads.")],
    device_port: Annotated[int, typer.Option(help="The broker's port for devices.")] = 1883,
) -> None:
    """Keep the door of a broker that runs in a container (docker-compose.yml)."""
    from core.settings import get_settings
    from schoolbus.container import keep_door

    keep_door(folder, get_settings(), device_port=device_port, say=typer.echo)


@app.command(hidden=True)
def drive(
    seed: Annotated[bool, typer.Option("--seed", help="Fill the demo district first (docker-compose.yml).")] = False,
) -> None:
    """Drive the demo's buses."""
    from core.settings import get_settings
    from schoolbus.demo.drive import main as run
    from schoolbus.demo.seed import seed as fill
    from schoolbus.stack.errors import StackError

    runfile.find_servers()
    settings = get_settings()
    if settings.environment == "production":
        raise StackError("production has no demo, whose passwords everybody knows: SCHOOLBUS_ENVIRONMENT=development")
    if seed:
        fill(settings)
    run(settings)


def main() -> None:
    """The console script."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the edge: whatever it was, the user gets a sentence
        _explain(error)


def _explain(error: Exception) -> NoReturn:
    from schoolbus.explain import sentence

    print(f"schoolbus: {sentence(error)}", file=sys.stderr)
    log = runfile.data_dir() / "log" / "errors.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as out:
            out.write(f"{' '.join(sys.argv)}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        pass
    sys.exit(1)
