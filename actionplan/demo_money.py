"""The demo's money: the KIS subsidy application of 2021 to the euro and to the hour, with its appendices 2 to 4.

Hours stand as the application types them; a blank is a number that it doesn't give. What is said of 2026 and later is
an example.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from actionplan.models import (
    ActionTarget,
    BudgetChoice,
    BudgetLine,
    Choice,
    Embedding,
    EmbeddingKind,
    FundingSource,
    FundingType,
    LegalBasis,
    Plan,
)
from partners.models import Organisation

GGD, MEE, STERKER = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Sterker"
IRISZORG, MOVIERA, NIJMEGEN = "Iriszorg", "Moviera", "Gemeente Nijmegen"
STATUTORY, OPTIONAL = LegalBasis.STATUTORY, LegalBasis.OPTIONAL
YEAR, YEAR_BEFORE, YEAR_OF_THE_PLAN = 2021, 2020, 2026


@dataclass(frozen=True)
class Line:
    organisation: str
    description: str
    code: str = ""  # of the action, empty for none
    per_week: str = ""
    per_year: str = ""
    asked: int | None = None
    note: str = ""
    kind: FundingType = FundingType.GRANT
    basis: LegalBasis | None = None
    ends: date | None = None


# Chapter 3, the budget of 2021.
ASKED = (
    Line(
        GGD,
        "Coördinatie",
        "2.1",
        "12",
        "475",
        44_650,
        "4 uur per week minder dan in 2020; gemiddeld 60 sekswerkers met een traject",
        basis=OPTIONAL,
    ),
    Line(
        GGD,
        "Ervaringsdeskundige",
        "2.4",
        "16",
        "634",
        42_478,
        "ook voor advies aan professionals; contact met 700 sekswerkers",
        basis=OPTIONAL,
    ),
    Line(MEE, "Coaching en advies professionals", "4.4", "", "104", 9_058, "20 tot 40 gesprekken"),
    Line(
        MEE,
        "Deskundigheidsbevordering professionals",
        "4.3",
        "",
        "25",
        2_178,
        "1 workshop LVB en Uitbuiting voor 12 professionals",
    ),
    Line(MEE, "Individuele begeleiding", "4.2", "3", "156", 13_588, "3 tot 5 trajecten van 10 tot 20 weken"),
    Line(
        MEE,
        "Lotgenotengroep",
        "4.5",
        "",
        "50",
        4_355,
        "1 groep, 8 bijeenkomsten voor 8 deelnemers met 1 trainer van MEE en een ketenpartner",
    ),
    Line(MEE, "Ondersteuning bij uitstappen", "4.6", "", "104", 9_058, "5 tot 10 trajecten, inzet arbeidsconsulent"),
    Line(MEE, "Interne projectmanager en doorontwikkeling KIS", "2.1", "", "104", 9_058, ""),
    Line(
        STERKER,
        "Uitbreiding uren R75",
        "4.7",
        "4",
        "",
        11_000,
        "6 tot 10 individuele trajecten; groepstrainingen voor ten hoogste 8 deelnemers",
    ),
)

REGULAR, CO_FUNDING, INVOICED = FundingType.REGULAR, FundingType.CO_FUNDING, FundingType.INVOICED

# Appendices 2 to 4: what partners do from their regular means; and what may be bought besides (chapter 2).
WITHOUT_REQUEST = (
    Line(
        GGD,
        "Voorlichting en educatie",
        note="Wet publieke gezondheid: Jeugdgezondheidszorg en Gezond Leven",
        kind=REGULAR,
        basis=STATUTORY,
    ),
    Line(
        GGD,
        "Signalering en ondersteuning",
        note="Wet publieke gezondheid: Jeugdgezondheidszorg en Seksuele gezondheid",
        kind=REGULAR,
        basis=STATUTORY,
    ),
    Line(
        GGD,
        "SOA-preventie",
        note="Wet publieke gezondheid: Seksuele gezondheid",
        kind=REGULAR,
        basis=STATUTORY,
    ),
    Line(
        GGD,
        "Technische hygiënezorg",
        note="Wet publieke gezondheid: Algemene gezondheidszorg",
        kind=REGULAR,
        basis=STATUTORY,
    ),
    Line(
        GGD,
        "Meldpunt en toeleiding naar zorg",
        note="Wmo: Meldpunt Bijzondere Zorg en Veilig Thuis",
        kind=REGULAR,
        basis=STATUTORY,
    ),
    Line(GGD, "Trajectregie", note="Wmo: Meldpunt Bijzondere Zorg", kind=REGULAR, basis=STATUTORY),
    Line(MEE, "Casemanagement", "4.2", per_year="156", note="5 tot 10 casussen per jaar", kind=REGULAR),
    Line(
        MEE,
        "Multidisciplinair overleg",
        "2.1",
        per_year="52",
        note="een consulent bij het casuïstiekoverleg, eens per 2 weken",
        kind=REGULAR,
    ),
    Line(
        MEE,
        "Training (seksuele) weerbaarheid",
        "4.1",
        per_year="94",
        note="1 training voor 8 deelnemers. De tabel van bijlage 3 telt op tot 302 uur; de tekst noemt 290 uur.",
        kind=REGULAR,
    ),
    Line(MEE, "Extra workshop LVB en Uitbuiting", "4.3", note="als er meer behoefte is", kind=INVOICED),
    Line(MEE, "Extra lotgenotengroep", "4.5", note="als er meer behoefte is", kind=INVOICED),
    Line(MEE, "Extra weerbaarheidstraining", "4.1", note="als er meer behoefte is", kind=INVOICED),
    Line(
        STERKER,
        "Trajecten voor volwassenen (23+)",
        note="binnen het algemeen maatschappelijk werk: gemiddeld 20 uur en een half jaar",
        kind=REGULAR,
    ),
    Line(
        STERKER,
        "Aandachtsfunctionaris KIS per gebied",
        note="3 medewerkers in 3 van de 4 gebieden; een vierde wordt geworven",
        kind=REGULAR,
    ),
    Line(
        STERKER,
        "Opschalen naar ambulante begeleiding",
        note="2 begeleiders van Zorgplus en Onder de Bomen, met een maatwerkvoorziening Wmo",
        kind=REGULAR,
    ),
    Line(IRISZORG, "Activiteiten voor de ketenaanpak", note="valt onder de reguliere taken", kind=REGULAR),
    Line(MOVIERA, "Activiteiten voor de ketenaanpak", note="valt onder de reguliere taken", kind=REGULAR),
)

END_OF_RUPS = date(2020, 12, 31)
# What the application says of the year before.
BEFORE = (
    Line(
        MEE,
        "Inzet voor de doelgroep van KIS",
        per_year="1137",
        note="met de cofinanciering meegerekend; vanaf 2021 kan 20% door uit reguliere middelen",
        ends=END_OF_RUPS,
    ),
    Line(GGD, "Coördinatie", per_week="16", note="in 2021 wordt dit 12 uur per week", ends=END_OF_RUPS),
)
CO_FUNDED = (
    Line(GGD, "Cofinanciering RUPS III", kind=CO_FUNDING),
    Line(MEE, "Cofinanciering RUPS III", kind=CO_FUNDING),
)

# Examples: until when there is money in 2026, for which the plan has to find an answer.
RUNNING = (
    Line(GGD, "Coördinatie", "2.1", ends=date(2028, 12, 31)),
    Line(GGD, "Ervaringsdeskundige", "2.4", ends=date(2026, 12, 31)),
    Line(MEE, "Individuele begeleiding", "4.2", ends=date(2026, 12, 31)),
    Line(MEE, "Coaching en advies professionals", "4.4", ends=date(2028, 12, 31)),
    Line(MEE, "Lotgenotengroep", "4.5", ends=date(2027, 1, 31)),
    Line(MEE, "Ondersteuning bij uitstappen", "4.6", ends=date(2026, 12, 31)),
    Line(STERKER, "Veldwerk R75", "4.7", ends=date(2026, 12, 31)),
)

# Code of the action, in what, at whom, since when, until when, how.
ANCHORED = (
    (
        "2.1",
        EmbeddingKind.SUBSIDY_CONDITION,
        NIJMEGEN,
        date(2026, 1, 1),
        date(2028, 12, 31),
        "Voorwaarde bij de subsidie van de centrumgemeente.",
    ),
    ("2.4", EmbeddingKind.BASIC_TASK, GGD, date(2027, 1, 1), None, "In het basispakket van de GGD vanaf 2027."),
    ("3.3", EmbeddingKind.BASIC_TASK, GGD, date(2026, 1, 1), None, "Hoort bij de gezondheidsmonitor."),
    ("4.6", EmbeddingKind.CONTRACT, MEE, date(2027, 1, 1), date(2028, 12, 31), "Opdracht van de regiogemeenten."),
)

# What the coordinator proposes about the shortfall: description of the line, choice, how much less, why.
CHOICES = (
    ("Lotgenotengroep", Choice.DEFER, 4_355, ""),
    ("Interne projectmanager en doorontwikkeling KIS", Choice.OTHER_SOURCE, 9_058, "eigen middelen van MEE"),
    ("Uitbreiding uren R75", Choice.OTHER_SOURCE, 4_000, ""),
)

# Ranges of the application beside those that come with the actions: code, unit, minimum, maximum, persons, note.
TARGETS = (
    ("4.1", "deelnemers per groepstraining", None, 8, True, ""),
    ("4.2", "casussen met casemanagement", 5, 10, True, "per jaar, uit reguliere middelen"),
    ("4.3", "workshops", 1, 1, False, ""),
    ("4.5", "lotgenotengroepen", 1, 1, False, ""),
    ("4.5", "deelnemers", None, 8, True, "in één groep"),
)


def load_money(plan: Plan) -> None:
    """Organisations, and the actions of the plan, are there."""
    duup = FundingSource.objects.create(
        name="DUUP",
        year=YEAR,
        amount_available=Decimal(119_256),
        is_example=True,
        note="Decentralisatie-uitkering via centrumgemeente Nijmegen, uit de subsidieaanvraag Ketenaanpak in sekswerk. "
        "Iriszorg en Moviera vragen niets: hun werk valt onder hun gewone taken.",
    )
    rups = FundingSource.objects.create(
        name="RUPS III", year=YEAR_BEFORE, is_example=True, note="Regeling uitstapprogramma’s, tot 1 januari 2021."
    )
    subsidy = FundingSource.objects.create(
        name="Subsidie van de centrumgemeente", year=YEAR_OF_THE_PLAN, is_example=True
    )
    _load_lines(plan, ASKED, YEAR, duup)
    _load_lines(plan, WITHOUT_REQUEST, YEAR, None, start=len(ASKED))
    _load_lines(plan, BEFORE, YEAR_BEFORE, rups)
    _load_lines(plan, CO_FUNDED, YEAR_BEFORE, None, start=len(BEFORE))
    _load_lines(plan, RUNNING, YEAR_OF_THE_PLAN, subsidy)
    for description, choice, less, note in CHOICES:
        line = duup.lines.get(description=description)
        BudgetChoice.objects.create(line=line, choice=choice, amount_less=Decimal(less), note=note)
    _load_embeddings(plan)
    _load_targets(plan)


def _load_lines(
    plan: Plan, lines: tuple[Line, ...], year: int, source: FundingSource | None, *, start: int = 0
) -> None:
    wanted = {line.organisation for line in lines}
    organisations = {each.name: each for each in Organisation.objects.filter(name__in=wanted)}
    actions = {action.code: action for action in plan.actions.all()}
    for position, line in enumerate(lines, start=start):
        BudgetLine.objects.create(
            organisation=organisations[line.organisation],
            action=actions[line.code] if line.code else None,
            source=source,
            year=year,
            description=line.description,
            note=line.note,
            funding_type=line.kind,
            hours_per_week=_hours(line.per_week),
            hours_per_year=_hours(line.per_year),
            amount_requested=None if line.asked is None else Decimal(line.asked),
            legal_basis=line.basis or "",
            ends_on=line.ends,
            position=position,
        )


def _load_embeddings(plan: Plan) -> None:
    for code, kind, organisation, starts_on, ends_on, note in ANCHORED:
        Embedding.objects.create(
            action=plan.actions.get(code=code),
            kind=kind,
            organisation=Organisation.objects.get(name=organisation),
            starts_on=starts_on,
            ends_on=ends_on,
            note=note,
        )


def _load_targets(plan: Plan) -> None:
    for code, unit, minimum, maximum, counts_persons, note in TARGETS:
        ActionTarget.objects.create(
            action=plan.actions.get(code=code),
            unit=unit,
            minimum=minimum,
            maximum=maximum,
            counts_persons=counts_persons,
            note=note,
        )


def _hours(typed: str) -> Decimal | None:
    return Decimal(typed) if typed else None
