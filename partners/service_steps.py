"""The page on which an entry is changed: its parts at the side, and what of it stands on pages of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partners import opening_hours
from partners.forms import ServiceForm
from partners.models import Channel, HoursException, Section
from partners.upkeep import SectionLine

ANCHORS = {
    Section.CONTENT: "omschrijving",
    Section.AUDIENCE: "voor-wie",
    Section.CONTACT: "contact",
    Section.HOURS: "openingstijden",
    Section.PLACE: "plek",
    Section.COSTS: "kosten",
}
FIELDS: dict[Section, tuple[str, ...]] = {
    Section.CONTENT: (
        "name",
        "description",
        "service_types",
        "pillars",
        "alert",
        "alert_until",
        "professional_notes",
    ),
    Section.AUDIENCE: (
        "audiences",
        "phases",
        "minimum_age",
        "maximum_age",
        "special_groups",
        "violence_types",
        "is_nationwide",
        "municipalities",
        "languages",
        "has_interpreter",
        "accessibility",
    ),
    Section.CONTACT: ("client_phone", "professional_phone", "is_anonymous"),
    Section.HOURS: (),
    Section.PLACE: ("visibility", "street", "postcode", "place"),
    Section.COSTS: (
        "funding_regimes",
        "referral_required",
        "referrers",
        "application_process",
        "intake_status",
        "intake_since",
        "waiting_time_weeks",
        "waiting_time_date",
    ),
}


@dataclass(frozen=True)
class Step:
    """A part of the form in the list at its side: whether it was confirmed, or has to be looked at."""

    anchor: str
    label: str
    note: str
    icon: str  # ok, stop or open
    is_wrong: bool = False


@dataclass(frozen=True)
class OtherChannel:
    """A way to reach the entry that has a page of its own, and on which days its hours are others."""

    channel: Channel
    is_in_the_form: bool
    exceptions: Sequence[HoursException]
    has_hours: bool


def steps_of(form: ServiceForm, lines: Iterable[SectionLine]) -> list[Step]:
    wrong = {section: sum(name in form.errors for name in names) for section, names in FIELDS.items()}
    if form.has_hours and form.is_bound:
        wrong[Section.HOURS] = form.days.total_error_count() + len(form.non_field_errors())
    return [_step(line, wrong[line.section]) for line in lines]


def _step(line: SectionLine, wrong: int) -> Step:
    anchor, label = ANCHORS[line.section], line.label
    if wrong:
        return Step(anchor, label, f"{wrong} {'vak' if wrong == 1 else 'vakken'} controleren", "stop", is_wrong=True)
    return Step(anchor, label, line.text, "ok" if line.is_known else "open")


def channels_of(form: ServiceForm) -> list[OtherChannel]:
    service = form.service
    in_the_form = [service.phone(for_professionals=each) for each in (False, True)]
    return [
        OtherChannel(
            channel,
            channel in in_the_form,
            exceptions=list(channel.exceptions.all()),
            has_hours=channel == service.channel_with_hours or opening_hours.is_known(channel.week),
        )
        for channel in service.channels.all()
    ]
