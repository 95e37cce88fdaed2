"""The files of an edition, and who took them along."""

from django.db.models import QuerySet

from monitor.models import DownloadedAs, Report, ReportDownload, ReportEdition
from network.models import Person


def note_download(edition: ReportEdition, *, by: Person, file_kind: DownloadedAs) -> ReportDownload:
    return ReportDownload.objects.create(edition=edition, person=by, file_kind=file_kind)


def downloads_of(report: Report) -> QuerySet[ReportDownload]:
    """Who took which version along, as what and when; the newest first."""
    found = ReportDownload.objects.filter(edition__report=report).order_by("-downloaded_at", "-pk")
    return found.select_related("person", "edition__report").defer("edition__content")
