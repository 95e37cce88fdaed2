"""What the pages about plans and their versions show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from actionplan.models import BuildingBlock, Plan, PlanStatus, PlanVersion
from actionplan.plan_contents import Contents, contents_of
from actionplan.which_plan import PARAMETER
from network.dutch import long_date

NOW = "nu"

BADGES = {
    PlanStatus.DRAFT: "wait",
    PlanStatus.FOR_ADOPTION: "wait",
    PlanStatus.ADOPTED: "ok",
    PlanStatus.CLOSED: "plain",
}


def url_of(name: str, plan: Plan, **query: object) -> str:
    """An address that stays with this plan."""
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"{reverse(f'actionplan:{name}')}?{PARAMETER}={plan.pk}{more}"


# --- all plans ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PlanRow:
    plan: Plan
    badge: str
    number_of_actions: int
    url: str
    versions_url: str
    edit_url: str
    successor_url: str
    close_url: str

    @property
    def period(self) -> str:
        """1 januari 2026 tot en met 31 december 2029"""
        return f"{long_date(self.plan.starts_on)} tot en met {long_date(self.plan.ends_on)}"

    @property
    def may_change(self) -> bool:
        return self.plan.may_still_change


def plan_rows(plans: Any) -> list[PlanRow]:
    """Newest period first, in one query."""
    counted = plans.annotate(number_of_actions=Count("actions", filter=Q(actions__dropped_on__isnull=True)))
    return [
        PlanRow(
            plan,
            BADGES[PlanStatus(plan.status)],
            plan.number_of_actions,
            url=url_of("plan", plan),
            versions_url=url_of("plan-version-list", plan),
            edit_url=url_of("plan-edit", plan),
            successor_url=url_of("plan-successor", plan),
            close_url=url_of("plan-close", plan),
        )
        for plan in counted.select_related("predecessor").order_by("-starts_on", "-pk")
    ]


# --- versions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionRow:
    version: PlanVersion
    badge: str
    is_in_force: bool
    when: str
    adopted_by: int
    url: str
    compare_url: str


def version_rows(plan: Plan) -> list[VersionRow]:
    """Newest first; each compares with the one before it, and the one in the making with the plan as it is now."""
    versions = list(
        plan.versions.without_contents()
        .annotate(adopted_by=Count("adoptions__municipality", distinct=True))
        .order_by("-number")
    )
    kept = set(plan.versions.kept().values_list("number", flat=True))
    return [_version_row(plan, version, kept) for version in versions]


def _version_row(plan: Plan, version: PlanVersion, kept: set[int]) -> VersionRow:
    before = max((number for number in kept if number < version.number), default=None)
    met = str(version.number) if version.number in kept else NOW
    day, words = (version.adopted_on, "vastgesteld op") if version.adopted_on else (version.offered_on, "voorgelegd op")
    return VersionRow(
        version,
        BADGES[PlanStatus(version.status)],
        is_in_force=plan.status == PlanStatus.ADOPTED and version.number == plan.version,
        when=f"{words} {long_date(day)}" if day else "",
        adopted_by=version.adopted_by,  # type: ignore[attr-defined]  # annotated
        url=reverse("actionplan:plan-version", args=[version.pk]),
        compare_url=url_of("plan-compare", plan, van=before, met=met) if before else "",
    )


@dataclass(frozen=True)
class Comparable:
    """What can stand on one side of a comparison: a version that is kept, or the plan as it is now."""

    plan: Plan
    numbers: tuple[int, ...]  # of the versions that are kept, oldest first

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [*((str(number), f"versie {number}") for number in self.numbers), (NOW, "het plan zoals het nu is")]

    @property
    def usual(self) -> tuple[str, str]:
        """The version in force beside the plan as it is now; the two newest versions where nothing is being made."""
        kept = [str(number) for number in self.numbers]
        if not kept:
            return NOW, NOW
        is_being_made = self.plan.versions.without_contents().open().filter(contents__isnull=True).exists()
        if is_being_made or len(kept) == 1:
            return kept[-1], NOW
        return kept[-2], kept[-1]

    def contents(self, which: str) -> Contents:
        if which == NOW:
            return contents_of(self.plan)
        return self.plan.versions.kept().get(number=int(which)).contents or {}

    def called(self, which: str) -> str:
        return dict(self.choices)[which]


def comparable(plan: Plan) -> Comparable:
    return Comparable(plan, tuple(plan.versions.kept().order_by("number").values_list("number", flat=True)))


# --- one version, to read -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadAction:
    """An action of a kept version."""

    code: str
    title: str
    lead: str
    description: str
    when: str
    milestones: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True)
class ReadBlock:
    number: int
    name: str
    goals: tuple[str, ...]
    actions: tuple[ReadAction, ...]


def blocks_of(contents: Contents) -> list[ReadBlock]:
    """The four bouwstenen of a kept version, with what stood in them; what was dropped by then is left out."""
    return [
        ReadBlock(
            block.value,
            block.label,
            tuple(goal["title"] for goal in contents["goals"] if goal["building_block"] == block),
            tuple(
                _read(action)
                for action in contents["actions"]
                if action["building_block"] == block and not action["dropped_on"]
            ),
        )
        for block in BuildingBlock
    ]


def _read(action: Contents) -> ReadAction:
    return ReadAction(
        action["code"],
        action["title"],
        action["lead"],
        action["description"],
        period_in_words(action["starts_on"], action["ends_on"]),
        tuple(_with(each["title"], _day(each["planned_on"])) for each in action["milestones"]),
        tuple(_with(each["unit"], each["range"]) for each in action["targets"]),
    )


def period_in_words(starts_on: str, ends_on: str) -> str:
    """1 januari 2026 tot en met 31 december 2026; klaar op 1 maart 2026"""
    if starts_on and ends_on:
        return f"{_day(starts_on)} tot en met {_day(ends_on)}"
    if ends_on:
        return f"klaar op {_day(ends_on)}"
    return f"vanaf {_day(starts_on)}" if starts_on else ""


def _day(day: str) -> str:
    return long_date(date.fromisoformat(day)) if day else ""


def _with(name: str, value: str) -> str:
    return f"{name}: {value}" if value else name
