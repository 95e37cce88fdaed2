"""Official borders in two steps: look at what a file holds, then save it."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from django.core.cache import caches
from django.db import transaction

from monitor.boundaries import BordersRead
from monitor.map_drawing import Ring
from monitor.maps import Ground
from monitor.models import Boundaries
from monitor.reorganisations import Life
from network.history import because
from network.models import Person

KEPT_FOR = 60 * 60  # seconds that a file waits for who looked at it


@dataclass(frozen=True)
class Look:
    """What a file holds, told to who brought it in; nothing is saved yet."""

    file_name: str
    valid_from: date
    attribution: str
    shapes: dict[str, list[Ring]]
    ours: int  # municipalities of the region that are in it
    missing: tuple[str, ...]  # names of those that are not
    unknown: tuple[str, ...]  # codes that our list of municipalities doesn't know
    replaces: bool  # there are borders of that day already

    @property
    def count(self) -> int:
        return len(self.shapes)

    @cached_property
    def mark(self) -> str:
        """Stands for exactly this file, so that nobody saves another one than was looked at."""
        about = [self.file_name, self.valid_from.isoformat(), self.attribution, self.shapes]
        return sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()


def look_at(*, read: BordersRead, file_name: str, valid_from: date, attribution: str, by: Person) -> Look:
    """Keep what was read for an hour, with what it means for the region."""
    lives: list[Life] = Ground.known().on(valid_from)
    missing = read.missing(life.code for life in lives)
    look = Look(
        file_name=file_name,
        valid_from=valid_from,
        attribution=attribution,
        shapes=read.shapes,
        ours=len(lives) - len(missing),
        missing=tuple(life.name for life in lives if life.code in missing),
        unknown=read.unknown,
        replaces=Boundaries.objects.filter(valid_from=valid_from).exists(),
    )
    caches["shared"].set(_key(by, look.mark), look, KEPT_FOR)
    return look


def waiting_for(person: Person, mark: str) -> Look | None:
    """What this person brought in under that mark, for as long as it is kept."""
    look: Look | None = caches["shared"].get(_key(person, mark)) if mark else None
    return look


def discard(person: Person, mark: str) -> None:
    caches["shared"].delete(_key(person, mark))


@transaction.atomic
def save_boundaries(look: Look, *, by: Person) -> Boundaries:
    """Keep the borders; those of the same day are replaced."""
    with because(f"grenzen geladen uit {look.file_name}", by=by):
        saved, _ = Boundaries.objects.update_or_create(
            valid_from=look.valid_from, defaults={"attribution": look.attribution, "shapes": look.shapes}
        )
    discard(by, look.mark)
    return saved


def _key(person: Person, mark: str) -> str:
    return f"boundaries-{person.pk}-{mark}"
