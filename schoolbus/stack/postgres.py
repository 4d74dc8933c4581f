"""Our own PostgreSQL cluster with PostGIS: made once, run on our port, with every durability setting on."""

import contextlib
import os
import shutil
import signal
import subprocess

import psycopg
from psycopg import sql

from schoolbus.stack import places as at
from schoolbus.stack import programs
from schoolbus.stack.errors import StackError
from schoolbus.stack.places import Places
from schoolbus.stack.ports import LOCALHOST

DATABASE = "schoolbus"
OWNER = "schoolbus"
SUPERUSER = "postgres"
EXTENSIONS = ("postgis", "btree_gist")
MIB = 1024 * 1024


class Postgres:
    """The cluster. The program connects as the owner of its database, who is no superuser but may make databases."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast" shutdown: does not wait for clients, and needs no recovery

    def __init__(self, places: Places, port: int) -> None:
        self.user = at.server_user("postgres")
        self.folder = places.of(self.name)
        self.port = port
        self._passwords = at.secrets_of(places, ("postgres_superuser", "postgres_owner"))
        self._bin = programs.postgres_bin()

    @property
    def url(self) -> str:
        """The program's own database, as its owner."""
        return self._url(OWNER, self._passwords["postgres_owner"], DATABASE)

    def prepare(self) -> None:
        """initdb on the first start; the configuration anew on each. Raises StackError."""
        if not (self.folder / "PG_VERSION").exists():
            self._make()
        self._check_version()
        at.write_private(self.folder / "schoolbus.conf", self._configuration(), self.user)
        only_local = f"host all all {LOCALHOST}/32 scram-sha-256\n"
        at.write_private(self.folder / "pg_hba.conf", only_local, self.user)

    def command(self) -> list[str]:
        """`postgres -D <folder>`."""
        return [str(self._bin / "postgres"), "-D", str(self.folder)]

    def answers(self) -> bool:
        """Whether the superuser can log in."""
        try:
            with self._superuser("postgres"):
                return True
        except psycopg.OperationalError:
            return False

    def settle(self) -> None:
        """Make the owner, the extensions (in template1: every later database has them) and the database, once."""
        with self._superuser("template1") as connection:
            for extension in EXTENSIONS:
                connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
            role = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (OWNER,)).fetchone()
            if role is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                        sql.Identifier(OWNER), sql.Literal(self._passwords["postgres_owner"])
                    )
                )
            # the owner may drop a database of its own although an autovacuum worker is in it just then
            connection.execute(sql.SQL("GRANT pg_signal_backend TO {}").format(sql.Identifier(OWNER)))
        with self._superuser("postgres") as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
                )

    def _superuser(self, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        url = self._url(SUPERUSER, self._passwords["postgres_superuser"], database)
        return psycopg.connect(url, autocommit=True, connect_timeout=5)

    def _url(self, user: str, password: str, database: str) -> str:
        return f"postgresql://{user}:{password}@{LOCALHOST}:{self.port}/{database}"

    def _make(self) -> None:
        """initdb into a folder beside, renamed when complete: a half-made cluster is never taken for one."""
        draft = self.folder.with_name(f"{self.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        at.give(draft, self.user)
        password_file = draft.with_name("postgres.password")
        at.write_private(password_file, self._passwords["postgres_superuser"], self.user)
        command = [
            str(self._bin / "initdb"), "-D", str(draft), "-U", SUPERUSER, f"--pwfile={password_file}",
            "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
        ]  # fmt: skip
        try:
            result = subprocess.run(
                command, user=self.user, group=self.user, extra_groups=[] if self.user else None,
                capture_output=True, text=True, check=False, cwd="/", env={**os.environ, "LC_ALL": "C.UTF-8"},
            )  # fmt: skip
        finally:
            password_file.unlink(missing_ok=True)
        if result.returncode != 0:
            raise StackError(f"PostgreSQL could not make its cluster in {draft}: {_last_line(result.stderr)}")
        with (draft / "postgresql.conf").open("a") as out:
            out.write("\ninclude 'schoolbus.conf'\n")
        draft.rename(self.folder)

    def _check_version(self) -> None:
        """A cluster can be run by its own major version only. Raises StackError."""
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        wanted = self._bin.parent.name
        if made_by == wanted:
            return
        own = self._bin.parent.parent / made_by / "bin"
        if not (own / "postgres").exists():
            raise StackError(
                f"the cluster in {self.folder} was made by PostgreSQL {made_by}, which is no longer installed "
                f"(now: {wanted}): install postgresql-{made_by}, or move the folder away to start empty"
            )
        self._bin = own

    def _configuration(self) -> str:
        memory_mib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MIB
        shared_mib = max(128, min(1024, memory_mib // 16))
        return f"""\
# Written by schoolbus at every start; changes here are lost.
cluster_name = 'schoolbus'
listen_addresses = '{LOCALHOST}'
port = {self.port}
unix_socket_directories = ''  # nobody needs one, and the path of one in a long folder would end at 107 bytes
max_connections = 200
password_encryption = 'scram-sha-256'

# What we acknowledge is on the disk (design section 3). These are PostgreSQL's defaults; here they are a promise.
fsync = on
synchronous_commit = on
full_page_writes = on

shared_buffers = {shared_mib}MB
effective_cache_size = {memory_mib // 2}MB
random_page_cost = 1.1
wal_compression = on
max_wal_size = 2GB
checkpoint_timeout = 15min
jit = off

timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] %d '
log_min_duration_statement = 2s
"""


def _last_line(text: str) -> str:
    with contextlib.suppress(IndexError):
        return text.strip().splitlines()[-1]
    return "it did not say why"
