"""People of the demo who come and go: invited, invited too long ago, and gone. None of them can sign in."""

from datetime import datetime, timedelta

from django.utils import timezone

from network.account_flows import INVITATION_LASTS
from network.models import Invitation, Person
from partners.models import Membership, Organisation


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
