"""People of the demo without access: those who come and go, and those whom colleagues call. All are invented."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from network.account_flows import INVITATION_LASTS
from network.models import Invitation, Person
from partners.models import ContactKind, ContactRequest, Membership, Organisation

LISTED = date(2026, 3, 2)
OFFICER, DIRECTOR, CONTACT = ContactKind.ATTENTION_OFFICER, ContactKind.DIRECTOR, ContactKind.CONTACT
# Name, organisation, what for, function, phone, agreed to be listed.
TO_CALL = [
    ("Noor Vermeer", "MEE Gelderse Poort", OFFICER, "aandachtsfunctionaris", "088-0000 050", True),
    ("Karin Bos", "MEE Gelderse Poort", DIRECTOR, "directeur-bestuurder", "", False),
    ("Henk Willems", "GGD Gelderland-Zuid", DIRECTOR, "directeur publieke gezondheid", "", True),
    ("Saskia Mol", "GGD Gelderland-Zuid", OFFICER, "aandachtsfunctionaris", "088-0000 051", True),
    ("Paul Gerritsen", "Sterker", DIRECTOR, "bestuurder", "", False),
    ("Imke Sanders", "Sterker", OFFICER, "aandachtsfunctionaris Dukenburg en Lindenholt", "088-0000 052", True),
    ("Ruben Claassen", "Iriszorg", CONTACT, "teamcoach", "088-0000 053", True),
    ("Mirte Hofman", "Moviera", OFFICER, "aandachtsfunctionaris", "088-0000 054", False),
]


def load_people_who_come_and_go() -> None:
    now = timezone.now()
    coordinator = Person.objects.get(email="coordinator@demo.example")
    invited = _somebody("fatma", "Fatma Yildiz", "Iriszorg", "behandelaar", since=now - timedelta(days=2), edits=True)
    forgot = _somebody("jeroen", "Jeroen Smit", "Moviera", "teamleider", since=now - timedelta(days=20))
    left = _somebody("anja", "Anja de Groot", "Sterker", "maatschappelijk werker", since=now - timedelta(days=400))
    for membership in (invited, forgot, left):
        sent_at = timezone.make_aware(datetime.combine(membership.starts_on, datetime.min.time().replace(hour=9)))
        person = membership.person
        Invitation.objects.create(
            person=person,
            email=person.email,
            invited_by=coordinator,
            created_at=sent_at,
            expires_at=sent_at + INVITATION_LASTS,
            accepted_at=sent_at + timedelta(days=1) if membership == left else None,
        )
    left.ended_at = now - timedelta(days=30)
    left.ends_on = timezone.localdate(left.ended_at)
    left.save(update_fields=["ended_at", "ends_on"])


def _somebody(
    account: str, name: str, organisation: str, function: str, *, since: datetime, edits: bool = False
) -> Membership:
    return Membership.objects.create(
        person=Person.objects.create_user(f"{account}@demo.example", name=name),
        organisation=Organisation.objects.get(name=organisation),
        function=function,
        may_edit=edits,
        starts_on=timezone.localdate(since),
    )


def load_people_to_call(organisations: dict[str, Organisation]) -> None:
    """Some agreed to be listed and some did not; one colleague more waits for the coordinator."""
    people = {
        name: Person.objects.create_user(f"{'.'.join(name.lower().split())}@demo.example", name=name)
        for name, *_ in TO_CALL
    }
    Membership.objects.bulk_create(
        Membership(
            person=people[name],
            organisation=organisations[organisation],
            contact_kind=kind,
            function=function,
            phone=phone,
            listed_since=LISTED if is_listed else None,
            starts_on=date(2026, 1, 1),
        )
        for name, organisation, kind, function, phone, is_listed in TO_CALL
    )
    Membership.objects.filter(person__email="coordinator@demo.example").update(
        contact_kind=CONTACT, listed_since=LISTED, phone="088-0000 055"
    )
    ContactRequest.objects.create(
        organisation=organisations["MEE Gelderse Poort"],
        name="Tessa Brouwer",
        email="tessa.brouwer@demo.example",
        function="arbeidsconsulent",
        listed_since=LISTED,
        asked_by=Person.objects.get(email="partner@demo.example"),
    )
