"""The demo's chain: who does what in each link, and on which ground.

The tasks are those of the public application «Ketenaanpak in sekswerk, subsidieaanvraag 2021»: the regular ones of its
appendices 2 to 4, and those for which money was asked. Who has which role in a link, and since when, is an example.
"""

from dataclasses import dataclass
from datetime import date

from partners.chain import STANDARD_LINKS
from partners.demo_agreements import CASE_MEETING, PRIVACY, SUBSIDY
from partners.models import (
    Agreement,
    ChainLink,
    ChainRole,
    ChainRoleKind,
    FundingOfTask,
    Organisation,
    Responsibility,
    ResponsibilityBasis,
    ResponsibilityKind,
)

GGD, MEE, STERKER, IRISZORG, MOVIERA = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker", "Iriszorg", "Moviera"
NIJMEGEN = "Gemeente Nijmegen"
PREVENTION, SIGNS, WEIGHING, COORDINATION, HELP, AFTERCARE, EVALUATION = (link.name for link in STANDARD_LINKS)
OWNER, PARTICIPANT = ChainRoleKind.PROCESS_OWNER, ChainRoleKind.PARTICIPANT
SINCE = date(2021, 1, 1)

# Link, organisation, role, from, until. Nobody is in charge of «Weging»: the gap that a region should see.
ROLES: list[tuple[str, str, ChainRoleKind, date, date | None]] = [
    (PREVENTION, GGD, OWNER, SINCE, None),
    (PREVENTION, MEE, PARTICIPANT, SINCE, None),
    (PREVENTION, STERKER, PARTICIPANT, SINCE, None),
    (PREVENTION, IRISZORG, PARTICIPANT, SINCE, None),
    (SIGNS, GGD, OWNER, SINCE, None),
    (SIGNS, STERKER, PARTICIPANT, SINCE, None),
    (SIGNS, MOVIERA, PARTICIPANT, SINCE, None),
    (WEIGHING, GGD, PARTICIPANT, SINCE, None),
    (WEIGHING, MOVIERA, PARTICIPANT, SINCE, None),
    (COORDINATION, GGD, OWNER, SINCE, None),
    (COORDINATION, NIJMEGEN, PARTICIPANT, SINCE, None),
    (HELP, MEE, OWNER, SINCE, None),
    (HELP, STERKER, PARTICIPANT, SINCE, None),
    (HELP, IRISZORG, PARTICIPANT, SINCE, None),
    (HELP, MOVIERA, PARTICIPANT, SINCE, None),
    (AFTERCARE, MEE, OWNER, SINCE, date(2024, 12, 31)),
    (AFTERCARE, STERKER, OWNER, date(2025, 1, 1), None),
    (AFTERCARE, MEE, PARTICIPANT, date(2025, 1, 1), None),
    (EVALUATION, NIJMEGEN, OWNER, SINCE, None),
    (EVALUATION, GGD, PARTICIPANT, SINCE, None),
]

TASK, DUTY, POWER = ResponsibilityKind.TASK, ResponsibilityKind.RESPONSIBILITY, ResponsibilityKind.POWER
LAW, AGREED, NO_GROUND = ResponsibilityBasis.LAW, ResponsibilityBasis.AGREEMENT, ResponsibilityBasis.NONE
REGULAR, SUBSIDISED = FundingOfTask.REGULAR, FundingOfTask.SUBSIDISED
WPG, WMO = "Wet publieke gezondheid (Wpg)", "Wmo 2015"
REPORTING_CODE = "Wet verplichte meldcode"


@dataclass(frozen=True)
class Does:
    """A task of a partner; `link` is empty for all links, and `ground` is a law or the title of an agreement."""

    organisation: str
    what: str
    link: str = ""
    basis: ResponsibilityBasis = NO_GROUND
    ground: str = ""
    article: str = ""
    funding: FundingOfTask = REGULAR
    kind: ResponsibilityKind = TASK


TASKS = [
    Does(GGD, "Voorlichting en educatie over seksuele gezondheid", PREVENTION, LAW, WPG),
    Does(GGD, "Signaleren en ondersteunen: jeugdgezondheidszorg en poli seksuele gezondheid", SIGNS, LAW, WPG),
    Does(GGD, "Soa-preventie onder sekswerkers", PREVENTION, LAW, WPG),
    Does(GGD, "Hygiëne-inspecties van seksinrichtingen", PREVENTION, LAW, WPG, kind=POWER),
    Does(GGD, "Meldpunt Bijzondere Zorg: advies en toeleiding naar zorg", SIGNS, LAW, WMO),
    Does(GGD, "Veilig Thuis: advies, onderzoek en toeleiding naar zorg", WEIGHING, LAW, WMO, kind=POWER),
    Does(GGD, "Trajectregie bij complexe problematiek", COORDINATION, LAW, WMO, kind=DUTY),
    Does(GGD, "De ketenaanpak coördineren", "", AGREED, SUBSIDY, funding=SUBSIDISED, kind=DUTY),
    Does(GGD, "Een ervaringsdeskundige inzetten", SIGNS, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(GGD, "De gezamenlijke cliëntregistratie bijhouden", EVALUATION, AGREED, PRIVACY, kind=DUTY),
    Does(MEE, "Cliëntondersteuning aan mensen met een beperking", HELP, LAW, WMO, "2.2.4", kind=DUTY),
    Does(MEE, "De meldcode toepassen, met een aandachtsfunctionaris", SIGNS, LAW, REPORTING_CODE, kind=DUTY),
    Does(MEE, "Casemanagement bij seksuele uitbuiting, 5 tot 10 casussen per jaar", HELP, AGREED, CASE_MEETING),
    Does(MEE, "Deelnemen aan het casuïstiekoverleg, elke 2 weken", "", AGREED, CASE_MEETING),
    Does(MEE, "Training weerbaarheid, één per jaar voor 8 cliënten", PREVENTION),
    Does(MEE, "Coaching en advies aan professionals", PREVENTION, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(MEE, "Workshop LVB en Uitbuiting, één per jaar", PREVENTION, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(MEE, "Individuele begeleiding, 3 tot 5 cliënten", HELP, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(MEE, "Ondersteuning bij uitstappen, 5 tot 10 trajecten per jaar", HELP, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(MEE, "Eén lotgenotengroep per jaar met een ketenpartner", AFTERCARE, funding=SUBSIDISED),
    Does(STERKER, "Maatschappelijk werk voor wie 23 jaar of ouder is", HELP, LAW, WMO),
    Does(STERKER, "Opschalen naar ambulante begeleiding met een maatwerkvoorziening", HELP, LAW, WMO),
    Does(STERKER, "Een aandachtsfunctionaris per gebied", SIGNS),
    Does(STERKER, "Trainingen weerbaarheid van R75 voor jongeren", PREVENTION, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(STERKER, "Veldwerk en outreachend werken door R75", SIGNS, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(STERKER, "Lotgenotengroepen", AFTERCARE, AGREED, SUBSIDY, funding=SUBSIDISED),
    Does(IRISZORG, "Hulp bij verslaving en opvang", HELP, LAW, WMO),
    Does(IRISZORG, "Groepstraining weerbaarheid ontwikkelen met Sterker, MEE en de GGD", PREVENTION),
    Does(MOVIERA, "Opvang en begeleiding bij geweld in afhankelijke relaties", HELP, LAW, WMO),
    Does(MOVIERA, "De meldcode toepassen, met een aandachtsfunctionaris", SIGNS, LAW, REPORTING_CODE, kind=DUTY),
    Does(NIJMEGEN, "Het geld van het Rijk ontvangen en verdelen", EVALUATION, AGREED, SUBSIDY, kind=POWER),
]


def load_chain(organisations: dict[str, Organisation], agreements: dict[str, Agreement]) -> None:
    links = {
        link.name: link
        for link in ChainLink.objects.bulk_create(
            ChainLink(name=link.name, description=link.description, position=position)
            for position, link in enumerate(STANDARD_LINKS, start=1)
        )
    }
    ChainRole.objects.bulk_create(
        ChainRole(link=links[link], organisation=organisations[name], kind=kind, starts_on=since, ends_on=until)
        for link, name, kind, since, until in ROLES
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            organisation=organisations[does.organisation],
            kind=does.kind,
            description=does.what,
            link=links[does.link] if does.link else None,
            basis=does.basis,
            law=does.ground if does.basis == LAW else "",
            article=does.article,
            agreement=agreements[does.ground] if does.basis == AGREED else None,
            funding=does.funding,
            starts_on=SINCE,
        )
        for does in TASKS
    )
