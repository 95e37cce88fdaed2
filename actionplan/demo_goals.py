"""The demo's vision, ambitions, goals and speerpunten, and how the network looked back on its first half-plan.

In our own words, along the landelijke bouwstenen (VWS, december 2022) and the four pillars of the RIVM.
"""

from dataclasses import dataclass
from datetime import date

from actionplan.evaluation_flows import list_the_ambitions
from actionplan.models import (
    Ambition,
    Evaluation,
    Goal,
    Horizon,
    Outcome,
    Plan,
    PlanStatus,
    Priority,
    StatusReport,
    Vision,
)

FIRST_VISION = (
    "Iedereen in de regio groeit op, leeft en werkt zonder seksueel geweld. Wie het toch meemaakt, krijgt snel hulp."
)
VISION = {
    "shared_vision": "Iedereen in de regio groeit op, leeft en werkt zonder seksueel geweld. Wie het toch meemaakt, "
    "krijgt snel hulp, dichtbij en zo lang als nodig is. Wie het deed, krijgt begrenzing en hulp om te stoppen. "
    "Wij doen dit samen: gemeenten, zorg, onderwijs, politie en justitie.",
    "phased": "Wij werken in fasen. Eerst zorgen wij samen voor veiligheid. Dan pakken wij de oorzaken van "
    "onveiligheid aan. Daarna werken wij aan herstel. In elke fase spreken wij af wie wat doet.",
    "coherence": "De aanpak sluit aan op die van huiselijk geweld en kindermishandeling, van mensenhandel en van "
    "jeugd. Wij kijken steeds wat verschil maakt voor vrouwen, mannen en mensen met een andere genderidentiteit.",
    "domains": "Sociaal domein, zorg en veiligheid nemen besluiten samen. Elke partner weet bij wie hij moet zijn.",
    "whole_system": "Wij hebben aandacht voor wie het meemaakte, voor wie het deed en voor wie dichtbij staat.",
    "whole_chain": "Er is aanbod van voorkomen en signaleren tot melden, onderzoek, hulp en nazorg. "
    "Waar een schakel mist, staat een actie in het plan.",
}

SAFE, TOGETHER, LASTING = (
    "Jongeren en volwassenen weten wat grenzen zijn en durven erover te praten",
    "Wie seksueel geweld meemaakt of doet, krijgt op tijd de hulp die past",
    "De aanpak is van ons allemaal en stopt niet als een subsidie stopt",
)
AMBITIONS = {
    SAFE: "Op school, thuis, bij het uitgaan en online.",
    TOGETHER: "Ook mensen voor wie hulp niet vanzelf op gang komt.",
    LASTING: "Taken en geld liggen vast bij de partners die ze uitvoeren.",
}


@dataclass(frozen=True)
class PlannedGoal:
    """A goal, the ambition it serves, and the codes of its actions; «4.2» of the plan stands for «action 4.2»."""

    title: str
    block: int
    horizon: Horizon
    ambition: str
    actions: tuple[str, ...] = ()


GOALS = (
    PlannedGoal("Alle partners werken vanuit dezelfde visie", 1, Horizon.SHORT, LASTING, ("1.1", "1.3")),
    PlannedGoal("Wij weten hoe groot het probleem in onze regio is", 1, Horizon.SHORT, LASTING, ("1.2", "3.3")),
    PlannedGoal("Elke professional vindt het aanbod van de hele regio", 2, Horizon.SHORT, TOGETHER, ("2.2", "2.3")),
    PlannedGoal(
        "Sekswerkers en slachtoffers van uitbuiting houden contact met hulp",
        2,
        Horizon.LONG,
        TOGETHER,
        ("2.1", "2.4", "4.6", "4.7"),
    ),
    PlannedGoal("Politie en justitie doen mee in het netwerk", 2, Horizon.SHORT, TOGETHER, ("2.5",)),
    PlannedGoal("Bestuurders sturen op dezelfde cijfers", 3, Horizon.SHORT, LASTING, ("3.1", "3.4")),
    PlannedGoal("Wat werkt, hoort vanaf 2028 bij de basistaken", 3, Horizon.LONG, LASTING, ("3.2",)),
    PlannedGoal(
        "Elke school besteedt aandacht aan relaties, grenzen en seksualiteit", 4, Horizon.LONG, SAFE, ("4.1", "4.8")
    ),
    PlannedGoal("Uitgaan is veilig", 4, Horizon.SHORT, SAFE, ("4.10",)),
    PlannedGoal(
        "Mensen met een beperking en jongeren met risico worden eerder geholpen",
        4,
        Horizon.SHORT,
        TOGETHER,
        ("4.2", "4.3", "4.4", "4.5"),
    ),
    PlannedGoal("Wie over een grens ging of bang is dat te doen, vindt hulp", 4, Horizon.SHORT, TOGETHER, ("4.9",)),
    PlannedGoal("Meiden en jongens zijn online even veilig als op straat", 4, Horizon.LONG, SAFE),
)

# In the order of the four pillars of the RIVM, with a goal of bouwsteen 4 and the actions.
PRIORITIES = (
    ("Voorlichting en weerbaarheid", GOALS[7].title, ("4.1", "4.8")),
    ("Eerder signaleren bij mensen met extra risico", GOALS[9].title, ("4.2", "4.3", "4.4", "4.5", "4.7")),
    ("Veilig uitgaan en veilige plekken", GOALS[8].title, ("4.10",)),
    ("Passende hulp voor slachtoffers, plegers en naasten", GOALS[10].title, ("4.6", "4.9")),
)

# What came of the ambitions of the year before.
LOOKED_BACK = (
    ("De partners kennen elkaar en elkaars aanbod", Outcome.REALISED, ""),
    (
        "Er ligt een plan voor meer jaren, met geld",
        Outcome.PARTLY,
        "Het plan ligt er. Het geld is er nog niet voor alle jaren.",
    ),
)

# How far the leads say their actions are, in percent; nobody filled in the others.
PERCENTS = {
    "1.2": 60, "2.1": 70, "2.2": 75, "2.3": 35, "2.4": 80, "3.1": 75, "3.3": 70, "4.1": 65, "4.2": 80, "4.4": 90,
    "4.5": 10, "4.10": 75,
}  # fmt: skip


def load_goals(plan: Plan) -> None:
    """The actions are there; the goals find them by their codes."""
    Vision.objects.create(number=1, shared_vision=FIRST_VISION, adopted_on=date(2025, 10, 9))
    Vision.objects.create(number=2, adopted_on=date(2026, 3, 12), **VISION)
    ambitions = {
        title: plan.ambitions.create(title=title, text=text, from_year=plan.starts_on.year, position=position)
        for position, (title, text) in enumerate(AMBITIONS.items(), start=1)
    }
    for position, planned in enumerate(GOALS, start=1):
        goal = Goal.objects.create(
            plan=plan,
            ambition=ambitions[planned.ambition],
            building_block=planned.block,
            horizon=planned.horizon,
            title=planned.title,
            position=position,
        )
        plan.actions.filter(code__in=planned.actions).update(goal=goal)
    for position, (title, of, codes) in enumerate(PRIORITIES, start=1):
        priority = Priority.objects.create(plan=plan, title=title, goal=plan.goals.get(title=of), position=position)
        plan.actions.filter(code__in=codes).update(priority=priority)
    _load_percents(plan)
    _load_year_before(plan)
    _load_evaluation(ambitions)


def _load_percents(plan: Plan) -> None:
    for code, percent in PERCENTS.items():
        newest = StatusReport.objects.filter(action__plan=plan, action__code=code).newest()
        if newest is not None:
            StatusReport.objects.filter(pk=newest.pk).update(progress=percent)


def _load_year_before(plan: Plan) -> None:
    """The plan of one year with which the region began, and how the network looked back on it."""
    start = Plan.objects.create(
        title="Startplan 2025",
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
        status=PlanStatus.CLOSED,
        adopted_on=date(2025, 2, 13),
    )
    plan.predecessor = start
    plan.save(update_fields=["predecessor"])
    evaluation = Evaluation.objects.create(
        year=2025,
        network_changes="Het netwerk groeide van vier naar veertien gemeenten.",
        lessons="Eerder beginnen met geld voor de jaren erna, en elk kwartaal samen naar de cijfers kijken.",
        started_on=date(2025, 11, 10),
        closed_on=date(2025, 12, 11),
    )
    for position, (title, outcome, reason) in enumerate(LOOKED_BACK, start=1):
        ambition = start.ambitions.create(title=title, from_year=2025, until_year=2025, position=position)
        evaluation.verdicts.create(ambition=ambition, outcome=outcome, reason=reason, goes_on=False)
    plan.ambitions.filter(title=LASTING).update(came_up_in=evaluation)


def _load_evaluation(ambitions: dict[str, Ambition]) -> None:
    """Of this year, which the network is in the middle of: one ambition has its verdict, two wait for theirs."""
    evaluation = Evaluation.objects.create(
        year=2026,
        started_on=date(2026, 11, 9),
        network_changes="De politie zit sinds dit jaar aan tafel, maar nog zonder vaste contactpersoon.",
    )
    list_the_ambitions(evaluation)
    evaluation.verdicts.filter(ambition=ambitions[LASTING]).update(
        outcome=Outcome.PARTLY,
        reason="De visie en de stuurgroep staan. Het geld na 2027 is nog niet geregeld.",
    )
