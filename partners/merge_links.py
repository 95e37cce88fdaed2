"""Everything that belongs to an organisation, found by asking the models, and what a merge does with each.

Nothing is listed by hand: a new foreign key to Organisation moves along by itself. Where the database or common sense
allows an organisation only once (the same party of an agreement, two roles in one link), a rule says how the two
become one; a new one of that kind without a rule makes a test fail.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from network.dutch import enumeration, long_date
from network.models import Person
from partners.models import ChainRoleKind, Organisation, Presence, ProfileField, RequestStatus
from partners.periods import Period

# Where the name of the table says less to somebody who does not know it.
IN_WORDS = {
    "partners.Membership.organisation": ("persoon die er werkt of werkte", "personen die er werken of werkten"),
    "partners.Capacity.organisation": ("regel met uren", "regels met uren"),
    "partners.ServedMunicipality.organisation": ("gemeente van het werkgebied", "gemeenten van het werkgebied"),
    "partners.CareService.organisation": ("onderdeel van het aanbod", "onderdelen van het aanbod"),
    "partners.ProfileChange.organisation": ("gevraagde wijziging", "gevraagde wijzigingen"),
}


class NoRuleError(Exception):
    """An organisation may stand here once, and nobody said how two become one."""


@dataclass(frozen=True)
class Link:
    """A column that says to which organisation a row belongs."""

    model: type[models.Model]
    field: str

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    def counted(self, count: int) -> str:
        """«3 overeenkomsten»; where an organisation is not just whose it is, also as what: «2 acties (trekker)»."""
        meta = self.model._meta
        one, more = IN_WORDS.get(self.name, (meta.verbose_name, meta.verbose_name_plural))
        named = one if count == 1 else more
        role = "" if self.field == "organisation" else f" ({meta.get_field(self.field).verbose_name})"  # type: ignore[union-attr]  # a column
        return f"{count} {named}{role}"

    def of(self, organisation: Organisation) -> "models.QuerySet[Any]":
        return self.model._meta.base_manager.filter(**{self.field: organisation}).order_by("pk")

    @cached_property
    def limits(self) -> list[tuple[str, ...]]:
        """Sets of fields of which the database allows each combination once, as far as the organisation is in one."""
        meta = self.model._meta
        limits = [tuple(fields) for fields in meta.unique_together]
        if getattr(meta.get_field(self.field), "unique", False):
            limits.append((self.field,))
        for constraint in meta.constraints:
            if not isinstance(constraint, models.CheckConstraint):
                fields = getattr(constraint, "fields", ())
                names = fields or _names_in(getattr(constraint, "expressions", ()))
                # With a condition or an expression it says more than its fields, and needs a rule of its own.
                is_plain = fields and not getattr(constraint, "condition", None)
                limits.append(tuple(names) if is_plain else (*names, ""))
        return [limit for limit in limits if self.field in limit]

    @property
    def is_only_a_link(self) -> bool:
        """Holds nothing besides what it links, once: of two that link the same one says it all."""
        own = {f.name for f in self.model._meta.concrete_fields if not f.primary_key}
        return len(self.limits) == 1 and own == set(self.limits[0])


def _names_in(expressions: Iterable[Any]) -> list[str]:
    """The fields that an exclusion constraint or a unique expression names."""
    names: list[str] = []
    for expression in expressions:
        first = expression[0] if isinstance(expression, tuple) else expression
        if isinstance(first, str):
            names.append(first)
        elif isinstance(first, models.F):
            names.append(first.name)  # type: ignore[attr-defined]  # the stubs of Django leave it out
        else:
            names += _names_in(first.get_source_expressions())
    return names


def links_to_organisations() -> list[Link]:
    """Every foreign key to an organisation of every app, those of many-to-many tables included, not the history's."""
    return [
        Link(model, column.name)
        for model in apps.get_models(include_auto_created=True)
        if not hasattr(model, "pgh_tracked_model")
        for column in model._meta.concrete_fields
        if column.is_relation and column.related_model is Organisation
    ]


@dataclass
class Outcome:
    """What happens with the rows of one link: how many move, what becomes one and what is lost from sight by it."""

    link: Link
    moving: list[int] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    before: list[Callable[[], object]] = field(default_factory=list)  # makes room
    after: list[Callable[[], object]] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        return self.link.counted(len(self.moving)) if self.moving else ""

    def carry_out(self, staying: Organisation) -> None:
        for write in self.before:
            write()
        self.link.model._meta.base_manager.filter(pk__in=self.moving).update(**{self.link.field: staying})
        for write in self.after:
            write()


Rule = Callable[[Link, Organisation, Organisation, Person | None], Outcome]


def outcome_of(link: Link, *, going: Organisation, staying: Organisation, by: Person | None = None) -> Outcome:
    return rule_of(link)(link, going, staying, by)


def rule_for(name: str) -> Callable[[Rule], Rule]:
    """Registers what an app above wants done with its own link."""

    def register(rule: Rule) -> Rule:
        RULES[name] = rule
        return rule

    return register


def rule_of(link: Link) -> Rule:
    if link.name in RULES:
        return RULES[link.name]
    if not link.limits:
        return everything_moves
    if link.is_only_a_link:
        return once_is_enough
    raise NoRuleError(
        f"{link.name}: an organisation can stand here once ({link.limits}), so partners/merge_links.py needs a rule."
    )


def everything_moves(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    return Outcome(link, moving=list(link.of(going).values_list("pk", flat=True)))


def once_is_enough(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """Rows that say nothing but that two things belong together."""
    (other,) = [name for name in link.limits[0] if name != link.field]
    known = set(link.of(staying).values_list(other, flat=True))
    rows = list(link.of(going))
    attname = link.model._meta.get_field(other).attname  # type: ignore[union-attr]  # concrete, so it has one
    doubles = [row.pk for row in rows if getattr(row, attname) in known]
    outcome = Outcome(link, moving=[row.pk for row in rows if row.pk not in doubles])
    if doubles:
        outcome.before.append(_deleting(link.model, doubles))
    return outcome


def same_rows_become_one(*same: str, because: str) -> Rule:
    """Rows alike in all these fields say the same twice."""

    def rule(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
        def key(row: Any) -> tuple[Any, ...]:
            return tuple(getattr(row, name) for name in same)

        known = {key(row) for row in link.of(staying)}
        outcome = Outcome(link)
        for row in link.of(going):
            if key(row) in known:
                outcome.before.append(_deleting(link.model, [row.pk]))
                outcome.said.append(f"{_of(row, going)} staat bij beide. {because}")
            else:
                outcome.moving.append(row.pk)
        return outcome

    return rule


def periods_are_joined(*same: str, settle: Callable[[Any, Any], str] | None = None) -> Rule:
    """Rows alike in these fields, of days that overlap, become one of all those days. Other days stay beside them."""

    def rule(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
        outcome = Outcome(link)
        kept: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for row in link.of(staying):
            kept[tuple(getattr(row, name) for name in same)].append(row)
        for row in link.of(going):
            alike = kept[tuple(getattr(row, name) for name in same)]
            overlapping = [other for other in alike if _period(other).overlaps(_period(row))]
            if not overlapping:
                outcome.moving.append(row.pk)
                alike.append(row)
                continue
            survivor, *others = overlapping
            notes = [_take_in(survivor, row, settle)]
            for other in others:
                notes.append(_take_in(survivor, other, settle))
                alike.remove(other)
            gone = [row.pk, *(other.pk for other in others)]
            outcome.moving = [pk for pk in outcome.moving if pk not in gone]
            outcome.before += [_deleting(link.model, gone), survivor.save]
            told = f"{_of(row, going)} staat bij beide, en wordt één: {_period(survivor).in_words}."
            outcome.said.append(" ".join([told, *filter(None, notes)]))
        return outcome

    return rule


def _take_in(survivor: Any, other: Any, settle: Callable[[Any, Any], str] | None) -> str:
    """Let one row count for the days of both; `settle` decides on its other fields."""
    note = settle(survivor, other) if settle else ""
    if hasattr(survivor, "ended_at"):
        newest = max((survivor, other), key=lambda row: (_period(row).end, row.ended_at is None))
        survivor.ended_at = newest.ended_at
    together = _period(survivor).together(_period(other))
    survivor.starts_on, survivor.ends_on = together.first, together.last
    return note


def _settle_membership(survivor: Any, other: Any) -> str:
    """Who was an editor of one of the two is one; who is listed at one only is asked again."""
    notes = []
    if survivor.function != other.function and survivor.function and other.function:
        notes.append(f"De functie wordt «{survivor.function}»; «{other.function}» blijft in de geschiedenis.")
    survivor.function = survivor.function or other.function
    survivor.phone = survivor.phone or other.phone
    survivor.may_edit = survivor.may_edit or other.may_edit
    if (survivor.listed_since is None) != (other.listed_since is None):
        notes.append("De toestemming om te tonen gold bij één van beide, en vervalt. Vraag haar opnieuw.")
    listed = [row.listed_since for row in (survivor, other)]
    survivor.listed_since = max(listed) if all(listed) else None
    return " ".join(notes)


def _parties(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """On a list of parties an organisation stands once; the earliest signature stays."""
    outcome = Outcome(link)
    kept = {row.version_id: row for row in link.of(staying)}
    for row in link.of(going).select_related("version__agreement"):
        other = kept.get(row.version_id)
        if other is None:
            outcome.moving.append(row.pk)
            continue
        first, second = sorted((other, row), key=lambda party: (party.signed_on is None, party.signed_on or party.pk))
        told = f"Beide staan op de lijst van «{row.version}», en worden één partij."
        if first.signed_on:
            told += f" De handtekening van {long_date(first.signed_on)} blijft staan."
        if second.signed_on:
            told += f" Die van {long_date(second.signed_on)} blijft in de geschiedenis."
        outcome.said.append(told)
        withdrawals = [party.withdrawn_on for party in (row, other)]
        other.representative = first.representative or second.representative
        other.function = first.function or second.function
        other.signed_on = first.signed_on
        other.withdrawn_on = max(withdrawals) if all(withdrawals) else None
        outcome.before += [_deleting(link.model, [row.pk]), other.save]
    return outcome


def _chain_roles(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """In one link a partner has one role at a time: the process owner's goes before the participant's."""
    outcome = Outcome(link)
    by_chain_link: dict[int, list[Any]] = defaultdict(list)
    for row in [*link.of(staying).select_related("link"), *link.of(going).select_related("link")]:
        by_chain_link[row.link_id].append(row)
    for rows in by_chain_link.values():
        theirs = [row for row in rows if row.organisation_id == going.pk]
        ours = [row for row in rows if row.organisation_id == staying.pk]
        if not any(_period(a).overlaps(_period(b)) for a in theirs for b in ours):
            outcome.moving += [row.pk for row in theirs]
            continue
        owners = [row for row in rows if row.kind == ChainRoleKind.PROCESS_OWNER]
        participants = [row for row in rows if row.kind != ChainRoleKind.PROCESS_OWNER]
        outcome.moving += [row.pk for row in owners if row.organisation_id == going.pk]
        after = _as_participant(link, participants, owners, staying)
        same = {_period(row): row for row in participants if _period(row) in {_period(role) for role in after}}
        outcome.moving += [row.pk for row in same.values() if row.organisation_id == going.pk]
        outcome.before.append(_deleting(link.model, [row.pk for row in participants if row not in same.values()]))
        outcome.after.append(_creating(link.model, [role for role in after if _period(role) not in same]))
        spans = [*(f"procesverantwoordelijke {_period(row).in_words}" for row in owners)]
        spans += [f"deelnemer {_period(row).in_words}" for row in after]
        outcome.said.append(
            f"Beide hebben in dezelfde tijd een rol in «{rows[0].link}». Dat wordt: {enumeration(spans)}."
        )
    return outcome


def _as_participant(link: Link, rows: list[Any], owners: list[Any], staying: Organisation) -> list[Any]:
    """The days of both as participant, as far as the organisation is not the process owner then."""
    joined: list[tuple[Period, Any]] = []  # with the row whose person stays
    for row in sorted(rows, key=lambda row: row.starts_on):
        period, first = _period(row), row
        if joined and joined[-1][0].overlaps(period):
            before, known = joined.pop()
            period = before.together(period)
            first = row if row.organisation_id == staying.pk and row.person_id else known
        joined.append((period, first))
    gaps = [_period(owner) for owner in owners]
    return [
        link.model(
            link_id=row.link_id,
            organisation=staying,
            kind=row.kind,
            person_id=row.person_id,
            starts_on=part.first,
            ends_on=part.last,
        )
        for period, row in joined
        for part in period.without(gaps)
    ]


def _attendance(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """At a meeting a partner was there as soon as one of the two was."""
    best = list(Presence)
    outcome = Outcome(link)
    kept = {row.meeting_id: row for row in link.of(staying)}
    for row in link.of(going).select_related("meeting__body"):
        other = kept.get(row.meeting_id)
        if other is None:
            outcome.moving.append(row.pk)
            continue
        differ = other.presence != row.presence
        other.presence = min(other.presence, row.presence, key=best.index)
        outcome.before += [_deleting(link.model, [row.pk]), other.save]
        if differ:
            day = long_date(row.meeting.day)
            outcome.said.append(
                f"Van beide is de aanwezigheid bij «{row.meeting}» van {day} ingevuld. Dat wordt: "
                f"{other.get_presence_display()}."
            )
    return outcome


def _sign_ups(link: Link, going: Organisation, staying: Organisation, _by: Person | None) -> Outcome:
    """To a regio-dag come the people of both."""
    outcome = Outcome(link)
    kept = {row.meeting_id: row for row in link.of(staying)}
    for row in link.of(going).select_related("meeting__body"):
        other = kept.get(row.meeting_id)
        if other is None:
            outcome.moving.append(row.pk)
            continue
        other.people += row.people
        outcome.before += [_deleting(link.model, [row.pk]), other.save]
        outcome.said.append(f"Beide zijn aangemeld voor «{row.meeting}». Dat wordt: {other.people} mensen samen.")
    return outcome


def _profile_changes(link: Link, going: Organisation, staying: Organisation, by: Person | None) -> Outcome:
    """A new value that waits, waits on; of two about the same the newest does not push the other out unseen."""
    outcome = Outcome(link)
    waiting = set(link.of(staying).filter(status=RequestStatus.WAITING).values_list("field", flat=True))
    for row in link.of(going):
        if row.is_waiting and row.field in waiting:
            row.status, row.decided_by, row.decided_at = RequestStatus.WITHDRAWN, by, timezone.now()
            outcome.before.append(row.save)
            outcome.said.append(
                f"Bij beide wacht een nieuwe waarde voor {row.get_field_display()}. «{row.new_text}», die bij {going} "
                "wachtte, vervalt."
            )
        elif row.is_waiting:
            outcome.after.append(_told_what_stands_now(row, staying))
        outcome.moving.append(row.pk)
    return outcome


def _told_what_stands_now(change: Any, staying: Organisation) -> Callable[[], object]:
    def write() -> None:
        now = Organisation.objects.get(pk=staying.pk)
        type(change).objects.filter(pk=change.pk).update(old_value=getattr(now, ProfileField(change.field).value))

    return write


def _deleting(model: type[models.Model], ids: list[int]) -> Callable[[], object]:
    return lambda: model._meta.base_manager.filter(pk__in=ids).delete()


def _creating(model: type[models.Model], rows: list[Any]) -> Callable[[], object]:
    return lambda: model._meta.base_manager.bulk_create(rows)


def _period(row: Any) -> Period:
    return Period(row.starts_on, row.ends_on)


def _of(row: Any, organisation: Organisation) -> str:
    """What a row is about, without the organisation that it belongs to."""
    meta = row._meta
    for name in ("person", "description", "task", "body"):
        if name in {column.name for column in meta.concrete_fields} and getattr(row, name):
            return f"«{getattr(row, name)}» ({meta.verbose_name})"
    return capfirst(f"{meta.verbose_name} van {organisation}")


RULES: dict[str, Rule] = {
    "partners.AgreementParty.organisation": _parties,
    "partners.Attendance.organisation": _attendance,
    "partners.ChainRole.organisation": _chain_roles,
    "partners.SignUp.organisation": _sign_ups,
    "partners.ProfileChange.organisation": _profile_changes,
    "partners.Membership.organisation": periods_are_joined("person_id", settle=_settle_membership),
    "partners.Seat.organisation": periods_are_joined("body_id", "kind", "person_id"),
    "partners.Responsibility.organisation": periods_are_joined(
        "kind", "description", "link_id", "basis", "law", "article", "agreement_id", "funding"
    ),
    "partners.Capacity.organisation": same_rows_become_one(
        "year", "task", "hours_per_week", "hours_per_year", "source", because="Deze uren tellen daarna één keer."
    ),
}
