"""A cache of files that all processes of the portal share, and in which «add» happens once."""

import fcntl
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class SharedCache(FileBasedCache):
    """Limits on signing in count in here, so two processes that add the same key must not both be told they did.

    Not in the database: a count would wait for the transaction of another request, and vanish when that fails.
    """

    def add(self, key: str, value: Any, timeout: Any = ..., version: int | None = None) -> bool:
        given = {} if timeout is ... else {"timeout": timeout}
        self._createdir()  # type: ignore[attr-defined]  # the stubs leave it out
        with (Path(self._dir) / "lock").open("w") as lock:  # type: ignore[attr-defined]  # the stubs leave it out
            fcntl.flock(lock, fcntl.LOCK_EX)
            return super().add(key, value, version=version, **given)
