"""Where a plan stands: which version is in force, which is being made, and which municipalities adopted it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from actionplan.models import Plan, PlanAdoption, PlanStatus, PlanVersion
from actionplan.which_plan import PARAMETER
from network.dates import today
from network.dutch import enumeration, long_date
from network.models import Municipality, Person
from network.policy import Permission, may

MOST_TO_NAME = 4


@dataclass(frozen=True)
class Standing:
    """What the head of each page of a plan says."""

    plan: Plan
    in_the_making: PlanVersion | None
    adopted: tuple[str, ...]  # municipalities that adopted the version that this is about
    missing: tuple[str, ...]

    @property
    def badge(self) -> str:
        return {PlanStatus.ADOPTED: "ok", PlanStatus.CLOSED: "plain"}.get(PlanStatus(self.plan.status), "wait")

    @property
    def is_in_force(self) -> bool:
        """Else a page says which plan it is about."""
        return self.plan.status == PlanStatus.ADOPTED and self.plan.starts_on <= today() <= self.plan.ends_on

    @property
    def asks_municipalities(self) -> bool:
        return self.plan.status in (PlanStatus.ADOPTED, PlanStatus.FOR_ADOPTION) and bool(self.adopted + self.missing)

    @property
    def adoption_in_words(self) -> str:
        """Vastgesteld door 14 van 16 gemeenten"""
        count = len(self.adopted + self.missing)
        if self.missing:
            return f"Vastgesteld door {len(self.adopted)} van {count} gemeenten"
        return f"Vastgesteld door alle {count} gemeenten" if count > 1 else f"Vastgesteld door {self.adopted[0]}"

    @property
    def missing_in_words(self) -> str:
        """Buren en Druten nog niet"""
        names, rest = list(self.missing[:MOST_TO_NAME]), len(self.missing) - MOST_TO_NAME
        named = enumeration([*names, f"nog {rest}"] if rest > 0 else names)
        return f"{named} nog niet" if self.adopted and named else ""

    @property
    def making_in_words(self) -> str:
        """Versie 3 in bewerking; nothing while the first one is being made, since the badge says so"""
        version = self.in_the_making
        if version is None or self.plan.status != PlanStatus.ADOPTED:
            return ""
        words = "ter vaststelling" if version.status == PlanStatus.FOR_ADOPTION else "in bewerking"
        return f"Versie {version.number} {words}"

    @property
    def adoption_url(self) -> str:
        return f"{reverse('actionplan:plan-adopt')}?{PARAMETER}={self.plan.pk}"

    @property
    def files_url(self) -> str:
        return f"{reverse('actionplan:plan-more')}?{PARAMETER}={self.plan.pk}#downloaden"

    @property
    def compare_url(self) -> str:
        return f"{reverse('actionplan:plan-compare')}?{PARAMETER}={self.plan.pk}"


def _in_the_making(plan: Plan) -> PlanVersion | None:
    """As it was read along with the plan, or else asked now."""
    if not hasattr(plan, "open_number"):
        return plan.versions.without_contents().open().first()
    if plan.open_number is None or plan.open_status is None:
        return None
    return PlanVersion(plan=plan, number=plan.open_number, status=plan.open_status)


def standing_of(plan: Plan) -> Standing:
    """In one query, where the plan was read with_open_version()."""
    said = PlanAdoption.objects.filter(municipality=OuterRef("pk"), version__plan=plan.pk, version__number=plan.version)
    municipalities = Municipality.objects.of_this_region().annotate(has_adopted=Exists(said))
    found = list(municipalities.values_list("name", "has_adopted"))
    return Standing(
        plan,
        _in_the_making(plan),
        adopted=tuple(name for name, has_adopted in found if has_adopted),
        missing=tuple(name for name, has_adopted in found if not has_adopted),
    )


@dataclass(frozen=True)
class MunicipalityRow:
    """What a municipality decided on a version, and whether this person may write that down."""

    municipality: Municipality
    decisions: tuple[PlanAdoption, ...]
    may_record: bool

    @property
    def in_words(self) -> list[str]:
        """College: 10 maart 2026, besluit B-2026-114"""
        return [
            f"{each.get_body_display().capitalize()}: {long_date(each.decided_on)}, besluit {each.decision_number}"
            for each in self.decisions
        ]


def municipality_rows(plan: Plan, version: PlanVersion | None, person: Person) -> list[MunicipalityRow]:
    """By name, each with its decisions on this version; in two queries."""
    said: dict[int, list[PlanAdoption]] = {}
    for adoption in PlanAdoption.objects.filter(version=version).order_by("decided_on") if version else ():
        said.setdefault(adoption.municipality_id, []).append(adoption)
    return [
        MunicipalityRow(
            municipality,
            tuple(said.get(municipality.pk, ())),
            may(person, Permission.ADOPTION_RECORD, PlanAdoption(municipality=municipality)),
        )
        for municipality in Municipality.objects.of_this_region()
    ]


@dataclass(frozen=True)
class Step:
    name: str
    text: str
    state: str  # done, now or to come


def steps_of(version: PlanVersion | None, plan: Plan) -> list[Step]:
    """Concept, ter vaststelling, vastgesteld; a version that is not kept separately stands where its plan stands."""
    status = version.status if version else plan.status
    order = [PlanStatus.DRAFT, PlanStatus.FOR_ADOPTION, PlanStatus.ADOPTED]
    days = {
        PlanStatus.FOR_ADOPTION: version.offered_on if version else None,
        PlanStatus.ADOPTED: version.adopted_on if version else plan.adopted_on,
    }
    now = order.index(PlanStatus(status)) if status in order else len(order)
    return [
        Step(step.label.capitalize(), long_date(day) if (day := days.get(step)) else "", _state(place, now))
        for place, step in enumerate(order)
    ]


def _state(place: int, now: int) -> str:
    if place == now and place < len(PlanStatus) - 2:
        return "now"
    return "done" if place <= now else "to come"
