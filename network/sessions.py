"""How long somebody stays signed in: until half an hour without a click, and never longer than a working day."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

BEGAN, SEEN = "began_at", "seen_at"
ONE_MINUTE = 60


@dataclass(frozen=True)
class Remaining:
    """How many seconds are left; negative when it is over."""

    idle: float
    life: float

    @property
    def seconds(self) -> int:
        return int(min(self.idle, self.life))


def begin(session: SessionBase, now: float) -> None:
    session[BEGAN] = session[SEEN] = now


def remaining(session: SessionBase, now: float) -> Remaining:
    seen, began = session.get(SEEN, now), session.get(BEGAN, now)
    return Remaining(idle=seen + settings.SESSION_IDLE - now, life=began + settings.SESSION_LIFE - now)


def note_a_click(session: SessionBase, now: float) -> None:
    """Writes the session at most once a minute. One that never began begins now."""
    if BEGAN not in session:
        begin(session, now)
    elif now - session[SEEN] >= ONE_MINUTE:
        session[SEEN] = now


def seconds_after_a_click(session: SessionBase) -> int:
    """What is left for whoever looks at a page that was made just now."""
    left = remaining(session, time.time())
    return int(min(settings.SESSION_IDLE, left.life))
