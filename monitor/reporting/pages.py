"""What the page of a report shows, as one person may see it."""

from collections.abc import Iterator
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Subquery
from django.urls import reverse

from actionplan.models import Plan, StatusReport
from monitor.models import (
    EditionStage,
    Report,
    ReportDownload,
    ReportEdition,
    ReportReader,
    ReportSection,
    ReportStatus,
    SectionKind,
)
from monitor.reporting import asked
from monitor.reporting.blockers import Blocker, PersonalData, blockers_in, personal_data_in
from monitor.reporting.chapters import Chapter, chapters_to_read, chapters_to_write
from monitor.reporting.content import Content
from monitor.reporting.downloads import downloads_of
from monitor.reporting.edition_progress import EditionProgress
from monitor.reporting.live import Live, content_from
from monitor.reporting.question_page import may_read_answers
from monitor.reporting.sharing import readers_of
from network.dates import today
from network.history import Change, Past, history_of, past_of, past_of_parts, telling
from network.models import Person
from network.policy import Permission, may
from network.together import Part, fetch, together

DOWNLOADS_SHOWN = 50


class ReportPage:
    """One report: what it says, and what this person can do with it."""

    def __init__(self, report: Report, person: Person, *, version: int | None = None) -> None:
        self.report = report
        self.person = person
        self.version = version
        self.may_make = may(person, Permission.REPORT_MAKE)
        self.may_share = not report.is_adopted and may(person, Permission.REPORT_SHARE, report)
        self.live = Live(report)
        told = together(rows=self._read(), changes=telling(*self._pasts()))
        self.editions, self.readers, self.downloads = told["rows"]
        self._changes: list[Change] = told["changes"]
        self.may_edit = (
            report.is_draft and version is None and may(person, Permission.REPORT_EDIT, report) and not self.is_locked
        )
        self.may_adopt = not report.is_adopted and may(person, Permission.REPORT_ADOPT, report)

    def _read(self) -> Part[tuple[list[ReportEdition], list[ReportReader], list[ReportDownload]]]:
        """Every PDF that this person may see, the newest first; for who shares, with whom a version is shared now; for
        who makes reports, what was downloaded last. What a draft begins with comes along.
        """
        editions = ReportEdition.objects.visible_to(self.person).filter(report=self.report).newest_first()
        editions = editions.select_related("report__municipality", "report__organisation").defer("content")
        readers = readers_of(self.report).filter(withdrawn_at=None) if self.may_share else ReportReader.objects.none()
        downloads = downloads_of(self.report) if self.may_make else ReportDownload.objects.none()
        downloads = downloads[:DOWNLOADS_SHOWN]
        is_written = self.may_make and self.report.is_draft and self.version is None
        first = [self.live.rows(ask) for ask in asked.FIRST] if is_written else []
        yield fetch(editions, readers, downloads, *first)
        return list(editions), list(readers), list(downloads)

    # --- which version ----------------------------------------------------------------------------------------------

    @cached_property
    def adopted(self) -> ReportEdition | None:
        return next((edition for edition in self.editions if edition.is_adopted), None)

    @cached_property
    def shown(self) -> ReportEdition | None:
        """The version on this page, as it was frozen; None for who writes a draft and sees the portal as it stands.

        The adopted one comes first, then what lies before the stuurgroep. A reader gets what was shared with them.
        """
        finished = [edition for edition in self.editions if edition.is_finished]
        if self.version is not None:
            return next((edition for edition in finished if edition.version == self.version), None)
        if self.adopted or not self.may_make:
            return self.adopted or next(iter(finished), None)
        if self.report.status == ReportStatus.FOR_ADOPTION:
            return next((edition for edition in finished if edition.stage == EditionStage.OFFERED), None)
        return None

    @property
    def is_missing(self) -> bool:
        """A version was asked for that this person can't see, or nothing is there to read."""
        return self.shown is None and (self.version is not None or not self.may_make)

    @cached_property
    def content(self) -> Content:
        """What was frozen; for who writes a draft the portal as it stands on the reference date."""
        if self.shown:
            return Content.thaw(self.shown.content)
        return content_from(self.live, version="Concept", made_on=today())

    @property
    def status_words(self) -> str:
        """Concept, ter vaststelling or vastgesteld: of the version on this page, or of the report as it is now."""
        return str(self.shown.get_stage_display() if self.shown else self.report.get_status_display())

    @property
    def status_kind(self) -> str:
        return "ok" if self.shown and self.shown.is_adopted else "wait"

    @cached_property
    def links(self) -> list[tuple[str, str, str]]:
        """Where this person goes on from here: (label, url, note)."""
        return list(self._links())

    def _links(self) -> Iterator[tuple[str, str, str]]:
        pk = self.report.pk
        questions = self.content.body(SectionKind.QUESTIONS)
        if questions and self.may_edit:
            note = f"{len(questions.asked)} gekozen"
            yield "Vragen aan de stuurgroep kiezen", reverse("monitor:question-list", args=[pk]), note
        elif questions and self.lies_before_the_stuurgroep and may_read_answers(self.report, self.person):
            yield "Wat is besloten", reverse("monitor:question-list", args=[pk]), ""
        if self.previous and self.adopted:
            versions = urlencode({"van": self.previous.pk, "naar": self.adopted.pk})
            url = f"{reverse('monitor:report-comparison')}?{versions}"
            yield f"Vergelijken met {self.previous.report}", url, ""
        if self.report.is_adopted and may(self.person, Permission.REPORT_PUBLISH, self.report):
            yield "Openbaar maken", reverse("monitor:report-publish", args=[pk]), ""
        if self.may_share:
            note = f"nu met {len(self.readers)}" if self.readers else "nog met niemand"
            yield "Delen om te lezen", reverse("monitor:report-share", args=[pk]), note

    @property
    def lies_before_the_stuurgroep(self) -> bool:
        """The version on this page does, or did."""
        stages = {EditionStage.OFFERED, EditionStage.ADOPTED}
        return not self.report.is_draft and self.shown is not None and self.shown.stage in stages

    @property
    def newest(self) -> ReportEdition | None:
        """The PDF that was asked for last."""
        return self.editions[0] if self.editions else None

    @cached_property
    def others(self) -> list[ReportEdition]:
        """What can be read besides the version on this page."""
        return [edition for edition in self.editions if edition.is_finished and edition != self.shown]

    @cached_property
    def previous(self) -> ReportEdition | None:
        """The adopted one of the report before, to compare the adopted one with."""
        return ReportEdition.objects.adopted_before(self.report) if self.adopted else None

    @cached_property
    def shared(self) -> ReportReader | None:
        """Since when somebody who doesn't make reports may read this version, which is not adopted."""
        if self.may_make or self.shown is None or self.shown.is_adopted:
            return None
        return ReportReader.objects.of(self.person).filter(edition=self.shown).first()

    @cached_property
    def is_locked(self) -> bool:
        """While the version to offer or to adopt is being made, nothing changes."""
        return self.may_make and bool(self.progress and self.progress.is_under_way and self.progress.changes_the_report)

    @cached_property
    def progress(self) -> EditionProgress | None:
        """How far the PDF is that was asked for last, for who makes reports. Adopted: the page says so itself."""
        if not self.may_make or self.newest is None or (self.adopted and self.newest.is_finished):
            return None
        return EditionProgress.of(self.newest)

    # --- writing it -------------------------------------------------------------------------------------------------

    @cached_property
    def chapters(self) -> list[Chapter]:
        if not self.may_edit:
            return chapters_to_read(self.content)
        return chapters_to_write(self.content, self.report, self._personal_data)

    def chapter(self, kind: str) -> Chapter | None:
        return next((each for each in self.chapters if each.kind == kind), None)

    @cached_property
    def blockers(self) -> list[Blocker]:
        """What stands in the way of offering what is on this page."""
        return blockers_in(self.content, self.report, self._personal_data) if self.may_edit else []

    @cached_property
    def _personal_data(self) -> PersonalData:
        return personal_data_in(self.content, self.report)

    @cached_property
    def reported_since(self) -> int:
        """How many actions got a new light after the reference date: these figures don't show it."""
        after = StatusReport.objects.filter(
            action__plan=Subquery(Plan.objects.current_first(today()).values("pk")[:1]),
            reported_on__gt=self.report.reference_date,
            reported_on__lte=today(),
        )
        return after.values("action").distinct().count()

    @property
    def waits_to_be_shared(self) -> bool:
        """It lies before the stuurgroep, and nobody there can read it yet."""
        if self.shown is None or self.is_locked or self.report.status != ReportStatus.FOR_ADOPTION:
            return False
        return self.may_share and self.shown.pk not in {reader.edition_id for reader in self.readers}

    # --- who has it -------------------------------------------------------------------------------------------------

    @property
    def may_read_history(self) -> bool:
        """Not of a draft that was shared: its history tells of other versions."""
        return may(self.person, Permission.HISTORY_VIEW) and (self.may_make or self.adopted is not None)

    @cached_property
    def changes(self) -> list[Change]:
        """What changed in the report itself and, for who writes them, in the coordinator's own texts."""
        if not self.may_read_history:
            return []
        return self._changes[:20] if self.may_make else history_of(self.report)

    def _pasts(self) -> Iterator[Past]:
        if self.may_make and may(self.person, Permission.HISTORY_VIEW):
            yield past_of(self.report)
            yield past_of_parts(ReportSection, called=lambda section: section.get_kind_display(), report=self.report)
