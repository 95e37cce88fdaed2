"""Postgres is restarted at once, again and again, while people read and write: nothing that was saved is lost."""

from tests.drills import people_at_work
from tests.drills.people_at_work import Answers
from tests.drills.portal import Portal, all_at_once, running_portal, until
from tests.figures_table import Line

READERS, WRITERS = 8, 4
BETWEEN = {True: 12, False: 4}  # acknowledged writes: people are really at work again


def _the_database_promises_nothing() -> None:
    """Nothing in web or worker: `drill` starts a Postgres that answers before it wrote."""


def _no_page_of_its_own() -> None:
    from network import errors

    errors.database_down = lambda request, **_: errors.HttpResponse("Server Error (500)", status=500)  # type: ignore[assignment]


PROTECTIONS = {"durability": _the_database_promises_nothing, "page": _no_page_of_its_own}


def drill(*, long: bool, without: str = "") -> list[Line]:
    named = f"restarted_database.{without}" if without else ""
    with running_portal(without=named, durable=without != "durability") as portal:
        return on(portal, long=long)


def on(portal: Portal, *, long: bool, least: bool = False) -> list[Line]:
    """`least` is only what is seen at once: with one restart."""
    restarts = 5 if long else 1 if least else 2
    answers, back = Answers(), list[float]()
    notes = people_at_work.notes_of(portal, "herstart")
    works = [people_at_work.reader(portal, answers) for _ in range(READERS)]
    works += [people_at_work.writer(portal, number, notes, answers) for number in range(1, WRITERS + 1)]
    portal.signed_in("coordinator")
    with all_at_once(*works):
        for _ in range(restarts):
            _until_more_is_saved(notes, BETWEEN[long])
            portal.restart_database_at_once()
            back.append(_until_more_is_saved(notes, 1))
        until(lambda: _worker_goes_on(portal), seconds=60, what="de worker werkt weer")
    acknowledged = notes.all()
    missing, doubled, overwritten = people_at_work.missing_or_doubled(portal, notes)
    lines = [
        Line("G-11", "herstarts van Postgres terwijl er gewerkt werd", len(back), str(restarts)),
        Line(
            "G-11",
            "wijzigingen waarvan gemeld is dat ze bewaard zijn",
            len(acknowledged),
            f"≥ {restarts * BETWEEN[long]}",
        ),
        Line("G-11", "gemeld en niet teruggevonden", missing, "0"),
        Line("G-11", "dubbel bewaard", doubled, "0"),
        Line("G-11", "overschreven zonder dat iemand het zag", overwritten, "0"),
        Line("G-11", "fouten zonder bladzijde in het Nederlands", len(answers.raw), "0"),
        Line("G-11", "503 met Retry-After", answers.statuses[503], "≥ 1"),
    ]
    if long:
        share = round(100 * answers.failed / answers.total, 1)
        lines += [
            Line("G-11", f"% van {answers.total} vragen dat mislukte", share, "≤ 15"),
            Line("G-11", "seconden tot alles weer gewoon was, hoogstens", round(max(back), 1), "≤ 10"),
        ]
    return lines


def _until_more_is_saved(notes: people_at_work.Notes, more: int) -> float:
    before = len(notes.all())
    return until(lambda: len(notes.all()) >= before + more, seconds=180, what="er wordt weer bewaard")


def _worker_goes_on(portal: Portal) -> bool:
    since = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > pg_postmaster_start_time()"
    return portal.number(since) > 0
