"""The mind map of the KIS subsidy application of 2021: what each partner does for whom. Where the application does not
say what a partner does for a group, the cell stays empty. Trainings and their numbers are invented.
"""

from dataclasses import dataclass
from datetime import date

from actionplan.models import (
    Activity,
    Form,
    FundingType,
    Plan,
    Sector,
    TargetGroup,
    Training,
    TrainingAttendance,
    TrainingTarget,
)
from partners.models import Organisation

YOUTH, AT_RISK, EXPLOITED, SEX_WORKERS, OGGZ, PROFESSIONALS = (
    "Jeugdigen",
    "Risicogroep",
    "Seksuele uitbuiting",
    "Sekswerkers",
    "OGGZ",
    "Professionals",
)
MIND_MAP = (YOUTH, AT_RISK, EXPLOITED, SEX_WORKERS, OGGZ, PROFESSIONALS)
GGD, MEE, STERKER, IRISZORG = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker", "Iriszorg"

INDIVIDUAL, COLLECTIVE, BOTH = Form.INDIVIDUAL, Form.COLLECTIVE, Form.BOTH
GRANT, REGULAR = FundingType.GRANT, FundingType.REGULAR
RESILIENCE, PEERS = "Training weerbaarheid", "Lotgenotengroep"


@dataclass(frozen=True)
class Does:
    who: str
    title: str
    groups: tuple[str, ...]
    form: Form
    money: FundingType | None = None  # None where the application leaves it open
    action: str = ""
    note: str = ""
    theme: str = ""


ACTIVITIES = (
    # Bijlage 2: the regular tasks of the GGD; chapter 2 for its expert by experience.
    Does(GGD, "Voorlichting en Gezonde School", (YOUTH,), COLLECTIVE, REGULAR),
    Does(GGD, "JGZ- en Sense-spreekuur", (YOUTH,), INDIVIDUAL, REGULAR),
    Does(GGD, "Gesprekken Nu Niet Zwanger", (AT_RISK,), INDIVIDUAL, REGULAR),
    Does(GGD, "Meldpunt Bijzondere Zorg", (AT_RISK, SEX_WORKERS, OGGZ), INDIVIDUAL, REGULAR),
    Does(GGD, "Melding en advies Veilig Thuis", (EXPLOITED,), INDIVIDUAL, REGULAR),
    Does(GGD, "Signaleren van mensenhandel en uitbuiting", (EXPLOITED,), INDIVIDUAL, REGULAR),
    Does(GGD, "Ervaringsdeskundige, 16 uur per week", (SEX_WORKERS,), INDIVIDUAL, GRANT, "2.4"),
    Does(GGD, "Trajectregie", (SEX_WORKERS,), INDIVIDUAL, REGULAR),
    Does(GGD, "SOA-screening, consulten en vaccinatie", (SEX_WORKERS,), INDIVIDUAL, REGULAR),
    Does(GGD, "Technische hygiënezorg in bedrijven", (SEX_WORKERS,), COLLECTIVE, REGULAR),
    Does(GGD, "Advies van de ervaringsdeskundige", (PROFESSIONALS,), INDIVIDUAL, GRANT, "2.4"),
    Does(GGD, "Scholing over grenzen en seksualiteit", (PROFESSIONALS,), COLLECTIVE, REGULAR),
    # Chapter 2 and bijlage 3: what MEE asks money for, and what it does from its regular means.
    Does(
        MEE,
        "Training weerbaarheid",
        (YOUTH, AT_RISK, EXPLOITED, SEX_WORKERS, OGGZ),
        COLLECTIVE,
        REGULAR,
        note="1 training voor 8 deelnemers uit een van deze groepen",
        theme=RESILIENCE,
    ),
    Does(MEE, "Begeleiding, 3 tot 5 trajecten", (AT_RISK, EXPLOITED), INDIVIDUAL, GRANT, "4.2"),
    Does(MEE, "Casemanagement", (AT_RISK, EXPLOITED), INDIVIDUAL, REGULAR, note="5 tot 10 casussen per jaar"),
    Does(
        MEE,
        "Lotgenotengroep, 8 bijeenkomsten",
        (AT_RISK, EXPLOITED, SEX_WORKERS, OGGZ),
        COLLECTIVE,
        GRANT,
        "4.5",
        theme=PEERS,
    ),
    Does(MEE, "Hulp bij uitstappen, 5 tot 10 trajecten", (EXPLOITED, SEX_WORKERS, OGGZ), INDIVIDUAL, GRANT, "4.6"),
    Does(MEE, "Coaching en advies, 20 tot 40 gesprekken", (PROFESSIONALS,), INDIVIDUAL, GRANT, "4.4"),
    Does(MEE, "Workshop LVB en Uitbuiting, 12 plaatsen", (PROFESSIONALS,), COLLECTIVE, GRANT, "4.3"),
    # Chapter 2: the extra hours of R75. Bijlage 4 tells of whom is 23 or older, without a target group.
    Does(
        STERKER,
        "Training weerbaarheid",
        (YOUTH, EXPLOITED, SEX_WORKERS, OGGZ),
        BOTH,
        GRANT,
        "4.1",
        note="in een groep hoogstens 8 deelnemers",
        theme=RESILIENCE,
    ),
    Does(STERKER, "Girls talk, make a move, rots en water", (YOUTH, AT_RISK), COLLECTIVE, GRANT, "4.1"),
    Does(
        STERKER,
        "Trainingsaanbod ontwikkelen",
        (YOUTH,),
        COLLECTIVE,
        GRANT,
        "4.1",
        note="met Iriszorg, MEE en GGD",
    ),
    Does(STERKER, "Voorlichtingslessen op het ROC", (AT_RISK,), COLLECTIVE, GRANT),
    Does(
        STERKER,
        "Individuele trajecten, 6 tot 10 per jaar",
        (AT_RISK, EXPLOITED, SEX_WORKERS, OGGZ),
        INDIVIDUAL,
        GRANT,
    ),
    Does(STERKER, "Lotgenotengroepen", (AT_RISK, EXPLOITED, OGGZ), COLLECTIVE, GRANT, theme=PEERS),
    Does(STERKER, "Veldwerk R75", (AT_RISK, SEX_WORKERS), INDIVIDUAL, GRANT, "4.7", note="samen met de GGD"),
    Does(STERKER, "Bemoeizorg ROC", (OGGZ,), INDIVIDUAL),
    Does(STERKER, "Consult voor wijkteams, scholen en Entrea", (PROFESSIONALS,), INDIVIDUAL),
    Does(STERKER, "Kennis verspreiden binnen Sterker", (PROFESSIONALS,), COLLECTIVE, GRANT),
    # Iriszorg and Moviera ask no money: their work is regular, and the application does not describe it.
    Does(IRISZORG, "Gezamenlijk trainingsaanbod", (YOUTH,), COLLECTIVE, note="met Sterker, MEE en GGD"),
)


@dataclass(frozen=True)
class Trained:
    action: str
    title: str
    on: date
    came: tuple[tuple[str, Sector, int], ...]


TRAININGS = (
    Trained(
        "4.4",
        "Signalen herkennen bij een licht verstandelijke beperking",
        date(2026, 3, 12),
        (
            ("ROC Nijmegen", Sector.EDUCATION, 9),
            ("Entrea Lindenhout", Sector.YOUTH, 6),
            ("Wijkteams Nijmegen", Sector.MUNICIPALITY, 11),
        ),
    ),
    Trained(
        "2.4",
        "Praten over sekswerk: taal en houding",
        date(2026, 6, 18),
        (("Iriszorg", Sector.HEALTH, 8), ("Sterker", Sector.WELFARE, 12), ("ROC Nijmegen", Sector.EDUCATION, 4)),
    ),
    Trained(
        "4.10",
        "Ben je oké? voor horecapersoneel",
        date(2026, 9, 4),
        (("Horeca Nijmegen", Sector.LEISURE, 24), ("Horeca Tiel", Sector.LEISURE, 13)),
    ),
)
TARGETS = {
    Sector.EDUCATION: 20,
    Sector.HEALTH: 12,
    Sector.WELFARE: 12,
    Sector.YOUTH: 10,
    Sector.MUNICIPALITY: 30,
    Sector.LEISURE: 30,
    Sector.SAFETY: 10,
}


def load_activities(plan: Plan) -> None:
    """Who does what for whom, and whom the trainings of 2026 reached; organisations, groups and actions are there."""
    groups = {each.name: each for each in TargetGroup.objects.all()}
    actions = {each.code: each for each in plan.actions.all()}
    for position, each in enumerate(ACTIVITIES, start=1):
        activity = Activity.objects.create(
            organisation=Organisation.objects.get(name=each.who),
            title=each.title,
            theme=each.theme,
            form=each.form,
            funding_type=each.money or "",
            note=each.note,
            action=actions[each.action] if each.action else None,
            position=position,
        )
        activity.target_groups.set([groups[name] for name in each.groups])
    for trained in TRAININGS:
        training = Training.objects.create(action=actions[trained.action], title=trained.title, given_on=trained.on)
        for name, sector, participants in trained.came:
            TrainingAttendance.objects.create(
                training=training, organisation_name=name, sector=sector, participants=participants
            )
    for sector, participants in TARGETS.items():
        TrainingTarget.objects.create(year=2026, sector=sector, participants=participants)
