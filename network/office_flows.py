"""Who is portefeuillehouder and beleidsadviseur of a municipality: assigned, followed up, ended."""

from datetime import date, timedelta

from django.db import transaction

from network.history import because
from network.models import Municipality, MunicipalOffice, Office, Person
from network.policy import Permission, require


class AssignedMeanwhileError(Exception):
    """Somebody else changed who has this office, after this person opened the form."""

    def __init__(self, last: MunicipalOffice | None) -> None:
        super().__init__("assigned meanwhile")
        self.last = last


@transaction.atomic
def assign_office(
    municipality: Municipality, *, office: Office, person: Person, starts_on: date, by: Person, last_seen: int | None
) -> MunicipalOffice:
    """Give somebody an office. Whoever has it still keeps it up to the day before, and both stay in the history.

    `last_seen` is the id of the newest holder that `by` knew of. A day on which the former hadn't even started yet
    raises ValidationError, with the message of the constraint. Somebody who isn't stored yet becomes a contact without
    access.
    """
    last = _last_holder(municipality, office, last_seen)
    assigned = MunicipalOffice(municipality=municipality, office=office, person=person, starts_on=starts_on)
    require(by, Permission.OFFICE_EDIT, assigned)
    with because(f"nieuwe {office.label} van {municipality}"):
        if last and last.starts_on < starts_on and (last.ends_on is None or last.ends_on >= starts_on):
            last.ends_on = starts_on - timedelta(days=1)
            last.save(update_fields=["ends_on"])
        if person.pk is None:
            person.set_unusable_password()
            person.save()
            assigned.person = person  # it has an id by now
        assigned.full_clean()
        assigned.save()
    return assigned


@transaction.atomic
def end_office(
    municipality: Municipality, *, office: Office, ends_on: date, by: Person, last_seen: int | None
) -> MunicipalOffice:
    """Let an office be nobody's after that day."""
    last = _last_holder(municipality, office, last_seen)
    if last is None:
        raise AssignedMeanwhileError(None)
    require(by, Permission.OFFICE_EDIT, last)
    last.ends_on = ends_on
    last.full_clean()
    with because(f"geen {office.label} van {municipality} meer"):
        last.save(update_fields=["ends_on"])
    return last


def _last_holder(municipality: Municipality, office: Office, last_seen: int | None) -> MunicipalOffice | None:
    """The newest holder, while nobody else can assign one."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    last = municipality.offices.filter(office=office).newest_first().first()
    if (last.pk if last else None) != last_seen:
        raise AssignedMeanwhileError(last)
    return last
