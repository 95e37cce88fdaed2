"""What releasing puts on «Mijn overzicht»."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from monitor.models import BuildStatus, Delivery, Edition, EditionBuild, Indicator
from network import overview
from network.models import Person
from network.overview import Todo
from network.policy import Permission, may
from network.together import Fetch, fetch


@overview.source
def builds_that_were_refused(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """The last try of an indicator, for who asked for it."""
    if not may(person, Permission.EDITION_RELEASE):
        return
    newest = EditionBuild.objects.order_by("indicator_id", "-asked_at", "-pk").distinct("indicator_id").values("pk")
    refused = EditionBuild.objects.filter(pk__in=newest, status=BuildStatus.REFUSED, asked_by=person)
    refused = refused.select_related("indicator")
    yield fetch(refused)
    for build in refused:
        title = f"{build.indicator} is niet vrijgegeven"
        url, key = reverse("monitor:edition-build", args=[build.indicator.slug]), f"edition-refused:{build.pk}"
        yield Todo(None, title, build.problem, url, "Vrijgave bekijken", late=True, key=key)


@overview.source
def figures_to_release(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Indicators of which a delivery was approved after the newest edition."""
    if not may(person, Permission.EDITION_RELEASE):
        return
    released = Edition.objects.filter(indicator=OuterRef("pk")).order_by("-released_at").values("released_at")[:1]
    approved = Delivery.objects.approved().filter(round__indicator=OuterRef("pk"))
    delivered = Indicator.objects.annotate(
        released_at=Subquery(released), approved_at=Subquery(approved.order_by("-decided_at").values("decided_at")[:1])
    )
    to_release = delivered.filter(
        Q(released_at__isnull=True) | Q(released_at__lt=F("approved_at")), approved_at__isnull=False
    )
    yield fetch(to_release)
    for indicator in to_release:
        why = "Er zijn goedgekeurde leveringen die nog niet in een editie staan."
        url, key = reverse("monitor:edition-build", args=[indicator.slug]), f"edition-to-release:{indicator.pk}"
        yield Todo(None, f"{indicator} vrijgeven", why, url, "Cijfers vrijgeven", key=key)
