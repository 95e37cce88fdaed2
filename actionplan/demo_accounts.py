"""What partners of the demo told of 2021, the year of the application. What was granted is just what there was.

The hours that were made and the money that was spent are examples; nobody published them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actionplan.models import BudgetLine

YEAR = 2021
GGD, MEE, STERKER = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker"
ACCOUNTED_ON = date(2022, 2, 14)


@dataclass(frozen=True)
class Told:
    """Of one line: hours that were made, euros that were granted and spent, and why."""

    organisation: str
    description: str
    hours: str
    granted: str
    spent: str
    account: str = ""


OF_2021 = (
    Told(MEE, "Coaching en advies professionals", "98", "9058", "8535.50", "34 gesprekken, meestal met wijkteams."),
    Told(
        MEE,
        "Deskundigheidsbevordering professionals",
        "25",
        "2178",
        "2178",
        "De workshop is gegeven, in november en online.",
    ),
    Told(
        MEE,
        "Individuele begeleiding",
        "171.5",
        "13588",
        "14938.25",
        "De trajecten duurden langer dan gedacht: wachten op een woning kost veel uren. De rest betaalde MEE zelf.",
    ),
    Told(
        MEE,
        "Lotgenotengroep",
        "0",
        "0",
        "0",
        "Doorgeschoven naar 2022: er was te weinig geld.",
    ),
    Told(MEE, "Ondersteuning bij uitstappen", "104", "9058", "9058", "Met de arbeidsconsulent, zoals afgesproken."),
    Told(MEE, "Interne projectmanager en doorontwikkeling KIS", "80", "0", "0", "Betaald uit eigen middelen van MEE."),
    Told(GGD, "Coördinatie", "475", "44650", "44650"),
    Told(GGD, "Ervaringsdeskundige", "503", "33724", "31420", "Twee maanden geen ervaringsdeskundige in dienst."),
)


def load_accounts() -> None:
    """The budget is there. Sterker still has to tell."""
    BudgetLine.objects.filter(organisation__name=STERKER, year=YEAR, funding_type="grant").update(amount_granted=7_000)
    for told in OF_2021:
        BudgetLine.objects.filter(
            organisation__name=told.organisation, description=told.description, year=YEAR, funding_type="grant"
        ).update(
            hours_realised=Decimal(told.hours),
            amount_granted=Decimal(told.granted),
            amount_spent=Decimal(told.spent),
            account=told.account,
            accounted_on=ACCOUNTED_ON,
        )
