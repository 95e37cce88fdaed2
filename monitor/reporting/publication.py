"""Making an adopted report public: what of it everybody may read, and how far that is."""

from dataclasses import dataclass
from functools import cached_property

from monitor.models import Report, ReportEdition, ReportPublication, SectionKind
from monitor.reporting.content import Content, Section
from monitor.reporting.public import public_content, repeated, says_something, titles_named_in


@dataclass(frozen=True)
class Line:
    """One section of the adopted report, and what becomes of it."""

    section: Section
    stays: bool
    is_trimmed: bool = False  # it also told of a section that goes
    names: tuple[str, ...] = ()  # titles of sections that go, and that its own text still names
    repeats: tuple[str, ...] = ()  # titles of internal sections that it tells again, for which it goes too


class PublicationPage:
    """What «Openbaar maken» shows of one adopted report."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def stored(self) -> ReportPublication:
        """As it was decided; version 0 while nobody decided anything."""
        found = ReportPublication.objects.filter(report=self.report).select_related("edition").defer("edition__content")
        return found.first() or ReportPublication(report=self.report, version=0)

    @cached_property
    def adopted(self) -> ReportEdition:
        return self.report.editions.adopted().get()

    @cached_property
    def content(self) -> Content:
        return Content.thaw(self.adopted.content)

    @cached_property
    def internal(self) -> set[str]:
        return set(self.report.sections.filter(is_internal=True).values_list("kind", flat=True))

    @cached_property
    def public(self) -> Content:
        """What a public version that is made now would say."""
        return public_content(self.content, self.internal)

    @property
    def says_something(self) -> bool:
        return says_something(self.public)

    @property
    def lines(self) -> list[Line]:
        kept = {section.kind: section for section in self.public.sections}
        gone = [section.title for section in self.content.sections if section.kind not in kept]
        return [self._line(section, kept.get(section.kind), gone) for section in self.content.sections]

    def _line(self, section: Section, public: Section | None, gone: list[str]) -> Line:
        if public is None:
            inside = {SectionKind(each.kind) for each in self.content.sections if each.kind in self.internal}
            again = () if section.kind in self.internal else repeated(section, inside)
            return Line(section, stays=False, repeats=tuple(str(kind.label) for kind in SectionKind if kind in again))
        names = titles_named_in(section.text, gone)
        return Line(section, stays=True, is_trimmed=public.body != section.body, names=names)

    @cached_property
    def newest(self) -> ReportEdition | None:
        """The public version that was asked for last, made or not."""
        return self.report.editions.public().newest_first().first()

    @property
    def is_outdated(self) -> bool:
        """Made before other sections were chosen: it says more, or less, than was decided."""
        if self.newest is None or not self.newest.is_finished:
            return False
        made_of = [each["kind"] for each in self.newest.content["sections"]]
        return made_of != [section.kind for section in self.public.sections]

    @property
    def is_ready(self) -> bool:
        """There is a public version that says what was decided."""
        return bool(self.newest and self.newest.is_finished and not self.is_outdated)

    @property
    def shows_the_newest(self) -> bool:
        return self.stored.is_public and self.stored.edition_id == getattr(self.newest, "pk", None)


def sections_of(content: Content) -> list[tuple[str, str]]:
    return [(section.kind, str(SectionKind(section.kind).label)) for section in content.sections]
