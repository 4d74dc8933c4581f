"""What a fresh machine is told to install is complete, locked, and names no address."""

import os
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SYSTEM_PYTHON = Path("/usr/bin/python3")
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
ROOMS = [
    "schoolbus",
    "web",
    "gps_ingest",
    "alerts",
    "findings",
    "rules",
    "runs",
    "permits",
    "geofences",
    "fleet",
    "core",
]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_version_has_its_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert len(blocks) >= 2
    assert all(re.match(r"[a-z0-9-]+==\S+", block) and "--hash=sha256:" in block for block in blocks)
    assert "://" not in text


def test_what_runs_is_tested_in_the_versions_that_run() -> None:
    run, dev = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.lock", "dev.lock")
    )
    assert run < dev


def test_every_package_of_the_rooms_is_found_by_the_project_file() -> None:
    find = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]
    packages = [
        ".".join(init.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for init in (ROOT / room).rglob("__init__.py")
        if "node_modules" not in init.parts
    ]
    assert len(packages) > len(ROOMS)
    assert [name for name in packages if not any(fnmatch(name, pattern) for pattern in find["include"])] == []


def test_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    listed = subprocess.run(["make", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"^([a-z]+):", text, re.MULTILINE):
        assert f"make {target} " in listed


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that everybody may enter."""
    with tempfile.TemporaryDirectory(prefix="schoolbus-test-") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.skipif(
    os.geteuid() != 0 or not SYSTEM_PYTHON.exists(), reason="needs root, to become somebody without sudo"
)
def test_who_may_not_install_is_told_exactly_what_to_type(elsewhere: Path) -> None:
    script = elsewhere / "scripts" / "bootstrap.py"
    script.parent.mkdir()
    script.write_text((ROOT / "scripts" / "bootstrap.py").read_text().replace("mosquitto", "no-such-broker"))
    result = subprocess.run(
        [SYSTEM_PYTHON, script, "run"], user="nobody", group="nogroup", extra_groups=[],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"}, cwd="/",
    )  # fmt: skip
    assert result.returncode == 1
    assert re.search(r"sudo sh scripts/install-packages .*no-such-broker", result.stderr)
    assert "Traceback" not in result.stderr
