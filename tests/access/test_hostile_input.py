"""Hostile text in every field of every form and in every question of every list: never a 500, never run, never lost."""

import io
import itertools
import logging
import re
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from django.http import HttpResponse

from network.logs import JsonLines
from tests.access.forms_of_pages import Opened, SentForm, all_forms, as_file
from tests.access.hostile_inputs import ALL_TEXTS, HOSTILE
from tests.figures_table import Figure
from tests.reading import Page

pytestmark = pytest.mark.django_db

RUNS_SOMETHING = re.compile(r"^[\x00-\x20]*(javascript|vbscript|data|file|blob):", re.IGNORECASE)
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "hx-get", "hx-post"}
TIMES_AS_SLOW, SLOW = 20, 0.25  # an answer is slow when it takes so many times the control, and so many seconds more
EVERYTHING = pytest.mark.parametrize(
    "everything", [False, pytest.param(True, marks=pytest.mark.full)], ids=["in turn", "everything"]
)


@dataclass
class Shape:
    """The elements, with the names of their attributes, that our own pages have."""

    known: set[tuple[str, tuple[str, ...]]] = field(default_factory=set)

    @staticmethod
    def of(page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
        for element in page.root.iter():
            if isinstance(element.tag, str):
                yield element.tag, tuple(sorted(element.keys()))

    def learn(self, response: HttpResponse) -> None:
        if response["Content-Type"].startswith("text/html") and response.content:
            self.known |= set(self.of(Page.of(response)))

    def complaint(self, response: HttpResponse, text: str) -> str:
        """What is wrong with an answer to this text, or nothing."""
        if response.status_code >= 500:
            return f"antwoord {response.status_code}"
        if any(cookie not in {"sessionid", "csrftoken", "messages"} for cookie in response.cookies):
            return "een cookie erbij"
        if not response["Content-Type"].startswith("text/html") or not response.content:
            return ""
        page = Page.of(response)
        # Attributes alone may differ between one state of a page and another; what runs may never be among them.
        tags = {tag for tag, _ in self.known}
        for tag, attributes in self.of(page):
            if tag not in tags or any(name.startswith("on") for name in attributes):
                return f"een element erbij: {tag} {attributes}"
            if tag in {"script", "link", "meta", "form", "a", "img"} and (tag, attributes) not in self.known:
                return f"een element erbij: {tag} {attributes}"
        for element in page.root.iter():
            for name in ADDRESSES & set(element.keys()):
                if RUNS_SOMETHING.match(element.get(name)):
                    return f"{name} voert iets uit"
        if re.search(r"<[a-z]", text, re.IGNORECASE) and text in response.content.decode(errors="replace"):
            return "de tekst staat er rauw"
        return ""


@dataclass
class Network:
    """Nothing leaves this machine; what tried to is remembered."""

    tried: list[Any] = field(default_factory=list)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Network:
    network = Network()

    def refuse(self: socket.socket, address: Any) -> None:
        network.tried.append(address)
        raise OSError("geen netwerk in deze test")

    def refuse_name(host: Any, *rest: Any, **options: Any) -> None:
        network.tried.append(host)
        raise OSError("geen netwerk in deze test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse_name)
    return network


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as the portal writes it."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def forms_and_texts(
    forms: list[SentForm], texts: list[str], *, everything: bool
) -> Iterator[tuple[SentForm, dict[str, str]]]:
    """Each field with each text, one at a time. Or in turn, so that every field and every text has had its share: what
    is typed in two times, every other field, and what is chosen all at once.
    """
    of_form = [(form, [name for name, known in form.fields.items() if _takes_text(known.kind, name)]) for form in forms]
    if everything:
        yield from ((form, {name: text}) for form, names in of_form for name in names for text in texts)
        return
    turns = itertools.cycle(texts)
    number = sum(len(names) for _, names in of_form)
    for _ in range(-(-len(texts) // number)):
        for form, names in of_form:
            typed = [name for name in names if form.fields[name].is_typed or form.fields[name].kind == "file"]
            for some in filter(None, (typed[::2], typed[1::2])):
                yield form, {name: next(turns) for name in some}
            if chosen := {name: next(turns) for name in names if name not in typed}:
                yield form, chosen


def _takes_text(kind: str, name: str) -> bool:
    return kind not in {"submit", "button"} and name != "csrfmiddlewaretoken"


def send(form: SentForm, texts: dict[str, str]) -> HttpResponse:
    def value(name: str, text: str) -> Any:
        return as_file(text, name=text[:200] or "leeg") if form.fields[name].kind == "file" else text

    return form.send({name: value(name, text) for name, text in texts.items()})


def seconds(ask: Callable[[], HttpResponse]) -> tuple[float, HttpResponse]:
    start = time.perf_counter()
    response = ask()
    return time.perf_counter() - start, response


@EVERYTHING
def test_every_field_of_every_form_takes_hostile_text(
    everything: bool, opened: list[Opened], no_network: Network, log: io.StringIO, figure: Figure
) -> None:
    forms = all_forms(opened, "post", of_each_thing=everything)
    shape, control = Shape(), {}
    for page in opened:
        shape.known |= set(Shape.of(page.page))
    for form in forms:
        control[id(form)], response = seconds(partial(form.send, {}))
        shape.learn(response)
        shape.learn(form.send(dict.fromkeys(form.fields)))
    log.truncate(0)

    wrong, slow, sent, fields = [], [], 0, set()
    signed_out = 0
    for form, texts in forms_and_texts(forms, ALL_TEXTS, everything=everything):
        ask = partial(send, form, texts)
        took, response = seconds(ask)
        sent += 1
        signed_out += response.status_code == 401
        fields |= {(form.url, name) for name in texts}
        what = ", ".join(f"{name} «{text[:60]!r}»" for name, text in texts.items())
        if complaint := next(filter(None, (shape.complaint(response, text) for text in texts.values())), ""):
            wrong.append(f"{form.url} {what}: {complaint}")
        if is_slow(took, control[id(form)]) and is_slow(seconds(ask)[0], control[id(form)]):
            slow.append(f"{form.url} {what}: {took:.2f} s, gewoon {control[id(form)]:.2f} s")
    print(f"{sent} keer verstuurd: {len(fields)} velden, {len(ALL_TEXTS)} teksten")

    assert signed_out == 0, f"{signed_out} keer niet meer ingelogd: dan is er niets getest"
    figure("G-05", "vijandige teksten", len(ALL_TEXTS), goal="≥ 300")
    figure("G-05", "soorten ervan", len(HOSTILE), goal="15")
    figure("G-05", "velden die ze kregen", len(fields), goal="≥ 200")
    assert not wrong, "\n".join(wrong)
    figure("G-05", "keren een 5xx of rauwe tekst", len(wrong), goal="0")
    assert not slow, "\n".join(slow)
    figure("G-05", "velden die er traag van worden", len(slow), goal="0")
    figure("G-05", "verbindingen naar buiten", len(no_network.tried), goal="0")
    assert texts_in(log.getvalue()) == []
    figure("G-05", "teksten in het log", 0, goal="0")


def is_slow(took: float, control: float) -> bool:
    return took > control * TIMES_AS_SLOW and took > control + SLOW


def texts_in(log: str) -> list[str]:
    """Texts of some length that somebody could read back from the log, each of whose lines is one object."""
    assert all(line.startswith('{"time"') and line.endswith("}") for line in log.strip("\0").splitlines())
    return [text for text in ALL_TEXTS if len(text.strip()) > 8 and (text in log or text.strip()[:60] in log)]


# --- the controls --------------------------------------------------------------------------------------------------

CONTROL_OF_FORMS = pytest.mark.control_of("test_every_field_of_every_form_takes_hostile_text")


def as_answer(body: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"<html><body><p>{body}</p></body></html>", status=status)


@CONTROL_OF_FORMS
def test_the_sweep_would_notice_raw_text() -> None:
    shape = Shape({(tag, ()) for tag in ("html", "body", "p", "b", "a")} | {("input", ("value",)), ("a", ("href",))})
    raw = [text for text in HOSTILE["script"] if re.search(r"<[a-z]", text, re.IGNORECASE)]
    assert len(raw) > 20
    for text in [*raw, *HOSTILE["svg"][:10], *HOSTILE["hx"][:10]]:
        assert shape.complaint(as_answer(text), text), text
    assert shape.complaint(as_answer('<input value="" autofocus onfocus="alert(1)">'), "x")
    assert shape.complaint(as_answer('<a href="\x01javascript:alert(1)">k</a>'), "x")
    assert shape.complaint(as_answer("", status=500), "x")
    assert not shape.complaint(as_answer("&lt;script&gt;"), "<script>")


@CONTROL_OF_FORMS
def test_the_sweep_would_notice_a_connection(no_network: Network) -> None:
    with pytest.raises(OSError, match="geen netwerk"):
        urllib.request.urlopen("http://127.0.0.1:8977/meta")
    assert no_network.tried


@CONTROL_OF_FORMS
def test_the_sweep_would_notice_a_text_in_the_log(log: io.StringIO) -> None:
    logging.getLogger("network").error(
        "a' OR '1'='1'; DROP TABLE network_person; --"
    )  # our own texts are told as they are
    assert texts_in(log.getvalue())


@CONTROL_OF_FORMS
def test_the_sweep_would_notice_a_slow_field() -> None:
    assert is_slow(took=1.5, control=0.05)
    assert not is_slow(took=0.2, control=0.005)
