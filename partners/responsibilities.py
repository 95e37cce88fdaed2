"""Who does what and on which ground, as pages show it. An agreement that somebody may not see is never named there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from network.dutch import long_date
from network.models import Person
from network.policy import Permission, may
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
        """Empty where nobody filled it in."""
        is_known = self.task.funding != FundingOfTask.UNKNOWN
        return str(self.task.get_funding_display()) if is_known else ""

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


def rows_of(organisation: Organisation, person: Person, day: date) -> list[ResponsibilityRow]:
    """What one partner does on that day, in two queries; also of a partner that left."""
    tasks = Responsibility.objects.visible_to(person).on(day).filter(organisation=organisation)
    return rows_from(tasks, person, day)


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


def matrix_of(
    partners: Iterable[Organisation], tasks: ResponsibilityQuerySet, person: Person, day: date
) -> list[MatrixRow]:
    """Partner × taak, verantwoordelijkheid and bevoegdheid, in two queries for all these partners."""
    partners = list(partners)
    rows = rows_from(tasks.filter(organisation__in=[each.pk for each in partners]), person, day)
    return [
        MatrixRow(
            partner,
            tuple(
                MatrixColumn(
                    str(kind.label),
                    tuple(row for row in rows if row.task.organisation_id == partner.pk and row.task.kind == kind),
                )
                for kind in ResponsibilityKind
            ),
        )
        for partner in partners
    ]


@dataclass(frozen=True)
class WithoutGround:
    """What rests on nothing: how much there is, and the first of it."""

    total: int
    rows: list[ResponsibilityRow]

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def without_ground_shown(tasks: ResponsibilityQuerySet, person: Person, day: date) -> WithoutGround:
    found = lacking_ground(tasks, person, day)
    total = found.count()
    return WithoutGround(total, rows_from(found, person, day, most=MOST_WITHOUT_GROUND) if total else [])


def rows_from(
    tasks: ResponsibilityQuerySet, person: Person, day: date, *, most: int | None = None
) -> list[ResponsibilityRow]:
    found = list(tasks.with_names().with_ground(day).in_order()[:most])
    return _rows(found, visible_agreements(found, person), may_edit=may(person, Permission.RESPONSIBILITY_EDIT))


def visible_agreements(tasks: Iterable[Responsibility], person: Person) -> frozenset[int]:
    """Ids of the agreements among the grounds that this person may see."""
    named = {task.agreement_id for task in tasks if task.agreement_id is not None}
    if not named:
        return frozenset()
    return frozenset(Agreement.objects.visible_to(person).filter(pk__in=named).values_list("pk", flat=True))


def _rows(tasks: Sequence[Responsibility], visible: frozenset[int], *, may_edit: bool) -> list[ResponsibilityRow]:
    return [_row(task, is_seen=task.agreement_id in visible, may_edit=may_edit) for task in tasks]


def _row(task: Responsibility, *, is_seen: bool, may_edit: bool) -> ResponsibilityRow:
    """`task` carries `lacks_ground`; an agreement that isn't seen is never said to be over."""
    lacks_ground = bool(getattr(task, "lacks_ground", False)) and (is_seen or task.agreement_id is None)
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
