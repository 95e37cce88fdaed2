"""Caches that all processes of the portal share, and in which «add» happens once: on one machine, and on several."""

import fcntl
import hmac
import logging
import pickle
import random
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.db import connections
from django.utils.crypto import salted_hmac

from network.databases import OUTSIDE

logger = logging.getLogger(__name__)


class SharedCache(FileBasedCache):
    """Limits on signing in count in here, so two processes that add the same key must not both be told they did.

    Not in the transaction of a request: a count would wait for that of another request, and vanish when that fails.
    """

    def add(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> bool:
        given = {} if timeout is ... else {"timeout": timeout}
        self._createdir()  # type: ignore[attr-defined]  # the stubs leave it out
        with (Path(self._dir) / "lock").open("w") as lock:  # type: ignore[attr-defined]  # the stubs leave it out
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, version=version, **given)

    def _is_expired(self, file: BinaryIO) -> bool:
        """Left where it is: a look at a count that is over may not take away what another counted there meanwhile."""
        try:
            until = pickle.load(file)  # noqa: S301  (in a folder that is the portal's alone)
        except EOFError:
            return True
        return until is not None and until < time.time()


class CacheOfThisMachine(FileBasedCache):
    """What can be drawn anew: a disk that is full, or half a file after a power cut, keeps no page from being shown."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except (EOFError, pickle.UnpicklingError, zlib.error):
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        try:
            super().set(key, value, timeout, version)
        except OSError:
            logger.warning("something could not be kept in the cache", exc_info=True)


_KEEP = """
INSERT INTO network_shared_value AS kept (key, value, expires_at) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at {unless} RETURNING 1
"""
_SIGNATURE = 32  # bytes


class CacheOfAllMachines(BaseCache):
    """In Postgres, over a connection of its own on which each statement counts at once, whatever the request comes to.

    The table is not written to the log of the database (UNLOGGED): after a crash or a failover it begins empty, as a
    cache may. A value is signed, because what is unpickled can run: a row that somebody put there is no value.
    """

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        made = self._name(key, version)
        found = self._ask(
            "SELECT value FROM network_shared_value WHERE key = %s AND (expires_at IS NULL OR expires_at > now())", made
        )
        return default if found is None else _opened(made, bytes(found[0]), default)

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        made = self._name(key, version)
        self._ask(_KEEP.format(unless=""), made, _sealed(made, value), self._until(timeout))
        if random.random() < 0.01:  # noqa: S311  (no secret: now and then what expired goes)
            self._ask("DELETE FROM network_shared_value WHERE expires_at < now() RETURNING 1")

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        made = self._name(key, version)
        unless = "WHERE kept.expires_at <= now()"
        return self._ask(_KEEP.format(unless=unless), made, _sealed(made, value), self._until(timeout)) is not None

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        made = self._name(key, version)
        longer = (
            "UPDATE network_shared_value SET expires_at = %s"
            " WHERE key = %s AND (expires_at IS NULL OR expires_at > now()) RETURNING 1"
        )
        return self._ask(longer, self._until(timeout), made) is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        made = self._name(key, version)
        return self._ask("DELETE FROM network_shared_value WHERE key = %s RETURNING 1", made) is not None

    def clear(self) -> None:
        self._ask("DELETE FROM network_shared_value WHERE starts_with(key, %s) RETURNING 1", f"{self.key_prefix}:")

    def _name(self, key: str, version: int | None) -> str:
        """No key stands there in words: it may hold an address of the internet."""
        made = self.make_and_validate_key(key, version=version)
        return f"{self.key_prefix}:{salted_hmac('network.shared_cache.key', made, algorithm='sha256').hexdigest()}"

    def _until(self, timeout: float | None) -> datetime | None:
        seconds = self.get_backend_timeout(timeout)
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

    def _ask(self, statement: str, *values: Any) -> Any:
        with connections[OUTSIDE].cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchone()


def _sealed(key: str, value: Any) -> bytes:
    written = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _signature(key, written) + written


def _opened(key: str, sealed: bytes, default: Any) -> Any:
    written = sealed[_SIGNATURE:]
    if not hmac.compare_digest(sealed[:_SIGNATURE], _signature(key, written)):
        return default
    return pickle.loads(written)  # noqa: S301  (signed with our own key)


def _signature(key: str, written: bytes) -> bytes:
    return salted_hmac("network.shared_cache", key.encode() + b"\0" + written, algorithm="sha256").digest()
