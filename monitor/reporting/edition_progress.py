"""How far the making of a PDF is, and how long it will still take, by how long the last ones took."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from statistics import median

from django.utils import timezone

from monitor.models import EditionStage, JobStatus, ReportEdition

EDITIONS_TO_GO_BY = 5


@dataclass(frozen=True)
class EditionProgress:
    edition: ReportEdition
    seconds_left: float | None  # None: none was made before; below zero: it takes longer than those did

    @classmethod
    def of(cls, edition: ReportEdition, now: datetime | None = None) -> "EditionProgress":
        if edition.job_status != JobStatus.RUNNING or edition.started_at is None:
            return cls(edition, None)
        usual = usual_seconds()
        elapsed = ((now or timezone.now()) - edition.started_at).total_seconds()
        return cls(edition, None if usual is None else usual - elapsed)

    @property
    def is_under_way(self) -> bool:
        return not self.edition.is_finished and not self.edition.has_failed

    @property
    def text(self) -> str:
        """«Stap 3 van 4: bladzijden opmaken. Nog ongeveer 20 seconden.»"""
        return f"{self.edition.get_step_display()}. {how_long_still(self.seconds_left)}".strip()

    @property
    def changes_the_report(self) -> bool:
        """With this PDF the report gets its next state."""
        return self.edition.stage in {EditionStage.OFFERED, EditionStage.ADOPTED}


def usual_seconds() -> float | None:
    """How long the last ones took from the first step to the kept file; None when none was made yet."""
    events = ReportEdition.pgh_event_model.objects  # type: ignore[attr-defined]  # of pghistory
    done = events.filter(job_status=JobStatus.DONE, started_at__isnull=False).order_by("-pgh_id")
    times = done.values_list("started_at", "pgh_created_at")[:EDITIONS_TO_GO_BY]
    seconds = [(kept_at - started_at).total_seconds() for started_at, kept_at in times]
    return median(seconds) if seconds else None


def how_long_still(seconds: float | None) -> str:
    """«Nog ongeveer 20 seconden.» Rounded up, so that it is ready sooner rather than later."""
    if seconds is None:
        return ""
    if seconds <= 0:
        return "Het duurt nu langer dan de vorige keren."
    if seconds <= 55:
        return f"Nog ongeveer {ceil(seconds / 5) * 5} seconden."
    minutes = ceil(seconds / 60)
    return f"Nog ongeveer {minutes} {'minuut' if minutes == 1 else 'minuten'}."
