"""An entry of the sociale kaart as people see it: members see everything, visitors what is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from network.dutch import enumeration, long_date
from network.phones import PhoneNumber
from partners import opening_hours, service_facts
from partners.models import (
    Audience,
    CareService,
    Channel,
    ChannelKind,
    FundingRegime,
    Phase,
    SpecialGroup,
    Visibility,
)
from partners.models.ways import NUMBERS
from partners.opening_hours import DayText, Now
from partners.service_facts import Fact, Notice

ICONS = {
    ChannelKind.PHONE: "phone",
    ChannelKind.CHAT: "chat",
    ChannelKind.WHATSAPP: "chat",
    ChannelKind.EMAIL: "mail",
    ChannelKind.WEBSITE: "link",
}
SILENT = frozenset((ChannelKind.CHAT, ChannelKind.WHATSAPP, ChannelKind.EMAIL))
SOON = 14  # days before an entry stops counting as recently confirmed, in which the date says so


@dataclass(frozen=True)
class Contact:
    """One way to reach a service."""

    pk: int
    kind: str
    text: str
    href: str
    icon: str
    is_phone: bool
    is_silent: bool  # one can be helped this way without talking
    notes: tuple[str, ...] = ()
    days: list[DayText] = field(default_factory=list)
    others: list[DayText] = field(default_factory=list)  # days to come with hours of their own
    today: str = ""  # what holds today instead of the week
    now: Now | None = None

    @property
    def hours_caption(self) -> str:
        return f"Openingstijden van {self.kind} {self.text}"

    @property
    def has_hours(self) -> bool:
        return bool(self.days or self.others)


@dataclass(frozen=True)
class Freshness:
    """When somebody last looked at the entry, in words."""

    text: str
    is_old: bool


@dataclass(frozen=True)
class Where:
    """Where an entry works, and where people can go."""

    area: str
    has_secret_place: bool
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ServiceCard:
    service: CareService
    for_clients: list[Contact]
    for_professionals: list[Contact]
    now: Now | None
    where: Where
    freshness: Freshness
    facts: list[Fact]
    notices: list[Notice]
    number_waiting: int = 0  # changes that the coordinator has not decided on
    without_number: list[Channel] = field(default_factory=list)  # only its editors know of them

    @property
    def area(self) -> str:
        return self.where.area

    @property
    def places(self) -> list[str]:
        return self.where.places

    @property
    def has_secret_place(self) -> bool:
        return self.where.has_secret_place

    @property
    def audiences(self) -> list[str]:
        return [Audience(audience).label for audience in self.service.audiences]

    @property
    def phases(self) -> list[str]:
        return [Phase(phase).label for phase in self.service.phases]

    @property
    def ages(self) -> str:
        return service_facts.ages_if_limited(self.service)

    @property
    def waiting_time(self) -> Fact | None:
        return next((fact for fact in self.facts if fact.label == service_facts.WAITING and fact.text), None)

    @property
    def tags(self) -> list[str]:
        service = self.service
        groups = [SpecialGroup(group).label for group in service.special_groups]
        costs = [FundingRegime(regime).label for regime in service.funding_regimes]
        asks = ["verwijzing nodig"] if service.referral_required else []
        tags = [*self.audiences, self.ages or service_facts.ALL_AGES, *self.phases, *groups, *asks, *costs, self.area]
        return [*tags, "kan zonder naam"] if service.is_anonymous else tags

    @property
    def how_to_reach(self) -> str:
        """Whether one can come without talking and without a name, for who can't do the one or the other."""
        silent = list(dict.fromkeys(contact.kind for contact in self.for_clients if contact.is_silent))
        without_talking = f"Zonder te praten: {enumeration(silent, 'of')}." if silent else ""
        by_phone = "" if silent or not self.for_clients else "Zonder te praten kan hier niet."
        name = "U hoeft uw naam niet te zeggen." if self.service.is_anonymous else "Vraag of u uw naam moet zeggen."
        return " ".join(part for part in (without_talking, by_phone, name) if part)

    @property
    def waiting_text(self) -> str:
        number = self.number_waiting
        return f"{number} {'wijziging wacht' if number == 1 else 'wijzigingen wachten'} op beoordeling"


def member_cards(services: Iterable[CareService], moment: datetime) -> list[ServiceCard]:
    """In a list, for who is signed in; the entries come with `with_what_a_list_shows`. Of the facts, how long one waits
    is all that a list tells.
    """
    return [
        _for_a_member(
            each,
            moment,
            _where_in_short(each),
            facts=[service_facts.waiting_time(each, moment.date())],
            number_waiting=each.number_waiting,  # type: ignore[attr-defined]  # annotated
        )
        for each in services
    ]


def member_card(service: CareService, moment: datetime) -> ServiceCard:
    """Of one entry, with all its places; it comes with `with_what_members_see`."""
    where = _where(service)
    facts = service_facts.facts_for_members(service, area=where.area, day=moment.date())
    number_waiting = len(getattr(service, "waiting_changes", ()))
    return _for_a_member(service, moment, where, facts=facts, number_waiting=number_waiting)


def visitor_cards(services: Iterable[CareService], moment: datetime) -> list[ServiceCard]:
    """For whoever comes along; the entries come with `with_what_visitors_see`, so without professional channels."""
    return [visitor_card(service, moment) for service in services]


def visitor_card(service: CareService, moment: datetime) -> ServiceCard:
    day = moment.date()
    return _card(
        service,
        moment,
        _where(service),
        freshness=freshness_for_visitors(service, day),
        facts=service_facts.facts_for_visitors(service, day),
        notices=service_facts.notices_for_visitors(service, day),
    )


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


def _for_a_member(
    service: CareService, moment: datetime, where: Where, *, facts: list[Fact], number_waiting: int
) -> ServiceCard:
    day = moment.date()
    return _card(
        service,
        moment,
        where,
        freshness=freshness_for_members(service, day),
        facts=facts,
        notices=service_facts.notices_for_members(service, day),
        number_waiting=number_waiting,
    )


def _card(
    service: CareService,
    moment: datetime,
    where: Where,
    *,
    freshness: Freshness,
    facts: list[Fact],
    notices: list[Notice],
    number_waiting: int = 0,
) -> ServiceCard:
    with_hours, is_closed = service.channel_with_hours, service.is_closed
    contacts = {channel: _contact(channel, moment, is_closed) for channel in service.channels.all()}
    told = {channel: contact for channel, contact in contacts.items() if channel.value}
    return ServiceCard(
        service=service,
        for_clients=[contact for channel, contact in told.items() if not channel.for_professionals],
        for_professionals=[contact for channel, contact in told.items() if channel.for_professionals],
        now=contacts[with_hours].now if with_hours else None,
        where=where,
        freshness=freshness,
        facts=facts,
        notices=notices,
        number_waiting=number_waiting,
        without_number=[channel for channel in contacts if not channel.value],
    )


def _contact(channel: Channel, moment: datetime, is_closed: bool) -> Contact:
    kind, number, week, others = ChannelKind(channel.kind), channel.number, channel.week, channel.other_days
    exceptional = opening_hours.other_on(moment.date(), others)
    is_known = opening_hours.is_known(week)
    # Nothing when nobody said when this channel answers, nor while the whole entry is closed.
    says_now = (is_known or exceptional is not None) and not is_closed
    return Contact(
        pk=channel.pk,
        kind=kind.label,
        text=number.display if number else channel.value,
        href=_link(channel, number),
        icon=ICONS[kind],
        is_phone=kind == ChannelKind.PHONE,
        is_silent=kind in SILENT,
        notes=_notes(channel, number),
        days=opening_hours.in_short(week) if is_known else [],
        others=opening_hours.to_come(others, moment.date()),
        today=exceptional.text if exceptional else "",
        now=opening_hours.now(week, moment, others) if says_now else None,
    )


def _notes(channel: Channel, number: PhoneNumber | None) -> tuple[str, ...]:
    is_paid, is_example = bool(number and number.is_paid), bool(number and number.is_example)
    notes = [(channel.note, bool(channel.note)), ("betaald nummer", is_paid), ("voorbeeldnummer", is_example)]
    return tuple(note for note, is_said in notes if is_said)


def _link(channel: Channel, number: PhoneNumber | None) -> str:
    """Only what we know how to open: a number, a page, or a mail address."""
    if channel.kind in NUMBERS:
        if number is None:
            return ""
        return number.link if channel.kind == ChannelKind.PHONE else f"https://wa.me/{number.abroad}"
    if channel.kind == ChannelKind.EMAIL:
        return f"mailto:{channel.value}"
    return channel.value if channel.value.startswith(("https://", "http://")) else ""


def _where(service: CareService) -> Where:
    told = [location.address for location in service.locations.all() if location.visibility != Visibility.SECRET]
    names = [municipality.name for municipality in service.municipalities.all()]
    return Where(_area(service, names), service.has_secret_place, told)


def _where_in_short(service: CareService) -> Where:
    """From what comes with the entry itself: in a list no place stands."""
    return Where(_area(service, service.names_of_area), service.is_in_a_secret_place)  # type: ignore[attr-defined]  # annotated


def _area(service: CareService, names: list[str]) -> str:
    if service.is_nationwide:
        return "heel Nederland"
    if not names:
        return "werkgebied niet opgegeven"
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} gemeenten"
