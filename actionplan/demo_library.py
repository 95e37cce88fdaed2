"""The library of the example region. Names, recognition and addresses are those of the public databases; the days on
which somebody looked them up are examples, and so are the owners and connections of adjoining policy.
"""

from datetime import date

from actionplan.models import (
    Action,
    ActionAgreement,
    ActionCampaign,
    ActionIntervention,
    ActionOrigin,
    AdjoiningPolicy,
    AwarenessCampaign,
    Database,
    Intervention,
    Plan,
    PolicyConnection,
    Recognition,
)
from network.history import told
from partners.demo_agreements import CASE_MEETING, COVENANT, PROCESSING, SUBSIDY
from partners.models import Agreement, Decision, Organisation

_AT_RIVM = "https://interventies.loketgezondleven.nl/leefstijlinterventies/interventies-zoeken/"

# Name, for whom, address at the RIVM, day of looking up, and the actions that use it.
RECOGNISED: tuple[tuple[str, str, str, date, tuple[str, ...]], ...] = (
    (
        "Girls’ Talk",
        "Groepsprogramma van acht bijeenkomsten voor meiden van 14 tot ongeveer 21 jaar: weerbaar in relaties en seks.",
        f"{_AT_RIVM}1400700",
        date(2026, 11, 3),
        ("4.1",),
    ),
    (
        "Girls’ Talk+",
        "Hetzelfde voor meiden met een licht verstandelijke beperking.",
        f"{_AT_RIVM}1700053",
        date(2026, 11, 3),
        ("4.1", "4.2"),
    ),
    (
        "Make a Move",
        "Groepsprogramma van acht bijeenkomsten voor jongens van 12 tot en met 17 jaar: grenzen in relaties en seks.",
        f"{_AT_RIVM}1402333",
        date(2025, 9, 16),
        ("4.1",),
    ),
)
# Name, for whom, address, first and last day, and the actions that join.
CAMPAIGNS: tuple[tuple[str, str, str, date | None, date | None, tuple[str, ...]], ...] = (
    (
        "Week van de Lentekriebels",
        "Basisonderwijs en speciaal onderwijs: een week lang lessen over weerbaarheid, relaties en seksualiteit.",
        "https://seksuelevorming.nl/onderwerpen/week-van-de-lentekriebels/",
        None,
        None,
        ("4.8",),
    ),
    (
        "Week van de Liefde",
        "Voortgezet onderwijs en mbo, rond 14 februari.",
        "",
        None,
        None,
        ("4.8",),
    ),
    ("Ben je oké?", "Voor een uitgaansleven dat leuk en veilig is.", "", None, None, ()),
    (
        "Orange the World",
        "Zestien dagen tegen geweld tegen vrouwen.",
        "",
        date(2026, 11, 25),
        date(2026, 12, 10),
        (),
    ),
)
GGD, NIJMEGEN, TIEL = "GGD Gelderland-Zuid", "Gemeente Nijmegen", "Gemeente Tiel"
# Name, what it is about, owner, and (action, what they have to do with each other).
POLICIES: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Aanpak huiselijk geweld en kindermishandeling (GHNT)",
        "Seksueel geweld is vaak een deel van andere vormen van geweld.",
        NIJMEGEN,
        (("1.3", "samen afspreken wie wat doet"), ("2.3", "dezelfde partners in de keten")),
    ),
    (
        "Prostitutiebeleid",
        "Vergunningen, toezicht en hulp bij uitstappen.",
        NIJMEGEN,
        (("2.1", "ketenaanpak in sekswerk"), ("4.6", "uitstappen")),
    ),
    (
        "Aanvullende seksuele gezondheidszorg (ASG) en Sense",
        "Spreekuren voor jongeren tot en met 24 jaar.",
        GGD,
        (("4.7", "doorverwijzen na een gesprek"),),
    ),
    ("Onderwijs", "Lessen over relaties en seksualiteit op school.", NIJMEGEN, (("4.8", "scholen doen mee"),)),
    ("Jeugdbeleid", "Jeugdhulp en jongerenwerk.", TIEL, ()),
    ("Wmo", "Maatschappelijke ondersteuning en opvang.", NIJMEGEN, ()),
    ("Integraal veiligheidsbeleid", "Waarin ook mensenhandel en zorg en veiligheid staan.", NIJMEGEN, ()),
    ("Diversiteit en Regenboogsteden", "Acceptatie van lhbtiq+ personen.", NIJMEGEN, ()),
    ("Veilige steden", "Veiligheid in de openbare ruimte en het uitgaansleven.", NIJMEGEN, ()),
)
BOUND_BY = {"2.1": (COVENANT, CASE_MEETING), "2.3": (COVENANT,), "4.2": (SUBSIDY, PROCESSING), "4.3": (SUBSIDY,)}


DECIDED = "Alle partners gebruiken hetzelfde formulier voor de overdracht"


def load_library(plan: Plan) -> None:
    actions = {action.code: action for action in plan.actions.all()}
    for name, text, url, checked_on, codes in RECOGNISED:
        intervention = Intervention.objects.create(
            name=name,
            text=text,
            database=Database.RIVM,
            recognition=Recognition.FOUNDED,
            url=url,
            checked_on=checked_on,
        )
        ActionIntervention.objects.bulk_create(
            ActionIntervention(action=actions[code], intervention=intervention) for code in codes
        )
    unchecked = Intervention.objects.create(
        name="Rots en Water", text="Training in weerbaarheid, voor jongens en meiden."
    )
    ActionIntervention.objects.create(action=actions["4.1"], intervention=unchecked)
    for name, text, url, starts_on, ends_on, codes in CAMPAIGNS:
        campaign = AwarenessCampaign.objects.create(
            name=name, text=text, url=url, starts_on=starts_on, ends_on=ends_on, checked_on=date(2026, 11, 3)
        )
        ActionCampaign.objects.bulk_create(ActionCampaign(action=actions[code], campaign=campaign) for code in codes)
    owners = {each.name: each for each in Organisation.objects.filter(name__in=(GGD, NIJMEGEN, TIEL))}
    for position, (name, text, owner, connections) in enumerate(POLICIES, start=1):
        policy = AdjoiningPolicy.objects.create(name=name, text=text, owner=owners[owner], position=position)
        for code, note in connections:
            PolicyConnection.objects.create(policy=policy, action=actions[code], note=note)
    _load_decision(actions["2.3"])
    for code, titles in BOUND_BY.items():
        for agreement in Agreement.objects.filter(title__in=titles):
            ActionAgreement.objects.create(action=actions[code], agreement=agreement)


def _load_decision(action: Action) -> None:
    """What was decided changed an action, and both say so."""
    decision = Decision.objects.get(title=DECIDED)
    ActionOrigin.objects.create(action=action, decision=decision)
    action.expected_result = "Alle partners werken met dezelfde afspraken en met één formulier voor de overdracht."
    action.version += 1
    with told(reason=f"besluit {decision.number}", decision=decision.pk):
        action.save()
