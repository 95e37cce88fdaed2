"""What happens to the lists that the network keeps itself."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from actionplan.models import Pillar, TargetGroup
from network.database import one_at_a_time
from network.history import because
from network.models import Person


@transaction.atomic
def add_to_list(part: Pillar | TargetGroup, *, by: Person) -> None:
    """As the last of its list."""
    kind: Any = type(part)
    one_at_a_time(f"the list: {kind._meta.label}")
    part.position = (kind.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    part.full_clean()
    with because(f"{part._meta.verbose_name} toegevoegd".capitalize(), by=by):
        part.save()
