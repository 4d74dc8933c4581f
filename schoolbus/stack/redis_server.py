"""Our own Redis: the task queue, the channel of the live map, login counters."""

import signal

import redis

from schoolbus.stack import places as at
from schoolbus.stack import programs
from schoolbus.stack.places import Places
from schoolbus.stack.ports import LOCALHOST


class RedisServer:
    """Redis on 127.0.0.1 with a password, keeping an append-only file."""

    name = "redis"
    stop_signal = signal.SIGTERM

    def __init__(self, places: Places, port: int) -> None:
        self.user = at.server_user("redis")
        self.folder = places.of(self.name)
        self.port = port
        self._password = at.secrets_of(places, ("redis",))["redis"]
        self._program = programs.program("redis-server")

    @property
    def url(self) -> str:
        """Database 0, with the password."""
        return f"redis://:{self._password}@{LOCALHOST}:{self.port}/0"

    def prepare(self) -> None:
        """Write its configuration."""
        at.give(self.folder, self.user)
        at.write_private(self.folder / "redis.conf", self._configuration(), self.user)

    def command(self) -> list[str]:
        """`redis-server <folder>/redis.conf`."""
        return [str(self._program), str(self.folder / "redis.conf")]

    def answers(self) -> bool:
        """Whether it says PONG (it does not while it loads its file)."""
        client = redis.Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False
        finally:
            client.close()

    def settle(self) -> None:
        """Nothing to do."""

    def _configuration(self) -> str:
        return f"""\
# Written by schoolbus at every start; changes here are lost.
bind {LOCALHOST}
port {self.port}
requirepass {self._password}
daemonize no
set-proc-title no
dir "{self.folder}"
appendonly yes
appendfsync everysec
save ""
"""
