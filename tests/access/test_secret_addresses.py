"""Of a secret place nothing can be found: not where it is shown, handed out, searched, remembered, mailed or logged.

An address is tried in every way in which somebody could bring it in. Then everything that has an address is asked, as
visitors and members of every kind, and searched to the bottom: packed files, mails, the log and the database too.
"""

import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as mailbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pypdf import PdfReader

from network import schedule
from network.models import WaitingImport
from partners.models import CareService, ChangeRequest, Location, Phase, Visibility
from tests.access.forms_of_pages import Opened, SentForm, forms_on
from tests.access.walk import our_addresses
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.factories import AreaMembershipFactory, CareServiceFactory, ChannelFactory, RegionFactory
from tests.reading import Page
from tests.signing_in import browser_of, work

pytestmark = pytest.mark.django_db

WORDS = {
    "stond er openbaar": ("Kanariestraat 7", "6511 KA", "Kanariedorp"),
    "wachtte op goedkeuring": ("Vinkenlaan 12", "6512 VL", "Vinkendorp"),
    "naam": ("Putterpad 5", "6520 PP"),
    "aanmelden": ("Reigerlaan 6", "6521 RL"),
    "andere dagen": ("Ekstersteeg 9", "6522 ES"),
    "bij het sluiten": ("Kraaiendreef 4", "6523 KD"),
    "omschrijving": ("Merelhof 3", "6513 MH"),
    "voor professionals": ("Spreeuwstraat 41", "6514 NP"),
    "mededeling": ("Lijsterweg 8", "6515 LW"),
    "bij de telefoon": ("Mezenpad 19", "6516 MP"),
    "melding van een bezoeker": ("Roodborstlaan 2", "6517 RL"),
    "lijst": ("Zwaluwstraat 33", "6518 ZW", "Zwaluwdorp"),
    "open data": ("Uilenboom 5", "6519 UB", "Uilendorp"),
}
OWN_WORDS = {
    "name": "naam",
    "description": "omschrijving",
    "professional_notes": "voor professionals",
    "alert": "mededeling",
    "application_process": "aanmelden",
}
EVERYBODY = [*COLUMNS, "bez"]
# A visitor, and who sees all that members see; the rest sees less of the same pages.
DAILY = ["bez", "reg"]
# Where entries are told of; what else has an address takes its turn in the long round.
ABOUT_ENTRIES = re.compile(
    r"/$|/(?:sociale-kaart|hulp|api|klopt-nog|partners|regio|zoeken|geschiedenis|herinneringen)/"
)
EVERYWHERE = re.compile("")
REFUSED = "Het adres van deze plek is geheim."


def address(way: str) -> str:
    street, postcode, *_ = WORDS[way]
    return f"Wij zitten aan de {street}, {postcode}."


@pytest.fixture
def shelter(cast: Cast, caplog: pytest.LogCaptureFixture) -> CareService:
    """An entry of MEE whose address everybody could read, until its editor makes it secret."""
    caplog.set_level(logging.DEBUG)
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    service = CareServiceFactory(
        organisation=cast.lead_organisation,
        name="Plek in de regio",
        phases=[Phase.NON_ACUTE],
        last_verified_on=timezone.localdate() - timedelta(days=200),
    )
    service.municipalities.add(cast.tiel)
    ChannelFactory(service=service, value="088-0000 040")
    ChannelFactory(service=service, value="088-0000 041", for_professionals=True)
    street, postcode, place = WORDS["stond er openbaar"]
    Location.objects.create(
        service=service, visibility=Visibility.PUBLIC, street=street, postcode=postcode, place=place
    )
    return service


# --- every way in --------------------------------------------------------------------------------------------------


def form_with(client: Client, url: str, name: str) -> SentForm:
    """The form of a page that has this field."""
    forms = forms_on(Opened(client, url, Page.of(client.get(url))))
    return next(form for form in forms if name in form.fields)


def save(form: SentForm, **changed: Any) -> HttpResponse:
    """Send it as it stands there, with other values."""
    return form.opened.client.post(form.url, form.values | changed)


def becomes_secret(cast: Cast, shelter: CareService) -> None:
    """While another address waits for the coordinator."""
    edit = reverse("partners:service-edit", args=[shelter.short_id])
    Location.objects.filter(service=shelter).update(visibility=Visibility.PLACE_ONLY, street="", postcode="")
    form = form_with(browser_of(cast.lead_editor), edit, "visibility")
    street, postcode, place = WORDS["wachtte op goedkeuring"]
    assert save(form, visibility="public", street=street, postcode=postcode, place=place).status_code == 302
    assert ChangeRequest.objects.waiting().get(service=shelter).details, "it waits, so it is stored somewhere for now"
    assert save(form, visibility="secret").status_code == 302
    assert Location.objects.get(service=shelter).visibility == Visibility.SECRET


def typed_in_other_fields(cast: Cast, shelter: CareService) -> None:
    """In capitals, which is how somebody would go around a refusal. Each of them is refused for what it is."""
    editor, channel = browser_of(cast.lead_editor), shelter.channels.earliest("pk").pk
    edit = form_with(editor, reverse("partners:service-edit", args=[shelter.short_id]), "description")
    refused = save(edit, **{name: address(way).upper() for name, way in OWN_WORDS.items()})
    told_twice = 2 * len(OWN_WORDS)  # at the field, and above the form
    assert (refused.status_code, refused.content.decode().count(REFUSED)) == (422, told_twice)
    for page, argument, name, way in [
        ("channel-edit", channel, "note", "bij de telefoon"),
        ("exception-add", channel, "note", "andere dagen"),
        ("service-close", shelter.short_id, "message", "bij het sluiten"),
    ]:
        form = form_with(editor, reverse(f"partners:{page}", args=[argument]), name)
        assert REFUSED in save(form, **{name: address(way)}).content.decode()


def told_by_a_visitor(shelter: CareService) -> None:
    url = reverse("partners:help-service-feedback", args=[shelter.short_id])
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"})
    assert visitor.post(url, {"over": "other", "uitleg": address("melding van een bezoeker")}).status_code == 422


def brought_in_by_lists(cast: Cast, shelter: CareService) -> None:
    street, postcode, place = WORDS["lijst"]
    rows = [
        ["Kenmerk", "Naam", "Organisatie", "Zichtbaarheid", "Plaats", "Straat", "Postcode"],
        [shelter.short_id, shelter.name, shelter.organisation.name, "geheim", place, street, postcode],
    ]
    bring_in(cast, "lijst.csv", "\r\n".join(";".join(row) for row in rows).encode())
    street, postcode, place = WORDS["open data"]
    where = {
        "id": "1",
        "address_1": street,
        "city": place,
        "postal_code": postcode,
        "state_province": "",
        "country": "NL",
    }
    entry = {
        "id": str(shelter.uuid),
        "name": shelter.name,
        "status": "active",
        "organization": {"id": "2", "name": shelter.organisation.name, "description": ""},
        "service_at_locations": [
            {"id": "3", "location": {"id": "4", "location_type": "physical", "addresses": [where]}}
        ],
    }
    bring_in(cast, "aanbod.json", json.dumps(entry).encode())


def bring_in(cast: Cast, name: str, content: bytes) -> None:
    """As far as the pages go: a refusal is as good, as long as nothing stays."""
    coordinator = browser_of(cast.coordinator)
    coordinator.post(reverse("partners:service-import"), {"file": SimpleUploadedFile(name, content)})
    waiting = WaitingImport.objects.filter(brought_in_by=cast.coordinator, file_name=name).latest("pk")
    look = reverse("partners:service-import-look", args=[waiting.pk])
    page = Page.of(coordinator.get(look, follow=True))
    if seen := page.all('input[name="gezien"]'):
        coordinator.post(look, {"gezien": seen[0].get("value")})
    waiting.delete()  # the file itself goes when it is saved, or after a day


def reminded() -> None:
    for name, job in schedule.JOBS.items():
        if "confirm" in name or "entries" in name:
            job.run(timezone.now() - timedelta(days=1), timezone.now())
    work()


# --- every way out -------------------------------------------------------------------------------------------------


def addresses_of(shelter: CareService, cast: Cast) -> Iterator[str]:
    """Whatever has an address of its own, and for what is about an entry or a part of it: that of the shelter."""
    known = {
        "short_id": [shelter.short_id],
        "code": [cast.tiel.code],
        "file_format": ["csv", "xlsx", "ods", "json"],
        "key": [str(shelter.uuid)],
        "office": [],
        "pk": [],
    }
    own = {
        "partners:channel-edit": shelter.channels.earliest("pk").pk,
        "partners:exception-add": shelter.channels.earliest("pk").pk,
        "partners:organisation-detail": shelter.organisation_id,
    }
    for name, arguments in our_addresses().items():
        values = {argument: known.get(argument, []) for argument in arguments}
        if name in own:
            values = {"pk": [own[name]]}
        for number in range(max(map(len, values.values()), default=1)):
            try:
                yield reverse(name, kwargs={each: given[min(number, len(given) - 1)] for each, given in values.items()})
            except (IndexError, NoReverseMatch):
                continue


def browser_for(who: str, cast: Cast) -> Client:
    return Client() if who == "bez" else browser_of(cast.people[COLUMNS[who]])


def seen_by(client: Client, addresses: list[str]) -> Iterator[tuple[str, bytes]]:
    for url in addresses:
        for part in unpacked(client.get(url).content):
            yield url, part


def found_by(client: Client, url: str) -> set[str]:
    """Which words of what stood there get another answer than one that nobody wrote. A page may say back what was
    asked. The others are stored nowhere, which is looked at before.
    """

    words, nobodys = WORDS["stond er openbaar"], "Qwertzhof 99"

    def answer(word: str) -> str:
        (text,) = Page.of(client.post(url, {"woord": word})).texts("main")
        return re.sub("|".join([*words, nobodys]), "", text)

    in_vain = answer(nobodys)
    return {word for word in words if answer(word) != in_vain}


def unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"%PDF"):
        yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def stored() -> Iterator[tuple[str, bytes]]:
    """Every column of every table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        for (table,) in cursor.fetchall():
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT string_agg(each::text, chr(10)) FROM {name} each")  # noqa: S608
            (text,) = cursor.fetchone()
            yield f"tabel {table}", (text or "").encode()


def leaks(found: Iterator[tuple[str, bytes]]) -> set[str]:
    return {
        f"{way}: {word} in {place}"
        for place, content in found
        for way, words in WORDS.items()
        for word in words
        if word.encode() in content or word.encode().hex().encode() in content
    }


@pytest.mark.parametrize(
    ("everybody", "where"),
    [
        pytest.param(DAILY, ABOUT_ENTRIES, id="who-sees-most"),
        pytest.param(EVERYBODY, EVERYWHERE, id="all", marks=pytest.mark.full),
    ],
)
def test_an_address_that_is_secret_is_nowhere_to_be_found(
    everybody: list[str], where: re.Pattern[str], cast: Cast, shelter: CareService, caplog: pytest.LogCaptureFixture
) -> None:
    public_page = reverse("partners:help-service", args=[shelter.short_id])
    assert leaks(seen_by(Client(), [public_page])), "while it is public, the same search does find it"
    assert leaks(stored()), "and so does this one"
    assert found_by(Client(), "/hulp/zoeken/") == {"Kanariedorp"}, "and of an address only the place is searched"
    becomes_secret(cast, shelter)
    typed_in_other_fields(cast, shelter)
    told_by_a_visitor(shelter)
    brought_in_by_lists(cast, shelter)
    shelter.refresh_from_db()
    reminded()

    assert mailbox.outbox, "a reminder went out"
    mails = (("mail", f"{message.subject}\n{message.body}".encode()) for message in mailbox.outbox)
    assert leaks(iter(mails)) == set()
    assert leaks(stored()) == set()
    addresses = [url for url in addresses_of(shelter, cast) if where.match(url)]
    for who in everybody:
        client = browser_for(who, cast)
        assert leaks(seen_by(client, addresses)) == set(), who
        assert found_by(client, "/hulp/zoeken/" if who == "bez" else "/zoeken/") == set(), who
    assert leaks(iter([("log", caplog.text.encode())])) == set()
    assert set(shelter.municipalities.all()) == {cast.tiel, cast.nijmegen}, "it is found from everywhere, or nowhere"
