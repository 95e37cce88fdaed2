"""An entry of the sociale kaart as people see it: members see everything, visitors what is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from network.dutch import long_date
from partners import opening_hours
from partners.models import Audience, CareService, ChangeRequest, Channel, ChannelKind, Location, Phase, Visibility
from partners.opening_hours import DayText, Now

ICONS = {
    ChannelKind.PHONE: "phone",
    ChannelKind.CHAT: "chat",
    ChannelKind.WHATSAPP: "chat",
    ChannelKind.EMAIL: "mail",
    ChannelKind.WEBSITE: "link",
}
SOON = 14  # days before an entry stops counting as recently confirmed, in which the date says so


@dataclass(frozen=True)
class Contact:
    """One way to reach a service."""

    kind: str
    text: str
    href: str
    icon: str
    is_phone: bool
    notes: tuple[str, ...] = ()
    days: list[DayText] = field(default_factory=list)
    now: Now | None = None

    @property
    def hours_caption(self) -> str:
        return f"Openingstijden van {self.kind} {self.text}"


@dataclass(frozen=True)
class Freshness:
    """When somebody last looked at the entry, in words."""

    text: str
    is_old: bool


@dataclass(frozen=True)
class ServiceCard:
    service: CareService
    for_clients: list[Contact]
    for_professionals: list[Contact]
    now: Now | None
    area: str
    places: list[str]
    has_secret_place: bool
    freshness: Freshness
    waiting: list[ChangeRequest] = field(default_factory=list)

    @property
    def audiences(self) -> list[str]:
        return [Audience(audience).label for audience in self.service.audiences]

    @property
    def phases(self) -> list[str]:
        return [Phase(phase).label for phase in self.service.phases]

    @property
    def tags(self) -> list[str]:
        tags = [*self.audiences, *self.phases, self.area]
        return [*tags, "kan zonder naam"] if self.service.is_anonymous else tags

    @property
    def how_to_reach(self) -> str:
        """Whether one can come without talking and without a name, for who can't do the one or the other."""
        silent = [contact.kind for contact in self.for_clients if not contact.is_phone and contact.kind != "website"]
        without_talking = f"Zonder te praten: {' of '.join(silent)}." if silent else "Contact gaat per telefoon."
        return f"{without_talking} {'U hoeft uw naam niet te zeggen.' if self.service.is_anonymous else ''}".strip()

    @property
    def waiting_text(self) -> str:
        number = len(self.waiting)
        return f"{number} {'wijziging wacht' if number == 1 else 'wijzigingen wachten'} op beoordeling"


def member_cards(services: Iterable[CareService], moment: datetime) -> list[ServiceCard]:
    """For who is signed in; the entries come with `with_what_members_see`."""
    return [member_card(service, moment) for service in services]


def member_card(service: CareService, moment: datetime) -> ServiceCard:
    waiting: list[ChangeRequest] = getattr(service, "waiting_changes", [])
    return _card(service, moment, freshness=freshness_for_members(service, moment.date()), waiting=waiting)


def visitor_cards(services: Iterable[CareService], moment: datetime) -> list[ServiceCard]:
    """For whoever comes along; the entries come with `with_what_visitors_see`, so without professional channels."""
    return [_card(service, moment, freshness=freshness_for_visitors(service, moment.date())) for service in services]


def freshness_for_members(service: CareService, day: date) -> Freshness:
    if service.last_verified_on is None:
        return Freshness("Niet recent gecontroleerd: nog nooit bevestigd. Bel voordat u verwijst.", is_old=True)
    on = long_date(service.last_verified_on)
    if not service.is_recently_confirmed(day):
        return Freshness(f"Niet recent gecontroleerd: laatst op {on}. Bel voordat u verwijst.", is_old=True)
    left = (service.last_day_confirmed - day).days if service.last_day_confirmed else 0
    if left <= SOON:
        return Freshness(f"Gecontroleerd op {on}: nog {left} {'dag' if left == 1 else 'dagen'} geldig", is_old=False)
    by = f" door {service.verified_by}" if service.verified_by else ""
    return Freshness(f"Gecontroleerd op {on}{by}", is_old=False)


def freshness_for_visitors(service: CareService, day: date) -> Freshness:
    if not service.is_recently_confirmed(day):
        return Freshness("Niet recent gecontroleerd. Bel eerst of het nog klopt.", is_old=True)
    return Freshness(f"Gecontroleerd op {long_date(service.last_verified_on)}", is_old=False)


# --- parts of the above ---------------------------------------------------------------------------------------


def _card(
    service: CareService, moment: datetime, *, freshness: Freshness, waiting: list[ChangeRequest] | None = None
) -> ServiceCard:
    channels = list(service.channels.all())
    locations = list(service.locations.all())
    with_hours = service.channel_with_hours
    week = with_hours.week if with_hours else opening_hours.UNKNOWN_WEEK
    return ServiceCard(
        service=service,
        for_clients=[_contact(channel, moment) for channel in channels if not channel.for_professionals],
        for_professionals=[_contact(channel, moment) for channel in channels if channel.for_professionals],
        now=opening_hours.now(week, moment) if opening_hours.is_known(week) else None,
        area=_area(service),
        places=[_place(location) for location in locations if location.visibility != Visibility.SECRET],
        has_secret_place=any(location.visibility == Visibility.SECRET for location in locations),
        freshness=freshness,
        waiting=waiting or [],
    )


def _contact(channel: Channel, moment: datetime) -> Contact:
    week = channel.week
    is_known = opening_hours.is_known(week)
    phone = channel.phone
    notes = []
    if phone and phone.is_paid:
        notes.append("betaald nummer")
    if phone and phone.is_example:
        notes.append("voorbeeldnummer")
    return Contact(
        kind=channel.get_kind_display(),
        text=phone.display if phone else channel.value,
        href=phone.link if phone else _link(channel),
        icon=ICONS[ChannelKind(channel.kind)],
        is_phone=channel.kind == ChannelKind.PHONE,
        notes=tuple(notes),
        days=opening_hours.in_words(week) if is_known else [],
        now=opening_hours.now(week, moment) if is_known else None,
    )


def _link(channel: Channel) -> str:
    """Only what we know how to open: a page, or a mail address."""
    if channel.kind == ChannelKind.EMAIL:
        return f"mailto:{channel.value}"
    return channel.value if channel.value.startswith(("https://", "http://")) else ""


def _area(service: CareService) -> str:
    if service.is_nationwide:
        return "heel Nederland"
    names = [municipality.name for municipality in service.municipalities.all()]
    if not names:
        return "werkgebied niet opgegeven"
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} gemeenten"


def _place(location: Location) -> str:
    parts = [location.street, f"{location.postcode} {location.place}".strip()]
    return ", ".join(part for part in parts if part)
