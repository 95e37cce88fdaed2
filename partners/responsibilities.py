"""Who does what and on which ground, as pages show it. An agreement that somebody may not see is never named there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q, Window

from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may
from network.together import Part, alone, fetch
from partners.life_cycle import Terms
from partners.models import (
    Agreement,
    FundingOfTask,
    Organisation,
    Responsibility,
    ResponsibilityBasis,
    ResponsibilityKind,
)
from partners.models.responsibilities import ResponsibilityQuerySet

WITHOUT_GROUND = str(ResponsibilityBasis.NONE.label)
NOT_PUBLIC = "regionale afspraak (niet openbaar)"
EVERY_LINK = "alle schakels"
MOST_WITHOUT_GROUND = 20  # above the matrix; the filter shows them all


@dataclass(frozen=True)
class ResponsibilityRow:
    """A task, responsibility or power: what, where in the chain, and the ground in the words that this person may read.

    `basis_kind` is the kind of its badge, `ground_url` is empty where there is nothing to open.
    """

    task: Responsibility
    link: str
    basis: str
    basis_kind: str
    ground: str
    ground_url: str
    lacks_ground: bool
    may_edit: bool

    @property
    def kind(self) -> str:
        return str(self.task.get_kind_display())

    @property
    def funding(self) -> str:
        """«regulier» or «met subsidie», to stand behind «taak»; empty where nobody filled it in."""
        if self.task.funding == FundingOfTask.UNKNOWN:
            return ""
        return "regulier" if self.task.funding == FundingOfTask.REGULAR else str(self.task.get_funding_display())

    @property
    def period(self) -> str:
        """«tot en met 31 december 2026», where an end is known."""
        return f"tot en met {long_date(self.task.ends_on)}" if self.task.ends_on else ""


def seen_by(person: Person, day: date) -> ResponsibilityQuerySet:
    """What partners do on that day, as far as this person may see it."""
    return Responsibility.objects.visible_to(person).on(day).of_active_organisations(day)


def without_ground_seen_by(person: Person, day: date) -> ResponsibilityQuerySet:
    """That an agreement is over, is only told to who may see that agreement."""
    return lacking_ground(seen_by(person, day), person, day)


def lacking_ground(tasks: ResponsibilityQuerySet, person: Person, day: date) -> ResponsibilityQuerySet:
    visible = Agreement.objects.visible_to(person).values("pk")
    return tasks.without_ground(day).filter(Q(agreement__isnull=True) | Q(agreement__in=visible))


def rows_of(organisation: Organisation, person: Person, day: date) -> Part[list[ResponsibilityRow]]:
    """What one partner does on that day, in one query; also of a partner that left."""
    tasks = Responsibility.objects.visible_to(person).on(day).filter(organisation=organisation)
    return rows_asked(tasks, person, day)


@dataclass(frozen=True)
class MatrixColumn:
    """What one partner does of one kind."""

    label: str
    rows: tuple[ResponsibilityRow, ...]


@dataclass(frozen=True)
class MatrixRow:
    """What one partner does: a column for each kind."""

    organisation: Organisation
    columns: tuple[MatrixColumn, ...]


def partners_of(tasks: ResponsibilityQuerySet) -> list[int]:
    """Ids of who does these things, by name."""
    return list(
        tasks.order_by("organisation__name", "organisation_id").values_list("organisation", flat=True).distinct()
    )


def matrix_of(partners: Iterable[int], tasks: ResponsibilityQuerySet, person: Person, day: date) -> list[MatrixRow]:
    """Partner × taak, verantwoordelijkheid and bevoegdheid, in one query for all these partners."""
    rows = rows_from(tasks.filter(organisation__in=list(partners)), person, day)
    by_partner = groupby(rows, lambda row: row.task.organisation)
    return [MatrixRow(partner, _columns_of(list(own))) for partner, own in by_partner]


def _columns_of(rows: list[ResponsibilityRow]) -> tuple[MatrixColumn, ...]:
    return tuple(
        MatrixColumn(str(kind.label), tuple(row for row in rows if row.task.kind == kind))
        for kind in ResponsibilityKind
    )


@dataclass(frozen=True)
class WithoutGround:
    """What rests on nothing: how much there is, and the first of it."""

    total: int
    rows: list[ResponsibilityRow]

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def without_ground_shown(tasks: ResponsibilityQuerySet, person: Person, day: date) -> WithoutGround:
    """The first of them, and how many there are, in one query."""
    found = lacking_ground(tasks, person, day).annotate(number=Window(Count("pk")))
    rows = rows_from(found, person, day, most=MOST_WITHOUT_GROUND)
    return WithoutGround(rows[0].task.number if rows else 0, rows)  # type: ignore[attr-defined]  # annotated


def rows_from(
    tasks: ResponsibilityQuerySet, person: Person, day: date, *, most: int | None = None
) -> list[ResponsibilityRow]:
    """In one query; `most` keeps the first ones."""
    return alone(rows_asked(tasks, person, day, most=most))


def rows_asked(
    tasks: ResponsibilityQuerySet, person: Person, day: date, *, most: int | None = None
) -> Part[list[ResponsibilityRow]]:
    found = tasks.with_names().with_ground(day).with_agreement_seen_by(person).in_order()[:most]
    yield fetch(found)
    may_edit = may(person, Permission.RESPONSIBILITY_EDIT)
    return [_row(task, may_edit=may_edit) for task in found]


def _row(task: Responsibility, *, may_edit: bool) -> ResponsibilityRow:
    """An agreement that isn't seen is never said to be over."""
    is_seen: bool = task.agreement_is_seen  # type: ignore[attr-defined]  # annotated
    lacks_ground: bool = task.lacks_ground and (is_seen or task.agreement_id is None)  # type: ignore[attr-defined]  # annotated
    is_hidden = task.agreement_id is not None and not is_seen
    basis = NOT_PUBLIC if is_hidden else WITHOUT_GROUND if lacks_ground else str(task.get_basis_display())
    return ResponsibilityRow(
        task=task,
        link=str(task.link) if task.link else EVERY_LINK,
        basis=basis,
        basis_kind="warn" if lacks_ground else "plain" if task.agreement_id else "",
        ground="" if is_hidden or task.basis == ResponsibilityBasis.NONE else _ground(task, lacks_ground=lacks_ground),
        ground_url=task.agreement.get_absolute_url() if task.agreement and is_seen else "",
        lacks_ground=lacks_ground,
        may_edit=may_edit,
    )


def _ground(task: Responsibility, *, lacks_ground: bool) -> str:
    """«Wmo 2015, artikel 2.2.4», «Convenant» or «Convenant, liep tot en met 31 december 2025»."""
    if not (task.agreement and lacks_ground):
        return task.ground
    agreement = task.agreement
    terms = Terms(
        ends_on=agreement.ends_on, renewal_months=agreement.renewal_months, terminated_on=agreement.terminated_on
    )
    return f"{agreement}, liep tot en met {long_date(terms.last_day)}" if terms.last_day else str(agreement)
