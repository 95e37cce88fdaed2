"""What this part of the portal puts on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from network.dutch import long_date
from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from partners.models import CareService, ChangeRequest, Organisation
from partners.register import missing_domains, nobody_from, numbers_by_domain

ASK_BEFORE = timedelta(days=30)  # an entry is asked about this long before it stops counting as recently confirmed
WORKING_DAYS_TO_DECIDE = 2


@source
def entries_to_confirm(person: Person, on: date) -> Iterator[Todo]:
    """Published entries of the own organisation that are, or soon will be, not recently confirmed."""
    own = CareService.objects.of_organisations(person.editor_of) if person.editor_of else CareService.objects.none()
    for service in own.published().not_recently_confirmed(on + ASK_BEFORE):
        due = service.last_day_confirmed
        last = f"U heeft dit op {long_date(service.last_verified_on)} voor het laatst gecontroleerd." if due else ""
        is_late = not service.is_recently_confirmed(on)
        seen_by_all = "Iedereen ziet nu" if is_late else "Na een half jaar ziet iedereen"
        yield Todo(
            due=due,
            title=f"Klopt uw aanbod «{service}» nog?",
            why=f"{last} {seen_by_all} «niet recent gecontroleerd».".strip(),
            url=service.get_absolute_url(),
            action="Aanbod controleren",
            late=is_late,
            key=f"service:{service.pk}:{due}",
        )


@source
def numbers_to_decide(person: Person, on: date) -> Iterator[Todo]:
    """New phone numbers that wait for who decides."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return
    for change in ChangeRequest.objects.waiting().with_names():
        due = working_days_after(timezone.localtime(change.asked_at).date(), WORKING_DAYS_TO_DECIDE)
        yield Todo(
            due=due,
            title=f"Nieuw nummer van {change.service.organisation} beoordelen",
            why=f"«{change.service}»: {change.old_text} wordt {change.new_text}. Tot dan ziet iedereen het oude.",
            url=reverse("partners:changerequest-list"),
            action="Nummer beoordelen",
            late=due < on,
            key=f"new-number:{change.pk}",
        )


@counted
def entries_nobody_confirmed(person: Person, on: date) -> Counted | None:
    """For the coordinator, because calling everybody once is one job."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return None
    return Counted(
        CareService.objects.published().not_recently_confirmed(on),
        lambda number: Todo(
            due=None,
            title=f"{number} keer aanbod is niet recent gecontroleerd",
            why="Vraag de partners om te bevestigen dat het nog klopt.",
            url=f"{reverse('partners:service-list')}?controle=oud",
            action="Aanbod bekijken",
            key=f"services-not-confirmed:{on:%Y-%m}",
        ),
    )


@source
def domains_without_a_partner(person: Person, on: date) -> Iterator[Todo]:
    """A network needs all three domains."""
    if not may(person, Permission.ORGANISATION_EDIT):
        return
    for domain in missing_domains(numbers_by_domain(Organisation.objects.standing().active(on))):
        yield Todo(
            due=None,
            title=nobody_from(domain),
            why="Een netwerk heeft partners nodig uit het sociaal domein, het zorgdomein en het veiligheidsdomein.",
            url=f"{reverse('partners:organisation-add')}?domein={domain}",
            action="Partner toevoegen",
            key=f"domain-without-partner:{domain}",
        )


def working_days_after(day: date, number: int) -> date:
    """Saturday and Sunday don't count; holidays do, so this is a promise and not a rule."""
    while number:
        day += timedelta(days=1)
        number -= day.isoweekday() <= 5
    return day
