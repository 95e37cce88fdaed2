"""How far a large import is. Kept outside the database: what an open transaction writes there, nobody else sees."""

import time
from dataclasses import dataclass

from django.core.cache import caches

from network.dutch import number

KEPT_FOR = 3600  # seconds


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    seconds: float  # since the start

    @property
    def text(self) -> str:
        left = self.seconds / self.done * (self.total - self.done) if self.done else 0
        minutes = round(left / 60)
        how_long = f", nog ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}" if minutes else ""
        return f"{number(self.done)} van {number(self.total)} cijfers klaar{how_long}."


class Reporter:
    """Hears from the import how far it is."""

    def __init__(self, run: int) -> None:
        self._key = _key(run)
        self._start = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        caches["shared"].set(self._key, (done, total, time.monotonic() - self._start), KEPT_FOR)


def progress_of(run: int) -> Progress | None:
    found = caches["shared"].get(_key(run))
    return Progress(*found) if found else None


def forget(run: int) -> None:
    caches["shared"].delete(_key(run))


def _key(run: int) -> str:
    return f"import-{run}"
