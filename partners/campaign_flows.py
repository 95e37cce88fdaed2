"""A campaign: everybody who keeps entries is asked, once, to look at all of them in the same weeks."""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network import mail, schedule
from network.dates import today
from network.history import because
from network.models import Mailing, Notification, Person
from partners.models import Campaign, CareService
from partners.upkeep import reachable_editors
from partners.upkeep_reminders import CAMPAIGN_KIND, mailed_lately

logger = logging.getLogger(__name__)


@mail.kind(CAMPAIGN_KIND, subject="Wilt u deze weken uw gegevens nakijken?", template="emails/campaign.txt")
def campaign_mail(mailing: Mailing) -> dict[str, object]:
    """What the coordinator wrote stands in the portal; the mail only leads there."""
    person = mailing.person
    entries = CareService.objects.published().of_organisations(person.editor_of)
    if not Campaign.objects.running().exists() or not person.may_sign_in or not entries.exists():
        raise mail.NoLongerNeeded
    return {"list_path": reverse("partners:upkeep-list")}


@transaction.atomic
def start_campaign(campaign: Campaign, *, by: Person) -> int:
    """Let the mails go out, once. How many go now; who was mailed less than 25 days ago gets it when those are over."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.asked_at is None:
        with because("Mail van de controleronde verstuurd", by=by):
            locked.asked_at = timezone.now()
            locked.save(update_fields=["asked_at"])
    return ask_for(locked)


def ask_for(campaign: Campaign) -> int:
    """Mail every editor with published entries who was not asked in this campaign yet, and may be mailed now."""
    asked = 0
    for person in _to_ask(campaign):
        try:
            with transaction.atomic():
                mailing = mail.send_soon(person, CAMPAIGN_KIND)
                Notification.objects.create(person=person, key=_key(campaign), mailing=mailing)
            asked += 1
        except Exception:  # one person's trouble keeps nobody else from their mail
            logger.exception("a mail of a campaign could not be queued", extra={"person": person.pk})
    return asked


@schedule.daily("campaigns", hour=7, minute=20)
def ask_for_those_that_run(since: datetime, until: datetime) -> None:
    """Before the reminders of that day, so that who is in a campaign gets its mail and not both."""
    if not mail.is_a_copy():
        for campaign in Campaign.objects.running(timezone.localdate(until)).filter(asked_at__isnull=False):
            ask_for(campaign)


def _to_ask(campaign: Campaign) -> list[Person]:
    on = today()
    with_entries = CareService.objects.published(on).values("organisation")
    told = Notification.objects.filter(key=_key(campaign)).values("person")
    editors = reachable_editors(on).filter(organisation__in=with_entries, person__wants_reminders=True)
    people = Person.objects.filter(pk__in=editors.values("person")).exclude(pk__in=told)
    return list(people.exclude(pk__in=mailed_lately(on)).order_by("pk"))


def _key(campaign: Campaign) -> str:
    return f"campaign:{campaign.pk}"
