"""Finding links that no longer work, without visiting anything that is not a public page.

Every link is visited once a week, and one that failed every day, until it works again. Only what fails three times in a
row is reported, once: a site that is being repaired is back tomorrow. Nothing of a page is read but its status.
"""

import ipaddress
import logging
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from threading import Timer
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from network import mail, schedule
from partners.models import CareService, Channel, ChannelKind, HelpLine, LinkCheck
from partners.models.upkeep import FAILURES_TO_REPORT

logger = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(days=7)
LINKS_PER_RUN = 200
AT_ONCE = 4  # sites; of one site one link at a time
MOST_REDIRECTS = 10
SECONDS = 10  # for each step of a visit
SECONDS_IN_ALL = 30  # for one answer: whoever sends a letter every few seconds doesn't hold up the others
PORTS = {"http": 80, "https": 443}
# The page is there, but not for us: for who signs in, or for people only.
NOT_FOR_US = {401, 403, 407, 429, 451, 999}

# In the last part of these stands an address of the old sort, to which a router may lead.
HOLDS_ANOTHER = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))

MayVisit = Callable[[str, int], bool]


class NotVisitable(Exception):  # noqa: N818  (an answer, not an error)
    """What a link leads to is no public page; the message says in Dutch what it is."""


def is_public(address: str, port: int) -> bool:
    """Nothing of our own network, of this machine or of a cloud's inside: those are no pages for visitors."""
    found = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    if any(found in network for network in HOLDS_ANOTHER):
        inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.is_global and inner.is_global and not inner.is_multicast and port in PORTS.values()


# --- one visit -------------------------------------------------------------------------------------------------------


def problem_with(url: str, *, may_visit: MayVisit = is_public) -> str:
    """What is wrong with a link, in a few Dutch words; empty when it works."""
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, leads_to = _status_of(url, may_visit)
            if not leads_to:
                return "" if status < 400 or status in NOT_FOR_US else f"antwoord {status}"
            url = urljoin(url, leads_to)
    except NotVisitable as why:
        return str(why)
    except (TimeoutError, ssl.SSLEOFError):
        return "geen antwoord"
    except ssl.SSLError:
        return "het certificaat klopt niet"
    except (OSError, HTTPException, ValueError):
        return "niet te bereiken"
    return "blijft doorverwijzen"


def _status_of(url: str, may_visit: MayVisit) -> tuple[int, str]:
    """Status, and where it leads to. HEAD first; who doesn't take that is asked for the page, unread."""
    status, leads_to = _ask(url, "HEAD", may_visit)
    return _ask(url, "GET", may_visit) if status >= 400 and status not in NOT_FOR_US else (status, leads_to)


def _ask(url: str, method: str, may_visit: MayVisit) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.username:
        raise NotVisitable("leidt naar iets dat geen webpagina is")
    port = parts.port or PORTS[parts.scheme]
    connection = HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.sock = _connect(parts.hostname, port, may_visit)
    with closing(connection), _hung_up_in_time(connection.sock):
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=parts.hostname)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(method, path, headers={"User-Agent": "Netwerkportaal", "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""


def _connect(host: str, port: int, may_visit: MayVisit) -> socket.socket:
    """To an address that was looked at first, so that a name that changes its mind leads nowhere else."""
    addresses = {str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not all(may_visit(address, port) for address in addresses):
        raise NotVisitable("leidt naar een adres dat niet openbaar is")
    first = min(addresses, key=lambda address: (":" in address, address))
    return socket.create_connection((first, port), timeout=SECONDS)


@contextmanager
def _hung_up_in_time(connection: socket.socket) -> Iterator[None]:
    """Each step has its own limit, and a site may take any number of steps: the line is cut, whoever reads from it."""
    line = connection.dup()
    timer = Timer(SECONDS_IN_ALL, _hang_up, [line])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        line.close()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # the other side was first
        line.shutdown(socket.SHUT_RDWR)


# --- all of them -----------------------------------------------------------------------------------------------------


@schedule.daily("links", hour=3, minute=40)
def look_at_links(since: datetime, until: datetime) -> None:
    """Visiting takes minutes, so it waits for its turn outside the transaction of the daily job."""
    if not mail.is_a_copy():
        transaction.on_commit(check_links.defer)


@app.task(name="partners.check_links", queue="links", queueing_lock="partners.check_links")
def check_links() -> None:
    check(links_in_use())


def links_in_use() -> set[str]:
    """Of published entries and of national lines that are shown, and where the quick exit leads."""
    web = Channel.objects.filter(kind__in=[ChannelKind.WEBSITE, ChannelKind.CHAT])
    of_entries = web.filter(service__in=CareService.objects.published()).values_list("value", flat=True)
    of_lines = HelpLine.objects.shown().exclude(website="").values_list("website", flat=True)
    found = {*of_entries, *of_lines, settings.EXIT_URL}
    return {url for url in found if url.startswith(("https://", "http://")) and len(url) <= 200}


def check(urls: Iterable[str], *, may_visit: MayVisit = is_public) -> None:
    """Visit what is due of these, note how it went, and forget what nobody shows any more."""
    wanted = set(urls)
    LinkCheck.objects.exclude(url__in=wanted).delete()
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in sorted(wanted)], ignore_conflicts=True)
    now = timezone.now()
    due = LinkCheck.objects.filter(Q(checked_at=None) | Q(failures__gte=1) | Q(checked_at__lte=now - AGAIN_AFTER))
    by_site: dict[str, list[LinkCheck]] = defaultdict(list)
    for link in due.order_by("checked_at", "pk")[:LINKS_PER_RUN]:
        by_site[urlsplit(link.url).netloc].append(link)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as visitors:
        of_sites = visitors.map(
            lambda links: [problem_with(link.url, may_visit=may_visit) for link in links], by_site.values()
        )
        for links, problems in zip(by_site.values(), of_sites, strict=True):
            for link, problem in zip(links, problems, strict=True):
                _note(link, problem)
    logger.info("links were visited", extra={"count": sum(map(len, by_site.values()))})


def _note(link: LinkCheck, problem: str) -> None:
    """Reported at the third time in a row, and not again until it worked in between."""
    link.problem, link.checked_at = problem, timezone.now()
    link.failures = min(link.failures + 1, 999) if problem else 0
    if not problem:
        link.reported_at = None
    elif link.failures >= FAILURES_TO_REPORT and link.reported_at is None:
        link.reported_at = link.checked_at
    link.save()
