"""Why an action is there: the indicator that it is meant to move."""

from django.db import models

from actionplan.models import Action
from monitor.models.figures import Indicator
from network.history import tracked


@tracked()
class ActionIndicator(models.Model):
    """That an action has to do with an indicator, and why."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="indicator_links", verbose_name="actie")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="action_links", verbose_name="indicator")
    why = models.CharField("waarom", max_length=250, blank=True)

    class Meta:
        verbose_name = "indicator bij een actie"
        verbose_name_plural = "indicatoren bij acties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "indicator"],
                name="an_indicator_once_per_action",
                violation_error_message="Deze indicator staat al bij de actie.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.indicator}"
