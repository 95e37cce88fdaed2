"""What stands in the way of a report: personal data in anything that it prints, and what its kind may not lack."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from monitor.models import Report, ReportKind, ReportStatus, SectionKind
from monitor.reporting.content import Content
from monitor.reporting.kinds import KINDS
from monitor.reporting.live import content_of
from monitor.reporting.part import Place
from monitor.reporting.parts import PARTS
from network.dates import today
from network.personal_data import Finding, find_personal_data

MOST_TO_NAME = 5


@dataclass(frozen=True)
class Blocker:
    """Why a report can't be offered yet, and where that is put right."""

    text: str
    url: str
    label: str


def blockers_of(report: Report) -> list[Blocker]:
    """What has to be done first; empty when the report can be offered to the stuurgroep."""
    if found := list(_of_its_state(report)):
        return found
    return blockers_in(content_of(report, version="", made_on=today()), report)


def blockers_in(content: Content, report: Report) -> list[Blocker]:
    """The same, of what this report says by now."""
    return [*_lacking(content, report), *personal_data_in(content, report)]


def personal_data_in(content: Content, report: Report) -> list[Blocker]:
    """Every place with something that could point to a person: no PDF is made of it, not even a draft."""
    found = {
        f"{place.where} staat {finding.what}: {finding.excerpt}.": place
        for place, finding in _findings(content, report)
    }
    return [Blocker(text, place.url, "Haal het weg uit de tekst") for text, place in found.items()]


def personal_data_in_words(content: Content, report: Report) -> str:
    """Where it stands and what it is, for what is kept: so without the data themselves. Nothing when there is none."""
    found = (f"{place.where} staat {finding.what}" for place, finding in _findings(content, report))
    named = list(dict.fromkeys(found))
    if not named:
        return ""
    more = len(named) - MOST_TO_NAME
    shown = [*named[:MOST_TO_NAME], f"Nog {more} {'plek' if more == 1 else 'plekken'}"] if more > 0 else named
    return f"Er staan gegevens van personen in. {'. '.join(shown)}. Haal ze weg en maak de PDF opnieuw."


def lacking_in_words(content: Content, report: Report) -> str:
    return " ".join(blocker.text for blocker in _lacking(content, report))


def _of_its_state(report: Report) -> Iterator[Blocker]:
    page = report.get_absolute_url()
    if report.is_adopted:
        yield Blocker("Deze rapportage is al vastgesteld.", page, "Bekijk de rapportage")
    elif report.status == ReportStatus.FOR_ADOPTION:
        yield Blocker("Deze rapportage ligt al ter vaststelling.", page, "Bekijk de rapportage")
    elif report.editions.being_made().exists():
        yield Blocker("Er wordt nu een PDF van deze rapportage gemaakt.", page, "Wacht tot die klaar is")


def _lacking(content: Content, report: Report) -> Iterator[Blocker]:
    kind = KINDS[ReportKind(report.kind)]
    has_text = {section.kind: bool(section.text.strip()) for section in content.sections}
    if kind.asks_for_a_summary and has_text.get(SectionKind.SUMMARY) is False:
        url = reverse("monitor:section-edit", args=[report.pk, SectionKind.SUMMARY])
        yield Blocker("De samenvatting heeft nog geen tekst.", url, "Schrijf de samenvatting")
    if not content.sections:
        url = reverse("monitor:report-sections", args=[report.pk])
        yield Blocker("Er staat geen enkel onderdeel in de rapportage.", url, "Kies de onderdelen")
    if SectionKind.ACTIONS in has_text and not content.actions:
        url = reverse("monitor:report-refresh", args=[report.pk])
        yield Blocker("Er is op de peildatum geen plan met acties.", url, "Kies een andere peildatum")


def _findings(content: Content, report: Report) -> Iterator[tuple[Place, Finding]]:
    for place in places_in(content, report):
        for finding in find_personal_data(place.text):
            yield place, finding


def places_in(content: Content, report: Report) -> Iterator[Place]:
    """Every text of people that the report prints."""
    for section in content.sections:
        url = reverse("monitor:section-edit", args=[report.pk, section.kind])
        yield Place(f"In uw tekst bij «{section.title}»", section.text, url)
        yield from PARTS[SectionKind(section.kind)].places(section.body)
