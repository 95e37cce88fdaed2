"""The label that nobody may carry: it could reveal what happened to somebody."""

from django.db import models
from django.db.models import Q

# «Ervaringsdeskundige», «ervarings-deskundigen», «Ervarings deskundig»; as Postgres reads a pattern.
EXPERT_BY_EXPERIENCE = r"ervarings\W*deskundig"

SAY_IT_WITH_A_SEAT = (
    "Noem iemand niet «ervaringsdeskundige»: dat kan laten zien wat diegene meemaakte. Geef de stuurgroep of werkgroep"
    " een zetel zonder naam."
)


def nobody_is_labelled(name: str, *, fields: tuple[str, ...]) -> models.CheckConstraint:
    """A constraint on words that stand beside somebody's name."""
    labelled = Q(*[(f"{field}__iregex", EXPERT_BY_EXPERIENCE) for field in fields], _connector=Q.OR)
    return models.CheckConstraint(condition=~labelled, name=name, violation_error_message=SAY_IT_WITH_A_SEAT)
