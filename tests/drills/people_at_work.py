"""People who work in a portal while a drill breaks it, each in a thread; what they were told goes to a file."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.portal import Answer, NoPageError, Notes, Portal

ACTIONS = range(1, 6)
PAGES = ("/plan/", "/plan/acties/1/", "/partners/", "/hulp/", "/sociale-kaart/", "/overleg/")


@dataclass
class Answers:
    """How requests ended."""

    statuses: Counter[int] = field(default_factory=Counter)
    raw: list[str] = field(default_factory=list)  # failures without a page of ours
    moments: list[tuple[float, bool]] = field(default_factory=list)  # when, and whether all was well
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, answer: Answer) -> Answer:
        with self._lock:
            self.statuses[answer.status] += 1
            self.moments.append((time.monotonic(), 0 < answer.status < 500))
            if answer.status >= 500 and not is_our_page(answer):
                self.raw.append(f"{answer.status}: {answer.text[:200]}")
        return answer

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    @property
    def failed(self) -> int:
        return sum(times for status, times in self.statuses.items() if status == 0 or status >= 500)


def is_our_page(answer: Answer) -> bool:
    """A 503 in Dutch that says when to come back."""
    says = "Het portaal is even niet bereikbaar" in answer.text or "Het portaal kan nu niets bewaren" in answer.text
    return answer.status == 503 and says and "retry-after" in answer.headers


def reader(portal: Portal, answers: Answers) -> Callable[[threading.Event], None]:
    def read(enough: threading.Event) -> None:
        visitor = portal.signed_in("coordinator")
        while not enough.is_set():
            answers.note(visitor.get(random.choice(PAGES)))  # noqa: S311  (no secret)

    return read


def writer(portal: Portal, number: int, notes: Notes, answers: Answers) -> Callable[[threading.Event], None]:
    """Changes titles of the same few actions. Told that another saved meanwhile, chooses the own text."""

    def write(enough: threading.Event) -> None:
        visitor, chance, edit = portal.signed_in("coordinator"), random.Random(number), 0  # noqa: S311  (no secret)
        while not enough.is_set():
            edit += 1
            said, path = (
                f"Schrijver {number} {notes.name}, keer {edit}",
                f"/plan/acties/{chance.choice(ACTIONS)}/wijzigen/",
            )
            try:
                answer = answers.note(visitor.fill_in(path, {"title": said}, with_field="title"))
            except NoPageError as none:
                answers.note(none.answer)
                continue
            if answer.is_saved:
                notes.note(said)

    return write


def missing_or_doubled(portal: Portal, notes: Notes) -> tuple[int, int, int]:
    """Of what was acknowledged: not in the history, more than once in it, and written over unseen."""
    ours = f"Schrijver % {notes.name}, keer %"
    held = dict(
        portal.ask(
            "SELECT title, count(*) FROM actionplan_actionevent WHERE pgh_label = 'gewijzigd' AND title LIKE %s"
            " GROUP BY title",
            ours,
        )
    )
    # Each change counts the version up by one, on top of what the one before it saved.
    overwritten = portal.number(
        "SELECT coalesce(sum(events - versions), 0) FROM ("
        " SELECT count(*) AS events, count(DISTINCT version) AS versions FROM actionplan_actionevent"
        " WHERE pgh_label = 'gewijzigd' AND title LIKE %s GROUP BY pgh_obj_id) AS each_action",
        ours,
    )
    missing = sum(said not in held for said in notes.all())
    return missing, sum(times > 1 for times in held.values()), overwritten


def notes_of(portal: Portal, name: str) -> Notes:
    return Notes(Path(portal.data_dir) / f"{name}.txt")
