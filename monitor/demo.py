"""The monitor of the example region: real public figures, how partners deliver, and reports for the stuurgroep."""

from actionplan.models import Action, Plan
from monitor.demo_catalogue import load_catalogue
from monitor.demo_deliveries import load_deliveries
from monitor.demo_figures import VEILIG_THUIS, load_figures
from monitor.demo_map import load_map
from monitor.demo_reports import REFERENCE_DATE, load_reports
from monitor.models import ActionIndicator, Indicator

REFERS_TO_THE_FIGURE = {
    "1.2": "een deel van het beeld van de regio",
    "2.1": "de ketenaanpak is voor deze mensen",
    "4.7": "wie er op uit gaat, ziet wat niet gemeld wordt",
}


def load_figures_and_report() -> None:
    load_figures()
    load_catalogue()
    load_map()
    load_deliveries()
    load_action_links()
    load_reports()


def load_action_links() -> None:
    """Which actions are there because of the figure, and why."""
    indicator = Indicator.objects.get(name=VEILIG_THUIS.name)
    for action in Action.objects.filter(plan=Plan.objects.current(REFERENCE_DATE), code__in=REFERS_TO_THE_FIGURE):
        why = REFERS_TO_THE_FIGURE[action.code]
        ActionIndicator.objects.create(action=action, indicator=indicator, why=why)
