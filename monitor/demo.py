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
    SectionKind.SUMMARY: "Tekst volgt.",
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
