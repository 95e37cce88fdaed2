"""The monitor of the example region: real public figures, and one adopted report for the stuurgroep."""

from datetime import date

from actionplan.models import Action, Plan
from monitor.demo_catalogue import load_catalogue
from monitor.demo_deliveries import load_deliveries
from monitor.demo_figures import VEILIG_THUIS, load_figures
from monitor.demo_map import load_map
from monitor.models import ActionIndicator, EditionStage, Indicator, SectionKind
from monitor.reporting.edition_flows import make_edition, order_edition
from monitor.reporting.flows import create_report, write_section
from monitor.reporting.half_years import HalfYear
from network.models import Person

REFERENCE_DATE = date(2026, 7, 10)
ADOPTED_ON = date(2026, 9, 17)

REFERS_TO_THE_FIGURE = {
    "1.2": "een deel van het beeld van de regio",
    "2.1": "de ketenaanpak is voor deze mensen",
    "4.7": "wie er op uit gaat, ziet wat niet gemeld wordt",
}

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
    load_catalogue()
    load_map()
    load_deliveries()
    load_action_links()
    load_report()


def load_action_links() -> None:
    """Which actions are there because of the figure, and why."""
    indicator = Indicator.objects.get(name=VEILIG_THUIS.name)
    for action in Action.objects.filter(plan=Plan.objects.current(REFERENCE_DATE), code__in=REFERS_TO_THE_FIGURE):
        why = REFERS_TO_THE_FIGURE[action.code]
        ActionIndicator.objects.create(action=action, indicator=indicator, why=why)


def load_report() -> None:
    """Made by the same functions as any report; only the worker is left out. Without Pango it stays a draft."""
    coordinator = Person.objects.get(email="coordinator@demo.example")
    report = create_report(period=HalfYear(2026, 1), reference_date=REFERENCE_DATE, by=coordinator)
    for section in report.sections.all():
        write_section(section, text=TEXTS.get(SectionKind(section.kind), ""))
    offered, _ = order_edition(report, stage=EditionStage.OFFERED)
    if make_edition(offered, by=coordinator).is_finished:
        adopted, _ = order_edition(report, stage=EditionStage.ADOPTED, adopted_on=ADOPTED_ON)
        make_edition(adopted, by=coordinator)
