"""Every kind of mail, made for somebody about whom the portal knows a great deal: none of it stands in a mail."""

import ast
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from monitor.models import DeliveryStatus, JobStatus, ReportEdition, ReportReader
from monitor.reporting.failures import FAILED
from network import mail, schedule
from network.dates import today
from network.models import Invitation, Person, Role
from partners.models import CareService
from partners.upkeep_reminders import KIND as ENTRIES_KIND
from partners.upkeep_reminders import ask
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    CampaignFactory,
    CareServiceFactory,
    DeliveryFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    ReportFactory,
    RoleGrantFactory,
    StatusReportFactory,
    report_edition,
)
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
CANARY = "Kanarie"
OUR_KINDS = {kind.name for kind in mail.KINDS.values()}


def banned_in(text: str) -> list[str]:
    lines = (ROOT / "tests/data/banned_words.txt").read_text(encoding="utf-8").splitlines()
    return [word for word in lines if word and not word.startswith("#") and word in text.lower()]


@pytest.fixture
def person() -> Person:
    """A new editor of an organisation with late work, in the stuurgroep too, with reports to read. Every text field
    holds a canary and every figure 4711.
    """
    person = PersonFactory(name=f"{CANARY} van Naam", email="adres@voorbeeld.example")
    organisation = OrganisationFactory(name=f"{CANARY}huis", description=f"{CANARY} geweld 4711")
    MembershipFactory(person=person, organisation=organisation, may_edit=True, function=f"{CANARY}functie")
    plan = PlanFactory(title=f"{CANARY}plan")
    action = ActionFactory(plan=plan, title=f"{CANARY} verkrachting", lead_organisation=organisation)
    MilestoneFactory(action=action, title=f"{CANARY} 4711", planned_on=today() + timedelta(days=3))
    StatusReportFactory(action=action, reported_on=date(2026, 1, 1), cause=f"{CANARY}oorzaak")
    CareServiceFactory(
        organisation=organisation,
        name=f"{CANARY}opvang",
        description=f"{CANARY} 4711",
        professional_notes=f"{CANARY} 4711",
        application_process=f"{CANARY} 4711",
        alert=f"{CANARY} 4711",
    )
    CampaignFactory(title=f"{CANARY} 4711", message=f"{CANARY} 4711")
    AgreementFactory(title=f"{CANARY}convenant", purpose=f"{CANARY} 4711", parties=[organisation])
    DeliveryFactory(
        organisation=organisation,
        status=DeliveryStatus.SENT_BACK,
        sent_back_because=f"{CANARY} 4711",
        round__instructions=f"{CANARY} 4711",
        round__indicator__name=f"{CANARY}cijfer",
    )
    RoleGrantFactory(person=person, role=Role.STEERING_MEMBER)
    report_edition(ReportFactory(), adopted_on=date(2026, 9, 17))
    ReportReader.objects.create(edition=report_edition(ReportFactory()), person=person)
    later = timezone.now() + timedelta(days=7)
    Invitation.objects.create(person=person, email=person.email, invited_by=person, expires_at=later)
    return person


@pytest.mark.parametrize("kind", sorted(OUR_KINDS))
def test_a_mail_holds_a_link_to_the_portal_and_nothing_of_a_record(
    kind: str, person: Person, smtp_sink: SmtpSink
) -> None:
    if kind == FAILED:
        RoleGrantFactory(person=person, role=Role.COORDINATOR)
        failed = report_edition(ReportFactory())
        ReportEdition.objects.filter(pk=failed.pk).update(job_status=JobStatus.FAILED, problem=f"{CANARY} 4711")
    if kind == ENTRIES_KIND:
        mailing = ask(person, CareService.objects.all())
    else:
        mailing = mail.send_soon(person, kind, address="nieuw@voorbeeld.example" if kind == "new_address" else "")
    mail.deliver(mailing)
    [text] = smtp_sink.texts()
    [message] = smtp_sink.messages
    assert CANARY not in text
    assert "4711" not in text
    assert "voorbeeld.example" not in message.get_content()
    assert not banned_in(text)

    links = re.findall(r"\w+://[^\s]+", message.get_content())
    assert links
    assert [link for link in links if not link.startswith(f"{settings.PORTAL_URL}/")] == []
    without_links = re.sub(r"\w+://[^\s]+", "", message.get_content())
    figures = re.findall(r"\d+", without_links)
    assert figures == (["7"] if kind == "reminder" else [])
    assert "<" not in message.get_content()
    assert "&amp;" not in message.get_content()
    assert not list(message.iter_attachments())


def test_every_kind_of_mail_is_known_here() -> None:
    assert {"reminder", "invitation", "password_reset"} <= OUR_KINDS
    assert set(mail.KINDS) == OUR_KINDS


def test_no_subject_holds_a_telling_word_or_a_blank_to_fill_in() -> None:
    assert banned_in("Hulp na geweld") == ["geweld"]  # the control
    for kind in mail.KINDS.values():
        assert not banned_in(kind.subject)
        assert re.fullmatch(r"[A-Za-zé ?-]+", kind.subject), kind.subject


def test_the_sender_is_neutral() -> None:
    assert settings.DEFAULT_FROM_EMAIL.startswith("Netwerkportaal <")
    assert not banned_in(settings.DEFAULT_FROM_EMAIL)


def test_no_part_of_the_portal_mails_outside_the_queue() -> None:
    """Only network/smtp.py makes a message; whoever else would, would pass by the log and the stop on a bounce. Alarms
    go past it with a reason: they watch that queue.
    """
    senders = {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "mail_admins", "mail_managers"}
    found = set()
    for app_name in ("network", "partners", "actionplan", "monitor"):
        for path in (ROOT / app_name).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module == "django.core.mail":
                    found.add(str(path.relative_to(ROOT)))
                    assert senders & {alias.name for alias in node.names}
    assert found == {"network/smtp.py", "network/alarms.py"}


def test_the_worker_which_loads_no_pages_knows_every_kind_of_mail_and_every_daily_job() -> None:
    tell = (
        "import django; django.setup(); import sys; from network import mail, schedule;"
        "assert 'network.urls' not in sys.modules; print(*sorted(mail.KINDS), *sorted(schedule.JOBS))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "network.settings"}
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )
    assert told.stdout.split() == [*sorted(OUR_KINDS), *sorted(schedule.JOBS)]
