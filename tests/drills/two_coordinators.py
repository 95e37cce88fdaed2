"""Two people change the same field of the same action, entry and agreement at once, over HTTP, again and again."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.drills.portal import Portal, Visitor, all_at_once, running_portal, until
from tests.figures_table import Line


@dataclass(frozen=True)
class Thing:
    """Something that two people change: where its form is, which field, and where the database keeps it."""

    name: str
    path: str
    field: str
    table: str
    pk: int

    @property
    def version(self) -> str:
        return "version_of_record" if self.name == "overeenkomst" else "version"


@dataclass
class Count:
    sent: int = 0
    accepted: list[str] = field(default_factory=list)
    refused: int = 0
    without_own_text: int = 0
    other: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def _no_version_is_compared() -> None:
    """Whoever saves last wins, of everything that keeps a version."""
    from actionplan import flows as actions
    from partners import agreement_flows as agreements
    from partners import flows as entries

    actions._differs = lambda *_, **__: False  # type: ignore[assignment]
    agreements._differs = lambda *_, **__: False  # type: ignore[attr-defined]
    entries.clash = lambda **_: []  # type: ignore[assignment]


PROTECTIONS = {"version": _no_version_is_compared}


def drill(*, long: bool, without: str = "") -> list[Line]:
    with running_portal(worker=False, without=f"two_coordinators.{without}" if without else "") as portal:
        return on(portal, long=long)


def on(portal: Portal, *, long: bool, least: bool = False) -> list[Line]:
    """`least` is only what is seen at once: of one of the three things."""
    people, edits = (20, 50) if long else (2, 4)
    chosen = things(portal)[: 1 if least else 3]
    return [line for thing in chosen for line in _of(portal, thing, people, edits)]


def things(portal: Portal) -> list[Thing]:
    [(service, short_id)] = portal.ask("SELECT id, short_id FROM partners_careservice ORDER BY id LIMIT 1")
    agreement = portal.number("SELECT id FROM partners_agreement ORDER BY id LIMIT 1")
    return [
        Thing("actie", "/plan/acties/7/wijzigen/", "title", "actionplan_action", 7),
        Thing("zorgaanbod", f"/sociale-kaart/{short_id}/wijzigen/", "name", "partners_careservice", service),
        Thing("overeenkomst", f"/overeenkomsten/{agreement}/wijzigen/", "title", "partners_agreement", agreement),
    ]


def _of(portal: Portal, thing: Thing, people: int, edits: int) -> list[Line]:
    version, events = _version(portal, thing), _events(portal, thing)
    count = Count()
    together = threading.Barrier(people)
    with all_at_once(*(_editor(portal, thing, number, edits, count, together) for number in range(people))):
        until(lambda: count.sent == people * edits, seconds=1800, what=f"{thing.name}: alles is verstuurd")
    accepted = len(count.accepted)
    [(now,)] = portal.ask(f"SELECT {thing.field} FROM {thing.table} WHERE id = %s", thing.pk)  # noqa: S608  (our own words)
    what = f"{thing.name}, {people} mensen tegelijk:"
    return [
        Line("G-12", f"{what} bewaard of geweigerd, van {count.sent}", accepted + count.refused, str(count.sent)),
        Line("G-12", f"{what} bewaard", accepted, f"≥ {edits}"),
        Line("G-12", f"{what} geweigerd, zodat iemand kiest", count.refused, "≥ 1"),
        Line("G-12", f"{what} geweigerd zonder de eigen tekst", count.without_own_text, "0"),
        Line(
            "G-12",
            f"{what} versies erbij, na {accepted} keer bewaren",
            _version(portal, thing) - version,
            str(accepted),
        ),
        Line("G-12", f"{what} regels in de geschiedenis", _events(portal, thing) - events, str(accepted)),
        Line("G-12", f"{what} er staat wat iemand bewaarde", str(now in count.accepted), "True"),
    ]


def _editor(
    portal: Portal, thing: Thing, number: int, edits: int, count: Count, together: threading.Barrier
) -> Callable[[threading.Event], None]:
    """Opens the form while the others do, and sends it when all of them have it before them."""

    def edit(_: threading.Event) -> None:
        visitor = portal.signed_in("coordinator")
        for turn in range(edits):
            said = f"{thing.name.capitalize()} volgens {number}, keer {turn}"
            action, values = visitor.form(thing.path, with_field=thing.field)
            together.wait(timeout=600)
            _send(visitor, thing, action, [(name, value) for name, value in values if name != thing.field], said, count)
            together.wait(timeout=600)

    return edit


def _send(visitor: Visitor, thing: Thing, action: str, values: list[tuple[str, str]], said: str, count: Count) -> None:
    answer = visitor.post(action, [*values, (thing.field, said)])
    with count.lock:
        count.sent += 1
        if answer.is_saved:
            count.accepted.append(said)
        elif answer.status == 409:
            count.refused += 1
            count.without_own_text += said not in answer.text
        else:
            count.other.append(answer.status)


def _version(portal: Portal, thing: Thing) -> int:
    return portal.number(f"SELECT {thing.version} FROM {thing.table} WHERE id = %s", thing.pk)  # noqa: S608


def _events(portal: Portal, thing: Thing) -> int:
    question = f"SELECT count(*) FROM {thing.table}event WHERE pgh_obj_id = %s AND pgh_label = 'gewijzigd'"  # noqa: S608
    return portal.number(question, thing.pk)
