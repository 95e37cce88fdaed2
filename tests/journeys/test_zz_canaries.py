"""After all journeys: secrets that were typed, sent or made are nowhere but where they belong."""

import gzip
import io
import re
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from lxml import html
from psycopg import sql
from pypdf import PdfReader

from tests.figures_table import Figure
from tests.journeys.by_hand import ByHand
from tests.journeys.portal import Portal

pytestmark = pytest.mark.journey

SHELTER = "Opvang en begeleiding"
CANARIES = {
    "straat van een opvang": "Kanariestraat 7",
    "burgerservicenummer": "111222333",
    "telefoonnummer": "06-84719356",
    "wachtwoord": "kanarie-wachtwoord-8472",
    "geweigerde notitie": "kanarienotitie",
    "tekst van een concept": "kanarieconcept",
    "naam van een geweigerd bestand": "kanariebestand",
    "klein getal": "94817263",
    "vorige bladzijde": "kanarie-verwijzing",
    "zoekwoord": "kanariezoekwoord",
    "browser": "kanariebrowser",
    "adres dat niemand heeft": "kanarie@nergens.invalid",
}
# Where a canary may be, as the place that the sweep names: a table with its column, or a kind of file.
ALLOWED = {
    ("tekst van een concept", "database monitor_reportsection.text"),
    ("tekst van een concept", "database monitor_reportsectionevent.text"),
    ("sleutel van een nieuw wachtwoord", "mails"),
}


def plant(portal: Portal, mails: Path) -> dict[str, str]:
    """Type, send and make them; those that the portal makes itself come back with the rest."""
    coordinator, partner, visitor = (
        ByHand(portal).sign_in("coordinator"),
        ByHand(portal).sign_in("partner"),
        ByHand(portal),
    )
    canaries = dict(CANARIES)
    refused = [
        _refused_by_the_shelter(coordinator, canaries["straat van een opvang"]),
        _refused_in_a_report(coordinator, f"BSN {canaries['burgerservicenummer']} {canaries['geweigerde notitie']}"),
        _refused_in_a_report(partner, f"{canaries['telefoonnummer']} is van haar {canaries['geweigerde notitie']}"),
        _refused_by_the_import(ByHand(portal).sign_in("data"), canaries),
    ]
    assert refused == [422] * 4
    visitor.sign_in("coordinator", canaries["wachtwoord"])
    visitor.send("/account/password/reset/", {"email": canaries["adres dat niemand heeft"]}, with_field="email")
    headers = {"Referer": f"https://evil.invalid/{canaries['vorige bladzijde']}", "User-Agent": canaries["browser"]}
    for path in ("/hulp/", f"/hulp/?q={canaries['zoekwoord']}", f"/{canaries['zoekwoord']}/"):
        visitor.get(path, **headers)
    visitor.post("/hulp/zoeken/", {"woord": canaries["zoekwoord"]})
    partner.get(f"/sociale-kaart/?zoek={canaries['zoekwoord']}", **headers)
    _write_in_a_concept(coordinator, canaries["tekst van een concept"])
    canaries["sleutel van een nieuw wachtwoord"] = _token_in_a_mail(visitor, mails)
    return canaries


def _refused_by_the_shelter(coordinator: ByHand, street: str) -> int:
    catalogue = html.document_fromstring(coordinator.get("/sociale-kaart/?zoek=opvang"))
    [entry] = catalogue.xpath(f"//main//a[normalize-space()='{SHELTER}']/@href")
    status, _ = coordinator.send(
        f"{entry}wijzigen/", {"description": f"Wij zitten aan de {street}, 6511 AB."}, with_field="description"
    )
    return status


def _refused_in_a_report(person: ByHand, text: str) -> int:
    plan = person.get("/plan/")
    own = [re.match(r"(/plan/acties/\d+/)(?:regel|stand)/", link) for link in sorted(person.links(plan))]
    action = next(found[1] for found in own if found)
    return person.send(f"{action}stand/", {"explanation": text}, with_field="explanation")[0]


def _refused_by_the_import(steward: ByHand, canaries: dict[str, str]) -> int:
    name, content = f"{canaries['naam van een geweigerd bestand']}.docx", canaries["klein getal"]
    return steward.send_file("/monitor/import/", "file", name, content.encode())[0]


def _write_in_a_concept(coordinator: ByHand, text: str) -> None:
    coordinator.send("/rapportages/nieuw/?soort=progress", {}, with_field="period")  # of what has none yet
    reports = coordinator.links(coordinator.get("/rapportages/"))
    for report in sorted(link for link in reports if re.fullmatch(r"/rapportages/\d+/", link)):
        sections = coordinator.links(coordinator.get(report))
        for path in sorted(link for link in sections if re.fullmatch(r"/rapportages/\d+/tekst/[\w-]+/", link)):
            status, _ = coordinator.send(path, {"text": text}, with_field="text")
            assert status == 200
            return
    raise AssertionError("er is geen rapportage in concept")


def _token_in_a_mail(visitor: ByHand, mails: Path) -> str:
    visitor.send("/account/password/reset/", {"email": "stuurgroep@demo.example"}, with_field="email")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for mail in mails.glob("*.log"):
            if found := re.search(r"/account/\S*/([\w.:-]{20,})", mail.read_text(encoding="utf-8")):
                visitor.get(found[0])
                return found[1]
        the_worker_is_not_there_yet = 0.2
        time.sleep(the_worker_is_not_there_yet)
    raise AssertionError("de mail met een link kwam niet")


# --- where to look ---------------------------------------------------------------------------------------------------


def readable(content: bytes) -> Iterator[bytes]:
    """A file as it is, and what is packed in it."""
    yield content
    if content.startswith(b"%PDF"):
        yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
    elif content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    else:
        try:
            yield zlib.decompress(content)
        except zlib.error:
            return


def places(portal: Portal, mails: Path) -> Iterator[tuple[str, bytes]]:
    """The name of each place, and all that stands there."""
    log = portal.data_dir.parent / f"{portal.data_dir.name}-server.log"
    yield "log", log.read_bytes()
    for mail in mails.iterdir():
        yield "mails", mail.read_bytes()
    for file in portal.data_dir.rglob("*"):
        if file.is_file() and "postgres" not in file.relative_to(portal.data_dir).parts[0]:
            for part in readable(file.read_bytes()):
                yield f"bestand {file.relative_to(portal.data_dir).parts[0]}", file.name.encode() + b"\n" + part
    yield from database(portal)
    yield from pages(portal)


def database(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Every column of every table, and the sessions unpacked."""
    with psycopg.connect(portal.owner_url()) as owner:
        columns = owner.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        ).fetchall()
        for table, column in columns:
            query = sql.SQL("SELECT string_agg({column}::text, chr(10)) FROM {table}")
            names = {"column": sql.Identifier(column), "table": sql.Identifier(table)}
            (text,) = owner.execute(query.format(**names)).fetchone() or (None,)
            yield f"database {table}.{column}", (text or "").encode()
    unpack = (
        "from django.contrib.sessions.models import Session as S; print([s.get_decoded() for s in S.objects.all()])"
    )
    yield "sessies", portal.manage("shell", "-c", unpack).encode()


def pages(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """What others get to see: the pages one step from the menu, the tables and the reports."""
    for account in ("", "stuurgroep", "lezer"):
        person = ByHand(portal).sign_in(account) if account else ByHand(portal)
        starts = ["/", "/hulp/", "/plan/", "/sociale-kaart/", "/rapportages/", "/monitor/indicatoren/"]
        found = {link for start in starts for link in person.links(person.get(start))}
        for link in sorted({*starts, *found})[:60]:
            for part in readable(person.get_bytes(link)):
                yield f"bladzijde voor {account or 'een bezoeker'}", part


def sightings(canaries: dict[str, str], found: Iterator[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Which canary is where: as it is, or as the text of hexadecimal digits that a database shows of bytes."""
    return {
        (what, place)
        for place, content in found
        for what, canary in canaries.items()
        if canary.encode() in content or canary.encode().hex().encode() in content
    }


def test_no_planted_secret_is_found_after_all_journeys(portal: Portal, mails: Path, figure: Figure) -> None:
    canaries = plant(portal, mails)
    seen = list(places(portal, mails))
    leaks = sightings(canaries, iter(seen)) - ALLOWED
    assert not leaks
    figure("G-24", "kanaries uitgezet", len(canaries), goal="≥ 12")
    figure("G-24", "soorten plekken doorzocht", len({place for place, _ in seen}), goal="≥ 100")
    figure("G-24", "keren gevonden waar zij niet hoort", len(leaks), goal="0")


@pytest.mark.control_of("test_no_planted_secret_is_found_after_all_journeys")
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zlib.compress, lambda text: text.hex().encode()])
def test_a_secret_in_any_kind_of_file_would_be_found(pack: object, tmp_path: Path) -> None:
    file = tmp_path / "ergens"
    file.write_bytes(pack(b"x kanarienotitie x"))  # type: ignore[operator]
    found = iter([("bestand", part) for part in readable(file.read_bytes())])
    assert sightings(CANARIES, found) == {("geweigerde notitie", "bestand")}


@pytest.mark.control_of("test_no_planted_secret_is_found_after_all_journeys")
def test_a_secret_that_is_stored_is_seen_in_the_database(portal: Portal, mails: Path) -> None:
    """The text of the concept was really saved: the sweep sees it in its own column."""
    assert ("tekst van een concept", "database monitor_reportsection.text") in sightings(CANARIES, database(portal))
    assert (portal.data_dir.parent / f"{portal.data_dir.name}-server.log").stat().st_size > 1000
    assert list(mails.iterdir())
