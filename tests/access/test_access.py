"""Every address × everybody of the cast × GET and POST × the own, another's, and what doesn't exist."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pytest
import time_machine
from django.db import InternalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actionplan import one_page
from monitor import picture_paper
from network.models import Person
from network.pdf import Paper
from partners import minutes_paper, service_paper
from tests.access.walk import (
    NOTHING,
    VISITOR,
    Line,
    address_of,
    agreed_lines,
    agreed_things,
    all_addresses,
    answer_in_words,
    kinds_without_another,
    missing_lines,
    our_addresses,
)
from tests.agreement import COLUMNS
from tests.cast import Cast
from tests.figures_table import Figure

pytestmark = pytest.mark.django_db

# The log of downloads is the one agreed exception to «GET writes nothing» (design, §9).
MAY_WRITE_ON_GET = {"monitor:edition-download", "monitor:report-csv"}
SIGNED_OUT = {"in", "uit"}
THE_WALK = "test_everybody_gets_what_was_agreed_on_every_page_and_a_get_writes_nothing"


@dataclass
class Walk:
    """What came of asking the cells of some lines."""

    clients: Mapping[str, Client]
    things: Mapping[str, dict[str, Any]]
    asked: int = 0
    surprises: list[str] = field(default_factory=list)
    writes: list[str] = field(default_factory=list)
    lengths: dict[tuple[str, str, str, str], int] = field(default_factory=dict)  # of pages that say 404

    def ask(self, lines: Iterable[Line], *, everybody: bool = True) -> "Walk":
        for line, heads in [(line, set(line.answers)) for line in lines] if everybody else in_turn(lines):
            url = address_of(line, self.things)
            for head in heads & self.clients.keys():
                self._ask(line, url, head)
        return self

    def _ask(self, line: Line, url: str, head: str) -> None:
        self.asked += 1
        try:
            response = self._answer(line, url, head)
        except InternalError as error:
            self.writes.append(f"{line}: {head} schrijft: {error}")
            return
        answer = answer_in_words(response)
        if answer != line.answers[head]:
            self.surprises.append(f"{line}: {head} krijgt {answer}, afgesproken is {line.answers[head]}")
        if answer == "404":
            self.lengths[line.method, line.url_name, head, line.thing] = len(without_tokens(response.content))

    def _answer(self, line: Line, url: str, head: str) -> HttpResponse:
        may_write = line.method == "POST" or line.url_name in MAY_WRITE_ON_GET
        return undone(self.clients[head], line.method, url, may_write=may_write)


def in_turn(lines: Iterable[Line]) -> Iterator[tuple[Line, set[str]]]:
    """Each line with one of all who get the same answer, another one at each address; and everybody at the first of all
    lines that are answered alike, so that no right is wider or narrower for one of them.

    Who is signed out hears so before anything is looked up: once for each method of an address. Who hears that
    something is not to be seen is also asked about nothing: the two pages must be alike (G-02).
    """
    known: set[tuple[str, ...]] = set()
    for number, (_, same_address) in enumerate(groupby(lines, key=lambda line: line.url_name)):
        asked = [(line, _one_of_each_answer(line, number)) for line in same_address]
        for line, heads in asked:
            answers = (line.method, *line.answers.values())
            heads |= set() if answers in known else _signed_in(line)
            known.add(answers)
        for method in ("GET", "POST"):
            of_method = [each for each in asked if each[0].method == method]
            telling = [each for each in of_method if each[0].answers.keys() - _signed_in(each[0])]
            for place, (line, heads) in enumerate(telling):
                if place != number % len(telling):
                    heads &= _signed_in(line)
            for line, heads in of_method:
                if line.thing == NOTHING:
                    heads |= {head for other, some in of_method for head in some if other.answers[head] == "404"}
        yield from asked


def _signed_in(line: Line) -> set[str]:
    """All but who is told to sign in."""
    return {head for head, answer in line.answers.items() if answer not in SIGNED_OUT}


def _one_of_each_answer(line: Line, number: int) -> set[str]:
    alike: dict[str, list[str]] = {}
    for head, answer in line.answers.items():
        alike.setdefault(answer, []).append(head)
    return {group[number % len(group)] for group in alike.values()}


def undone(client: Client, method: str, url: str, *, may_write: bool = True) -> HttpResponse:
    """Ask, and take back what changed: in the database, and in the cookies of this browser."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        if not may_write:
            refuse_to_write()
        response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def refuse_to_write() -> None:
    """Until the end of the transaction or savepoint, the database itself refuses to write."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")


def without_tokens(body: bytes) -> bytes:
    """Without what differs each time: the token of a form, and the second at which a calendar was written."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|DTSTAMP:\w+', b"", body)


@pytest.fixture
def walk(
    cast: Cast,
    things: dict[str, dict[str, Any]],
    client_of: Callable[[Person], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Walk]:
    """The clock stands still: the session, which may be written on a GET, then has nothing to write.

    Nothing is set on paper for everybody who may read it: that takes seconds and says nothing about rights.
    """
    for module in (minutes_paper, service_paper, one_page, picture_paper):
        monkeypatch.setattr(module, "make_paper", lambda *_, **__: Paper(b"%PDF-", 1, ()))
    with time_machine.travel(timezone.now(), tick=False):
        clients = {head: client_of(cast.people[name]) for head, name in COLUMNS.items()} | {VISITOR: Client()}
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield Walk(clients, things)


def test_every_address_stands_in_the_table_with_the_own_another_and_nothing() -> None:
    """A failing build says which line tests/access.txt lacks."""
    missing = missing_lines(our_addresses(), agreed_lines(), agreed_things())
    assert not missing, "Vul tests/access.txt aan:\n" + "\n".join(missing)


def test_every_kind_of_thing_is_also_somebody_elses() -> None:
    assert kinds_without_another(agreed_things()) == []


def test_an_address_without_its_lines_would_be_noticed() -> None:
    """The control of the two rules above."""
    lines, things = agreed_lines(), agreed_things()
    [new] = missing_lines({"partners:new-page": {}}, [line for line in lines if not line.thing][:0], things)[:1]
    assert new == "GET partners:new-page: voeg een regel toe"
    for left_out in ("actie van MEE", "actie van Sterker", NOTHING):
        rest = [line for line in lines if not (line.url_name == "actionplan:action-edit" and line.thing == left_out)]
        assert f"POST actionplan:action-edit: vraag ook naar «{left_out}»" in missing_lines(
            our_addresses(), rest, things
        )
    assert kinds_without_another([thing for thing in things if thing.name != "Sterker"]) == ["organisatie"]


@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.full)], ids=["in turn", "everybody"])
def test_everybody_gets_what_was_agreed_on_every_page_and_a_get_writes_nothing(
    everybody: bool, walk: Walk, figure: Figure
) -> None:
    lines = agreed_lines()
    walk.ask(lines, everybody=everybody)
    addresses = {line.url_name for line in lines}
    print(
        f"{len(addresses)} adressen × {len(walk.clients)} personen × GET en POST × {len(walk.things)} dingen"
        f" = {walk.asked} cellen, {len(walk.surprises)} verschillen, {len(walk.writes)} keer geschreven bij een GET"
    )
    figure("G-01", "cellen van de rechtenmatrix", walk.asked, goal="≥ 1500")
    assert not walk.surprises, "\n" + "\n".join(walk.surprises)
    figure("G-01", "verschillen met wat is afgesproken", len(walk.surprises), goal="0")
    assert not walk.writes, "\n" + "\n".join(walk.writes)
    figure("G-03", "keren geschreven bij een GET", len(walk.writes), goal="0")
    leaks = leaks_by_length(walk)
    assert leaks == []
    figure("G-02", "bladzijden over andermans ding vergeleken", len(walk.lengths), goal="≥ 100")
    figure("G-02", "waaraan te zien is dat het bestaat", len(leaks), goal="0")


def leaks_by_length(walk: Walk) -> list[str]:
    """Where a page about a thing that may not be seen is longer or shorter than one about nothing (G-02)."""
    return [
        f"{method} {name} ({thing}): {head}"
        for (method, name, head, thing), length in walk.lengths.items()
        if thing not in {"", NOTHING} and length != walk.lengths.get((method, name, head, NOTHING))
    ]


@pytest.mark.control_of(THE_WALK)
def test_in_turn_every_answer_of_every_line_is_tried_and_everybody_has_a_turn() -> None:
    asked: dict[str, set[str]] = {}
    signed_out: set[tuple[str, str]] = set()
    for line, heads in in_turn(agreed_lines()):
        tried = {line.answers[head] for head in heads}
        assert tried - SIGNED_OUT == set(line.answers.values()) - SIGNED_OUT, line
        signed_out |= {(line.url_name, line.method)} if tried & SIGNED_OUT else set()
        for head in heads:
            asked.setdefault(head, set()).add(line.url_name)
    assert signed_out == {
        (line.url_name, line.method) for line in agreed_lines() if _signed_in(line) != {*line.answers}
    }
    assert {head: len(addresses) for head, addresses in asked.items() if len(addresses) < 100} == {}
    assert asked.keys() == {VISITOR, *COLUMNS}
    everybody = {(line.method, *line.answers.values(), head) for line in agreed_lines() for head in _signed_in(line)}
    turns = [(line, head) for line, heads in in_turn(agreed_lines()) for head in heads]
    assert everybody <= {(line.method, *line.answers.values(), head) for line, head in turns}


@pytest.mark.control_of(THE_WALK)
def test_a_write_on_a_get_and_a_telling_length_would_be_noticed(walk: Walk, cast: Cast) -> None:
    with transaction.atomic():
        refuse_to_write()
        with pytest.raises(InternalError):
            cast.reader.save()
        transaction.set_rollback(True)
    walk.lengths = {("GET", "x", "lez", "actie van Sterker"): 10, ("GET", "x", "lez", NOTHING): 12}
    assert leaks_by_length(walk) == ["GET x (actie van Sterker): lez"]


def _app_of(line: Line) -> str:
    return line.url_name.split(":")[0]


@pytest.mark.control_of(THE_WALK)
def test_a_page_that_asks_for_no_right_would_be_noticed(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with every `require` switched off, the walk finds pages of each app that open for a reader."""
    walk.clients["lez"].get("/partners/")  # whatever is loaded with the first page has the real one, also after this
    monkeypatch.setattr("network.policy.may", lambda *asked: True)
    walk.clients = {"lez": walk.clients["lez"]}
    refused = [line for line in agreed_lines() if line.answers["lez"] == "403"]
    of_each_app = groupby(sorted(refused, key=_app_of), key=_app_of)
    walk.ask(line for _, lines in of_each_app for line in list(lines)[:15])
    noticed = {surprise.split()[1].split(":")[0] for surprise in walk.surprises}
    assert {"partners", "actionplan", "monitor"} <= noticed


# --- addresses with rules of their own ---------------------------------------------------------------------------


def rules_of_others(prefixes: tuple[str, ...]) -> dict[str, str]:
    """Each address of a package by its name, with an argument that fits and is about nothing."""
    fitting = {"key": "x", "uidb36": "1", "object_id": "999999999", "pk": 999_999_999, "content_type_id": 999_999_999}
    addresses = {}
    for name, converters in all_addresses():
        if name.startswith(prefixes) and not name.endswith(":None"):
            arguments = {argument: fitting.get(argument, "network") for argument in converters}
            addresses[name] = reverse(name, kwargs=arguments) if arguments else _without_arguments(name)
    return addresses


def _without_arguments(name: str) -> str:
    """Addresses with a regular expression tell no converters."""
    fitting = {
        "account_confirm_email": ["x"],
        "openid_connect_login": ["x"],
        "openid_connect_callback": ["x"],
        "account_reset_password_from_key": ["1", "x-y"],
        "admin:app_list": ["network"],
    }
    return reverse(name, args=fitting.get(name, []))


# What /account/ shows to a visitor; everything else sends to signing in.
OPEN_ACCOUNT_PAGES = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}


def test_account_pages_open_for_a_visitor_only_where_that_is_agreed_and_never_break(walk: Walk) -> None:
    addresses = rules_of_others(("account_", "mfa_", "openid_connect_", "socialaccount_", "usersessions_"))
    answers = {
        (head, method, name): undone(client, method, url).status_code
        for name, url in addresses.items()
        for head, client in walk.clients.items()
        for method in ("GET", "POST")
    }
    print(
        f"{len(addresses)} adressen van /account/ × {len(walk.clients)} personen × 2 methoden = {len(answers)} cellen"
    )
    assert [asked for asked, status in answers.items() if status >= 500] == []
    assert {
        name for (head, _, name), status in answers.items() if head == VISITOR and status == 200
    } <= OPEN_ACCOUNT_PAGES


def test_the_admin_is_for_the_administrator_alone(walk: Walk) -> None:
    addresses = rules_of_others(("admin:",))
    answers = {
        (head, name): {undone(client, method, url).status_code for method in ("GET", "POST")}
        for name, url in addresses.items()
        for head, client in walk.clients.items()
    }
    print(f"{len(addresses)} adressen van /beheer/ × {len(walk.clients)} personen = {2 * len(answers)} cellen")
    assert [asked for asked, statuses in answers.items() if max(statuses) >= 500] == []
    opened = [asked for asked, statuses in answers.items() if 200 in statuses]
    assert {head for head, _ in opened} == {"beh"}
    assert len(opened) > 8
