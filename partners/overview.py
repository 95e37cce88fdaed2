"""What this part of the portal puts on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from network.dutch import long_date
from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from network.together import Fetch, NumberOf, fetch
from partners.models import CareService, ChangeRequest, LinkCheck, Organisation, ServiceStatus
from partners.publishing_flows import sent_back
from partners.register import counted_by_domain, missing_domains, nobody_from
from partners.upkeep import asked_in_vain, due_on, to_confirm, with_asks, with_due_day
from partners.upkeep_list import ASK_BEFORE, Reason

WORKING_DAYS_TO_DECIDE = 2
FORGOTTEN_AFTER = timedelta(days=30)


@source
def own_entries(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Published entries of the own organisation that are, or soon will be, due by their own rhythm; and concepts that
    came back or were forgotten. Asked for together: this is asked of everybody, every day.
    """
    if not person.editor_of:
        return
    own = CareService.objects.of_organisations(person.editor_of)
    found = to_confirm(own.published(on), on + ASK_BEFORE) | with_due_day(own).concepts()
    yield fetch(found)
    concepts = [service for service in found if service.status == ServiceStatus.DRAFT]
    yield from (_to_confirm(service, on) for service in found if service.status != ServiceStatus.DRAFT)
    came_back = sent_back(concepts)
    yield from (_sent_back(service, why) for service, why in came_back.items())
    forgotten = [each for each in concepts if each not in came_back and each.last_changed_on <= on - FORGOTTEN_AFTER]
    if forgotten:
        yield _forgotten(len(forgotten), on)


def _to_confirm(service: CareService, on: date) -> Todo:
    """Without a key: about these goes a mail of their own, with a link per entry."""
    is_late = not service.is_recently_confirmed(on)
    return Todo(
        due=due_on(service),
        title=f"Klopt uw aanbod «{service}» nog?",
        why=_why_to_confirm(service, is_late=is_late),
        url=reverse("partners:sections-confirm", args=[service.short_id]),
        action="Aanbod nakijken",
        late=is_late,
        key="",
    )


def _why_to_confirm(service: CareService, *, is_late: bool) -> str:
    if is_late:
        return "Iedereen ziet nu «niet recent gecontroleerd»."
    last = long_date(service.last_verified_on)
    return f"U keek het op {last} na. Dat vragen wij {service.get_check_every_display()}."


def _sent_back(service: CareService, why: str) -> Todo:
    return Todo(
        due=None,
        title=f"Vul uw aanbod «{service}» aan",
        why=f"De regiocoördinator stuurde het terug. {why}".strip(),
        url=reverse("partners:service-edit", args=[service.short_id]),
        action="Aanbod aanvullen",
        key=f"service-sent-back:{service.pk}",
    )


def _forgotten(number: int, on: date) -> Todo:
    """One line for all: a list that was brought in may have hundreds."""
    return Todo(
        due=None,
        title=f"{number} keer aanbod van u is nog een concept",
        why="Dat is al een maand zo, en niemand ziet het. Maak het af, of haal het uit de sociale kaart.",
        url=f"{reverse('partners:service-list')}?status={ServiceStatus.DRAFT}",
        action="Concepten bekijken",
        key=f"services-forgotten:{on:%Y-%m}",
    )


@source
def changes_to_decide(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """New phone numbers, and who an entry is for or may know its address: they wait for who decides."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return
    changes = ChangeRequest.objects.waiting().with_names()
    yield fetch(changes)
    for change in changes:
        due = working_days_after(timezone.localtime(change.asked_at).date(), WORKING_DAYS_TO_DECIDE)
        what = "Nieuw nummer" if change.is_about_a_number else "Wijziging"
        yield Todo(
            due=due,
            title=f"{what} van {change.service.organisation} beoordelen",
            why=f"«{change.service}»: {change.old_text} wordt {change.new_text}. Tot dan ziet iedereen het oude.",
            url=reverse("partners:changerequest-list"),
            action="Wijziging beoordelen",
            late=due < on,
            key=f"new-number:{change.pk}",
        )


@counted
def entries_nobody_confirmed(person: Person, on: date) -> Counted | None:
    """For the coordinator, because calling everybody once is one job."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return None
    return Counted(
        CareService.objects.published(on).not_recently_confirmed(on),
        lambda number: Todo(
            due=None,
            title=f"{number} keer aanbod is niet recent gecontroleerd",
            why="Vraag de partners om te bevestigen dat het nog klopt.",
            url=reverse("partners:upkeep-list"),
            action="Aanbod bekijken",
            key=f"services-not-confirmed:{on:%Y-%m}",
        ),
    )


@counted
def entries_asked_in_vain(person: Person, on: date) -> Counted | None:
    """After two mails without an answer somebody has to call."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return None
    return Counted(
        with_asks(to_confirm(CareService.objects.published(on), on + ASK_BEFORE), on).filter(asked_in_vain(on)),
        lambda number: Todo(
            due=None,
            title=f"Over {number} keer aanbod antwoordt de partner niet",
            why="De redacteur kreeg twee mails. Bel de partner.",
            url=f"{reverse('partners:upkeep-list')}?waarom={Reason.IN_VAIN}",
            action="Aanbod bekijken",
            key=f"services-asked-in-vain:{on:%Y-%m}",
        ),
    )


@source
def broken_links(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Told once, and again when another one breaks."""
    if not may(person, Permission.CHANGE_REQUEST_DECIDE):
        return
    broken = LinkCheck.objects.broken()
    reported = broken.filter(reported_at__isnull=False).order_by("-reported_at").values_list("reported_at", flat=True)
    all_of_them, newest = NumberOf(broken), reported[:1]
    yield fetch(all_of_them, newest)
    for last in newest:
        number = all_of_them.number
        yield Todo(
            due=None,
            title=f"{number} {'link werkt' if number == 1 else 'links werken'} niet meer",
            why="Drie keer achter elkaar geprobeerd.",
            url=reverse("partners:upkeep-list"),
            action="Links bekijken",
            key=f"broken-links:{last:%Y-%m-%d}",
        )


@source
def domains_without_a_partner(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """A network needs all three domains."""
    if not may(person, Permission.ORGANISATION_EDIT):
        return
    numbers = counted_by_domain(Organisation.objects.standing().active(on))
    yield fetch(numbers)
    for domain in missing_domains(dict(numbers)):
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
