"""The monitor of the example region: real public figures, and one adopted report for the stuurgroep."""

from datetime import date

from monitor.demo_figures import load_figures
from monitor.half_years import HalfYear
from monitor.models import SectionKind
from monitor.report_flows import create_report, make_edition, order_edition, write_section
from network.models import Person

REFERENCE_DATE = date(2026, 7, 10)
ADOPTED_ON = date(2026, 9, 17)

TEXTS = {
    SectionKind.SUMMARY: """\
Na een half jaar liggen 14 van de 22 acties op schema. Eén actie staat op oranje: er is nog geen partner uit het \
veiligheidsdomein aangesloten. Zes acties zijn nog niet begonnen.

Voor de ketenaanpak in sekswerk is € 26.167 meer gevraagd dan er beschikbaar is. Wij vragen de stuurgroep om in \
september te kiezen wat doorgaat, en om politie en Openbaar Ministerie bestuurlijk uit te nodigen.""",
    SectionKind.FINANCE: "De bedragen komen uit de aanvraag van 2021 en staan hier als voorbeeld.",
    SectionKind.MONITOR: "Meer meldingen is niet goed of slecht: veel mensen die iets meemaken, melden het niet.",
}


def load_figures_and_report() -> None:
    load_figures()
    load_report()


def load_report() -> None:
    """Made by the same functions as any report; only the worker is left out. Without Pango it stays a draft."""
    coordinator = Person.objects.get(email="coordinator@demo.example")
    report = create_report(half_year=HalfYear(2026, 1), reference_date=REFERENCE_DATE, by=coordinator)
    for section in report.sections.all():
        write_section(section, text=TEXTS.get(SectionKind(section.kind), ""))
    edition, _ = order_edition(report, adopted_on=ADOPTED_ON)
    make_edition(edition, by=coordinator)
