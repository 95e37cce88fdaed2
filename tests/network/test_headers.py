"""Headers of every answer of the portal, whoever asks and whatever it is: a page, an error, a file or a redirect."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from network.models import Person
from tests.access.things import things_with_an_address
from tests.access.walk import address_of, agreed_lines, all_addresses
from tests.cast import Cast
from tests.figures_table import Figure

pytestmark = pytest.mark.django_db

NEEDED = ("default-src", "base-uri", "form-action", "frame-ancestors", "object-src")
TWO_YEARS = "max-age=63072000"
ACCOUNT = ["account_login", "account_logout", "account_change_password", "mfa_index", "usersessions_list"]


@pytest.fixture
def over_tls(settings: Settings) -> None:
    """The settings that an installation has which others can reach."""
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


def weak_points_of_policy(policy: str) -> list[str]:
    """What internet.nl would say of a Content-Security-Policy, and a little more: no page of ours needs any of it."""
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";") if rule.strip()}
    found = [f"{name} ontbreekt" for name in NEEDED if name not in rules]
    if rules.get("default-src") not in (["'none'"], ["'self'"]):
        found.append("default-src staat open")
    found += [f"{name} staat open" for name in ("base-uri", "object-src") if rules.get(name, ["'none'"]) != ["'none'"]]
    for name, sources in rules.items():
        found += [
            f"{name}: {source}"
            for source in sources
            if source.startswith("'unsafe") or source in {"*", "https:", "http:", "data:", "blob:"} or "*" in source
        ]
    return found


def weak_points(response: HttpResponseBase) -> list[str]:
    """Everything about the headers of this answer that is not as agreed."""
    headers = response.headers
    exact = {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Strict-Transport-Security": f"{TWO_YEARS}; includeSubDomains",
    }
    found = [f"{name}: {headers.get(name)}" for name, value in exact.items() if headers.get(name) != value]
    if "noarchive" not in headers.get("X-Robots-Tag", ""):
        found.append(f"X-Robots-Tag: {headers.get('X-Robots-Tag')}")
    if headers.get("Referrer-Policy") not in {"no-referrer", "same-origin"}:
        found.append(f"Referrer-Policy: {headers.get('Referrer-Policy')}")
    if "camera=()" not in headers.get("Permissions-Policy", ""):
        found.append("Permissions-Policy staat open")
    if "Server" in headers or "X-Powered-By" in headers or "Access-Control-Allow-Origin" in headers:
        found.append("een header te veel")
    policy = headers.get("Content-Security-Policy", "")
    kind = headers.get("Content-Type", "")
    is_static = getattr(response, "is_a_static_file", False)
    files = ("application/pdf", "text/csv", "application/octet-stream")
    found += weak_points_of_policy(policy)
    if kind.startswith(files) or "Content-Disposition" in headers:
        if not headers.get("Content-Disposition", "").startswith("attachment; filename"):
            found.append("bestand zonder attachment")
        if not policy.startswith("default-src 'none'") or "sandbox" not in policy:
            found.append("bestand zonder sandbox")
    if kind.startswith("text/") and "charset=utf-8" not in kind:
        found.append(f"tekenset: {kind}")
    if not is_static and "no-store" not in headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {headers.get('Cache-Control')}")
    if response.cookies and "Cookie" not in headers.get("Vary", ""):
        found.append("cookie zonder Vary")
    kept = {name: cookie for name, cookie in response.cookies.items() if cookie["max-age"] != 0}  # else taken away
    return found + [f"koekje {name} niet veilig" for name, cookie in kept.items() if not cookie["secure"]]


def addresses(cast: Cast) -> Iterator[str]:
    """Each route once, about a thing of every kind, and the pages of accounts and of the admin."""
    things = things_with_an_address(cast)
    once = {line.url_name: address_of(line, things) for line in reversed(agreed_lines())}
    yield from once.values()
    yield from (reverse(name) for name in ACCOUNT)
    yield from (reverse(name) for name, _ in all_addresses() if name.endswith(("admin:index", "_changelist", "_add")))
    yield from ("/bestaat-niet/", "/partners", "/beheer/bestaat-niet/")


def test_every_answer_has_every_header(
    cast: Cast, client_of: Callable[[Person], Client], over_tls: None, figure: Figure
) -> None:
    visitor, coordinator, administrator = Client(), client_of(cast.coordinator), client_of(cast.administrator)
    found, asked, kinds = [], 0, set()
    for address in addresses(cast):
        inside = ("beheerder", administrator) if address.startswith("/beheer/") else ("coördinator", coordinator)
        for who, client in (("bezoeker", visitor), inside):
            client.raise_request_exception = False
            response = client.get(address, secure=True)
            asked += 1
            kinds.add(response.headers.get("Content-Type", "").partition(";")[0])
            found += [f"{who} {address} ({response.status_code}): {each}" for each in weak_points(response)]
    assert {"text/html", "text/csv", "application/pdf", "application/json"} <= kinds
    assert not found, "\n" + "\n".join(sorted(set(found)))
    figure("G-06", "antwoorden waarvan elke kop is bekeken", asked, goal="≥ 250")
    figure("G-06", "koppen die zwakker zijn dan afgesproken", len(found), goal="0")


def test_every_error_has_every_header(over_tls: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answers = {
        400: client.get("/", secure=True, headers={"host": "evil.invalid"}),
        403: client.post("/account/login/", {"login": "x"}, secure=True),
        404: client.get("/bestaat-niet/", secure=True),
        405: Client().put("/", secure=True),
        301: client.get("/privacy/", headers={"host": "localhost"}),
    }

    def broken(_middleware: object, request: HttpRequest, *_: object) -> None:
        raise ValueError(request.path)

    monkeypatch.setattr("network.middleware.PrivateByDefault.process_view", broken)
    answers[500] = Client(raise_request_exception=False).get("/privacy/", secure=True)

    assert {status: response.status_code for status, response in answers.items()} == {n: n for n in answers}
    # Where no connection was safe yet, a browser would not believe this header.
    answers[301].headers["Strict-Transport-Security"] = f"{TWO_YEARS}; includeSubDomains"
    answers[301].headers.setdefault("Content-Type", "")
    assert {status: weak_points(response) for status, response in answers.items()} == {n: [] for n in answers}


def test_a_static_file_has_every_header_too(over_tls: None) -> None:
    response = Client().get("/static/img/icon.svg", secure=True)

    assert response.status_code == 200
    response.is_a_static_file = True  # type: ignore[attr-defined]  # told to the check only
    assert weak_points(response) == []


@pytest.mark.control_of("test_every_answer_has_every_header")
@pytest.mark.parametrize(
    "policy",
    [
        "",
        "default-src *",
        "default-src 'none'; script-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; object-src 'none'",
        "default-src 'none'; img-src https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        "default-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors *; object-src 'none'",
    ],
)
def test_a_weak_policy_would_be_noticed(policy: str) -> None:
    assert weak_points_of_policy(policy)


@pytest.mark.control_of("test_every_answer_has_every_header")
def test_an_answer_without_its_headers_would_be_noticed(over_tls: None) -> None:
    response = Client().get("/privacy/", secure=True)
    assert weak_points(response) == []
    for name in list(response.headers):
        if name not in {"Content-Type", "Content-Length", "X-Request-ID", "Vary", "Content-Language"}:
            kept = response.headers.pop(name)
            assert weak_points(response), name
            response.headers[name] = kept


# --- who else could steer an answer -----------------------------------------------------------------------------------

STEERING = {
    "X-Forwarded-Host": "evil.invalid",
    "X-Host": "evil.invalid",
    "X-Forwarded-Server": "evil.invalid",
    "Forwarded": "host=evil.invalid;proto=http",
    "X-Original-URL": "/beheer/",
    "X-Rewrite-URL": "/beheer/",
    "X-Forwarded-Prefix": "//evil.invalid",
    "X-HTTP-Method-Override": "POST",
    "HX-Current-URL": "https://evil.invalid/",
    "HX-Target": "evil.invalid",
    "X-Forwarded-For": "127.0.0.1",
    "Origin": "https://evil.invalid",
}
PUBLIC = ["/", "/privacy/", "/toegankelijkheid/", "/account/login/"]


def body(response: HttpResponseBase) -> bytes:
    """Without the token of the form, which differs every time."""
    lines = response.content.splitlines()  # type: ignore[attr-defined]  # no page is streamed
    return b"\n".join(line for line in lines if b"csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize("path", PUBLIC)
def test_no_header_of_a_visitor_changes_what_others_could_get(path: str) -> None:
    clean = Client().get(path)
    for name, value in STEERING.items():
        response = Client().get(path, headers={name: value})
        assert (response.status_code, body(response)) == (clean.status_code, body(clean)), name
        assert b"evil.invalid" not in response.content
    assert "no-store" in clean["Cache-Control"]


def test_a_part_of_a_page_and_the_page_are_kept_apart(cast: Cast, client_of: Callable[[Person], Client]) -> None:
    client = client_of(cast.coordinator)
    parts = 0
    for address in addresses(cast):
        part = client.get(address, headers={"hx-request": "true"})
        if b"<html" in part.content:
            continue  # the whole page, whoever asks
        page = client.get(address)
        if body(page) != body(part):
            parts += 1
            for response in (page, part):
                assert {"HX-Request", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}, address
    assert parts >= 5


def addresses_of_no_thing() -> list[str]:
    lines = [line for line in agreed_lines() if not line.thing]
    return [reverse(line.url_name) for line in lines if line.method == "GET"] + [reverse(name) for name in ACCOUNT]


def test_no_page_answers_to_a_foreign_host() -> None:
    for address in addresses_of_no_thing():
        response = Client().get(address, headers={"host": "evil.invalid"})
        assert response.status_code == 400, address
        assert b"evil.invalid" not in response.content


def test_an_address_with_the_name_of_a_file_behind_it_is_no_page(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    """Else a cache between could be led to keep a private page as if it were a style sheet."""
    client = client_of(cast.administrator)
    for address in addresses_of_no_thing():
        for behind in ("a/b.css", "x.css", ";x.css"):
            response = client.get(address + behind)
            assert response.status_code in {404, 405, 400}, f"{address}{behind}: {response.status_code}"
