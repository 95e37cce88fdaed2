"""What stands in the way of a report: personal data in anything that it prints, and what its kind may not lack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from monitor.models import Report, ReportKind, ReportStatus, SectionKind
from monitor.reporting.content import Content, Section
from monitor.reporting.kinds import KINDS
from monitor.reporting.live import content_of
from monitor.reporting.part import Place
from monitor.reporting.parts import PARTS
from network.dates import today
from network.personal_data import Finding, find_personal_data

MOST_TO_NAME = 5
Found = tuple[Place, Finding]
PersonalData = dict[str, list[Found]]  # by kind of section


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
    content = content_of(report, version="", made_on=today())
    return blockers_in(content, report, personal_data_in(content, report))


def blockers_in(content: Content, report: Report, found: PersonalData) -> list[Blocker]:
    """The same, of what this report says by now, and of the personal data in it."""
    return [*_lacking(content, report), *blockers_for(each for of_section in found.values() for each in of_section)]


def personal_data_in(content: Content, report: Report) -> PersonalData:
    """By section: every place with something that could point to a person. What several sections say is read once."""
    read: dict[str, list[Finding]] = {}
    return {section.kind: list(_findings(section, report, read)) for section in content.sections}


def blockers_for(found: Iterable[Found]) -> list[Blocker]:
    """No PDF is made of it, not even a draft."""
    places = {f"{place.where} staat {finding.what}: {finding.excerpt}.": place for place, finding in found}
    return [Blocker(text, str(place.url), "Haal het weg uit de tekst") for text, place in places.items()]


def personal_data_in_words(content: Content, report: Report) -> str:
    """Where it stands and what it is, for what is kept: so without the data themselves. Nothing when there is none."""
    found = personal_data_in(content, report).values()
    named = list(dict.fromkeys(f"{place.where} staat {each.what}" for places in found for place, each in places))
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


def _findings(section: Section, report: Report, read: dict[str, list[Finding]]) -> Iterator[Found]:
    """`read` holds what was found in texts that were read before."""
    for place in _places_in(section, report):
        if place.text not in read:
            read[place.text] = find_personal_data(place.text)
        for finding in read[place.text]:
            yield place, finding


def _places_in(section: Section, report: Report) -> Iterator[Place]:
    """Every text of people that a section prints."""
    url = reverse("monitor:section-edit", args=[report.pk, section.kind])
    yield Place(f"In uw tekst bij «{section.title}»", section.text, url)
    yield from PARTS[SectionKind(section.kind)].places(section.body)
