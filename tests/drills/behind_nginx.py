"""The portal as docs/beheer.md has it run: web and worker by their units' ExecStart=, behind Debian's nginx, over TLS.

Somebody signs in, a static file comes from the disk, a file at the limit goes through and a larger one doesn't. A
visitor who makes up an address of origin is still one visitor. Then the web process is killed: nginx shows the page
with telephone numbers, until the portal is back.

    python -m tests.drills behind_nginx
    python -m tests.drills behind_nginx --without emergency_page,proxy_count
"""

import contextlib
import http.client
import http.cookies
import os
import re
import shlex
import shutil
import socket
import ssl
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from network import postgres
from tests.certificates import certificate_in
from tests.drills.portal import Answer, Portal, Visitor, _environment, data_folder, until
from tests.figures_table import Line
from tests.journeys.portal import DEMO_PASSWORD, ROOT, free_port

PROTECTIONS = ("emergency_page", "proxy_count")
NAME = "portaal.example"
DEPLOY = ROOT / "deploy"
MODULES = Path("/usr/lib/nginx/modules")
OF_A_PAGE = (
    "Strict-Transport-Security", "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options",
    "Referrer-Policy", "Cache-Control", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
)  # fmt: skip
OF_A_FILE = ("Strict-Transport-Security", "X-Content-Type-Options", "Cross-Origin-Resource-Policy")
OF_THE_EMERGENCY_PAGE = (*OF_A_PAGE[:6], "Retry-After")
MEGABYTE = 1024 * 1024
TIMES = 25


def drill(*, long: bool, without: str = "") -> list[Line]:
    with behind_nginx(without) as site:
        lines = [*_over_tls(site), *_somebody_signs_in(site), *_a_made_up_address(site)]
        return [*lines, *_the_portal_is_gone(site, long=long)]


# --- what is looked at -----------------------------------------------------------------------------------------------


def _over_tls(site: "Site") -> Iterator[Line]:
    visitor = site.visitor()
    page = visitor.get("/hulp/")
    yield Line("G-19", "achter nginx, over TLS: de hulppagina", page.status, "200")
    yield Line("G-06", "kopregels die achter nginx ontbreken aan een bladzijde", len(page.lacks(OF_A_PAGE)), "0")
    plain = site.over_http("/hulp/")
    goes_on = plain.status == 301 and plain.location == f"https://{NAME}/hulp/"
    yield Line("G-06", "http gaat naar hetzelfde adres op https", goes_on, "True")
    path = re.findall(r'href="(/static/build/[^"]+\.css)"', page.text)[0]
    sheets = [visitor.get(path, {"Accept-Encoding": coding}) for coding in ("br", "gzip")]
    from_disk = [
        sheet.headers.get("content-encoding")
        for sheet in sheets
        if "immutable" in sheet.headers["cache-control"] and "x-request-id" not in sheet.headers
    ]
    yield Line("G-06", "statische bestanden van de schijf, ingepakt als", " ".join(map(str, from_disk)), "br gzip")
    yield Line("G-06", "kopregels die ontbreken aan een bestand", len(sheets[0].lacks(OF_A_FILE)), "0")
    sign_in = visitor.get("/account/login/", {"Accept-Encoding": "gzip"})
    packed = "content-encoding" in sign_in.headers
    yield Line("G-06", "het inlogscherm, met een sleutel erin, ingepakt", packed, "False")


def _somebody_signs_in(site: "Site") -> Iterator[Line]:
    visitor = site.visitor()
    step = visitor.fill_in("/account/login/", {"login": f"data@{NAME}", "password": DEMO_PASSWORD}, with_field="login")
    if not step.location:  # told to believe two proxies, the portal finds one, and takes nobody in
        yield Line("G-09", "over TLS ingelogd, met de tweede stap", step.status, "302")
        return
    code = format_hotp_value(hotp_value(site.secret, int(time.time()) // 30))
    answer = visitor.fill_in(step.location, {"code": code}, with_field="code")
    yield Line("G-09", "over TLS ingelogd, met de tweede stap", answer.status, "302")
    yield Line("G-09", "cookies zonder __Host- of Secure", len(visitor.weak_cookies), "0")
    fits = visitor.send_file("/monitor/import/", field="file", name="groot.csv", content=b"a;b\n" * (5 * MEGABYTE))
    yield Line(
        "G-19", "een bestand van 20 MB komt bij het portaal", fits.is_of_the_portal and fits.status != 413, "True"
    )
    refused = visitor.send_file("/monitor/import/", field="file", name="groot.csv", content=b"a" * 22 * MEGABYTE)
    in_dutch = refused.status == 413 and "hoogstens 20 MB" in refused.text
    yield Line("G-19", "een van 22 MB niet, met uitleg in het Nederlands", in_dutch, "True")
    site.visitor().fill_in("/account/password/reset/", {"email": f"lezer@{NAME}"}, with_field="email")
    until(lambda: list(site.mails.glob("*")), seconds=60, what="de worker verstuurt de mail")
    yield Line("G-19", "mails die de worker verstuurde", len(list(site.mails.glob("*"))), "1")


def _a_made_up_address(site: "Site") -> Iterator[Line]:
    """Guessing at one account, each time from another address, or so the visitor says."""
    tried = 0
    for number in range(8):
        visitor = site.visitor(forged=f"203.0.113.{number}")
        wrong = {"login": f"lezer@{NAME}", "password": "geen-van-de-wachtwoorden"}
        if "te vaak geprobeerd" in visitor.fill_in("/account/login/", wrong, with_field="login").text:
            break
        tried += 1
    yield Line("G-09", "raden met telkens een verzonnen internetadres, keren", tried, "≤ 5")


def _the_portal_is_gone(site: "Site", *, long: bool) -> Iterator[Line]:
    visitor = site.visitor()
    disk, _ = _median(visitor, "/noodpagina.css")
    site.portal.kill_web()
    answer = visitor.get("/hulp/")
    has_numbers = all(number in answer.text for number in ("tel:112", "tel:08000188", "tel:08002000"))
    yield Line("G-19", "zonder portaal: status van de noodpagina", answer.status, "503")
    yield Line("G-19", "zonder portaal: de drie nummers staan er", has_numbers, "True")
    yield Line("G-19", "kopregels die ontbreken aan de noodpagina", len(answer.lacks(OF_THE_EMERGENCY_PAGE)), "0")
    emergency, slowest = _median(visitor, "/hulp/")
    yield Line("G-19", "tijd van de noodpagina, maal die van een bestand", round(emergency / disk, 1), "≤ 5")
    if long:
        yield Line("G-19", "tijd van de noodpagina, milliseconden (midden)", round(emergency * 1000, 1), "≤ 50")
        yield Line("G-19", "tijd van de noodpagina, milliseconden (19 van de 20)", round(slowest * 1000, 1), "≤ 50")
    site.portal.start_web()
    until(lambda: visitor.get("/hulp/").status == 200, seconds=180, what="het portaal is terug")
    yield Line("G-19", "weer gestart: de hulppagina", visitor.get("/hulp/").status, "200")


def _median(visitor: "FromOutside", path: str) -> tuple[float, float]:
    """Seconds, over a connection that stands: the middle one, and the one that 19 of 20 stay under."""
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        visitor.get(path)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


# --- what runs -------------------------------------------------------------------------------------------------------


class OfTheUnits(Portal):
    """Started by what stands in the units, with the folders of this machine; known by its name."""

    @property
    def url(self) -> str:
        return f"https://{NAME}"

    def start_web(self) -> None:
        self.web = self._by_unit("portal-web")

    def start_worker(self) -> None:
        self.worker = self._by_unit("portal-worker")

    def _by_unit(self, name: str) -> "subprocess.Popen[bytes]":
        unit = (DEPLOY / f"{name}.service").read_text().replace("/opt/portaal", str(ROOT))
        told = dict(re.findall(r"^(\w+)=(.+)$", unit, re.MULTILINE))
        with self.log.open("ab") as log:
            return subprocess.Popen(
                shlex.split(told["ExecStart"]), cwd=told["WorkingDirectory"], env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip


@dataclass(frozen=True)
class FromOutsideAnswer(Answer):
    @property
    def is_of_the_portal(self) -> bool:
        return "x-request-id" in self.headers

    def lacks(self, names: tuple[str, ...]) -> set[str]:
        return {name for name in names if name.lower() not in self.headers}


class FromOutside(Visitor):
    """A browser that only knows the name of the portal, and may say that it comes from elsewhere."""

    def __init__(self, site: "Site", *, forged: str = "") -> None:
        super().__init__(site.portal)
        self.forged = forged
        self.weak_cookies: set[str] = set()
        self._connection = http.client.HTTPSConnection(NAME, site.tls_port, timeout=60, context=site.trust)
        # The name is nobody's, so the connection goes to this machine.
        self._connection._create_connection = lambda address, *_: socket.create_connection(("127.0.0.1", address[1]))

    def get(self, path: str, headers: dict[str, str] | None = None) -> FromOutsideAnswer:
        return self._send("GET", path, None, headers or {})

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> FromOutsideAnswer:
        if self.forged:
            headers["X-Forwarded-For"] = self.forged
        answer = super()._send(method, path, body, headers)
        return FromOutsideAnswer(answer.status, answer.headers, answer.text)

    def _keep(self, cookies: "http.cookies.SimpleCookie") -> None:
        super()._keep(cookies)
        self.weak_cookies |= {
            name for name, cookie in cookies.items() if not (name.startswith("__Host-") and cookie["secure"])
        }


@dataclass
class Site:
    portal: Portal
    tls_port: int
    http_port: int
    trust: ssl.SSLContext
    secret: str  # of the second step of who signs in
    mails: Path

    def visitor(self, *, forged: str = "") -> FromOutside:
        return FromOutside(self, forged=forged)

    def over_http(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=20)
        connection.request("GET", path, headers={"Host": NAME})
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()})


def cannot() -> str:
    """Why this machine can't do it, or nothing."""
    if not shutil.which("nginx"):
        return "nginx ontbreekt"
    if not (MODULES / "ngx_http_brotli_static_module.so").exists():
        return "de brotli-module van nginx ontbreekt (libnginx-mod-http-brotli-static)"
    return ""


@contextlib.contextmanager
def behind_nginx(without: str = "") -> Iterator[Site]:
    with TemporaryDirectory(prefix="nginx-") as temporary, data_folder() as data_dir:
        folder = Path(temporary)
        portal, secret, mails = _in_production(data_dir, folder, without)
        certificate, key = certificate_in(folder, NAME)
        site = Site(portal, free_port(), free_port(), ssl.create_default_context(cafile=certificate), secret, mails)
        configuration = _configuration(site, folder, certificate, key, without)
        start = ["nginx", "-e", folder / "error.log", "-c", configuration, "-p", folder]
        subprocess.run([*start, "-q", "-t"], check=True)
        nginx = subprocess.Popen(start)
        try:
            portal.start_web()
            portal.start_worker()
            # One visitor that is answered: the portal is there.
            until(lambda: site.visitor().get("/gezondheid/").status == 200, seconds=180, what="het portaal antwoordt")
            yield site
        finally:
            portal.stop()
            nginx.terminate()
            nginx.wait(timeout=30)


def _in_production(data_dir: Path, folder: Path, without: str) -> tuple[Portal, str, Path]:
    """The example's data as a real portal would have it: no account of the example, and a second step."""
    mails = folder / "mails"
    mails.mkdir()
    cluster = postgres.ensure(data_dir)
    settings = {
        "PORT": str(free_port()),
        "PORTAL_DEMO": "0",
        "DEBUG": "0",
        "ALLOWED_HOSTS": NAME,
        "PORTAL_URL": f"https://{NAME}",
        "DATABASE_URL": cluster.web_url,
        "SECRET_KEY": "alleen-voor-deze-oefening-" + "0123456789" * 4,
        "EMAIL_URL": f"filemail:///{mails}",
        "TRUSTED_PROXIES": "2" if "proxy_count" in without else "1",
    }
    portal = OfTheUnits(data_dir, int(settings["PORT"]), _environment(data_dir, **settings))
    for table in ("network_person", "account_emailaddress"):
        portal.ask(f"UPDATE {table} SET email = replace(email, 'demo.example', '{NAME}')")  # noqa: S608  (our own words)
    return portal, portal.manage("shell", "--verbosity", "0", "--command", _SECOND_STEP).strip(), mails


_SECOND_STEP = f"""
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from network import mail
from network.history import told
from network.models import Person
with told(actor="Oefening", reason="tweede stap"):
    mail.note_home(moved=True)
    secret = str(generate_totp_secret())
    TOTP.activate(Person.objects.get(email="data@{NAME}"), secret)
print(secret)
"""


def _configuration(site: Site, folder: Path, certificate: Path, key: Path, without: str) -> Path:
    """deploy/nginx.conf with the ports and folders of this machine, in the frame that Debian puts around it."""
    ours = (DEPLOY / "nginx.conf").read_text()
    if "emergency_page" in without:
        ours = re.sub(r"^ *error_page .*$", "", ours, flags=re.MULTILINE)
    ours = re.sub(r"^ *listen \[::\]:.*$", "", ours, flags=re.MULTILINE)
    for old, new in {
        "portaal.example.nl": NAME,
        "listen 80": f"listen 127.0.0.1:{site.http_port}",
        "listen 443": f"listen 127.0.0.1:{site.tls_port}",
        "127.0.0.1:8000": f"127.0.0.1:{site.portal.port}",
        "/opt/portaal": str(ROOT),
        "/var/lib/portaal/static": str((site.portal.data_dir / "static").resolve()),
        "/etc/ssl/portaal/fullchain.pem": str(certificate),
        "/etc/ssl/portaal/privkey.pem": str(key),
        "/var/log/nginx": str(folder),
    }.items():
        if old not in ours:
            raise AssertionError(f"deploy/nginx.conf zegt niets meer van {old}")
        ours = ours.replace(old, new)
    (folder / "site.conf").write_text(ours)
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"""
        {"user root;" if os.geteuid() == 0 else ""}
        daemon off;
        pid {folder}/nginx.pid;
        load_module {MODULES}/ngx_http_brotli_static_module.so;
        events {{ worker_connections 256; }}
        http {{
            include /etc/nginx/mime.types;
            default_type application/octet-stream;
            ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
            gzip on;
            access_log {folder}/access.log;
            {temporary}
            include {folder}/site.conf;
        }}
        """
    )
    return whole
