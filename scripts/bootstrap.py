"""Brings a fresh machine to where the program can run: system packages, `.venv`, the page. Standard library only.

    python3 scripts/bootstrap.py run        what `make demo` needs
    python3 scripts/bootstrap.py test       what `make test` needs on top: Chromium, fonts, the tools for tests
    python3 scripts/bootstrap.py check      what `make check` needs: no servers
    python3 scripts/bootstrap.py npm …      runs npm on the page, with the Node that builds it

Each step is skipped when what it makes is there and what it is made from has not changed.
"""

from __future__ import annotations  # so that a Python that is too old can still read this far and say so

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
PAGE = ROOT / "web" / "ui"
BUILT = ROOT / "web" / "static"
ACCEPTED = ((3, 13), (3, 12), (3, 11))
NODE_LEAST = (20, 19)
POSTGRES_LEAST = 15
PATH_WITH_SBIN = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])
HEARTBEAT_S = 10.0
SERVERS = ("postgis", "redis-server", "mosquitto")
BROWSER = ("chromium", "fonts-noto-cjk")


def main() -> None:
    """Do what the named purpose needs."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in {"run", "test", "check", "npm"}:
        stop(f"there is no purpose {purpose!r}: run, test, check or npm")
    use_a_fitting_python()
    os.chdir(ROOT)
    if purpose == "npm":
        os.chdir(PAGE)
        os.execvpe("npm", ["npm", *sys.argv[2:]], with_node())  # noqa: S606 - npm is the user's own word here
    install_system_packages(purpose)
    make_environment("run" if purpose == "run" else "dev")
    build_page(with_tools=purpose != "run")


def use_a_fitting_python() -> None:
    """Go on with 3.11 to 3.13: this one, or another on PATH in its place."""
    if sys.version_info[:2] in ACCEPTED:
        return
    for major, minor in ACCEPTED:
        other = shutil.which(f"python{major}.{minor}")
        if other:
            say(f"Python {sys.version.split()[0]} does not fit: going on with {other}")
            os.execv(other, [other, *sys.argv])  # noqa: S606 - the same script, a fitting Python
    stop(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]} and no other is on PATH")


# --- system packages ---


def install_system_packages(purpose: str) -> None:
    """Find what is missing; install it as root or with a sudo that asks nothing, else print the command and stop."""
    missing = [package for package, there in wanted(purpose) if not there()]
    if not missing:
        return
    command = ["sh", str(ROOT / "scripts" / "install-packages"), *missing]
    if shutil.which("apt-get") is None:
        stop(f"please install {', '.join(missing)} (this system has no apt-get), then run this again")
    if os.geteuid() != 0:
        if not sudo_asks_nothing():
            stop(f"some system packages are missing. Please type\n\n  sudo sh scripts/install-packages "
                 f"{' '.join(missing)}\n\nand then run this again")  # fmt: skip
        command = ["sudo", "-n", *command]
    say(f"installing with apt: {', '.join(missing)} (no service of the system is started)")
    run(command, count=count_apt)
    still = [package for package, there in wanted(purpose) if not there()]
    if still:
        stop(f"still missing after the installation: {', '.join(still)}")


def wanted(purpose: str) -> Iterable[tuple[str, Callable[[], bool]]]:
    """Package names as scripts/install-packages takes them, each with how to see that it is there."""
    if not VENV.exists():
        yield f"python3.{sys.version_info[1]}-venv", has_ensurepip
    if purpose == "check":
        return
    yield "postgis", has_postgis
    yield "redis-server", lambda: which("redis-server")
    yield "mosquitto", lambda: which("mosquitto")
    if purpose == "test":
        yield "chromium", has_chromium
        yield "fonts-noto-cjk", has_cjk_font


def has_ensurepip() -> bool:
    """Whether this Python can make an environment with pip in it (Debian's minimal one cannot)."""
    command = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def has_postgis() -> bool:
    """Whether a PostgreSQL server, 15 or later, has its PostGIS."""
    return any(
        int(folder.name) >= POSTGRES_LEAST
        and (folder / "bin" / "initdb").exists()
        and Path(f"/usr/share/postgresql/{folder.name}/extension/postgis.control").exists()
        for folder in Path("/usr/lib/postgresql").glob("[0-9]*")
    )


def has_chromium() -> bool:
    """Whether there is a browser for the tests."""
    return any(which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))


def has_cjk_font() -> bool:
    """Whether Chinese can be drawn, which the tests' pictures need."""
    roots = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    return any(
        re.search(r"cjk|wqy|sourcehan", font.name, re.IGNORECASE)
        for root in roots
        for font in root.rglob("*.[ot]t[fc]")
    )


def which(name: str) -> bool:
    """Whether a program is there, also where sbin is not on PATH."""
    return shutil.which(name, path=PATH_WITH_SBIN) is not None


def sudo_asks_nothing() -> bool:
    """Whether sudo works without a password."""
    if shutil.which("sudo") is None:
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


# --- the Python environment ---


def make_environment(kind: str) -> None:
    """`.venv` with exactly the versions of the lock; `kind` is run or dev (which has all of run)."""
    stamp = VENV / "schoolbus.stamp"
    lock = LOCKS / f"{kind}.lock"
    done = read_json(stamp)
    if done.get("folder") != str(ROOT) or not PYTHON.exists():
        say(f"making .venv with Python {sys.version.split()[0]}")
        shutil.rmtree(VENV, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(VENV)])
        done = {"folder": str(ROOT), "python": sys.version.split()[0]}
    if done.get("dev" if kind == "dev" else "run") != digest([lock]):
        packages = len(re.findall(r"^\S+==", lock.read_text(), re.MULTILINE))
        say(f"installing {packages} Python packages from requirements/{lock.name}")
        pip_install(lock, packages)
        done[kind] = digest([lock])
        if kind == "dev":
            done["run"] = digest([LOCKS / "run.lock"])
    point_at_the_project()
    stamp.write_text(json.dumps(done))


def pip_install(lock: Path, packages: int) -> None:
    """Install a lock; pip refuses whatever has not the hash that the lock names."""
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--progress-bar=off",
               "--no-input", "--disable-pip-version-check", "-r", str(lock)]  # fmt: skip
    run(command, count=lambda line: "package" if line.startswith(("Collecting", "Requirement already")) else None,
        total=packages)  # fmt: skip


def point_at_the_project() -> None:
    """Let the environment find the rooms and the `schoolbus` command: a path file and a script, no build, no network."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "schoolbus-here.pth").write_text(f"{ROOT}\n")
    script = VENV / "bin" / "schoolbus"
    # not `#!<python>`: that line has a length limit, which a long folder name exceeds
    script.write_text('#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -m schoolbus "$@"\n')
    script.chmod(0o755)


# --- the page ---


def build_page(*, with_tools: bool) -> None:
    """Build web/ui into web/static if its sources changed; `with_tools`: its packages must be there in any case."""
    if not (PAGE / "package-lock.json").exists():
        say("there is no page to build yet")
        return
    modules = PAGE / "node_modules"
    modules_stamp = modules / ".schoolbus.stamp"
    page_stamp = BUILT / ".schoolbus.stamp"
    lock = digest([PAGE / "package.json", PAGE / "package-lock.json"])
    sources = digest(page_sources())
    page_is_new = page_stamp.exists() and page_stamp.read_text() == sources
    modules_are_there = modules_stamp.exists() and modules_stamp.read_text() == lock
    if page_is_new and (modules_are_there or not with_tools):
        return
    environment = {**with_node(), "CI": "true"}
    if not modules_are_there:
        say("installing the page's packages (npm ci)")
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=PAGE, env=environment)
        modules_stamp.write_text(lock)
    if not page_is_new:
        say("building the page")
        run(["npm", "run", "build"], cwd=PAGE, env=environment)
        if not (BUILT / "index.html").exists():
            stop("the build left no web/static/index.html")
        page_stamp.write_text(sources)


def page_sources() -> list[Path]:
    """What the page is built from."""
    skipped = {"node_modules", "tests", "mock", "test-results", "coverage"}
    found: list[Path] = []
    for folder, folders, files in os.walk(PAGE):
        folders[:] = [name for name in folders if name not in skipped]
        found += [Path(folder) / name for name in files]
    return sorted(found)


def with_node() -> dict[str, str]:
    """The environment in which `node` and `npm` are those that build the page."""
    return {**os.environ, "PATH": f"{find_node()}{os.pathsep}{os.environ.get('PATH', '')}"}


def find_node() -> str:
    """The folder of a Node that is new enough: the system's, else the wheel's in `.venv`, installed if it is missing."""
    node = shutil.which("node")
    if node and shutil.which("npm"):
        text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        version = tuple(int(part) for part in re.findall(r"\d+", text)[:2])
        if version >= NODE_LEAST:
            return str(Path(node).parent)
    lock = LOCKS / "node.lock"
    stamp = VENV / "node.stamp"
    if not stamp.exists() or stamp.read_text() != digest([lock]):
        say("this machine has no Node.js 20.19 or later: installing one into .venv")
        pip_install(lock, 2)
        stamp.write_text(digest([lock]))
    return str(VENV / "bin")


# --- running and saying ---


def run(
    command: list[str],
    *,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    count: Callable[[str], str | None] | None = None,
    total: int | None = None,
) -> None:
    """Run a step, showing how far it is; when it fails, show the end of what it said and stop.

    `count` tells which lines of output are progress (and of what); `total` is how many there will be.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace",
    )  # fmt: skip
    lines: list[str] = []
    seen: dict[str, int] = {}
    over = threading.Event()
    beat = threading.Thread(target=heartbeat, args=(over, began, seen, total), daemon=True)
    beat.start()
    for line in process.stdout or ():
        lines.append(line)
        what = count(line) if count else None
        if what:
            seen[what] = seen.get(what, 0) + 1
    code = process.wait()
    over.set()
    beat.join()
    if code != 0:
        sys.stderr.write("".join(lines[-30:]))
        stop(f"this failed: {' '.join(command[:6])} …")
    say(f"  done in {time.monotonic() - began:.0f} s")


def heartbeat(over: threading.Event, began: float, seen: dict[str, int], total: int | None) -> None:
    """Every few seconds a line that shows that it goes on, and how far it is."""
    while not over.wait(HEARTBEAT_S):
        of = f" of {total}" if total else ""
        counted = ", ".join(f"{number}{of} {what}s" for what, number in seen.items())
        say(f"  {time.monotonic() - began:.0f} s{', ' + counted if counted else ''} …")


def count_apt(line: str) -> str | None:
    """What apt's lines count."""
    if line.startswith("Get:"):
        return "download"
    return "installed package" if line.startswith("Setting up") else None


def digest(files: Iterable[Path]) -> str:
    """One hash over names and contents."""
    total = hashlib.sha256()
    for file in files:
        total.update(str(file.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read_json(file: Path) -> dict[str, str]:
    """A stamp, or nothing."""
    try:
        found: dict[str, str] = json.loads(file.read_text())
    except (OSError, ValueError):
        return {}
    return found


def say(line: str) -> None:
    """A line for the person who waits."""
    print(line, flush=True)


def stop(why: str) -> None:
    """End with one clear sentence."""
    print(f"schoolbus: {why}", file=sys.stderr, flush=True)
    sys.exit(1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        stop(f"{error.strerror}: {error.filename}")
