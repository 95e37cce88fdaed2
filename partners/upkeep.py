"""When an entry of the sociale kaart has to be looked at again, what was said of its parts, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from network.dutch import long_date
from partners.models import CareService, Membership, Section, SectionCheck

if TYPE_CHECKING:
    from network.models import Person


@dataclass(frozen=True)
class SectionLine:
    """One part of an entry: whether it was right when somebody last looked, when that was, and who it was."""

    section: Section
    text: str
    is_known: bool  # False: «weet ik niet», or never looked at

    @property
    def label(self) -> str:
        return str(self.section.label)


def section_lines(service: CareService) -> list[SectionLine]:
    """All parts of an entry. Without answers per part, the whole entry was looked at on `last_verified_on`."""
    checks = {check.section: check for check in checks_of(service)}
    partners = people_of_the_partner(service, [check.checked_by for check in checks.values()])
    return [_line(section, checks.get(section), partners) for section in Section]


def checks_of(service: CareService) -> list[SectionCheck]:
    """The last answer per part, stored or following from the last time that somebody looked at the whole entry."""
    stored = list(service.section_checks.select_related("checked_by"))
    if stored or service.last_verified_on is None:
        return stored
    on, by = service.last_verified_on, service.verified_by
    return [SectionCheck(service=service, section=section, checked_on=on, checked_by=by) for section in Section]


def people_of_the_partner(service: CareService, people: "Iterable[Person | None]") -> frozenset[int]:
    """Which of these people work or worked for the partner. Who else confirms an entry is the coordinator."""
    ids = {person.pk for person in people if person}
    found = Membership.objects.filter(organisation=service.organisation_id, person__in=ids)
    return frozenset(found.values_list("person_id", flat=True)) if ids else frozenset()


def said_by(person: "Person | None", partners: frozenset[int]) -> str:
    """Who said so, and whether that is the partner itself."""
    if person is None:
        return ""
    return (
        f" door {person} (partner)"
        if person.pk in partners
        else f" door {person} (nagevraagd door de regiocoördinator)"
    )


def _line(section: Section, check: SectionCheck | None, partners: frozenset[int]) -> SectionLine:
    if check is None:
        return SectionLine(section, "nog nooit gecontroleerd", is_known=False)
    when = f"op {long_date(check.checked_on)}{said_by(check.checked_by, partners)}"
    return SectionLine(section, f"gecontroleerd {when}" if check.is_known else f"niet bekend, {when}", check.is_known)
