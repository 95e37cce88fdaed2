"""A worker is killed by its number while it gathers, typesets, writes and links a report; then it is asked again.

Counted is what each kill left behind before and after it was noticed, and what came of the report in the end.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.drills.portal import told_by
from tests.figures_table import Line

# Where the work stands still, so that it can be killed there: right before this is done, or right after it.
MOMENTS = [
    ("monitor.reporting.edition_flows.content_of", "before"),
    ("monitor.reporting.edition_flows.make_paper", "before"),
    ("os.fsync", "before"),  # the file is half there
    ("os.link", "after"),  # and now it is there whole, but nobody was told
]


PROTECTIONS = {"clearing": "what was written of a PDF that broke off stays"}


def drill(*, long: bool, without: str = "") -> list[Line]:
    told = told_by("tests.drills.killed_report", without)
    kills = told["kills"]
    left = [(kill["left"]["status"], kill["left"]["report"]) for kill in kills]
    noticed = [(kill["noticed"]["status"], kill["noticed"]["report"]) for kill in kills]
    said = [kill["noticed"]["problem"].startswith("Het maken is afgebroken.") for kill in kills]
    after = f"{told['made']}, {told['report']}, {told['files']} bestand, {told['mails']} mails"
    return [
        Line("G-10", "keer gedood bij het maken van een rapportage", len(kills), str(len(MOMENTS))),
        Line(
            "G-10", "daarvan met een rapportage die concept bleef", left.count(("running", "draft")), str(len(MOMENTS))
        ),
        Line(
            "G-10", "daarvan opgemerkt en gemeld", min(noticed.count(("failed", "draft")), sum(said)), str(len(MOMENTS))
        ),
        Line("G-10", "bestanden die daarvan bleven liggen", sum(kill["noticed"]["files"] for kill in kills), "0"),
        Line("G-10", "rapportage na opnieuw vragen", after, f"True, for_adoption, 1 bestand, {len(MOMENTS)} mails"),
    ]


def run(without: str) -> dict[str, Any]:
    from django.conf import settings

    from network.private_files import FilesOfThisMachine

    if without:
        FilesOfThisMachine.forget = lambda self, name: None  # type: ignore[method-assign]
    with TemporaryDirectory() as folder:
        default = {**settings.STORAGES["default"], "OPTIONS": {"location": folder, "base_url": None}}
        settings.STORAGES = {**settings.STORAGES, "default": default}
        report_id, person_id = _report()
        kills = [_kill_at(report_id, person_id, *moment) for moment in MOMENTS]
        return {"kills": kills, **_made_after_all(report_id, person_id, Path(folder))}


def _report() -> tuple[int, int]:
    from monitor.models import Report
    from network.models import Person

    return Report.objects.get().pk, Person.objects.get(email="coordinator@demo.example").pk


def _kill_at(report_id: int, person_id: int, what: str, when: str) -> dict[str, Any]:
    from django.db import connections

    from monitor.models import EditionStage, Report
    from monitor.reporting.edition_flows import order_edition
    from monitor.reporting.jobs import note_broken_off

    edition, _ = order_edition(Report.objects.get(pk=report_id), stage=EditionStage.OFFERED)
    connections.close_all()  # no child may share a connection
    with TemporaryDirectory() as folder:
        note = Path(folder) / "here"
        child = os.fork() or _work(edition.pk, person_id, what, when, note)
        while not note.exists():
            if os.waitpid(child, os.WNOHANG)[0]:
                raise SystemExit(f"the work was over before {what}: {_state(edition.pk)}")
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    left = _state(edition.pk)
    note_broken_off(edition_id=edition.pk, person_id=person_id)
    return {"what": what, "left": left, "noticed": _state(edition.pk)}


def _work(edition_id: int, person_id: int, what: str, when: str, note: Path) -> int:
    from unittest.mock import patch

    from monitor.reporting import edition_flows
    from monitor.reporting.jobs import make_report_edition
    from network.pdf import Paper

    try:
        with (
            patch.object(edition_flows, "_refuse_what_is_blocked", lambda *_: None),
            patch.object(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-1.7 proef", 1, ())),
            patch(what, _standing_still(_named(what), when, note)),
        ):
            make_report_edition(edition_id=edition_id, person_id=person_id)
    finally:
        os._exit(0)


def _named(what: str) -> Callable[..., Any]:
    from importlib import import_module

    module, _, name = what.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _standing_still(function: Callable[..., Any], when: str, note: Path) -> Callable[..., Any]:
    def still(*arguments: Any, **named: Any) -> Any:
        if when == "after":
            function(*arguments, **named)
        note.touch()
        time.sleep(3600)

    return still


def _state(edition_id: int) -> dict[str, Any]:
    from monitor.models import ReportEdition

    edition = ReportEdition.objects.select_related("report").get(pk=edition_id)
    folder = Path(edition.file.path).parent
    return {
        "status": edition.job_status,
        "report": edition.report.status,
        "files": len(list(folder.iterdir())) if folder.exists() else 0,
        "problem": edition.problem,
    }


def _made_after_all(report_id: int, person_id: int, folder: Path) -> dict[str, Any]:
    from unittest.mock import patch

    from monitor.models import EditionStage, Report, ReportEdition
    from monitor.reporting import edition_flows
    from monitor.reporting.edition_flows import make_edition, order_edition
    from network.models import Mailing, Person

    edition, _ = order_edition(Report.objects.get(pk=report_id), stage=EditionStage.OFFERED)
    with patch.object(edition_flows, "_refuse_what_is_blocked", lambda *_: None):
        make_edition(edition, by=Person.objects.get(pk=person_id))
    return {
        "made": ReportEdition.objects.get(pk=edition.pk).is_finished,
        "report": Report.objects.get(pk=report_id).status,
        "files": len([path for path in folder.rglob("*") if path.is_file()]),
        "mails": Mailing.objects.filter(person=person_id, kind="report_failed").count(),
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(run(sys.argv[1])))
