"""The page of one agreement: its steps, who signs, what belongs to it, and what this person may do.

What somebody may not see is never named, not even as what another agreement belongs to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from network.dutch import euro, hours, long_date
from network.history import Change, Past, past_of, past_of_parts, telling, told_of
from network.models import Person
from network.policy import Permission, may
from network.together import Part
from partners import life_cycle
from partners.agreements import ASK_AGAIN_AFTER, BADGES, OPEN_ENDED, may_be_asked
from partners.documents import name_of
from partners.life_cycle import AT_AN_END, AgreementStatus, Terms
from partners.models import Agreement, AgreementParty, AgreementVersion, Organisation, VersionKind
from partners.models.agreements import AgreementQuerySet


@dataclass(frozen=True)
class Step:
    """A step of the life cycle, as `components/cycle.html` takes it."""

    name: str
    text: str
    state: str


@dataclass(frozen=True)
class SigningRow:
    """One party of one version, and what this person may do about it."""

    party: AgreementParty
    may_sign: bool
    may_correct: bool
    may_withdraw: bool
    leaves_a_draft: bool  # taken off the list by who keeps it

    @property
    def by_whom(self) -> str:
        return ", ".join(text for text in (self.party.representative, self.party.function) if text)


@dataclass(frozen=True)
class VersionPart:
    version: AgreementVersion
    rows: list[SigningRow]

    @property
    def title(self) -> str:
        """«Addendum 1: toetreding»"""
        if self.version.kind == VersionKind.ORIGINAL:
            return "Partijen en handtekeningen"
        return f"Addendum {self.version.number - 1}: {self.version.get_kind_display()}"

    @property
    def has_actions(self) -> bool:
        return any(row.may_sign or row.may_correct or row.may_withdraw for row in self.rows)


@dataclass(frozen=True)
class AgreementPage:
    """Everything the page of one agreement shows."""

    agreement: Agreement
    status: AgreementStatus
    status_note: str
    steps: list[Step]
    facts: list[tuple[str, str]]
    original: VersionPart | None  # nobody asks for one without, but an import could leave it out
    addenda: list[VersionPart]
    main_agreement: Agreement | None
    dependents: list[Agreement]
    supersedes: Agreement | None
    superseded_by: list[Agreement]
    may_edit: bool
    to_remind: int
    asked_on: date | None  # the last time that parties were asked, of those that still have to sign
    may_be_asked_again_on: date | None

    @property
    def badge(self) -> str:
        return BADGES[self.status]

    @property
    def has_related(self) -> bool:
        return bool(self.main_agreement or self.dependents or self.supersedes or self.superseded_by)

    @property
    def is_concept(self) -> bool:
        return self.status == AgreementStatus.CONCEPT

    @property
    def is_at_an_end(self) -> bool:
        return self.status in AT_AN_END

    @property
    def may_be_offered(self) -> bool:
        return self.is_concept and self.may_edit and bool(self.original and self.original.rows)


def page_of(agreement: Agreement, person: Person, day: date) -> AgreementPage:
    """`agreement` comes from `for_its_page()`."""
    terms, may_edit = agreement.terms, may(person, Permission.AGREEMENT_EDIT, agreement)
    status = life_cycle.status_on(terms, day)
    parts = [
        VersionPart(
            version,
            [_signing_row(party, person, agreement, may_edit=may_edit) for party in version.signing_list],
        )
        for version in agreement.version_list  # type: ignore[attr-defined]  # by the prefetch
    ]
    waiting = [row.party for part in parts for row in part.rows if _has_to_sign(row.party)]
    visible = _related(agreement, person)
    main, earlier = agreement.main_agreement_id, agreement.supersedes_id
    return AgreementPage(
        agreement=agreement,
        status=status,
        status_note=life_cycle.status_note(terms, day),
        steps=_steps(agreement, terms, status, day),
        facts=_facts(agreement, terms, day, names_the_watcher=may_edit),
        original=parts[0] if parts else None,
        addenda=parts[1:],
        main_agreement=visible.get(main) if main else None,
        dependents=[each for each in visible.values() if each.main_agreement_id == agreement.pk],
        supersedes=visible.get(earlier) if earlier else None,
        superseded_by=[each for each in visible.values() if each.supersedes_id == agreement.pk],
        may_edit=may_edit,
        to_remind=len([party for party in waiting if may_be_asked(party, day)])
        if may_edit and agreement.offered_on and status not in AT_AN_END
        else 0,
        asked_on=(asked_on := max((party.asked_on for party in waiting if party.asked_on), default=None)),
        may_be_asked_again_on=asked_on + ASK_AGAIN_AFTER if asked_on else None,
    )


def for_its_page(agreements: AgreementQuerySet) -> AgreementQuerySet:
    """Adds `version_list`, each with its `signing_list`."""
    versions = AgreementVersion.objects.in_order().with_parties()
    return agreements.with_signing().with_names().prefetch_related(Prefetch("versions", versions, "version_list"))


def changes_of(agreement: Agreement, *, limit: int = 20) -> Part[list[Change]]:
    """Who changed what: of the agreement, of its addenda and of its parties; newest first."""
    parties = AgreementParty.pgh_event_model.objects.filter(version__agreement=agreement)  # type: ignore[attr-defined]  # set by pghistory
    addenda = AgreementVersion.pgh_event_model.objects.filter(agreement=agreement, number__gt=1)  # type: ignore[attr-defined]  # likewise
    partners = Organisation.objects.filter(pk__in=parties.values("organisation"))

    def name_of_party(event: Any) -> str:
        return next((str(each) for each in partners if each.pk == event.organisation_id), "een partij")

    changes = yield from telling(
        past_of(agreement, limit=limit),
        past_of_parts(AgreementVersion, called=name_of, agreement=agreement),
        past_of_parts(AgreementParty, called=name_of_party, version__agreement=agreement),
        _comings_and_goings(addenda, called=name_of),
        _comings_and_goings(parties.filter(version__number=1), called=name_of_party),
        beside=[partners],
    )
    return changes[:limit]


def _comings_and_goings(events: QuerySet[Any], *, called: Callable[[Any], str]) -> Past:
    """What was added and what was taken away, each under its own name."""

    def told(found: list[Any], people: dict[int, str]) -> list[Change]:
        return [Change(field=called(event), old="", new="", **told_of(event, people)) for event in found]

    return Past(events.exclude(pgh_label="gewijzigd").select_related("pgh_context"), told)


def _has_to_sign(party: AgreementParty) -> bool:
    return party.signed_on is None and party.withdrawn_on is None


def _signing_row(party: AgreementParty, person: Person, agreement: Agreement, *, may_edit: bool) -> SigningRow:
    may_record = may(person, Permission.AGREEMENT_SIGN, party)
    return SigningRow(
        party=party,
        may_sign=may_record and agreement.offered_on is not None and _has_to_sign(party),
        may_correct=may_edit and party.signed_on is not None,
        may_withdraw=may_record and party.withdrawn_on is None,
        leaves_a_draft=may_edit and agreement.offered_on is None,
    )


def _related(agreement: Agreement, person: Person) -> dict[int, Agreement]:
    """What it belongs to or replaces and the other way round, as far as this person may see those."""
    near = Q(pk__in=[agreement.main_agreement_id or 0, agreement.supersedes_id or 0])
    found = Agreement.objects.visible_to(person).filter(near | Q(main_agreement=agreement) | Q(supersedes=agreement))
    return {each.pk: each for each in found.order_by("title", "pk")}


def _steps(agreement: Agreement, terms: Terms, status: AgreementStatus, day: date) -> list[Step]:
    now = {
        AgreementStatus.CONCEPT: 1 if agreement.drafted_on else 0,
        AgreementStatus.TO_SIGN: 2,
        AgreementStatus.SIGNED: 2,
        AgreementStatus.RUNNING: 3,
        AgreementStatus.EXPIRING: 3,
        AgreementStatus.OVER: 5,
        AgreementStatus.TERMINATED: 5,
    }[status]
    if status == AgreementStatus.CONCEPT and agreement.checked_on:
        now = 2
    end = terms.last_day or life_cycle.runs_until(terms, day)
    evaluation = f"gedaan op {long_date(agreement.evaluated_on)}" if agreement.evaluated_on else ""
    target = f"streefdatum {long_date(agreement.sign_by)}" if agreement.sign_by else ""
    texts = [
        ("Concept", _date(agreement.drafted_on)),
        ("Juridische toets", _date(agreement.checked_on)),
        ("Ondertekenen", f"{terms.signed} van {terms.named} ondertekend" if terms.is_signed else target),
        ("In werking", _date(terms.starts_on)),
        ("Evaluatie", _date(agreement.evaluate_on) or evaluation),
        ("Einde", _date(end) if end else OPEN_ENDED if terms.offered_on or terms.starts_on else ""),
    ]
    return [Step(name, text, _state(number, now, agreement)) for number, (name, text) in enumerate(texts)]


def _state(number: int, now: int, agreement: Agreement) -> str:
    was_evaluated = agreement.evaluated_on is not None and agreement.evaluate_on is None
    if number == now:
        return "now"
    is_done = number < now and (number != 4 or was_evaluated)
    return "done" if is_done or (number == 4 and was_evaluated) else ""


def _date(day: date | None) -> str:
    return long_date(day) if day else ""


def _facts(agreement: Agreement, terms: Terms, day: date, *, names_the_watcher: bool) -> list[tuple[str, str]]:
    """Name and value; what nobody filled in is left out, but for the terms themselves."""
    facts = [
        ("Soort", agreement.get_kind_display()),
        ("Beheerd door", str(agreement.keeper) if agreement.keeper else "de regiocoördinator"),
        ("Looptijd", _term_in_words(terms, day)),
        ("Verlengen en opzeggen", renewal_in_words(terms, day)),
        ("Opgezegd", _termination_in_words(agreement)),
        ("Evalueren op", _date(agreement.evaluate_on)),
        ("Laatst geëvalueerd", _date(agreement.evaluated_on)),
        ("Bedrag", euro(agreement.amount) if agreement.amount is not None else ""),
        ("Uren", f"{hours(agreement.hours_per_year)} per jaar" if agreement.hours_per_year is not None else ""),
        ("Wie erop let", agreement.responsible.name if names_the_watcher and agreement.responsible else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _term_in_words(terms: Terms, day: date) -> str:
    begin = f"Vanaf {long_date(terms.starts_on)}" if terms.starts_on else "Vanaf de laatste handtekening"
    if not terms.offered_on and not terms.starts_on and not terms.ends_on:
        return "nog niet bekend"
    end = terms.last_day or (life_cycle.end_of_term(terms, day) if terms.is_renewed else None)
    return f"{begin} tot en met {long_date(end)}." if end else f"{begin}, voor {OPEN_ENDED}."


def renewal_in_words(terms: Terms, day: date) -> str:
    """«Wordt stilzwijgend met 12 maanden verlengd. Opzeggen kan tot en met 30 september 2025.»"""
    notice_term = f"Opzegtermijn: {_months(terms.notice_months)}." if terms.notice_months else ""
    if not terms.is_renewed or not terms.renewal_months:
        return notice_term
    sentences = [f"Wordt stilzwijgend met {_months(terms.renewal_months)} verlengd.", *filter(None, [notice_term])]
    if life_cycle.is_past_notice(terms, day):
        sentences.append(f"Loopt stilzwijgend door tot en met {long_date(life_cycle.runs_until(terms, day))}.")
    if notice := life_cycle.notice_date(terms, day):
        sentences.append(
            f"Opzeggen kan weer tot en met {long_date(notice)}."
            if life_cycle.is_past_notice(terms, day)
            else f"Opzeggen kan tot en met {long_date(notice)}."
        )
    return " ".join(sentences)


def _termination_in_words(agreement: Agreement) -> str:
    if agreement.terminated_on is None:
        return ""
    reason = f": {agreement.termination_reason}" if agreement.termination_reason else ""
    return f"per {long_date(agreement.terminated_on)}{reason}"


def _months(number: int | None) -> str:
    return "1 maand" if number == 1 else f"{number} maanden"
