"""How far long work is. Kept outside the database: what an open transaction writes there, nobody else sees."""

import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import caches

from network.dutch import number

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    seconds: float  # since the start
    things: str = "rijen"

    @property
    def text(self) -> str:
        left = self.seconds / self.done * (self.total - self.done) if self.done else 0
        minutes = round(left / 60)
        how_long = f", nog ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}" if minutes else ""
        return f"{number(self.done)} van {number(self.total)} {self.things} klaar{how_long}."


class Reporter:
    """Hears from the work how far it is."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._start = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        with suppress(OSError):  # a disk that is full keeps nobody from working
            caches["shared"].set(self._key, (done, total, time.monotonic() - self._start), KEPT_FOR)


def progress_of(key: str, *, things: str = "rijen") -> Progress | None:
    found = caches["shared"].get(key)
    if found is None:
        return None
    done, total, seconds = found
    return Progress(done, total, seconds, things)


def forget(key: str) -> None:
    caches["shared"].delete(key)
