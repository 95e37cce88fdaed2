"""Confirming that an entry of the sociale kaart is right, as small stories."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from network.history import because
from network.models import Person
from partners.models import CareService, ConfirmLink, Section, SectionCheck
from partners.upkeep import checks_of


class LinkSpentError(Exception):
    """The link was used meanwhile, or its time is over."""


def confirm_service(service: CareService, *, by: Person, on: date) -> CareService:
    """«Klopt nog»: somebody looked at the whole entry and found it right."""
    return answer_sections(service, dict.fromkeys(Section, True), by=by, on=on, reason="Klopt nog")


@transaction.atomic
def answer_sections(
    service: CareService, answers: Mapping[Section, bool], *, by: Person, on: date, reason: str = "Nagekeken"
) -> CareService:
    """Note per part that it is right, or that nobody knows. The entry counts as confirmed on the day of its oldest
    part, and only when every part is known: until then its date stays what it was.
    """
    locked = CareService.objects.select_for_update(of=("self",)).select_related("verified_by").get(pk=service.pk)
    checks = {Section(check.section): check for check in checks_of(locked)}
    for section, is_known in answers.items():
        checks[section] = SectionCheck(service=locked, section=section, is_known=is_known, checked_on=on, checked_by=by)
    with because(reason, by=by):
        SectionCheck.objects.bulk_create(
            [SectionCheck(**_answer_of(check)) for check in checks.values()],
            update_conflicts=True,
            unique_fields=["service", "section"],
            update_fields=["is_known", "checked_on", "checked_by"],
        )
        if set(checks) == set(Section) and all(check.is_known for check in checks.values()):
            oldest = min(checks.values(), key=lambda check: check.checked_on)
            locked.last_verified_on, locked.verified_by = oldest.checked_on, oldest.checked_by
            locked.save(update_fields=["last_verified_on", "verified_by"])
    return locked


@transaction.atomic
def answer_by_link(link: ConfirmLink, answers: Mapping[Section, bool], *, on: date) -> ConfirmLink:
    """Somebody answers from a mail, once. Of two presses at the same moment the second finds the link spent."""
    locked = ConfirmLink.objects.select_for_update(of=("self",)).select_related("service", "person").get(pk=link.pk)
    if locked.used_at or locked.has_expired:
        raise LinkSpentError
    answer_sections(locked.service, answers, by=locked.person, on=on, reason="Beantwoord met de link in een mail")
    with because("Beantwoord met de link in een mail", by=locked.person):
        locked.used_at = timezone.now()
        locked.save(update_fields=["used_at"])
    return locked


def _answer_of(check: SectionCheck) -> dict[str, object]:
    names = ("service_id", "section", "is_known", "checked_on", "checked_by_id")
    return {name: getattr(check, name) for name in names}
