"""Public reports, as somebody reads them who is no member: what was frozen in the public version, and nothing else."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import F
from django.utils.text import slugify

from monitor.models import ReportPublication
from monitor.reporting.content import Content, Cover
from monitor.reporting.frozen import thaw
from network.database import WEB, acting_as


@dataclass(frozen=True)
class Listed:
    """A public report in the list."""

    pk: int
    cover: Cover
    published_on: date | None
    pages: int
    size: int

    @property
    def name(self) -> str:
        return neutral_name(self.cover)


class PublicReport:
    """One report that is public, or that was."""

    def __init__(self, publication: ReportPublication) -> None:
        self.publication = publication

    @property
    def pk(self) -> int:
        return self.publication.pk

    @cached_property
    def content(self) -> Content:
        return Content.thaw(self.publication.edition.content)  # type: ignore[union-attr]  # what is public has one

    @property
    def name(self) -> str:
        return neutral_name(self.content.cover)

    def file_name(self, ending: str) -> str:
        return f"{slugify(self.name)}-openbaar.{ending}"

    def pdf(self) -> bytes:
        """Raises AlteredFileError unless these are the very bytes that were made."""
        return self.publication.edition.read()  # type: ignore[union-attr]  # what is public has one


# The report too, for who says which file was altered.
_EDITION = ("edition__report__municipality", "edition__report__organisation")


def neutral_name(cover: Cover) -> str:
    """«Regiobeeld 2026-3»: without the partner or municipality, since it ends up in a history and in a folder."""
    return cover.title.removesuffix(f", {cover.about}") if cover.about else cover.title


def public_reports() -> list[Listed]:
    """Newest first. The database role of visitors can't read reports: only these columns of these rows go further."""
    with acting_as(WEB):
        found = ReportPublication.objects.public().values(
            "pk", "published_on", cover=F("edition__content__cover"), pages=F("edition__pages"), size=F("edition__size")
        )
        rows = list(found)
    return [
        Listed(row["pk"], thaw(Cover, row["cover"]), row["published_on"], row["pages"], row["size"]) for row in rows
    ]


def public_report(pk: int) -> PublicReport | None:
    """None for what is not public and never was; of what was withdrawn the caller gets to hear so."""
    with acting_as(WEB):
        found = ReportPublication.objects.filter(pk=pk, published_on__isnull=False).select_related(*_EDITION).first()
    return PublicReport(found) if found else None
