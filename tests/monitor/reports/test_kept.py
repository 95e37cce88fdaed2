"""What was adopted stays the same: whatever changes in the portal, in its code, or when a backup is put back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client

from actionplan.models import Action, BudgetLine, Light, Milestone, Success
from monitor.models import (
    AlteredFileError,
    EditionStage,
    Indicator,
    JobStatus,
    Report,
    ReportEdition,
    ReportStatus,
)
from monitor.reporting import edition_flows
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.house_style import set_house_style
from monitor.reporting.live import Live, content_of
from network.models import Person, Region
from partners.models import Agreement, AgreementParty, BodyKind, Bottleneck, CareService, Decision, Organisation
from tests.cast import Cast
from tests.factories import (
    AgreementFactory,
    BodyFactory,
    CareServiceFactory,
    DecisionFactory,
    IndicatorFactory,
    SuccessFactory,
    report_edition,
)
from tests.monitor.figures.releasing import REGION, release, years
from tests.monitor.reports.conftest import Situation, change_light
from tests.monitor.reports.test_questions import escalated, question
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADOPTED_ON = date(2026, 9, 17)
OF_AN_OLDER_PORTAL = Path(__file__).parents[2] / "data/reports/format_1.json"


@dataclass(frozen=True)
class AsRead:
    """What the stuurgroep gets of a report."""

    pdf: bytes
    csv: bytes
    page: dict[str, str]  # the words of each section


def as_read(report: Report, client: Client) -> AsRead:
    edition = ReportEdition.objects.get(report=report, is_adopted=True)
    page = Page.of(client.get(report.get_absolute_url()))
    sections = [each["kind"] for each in edition.content["sections"]]
    return AsRead(
        pdf=client.get(edition.get_absolute_url()).content,
        csv=client.get(f"{report.get_absolute_url()}csv/{edition.version}/").content,
        page={kind: Page(page.one(f"#{kind}")).words for kind in sections},
    )


@pytest.fixture
def adopted(report: Report, situation: Situation, cast: Cast) -> Report:
    """With something of everything that a report tells."""
    body = BodyFactory(name="Stuurgroep", kind=BodyKind.STEERING_GROUP)
    escalated(body, cast)
    question(report, "Stemt u in met het plan?")
    DecisionFactory(body=body, decided_on=date(2026, 3, 3), title="Teken bij")
    AgreementFactory(title="Convenant", starts_on=date(2024, 1, 1), parties=[cast.lead_organisation])
    AgreementParty.objects.update(signed_on=date(2024, 1, 1), representative="Wethouder")
    CareServiceFactory(name="Opvang", organisation=cast.lead_organisation)
    SuccessFactory(action=situation.on_course, title="Gevierd", happened_on=date(2026, 3, 3), is_in_report=True)
    release(IndicatorFactory(name="Meldingen", is_in_report=True), years(*REGION, 120, 1310, first=2021))
    report_edition(report, adopted_on=ADOPTED_ON)
    return report


# --- every change to the data ---------------------------------------------------------------------------------------


def changes(report: Report, situation: Situation, cast: Cast) -> dict[str, Callable[[], object]]:
    """All in the past of the reference date where there is a choice, so that a draft would tell each of them."""
    figure = Indicator.objects.get(name="Meldingen")
    otherwise = {"seen_version": 0, "sender": "Gemeente Tiel", "colour": "#7a1f3d", "logo_text": "", "drawing": None}
    return {
        "a light": lambda: change_light(situation.in_trouble, Light.GREEN, on=date(2026, 7, 1)),
        "an action": lambda: Action.objects.update(title="Anders", ends_on=date(2026, 5, 1)),
        "an action less": lambda: Action.objects.filter(pk=situation.not_started.pk).update(dropped_on="2026-07-01"),
        "a milestone": lambda: Milestone.objects.update(title="Anders", planned_on=date(2026, 6, 30)),
        "a line of the budget": lambda: BudgetLine.objects.update(description="Anders", amount_requested=1),
        "a budget": lambda: type(situation.source).objects.update(amount_available=1, note="Anders"),
        "an agreement": lambda: Agreement.objects.update(title="Anders"),
        "an entry": lambda: CareService.objects.update(name="Anders"),
        "a decision": lambda: Decision.objects.update(title="Anders", text="Anders", carried_out_on="2026-07-01"),
        "a bottleneck": lambda: Bottleneck.objects.update(title="Anders", description="Anders"),
        "a success": lambda: Success.objects.update(title="Anders", is_in_report=False),
        "a figure": lambda: release(figure, years(*REGION, 7, 8, first=2021)),
        "what is counted": lambda: Indicator.objects.update(name="Anders", is_in_report=False),
        "the name of a partner": lambda: Organisation.objects.update(name=Concat(Value("Anders "), F("name"))),
        "the name of the region": lambda: Region.objects.update(name="Anders"),
        "the house style": lambda: set_house_style(by=cast.coordinator, **otherwise),
        "texts and what is internal": lambda: report.sections.update(text="Anders", is_internal=True),
        "what is asked": lambda: report.questions.update(title="Anders", is_chosen=False),
        "the account of its maker": lambda: Report.objects.filter(pk=report.pk).update(made_by=None),
    }


def test_an_adopted_report_is_the_same_bytes_words_and_figures_after_every_change(
    adopted: Report, situation: Situation, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(cast.steering_member)
    before = as_read(adopted, client)
    assert "Stemt u in met het plan?" in before.page["questions"]

    pdf = adopted.editions.adopted().get().get_absolute_url()

    for what, change in changes(adopted, situation, cast).items():
        change()
        assert client.get(pdf).content == before.pdf, what

    assert as_read(adopted, client) == before
    now = csv_of(content_of(adopted, version="", made_on=ADOPTED_ON)).decode()
    assert ("Anders" in now, "Anders" in before.csv.decode()) == (True, False)


# --- another code ---------------------------------------------------------------------------------------------------


def test_what_an_older_portal_adopted_is_handed_out_and_never_made_again(
    report: Report, cast: Cast, client_of: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figures were frozen before many fields existed, and what makes a PDF or reads the portal breaks if asked."""
    made_then = b"%PDF-1.7 zoals een ouder portaal het opmaakte"
    frozen = json.loads(OF_AN_OLDER_PORTAL.read_text(encoding="utf-8"))
    ReportEdition.objects.create(
        report=report,
        version=1,
        stage=EditionStage.ADOPTED,
        job_status=JobStatus.DONE,
        content=frozen,
        file=ContentFile(made_then, name="toen.pdf"),
        sha256=sha256(made_then).hexdigest(),
        adopted_on=ADOPTED_ON,
        is_adopted=True,
    )
    report.status = ReportStatus.ADOPTED
    report.save()

    def broken(*_: Any, **__: Any) -> None:
        raise AssertionError("what was adopted is not made again")

    monkeypatch.setattr(edition_flows, "make_paper", broken)
    monkeypatch.setattr("network.pdf.typeset", broken)
    monkeypatch.setattr(Live, "body", broken)

    read = as_read(report, client_of(cast.steering_member))

    assert read.pdf == made_then
    assert frozen["sections"][0]["text"] in read.page["summary"]
    assert "Voortgangsrapportage 2026-1;peildatum;10 juli 2026" in read.csv.decode()
    assert ReportEdition.objects.get().content == frozen


# --- a backup that is put back --------------------------------------------------------------------------------------


def restored(edition: ReportEdition, files: Path) -> ReportEdition:
    """The row as Postgres writes it down in words and reads it back, and its file in another folder."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept::text FROM monitor_reportedition kept WHERE id = %s", [edition.pk])
        (written,) = cursor.fetchone()
    back = "SELECT (row).* FROM (SELECT %s::monitor_reportedition AS row) AS put_back"
    found: ReportEdition = ReportEdition.objects.raw(back, [written])[0]
    found.file.storage = FileSystemStorage(files)
    return found


def test_what_was_adopted_is_the_same_after_a_backup_is_put_back_elsewhere(adopted: Report, tmp_path: Path) -> None:
    edition = adopted.editions.adopted().get()
    elsewhere = Path(copytree(tmp_path / "private", tmp_path / "teruggezet"))
    Path(edition.file.path).unlink()

    back = restored(edition, elsewhere)

    assert back.read() == b"%PDF-1.7 proef"
    assert (back.sha256, back.size, back.adopted_on) == (edition.sha256, edition.size, ADOPTED_ON)
    assert Content.thaw(back.content) == Content.thaw(edition.content)
    assert csv_of(Content.thaw(back.content)) == csv_of(Content.thaw(edition.content))
    Path(back.file.path).write_bytes(b"%PDF-1.7 van een andere dag")
    with pytest.raises(AlteredFileError):
        back.read()
