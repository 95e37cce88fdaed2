"""What the pages of the reports show, as one person may see it."""

from functools import cached_property

from monitor.models import Report, ReportDownload, ReportEdition, ReportSection
from monitor.reporting.content import Content
from monitor.reporting.live import content_of
from network.dates import today
from network.history import Change, history_of, history_of_parts
from network.models import Person
from network.policy import Permission, may


class ReportPage:
    """One report: what it says, and what this person can do with it."""

    def __init__(self, report: Report, person: Person) -> None:
        self.report = report
        self.person = person
        self.may_make = may(person, Permission.REPORT_MAKE)
        self.may_edit = report.is_draft and may(person, Permission.REPORT_EDIT, report)
        self.may_adopt = not report.is_adopted and may(person, Permission.REPORT_ADOPT, report)

    @cached_property
    def content(self) -> Content:
        """Adopted: what was frozen then. Otherwise: the portal as it stands on the reference date."""
        if self.adopted:
            return Content.thaw(self.adopted.content)
        return content_of(self.report, version="Concept", made_on=today())

    @cached_property
    def editions(self) -> list[ReportEdition]:
        found = ReportEdition.objects.visible_to(self.person).filter(report=self.report).newest_first()
        return list(found.select_related("report").defer("content"))

    @cached_property
    def adopted(self) -> ReportEdition | None:
        return next((edition for edition in self.editions if edition.is_adopted), None)

    @property
    def newest(self) -> ReportEdition | None:
        """The PDF that was asked for last."""
        return self.editions[0] if self.editions else None

    @property
    def older(self) -> list[ReportEdition]:
        return [edition for edition in self.editions[1:] if edition.is_finished]

    @cached_property
    def downloads(self) -> list[ReportDownload]:
        if not self.may_make:
            return []
        found = ReportDownload.objects.filter(edition__report=self.report)
        return list(found.select_related("person", "edition__report").defer("edition__content")[:50])

    @property
    def may_read_history(self) -> bool:
        return may(self.person, Permission.HISTORY_VIEW)

    @cached_property
    def changes(self) -> list[Change]:
        """What changed in the report itself and in the coordinator's own texts."""
        if not self.may_read_history:
            return []
        texts = history_of_parts(ReportSection, called=lambda section: section.get_kind_display(), report=self.report)
        return sorted([*history_of(self.report), *texts], key=lambda change: change.when, reverse=True)[:20]
