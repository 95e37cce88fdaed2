"""A real portal for drills that starts in seconds: gunicorn with two processes, a worker, and a Postgres that keeps.

    with running_portal() as portal:
        visitor = portal.signed_in("coordinator")
        portal.kill(portal.worker_pid())
        portal.start_worker()

Its data folder is a copy of one that is made once per machine and version: the example region with its people,
partners and plan, one report that is still a draft, and no figures. Every process is known by its number.

    python -m tests.drills.portal       makes that data folder, when it is not there yet
"""

import contextlib
import fcntl
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
from lxml import html

from network import postgres
from tests.journeys.portal import DEMO_PASSWORD, ROOT, free_port

TEMPLATES = ROOT / "var" / "drills"
PRODUCT = "network.wsgi:application"
KEPT_FOR = 2  # seconds that a browser sends again over the same connection; gunicorn closes it after five
CARELESS = "tests.drills._careless"  # the same, with one protection taken out


def until(holds: Callable[[], Any], *, seconds: float, what: str) -> float:
    """Wait until this is so; how many seconds that took."""
    start = time.monotonic()
    while not holds():
        if time.monotonic() - start > seconds:
            raise AssertionError(f"na {seconds:.0f} seconden nog niet: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


# --- the data folder ------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def template() -> Iterator[Path]:
    """The data folder that all others are copied from, for as long as this lasts; its database does not run.

    Made anew when what it holds changed. Migrations that were added since are done on the one that there is.
    """
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    made, versions = TEMPLATES / "data", TEMPLATES / "versions.json"
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second waits for what the first makes
        now = _versions()
        before = json.loads(versions.read_text()) if versions.exists() else {}
        if not (now.items() <= before.items() and made.exists()):
            versions.unlink(missing_ok=True)
            # Rights and functions of the database are set anew by every migrate; what is in it is not.
            kept = [name for name in before if "/migrations/" in name or "demo" in name or "drills" in name]
            is_new = not made.exists() or not before or any(before[name] != now.get(name) for name in kept)
            if is_new:
                _remove(made)
            _bring_up_to_date(made, is_new=is_new)
            versions.write_text(json.dumps(now))
        yield made


def _versions() -> dict[str, str]:
    """A digest of every file that the data comes from."""
    patterns = ("*/migrations/*.py", "*/demo*.py", "*/sql/*.sql", "*/apps.py")
    files = [
        *(file for pattern in patterns for file in ROOT.glob(pattern)),
        ROOT / "tests" / "drills" / "example.py",
    ]
    return {str(file.relative_to(ROOT)): sha256(file.read_bytes()).hexdigest() for file in files}


def _bring_up_to_date(folder: Path, *, is_new: bool) -> None:
    cluster = postgres.ensure(folder)
    commands = [["manage.py", "migrate"], *([["-m", "tests.drills.example"]] if is_new else [])]
    try:
        for command in commands:
            _run(command, _environment(folder))
    finally:
        cluster.stop()


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, timeout=900)
    if done.returncode:
        raise AssertionError(f"{command}: {done.stderr.decode(errors='replace')[-4000:]}")


def copy_of_the_data(data_dir: Path) -> None:
    """A data folder of one's own, whose database does not run yet."""
    home = data_dir / "postgres"
    data_dir.mkdir(parents=True, exist_ok=True)
    with template() as source:
        postgres._make_home(home, postgres._account(source / "postgres"))
        _copy(source / "postgres" / "data", home / "data")
        for mark in (source / "postgres").glob("roles-*"):
            _copy(mark, home / mark.name)
        for name in ("secret-key", "private"):
            if (source / name).exists():
                _copy(source / name, data_dir / name)


def told_by(module: str, *arguments: str) -> dict[str, Any]:
    """What a drill of processes without pages says: run in a copy of the data, with its own database."""
    with data_folder() as data_dir:
        cluster = postgres.ensure(data_dir)
        try:
            command = [sys.executable, "-m", module, *arguments]
            environment = _environment(data_dir)
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900)
        finally:
            cluster.stop()
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _copy(what: Path, to: Path) -> None:
    subprocess.run(["cp", "-a", what, to], check=True)  # with the owner that it has


def _remove(data_dir: Path) -> None:
    """The folder, and where its database really lies."""
    home = data_dir / "postgres"
    if home.is_symlink():
        shutil.rmtree(home.resolve(), ignore_errors=True)
    shutil.rmtree(data_dir, ignore_errors=True)


def _environment(data_dir: Path, **settings: str) -> dict[str, str]:
    left_out = ("DATABASE_", "PG", "SECRET_KEY", "COV_CORE", "PYTEST_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(left_out)},
        "PORTAL_DATA_DIR": str(data_dir),
        "PORTAL_DEMO": "1",
        "DATABASE_URL": "",
        "SECRET_KEY": "",
        "DJANGO_SETTINGS_MODULE": "network.settings",
        "WEB_CONCURRENCY": "2",
        "EMAIL_URL": "consolemail://",
        **settings,
    }


# --- the processes --------------------------------------------------------------------------------------------------


@dataclass
class Portal:
    """Web, worker and database, each a real process. `within` is put before the commands of web and worker."""

    data_dir: Path
    port: int
    environment: dict[str, str]
    without: str = ""  # «module.protection» that is taken out of web and worker
    durable: bool = True
    within: Sequence[str] = ()
    root: Path = Path("/")  # through which the drill sees the folders of web and worker
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    _signing_in: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.data_dir / "portal.log"

    @property
    def private(self) -> Path:
        return self.root / self.data_dir.relative_to("/") / "private"

    # --- starting and stopping

    def start_database(self) -> None:
        postgres.ensure(self.data_dir, durable=self.durable)

    def start_web(self) -> None:
        entry = f"{CARELESS}:application" if self.without else PRODUCT
        self.web = self._start("-m", "gunicorn", entry)

    def start_worker(self) -> None:
        self.worker = self._start(*(("-m", CARELESS) if self.without else ("manage.py", "worker")))

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*self.within, sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_answers(self, seconds: float = 180) -> float:
        try:
            return until(self._answers, seconds=seconds, what="het portaal antwoordt")
        except AssertionError as late:
            late.add_note(self.log.read_text(errors="replace")[-4000:])
            raise

    def _answers(self) -> bool:
        if self.web and self.web.poll() is not None:  # or another portal would answer on its port
            raise AssertionError("de webserver stopte")
        return self.status("/gezondheid/") == 200

    def status(self, path: str) -> int:
        return Visitor(self).get(path).status

    def stop(self) -> None:
        """Whatever state the drill left it in."""
        self.stop_web_and_worker()
        if cluster := postgres.find(self.data_dir):
            cluster.stop()

    def stop_web_and_worker(self) -> None:
        """In good order, as for an update."""
        for process in (self.web, self.worker):
            if process and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.web, self.worker):
            if process:
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    self._kill_group(process)

    # --- who runs, and killing them

    def web_pid(self) -> int:
        """Of gunicorn itself, which answers nobody but starts the others anew."""
        assert self.web
        return self.web.pid

    def web_worker_pids(self) -> list[int]:
        children = Path(f"/proc/{self.web_pid()}/task/{self.web_pid()}/children")
        return [int(pid) for pid in children.read_text().split()]

    def worker_pid(self) -> int:
        assert self.worker
        return self.worker.pid

    def database_pid(self) -> int:
        return int((self.data_dir / "postgres" / "data" / "postmaster.pid").read_text().split("\n", 1)[0])

    def backend_pids(self) -> list[int]:
        """The processes of Postgres that serve web and worker now."""
        rows = self.ask("SELECT pid FROM pg_stat_activity WHERE usename = 'portal_web' AND pid <> pg_backend_pid()")
        return [int(pid) for (pid,) in rows]

    def kill(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def kill_web(self) -> None:
        """All of it at once, as a machine that fails does."""
        assert self.web
        self._kill_group(self.web)

    def kill_worker(self) -> None:
        assert self.worker
        self._kill_group(self.worker)

    def restart_database_at_once(self) -> None:
        """As `pg_ctl restart -m immediate`: nothing is finished, nothing is written, it recovers from its log."""
        pid = self.database_pid()
        os.kill(pid, signal.SIGQUIT)
        until(lambda: not postgres._is_alive(pid), seconds=60, what="de database is gestopt")
        self.start_database()

    def _kill_group(self, process: "subprocess.Popen[bytes]") -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)

    def revive(self) -> None:
        """Start again what a drill killed, as systemd does."""
        if self.web and self.web.poll() is not None:
            self._kill_group(self.web)
            self.start_web()
        if self.worker and self.worker.poll() is not None:
            self.start_worker()

    # --- looking inside

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Past all rights, and past the portal: what is really there."""
        with self.connect() as connection:
            found = connection.execute(question, values)
            return found.fetchall() if found.description else []

    def number(self, question: str, *values: Any) -> int:
        return int(self.ask(question, *values)[0][0])

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        cluster = postgres.find(self.data_dir)
        if cluster is None:
            raise psycopg.OperationalError("the database does not run")
        return psycopg.connect(cluster._url(postgres.SUPERUSER, postgres.DATABASE), autocommit=True, connect_timeout=5)

    def tick(self) -> None:
        """What the clock does each ten minutes, now: the worker looks which daily jobs are due."""
        self.ask(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
            " VALUES ('default', 'network.every_ten_minutes', '{\"timestamp\": 0}')"
        )

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode:
            raise AssertionError(f"manage.py {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def files(self) -> set[str]:
        """What lies in the private folder."""
        return {str(path.relative_to(self.private)) for path in self.private.rglob("*") if path.is_file()}

    def signed_in(self, account: str) -> "Visitor":
        """A browser of one of the example's people. Each signs in once; later browsers take the session along."""
        with self._signing_in:
            if account not in self._cookies:
                visitor = Visitor(self)
                visitor.sign_in(account)
                self._cookies[account] = visitor.cookies
        return Visitor(self, cookies=dict(self._cookies[account]))

    def forget_sessions(self) -> None:
        """Whoever comes next signs in anew."""
        self._cookies.clear()


@contextlib.contextmanager
def running_portal(
    *,
    without: str = "",
    durable: bool = True,
    within: Sequence[str] = (),
    worker: bool = True,
    before: Callable[[Portal], None] = lambda portal: None,
    **settings: str,
) -> Iterator[Portal]:
    """Start it, and take all of it away again. `before` is called when only the data and its database are there."""
    with data_folder() as data_dir:
        port = int(settings.get("PORT") or free_port())
        environment = _environment(data_dir, **{**settings, "PORT": str(port)})
        if without:
            environment["DRILL_WITHOUT"] = without
        portal = Portal(data_dir, port, environment, without=without, durable=durable, within=within)
        try:
            portal.start_database()
            before(portal)
            portal.start_web()
            if worker:
                portal.start_worker()
            portal.wait_until_it_answers()
            yield portal
        finally:
            portal.stop()


@contextlib.contextmanager
def data_folder() -> Iterator[Path]:
    """A copy of the data, that goes at the end. Whoever starts something in it stops that first."""
    data_dir = Path(tempfile.mkdtemp(prefix="portal-drill-"))
    try:
        copy_of_the_data(data_dir)
        collect_static_files(data_dir)
        yield data_dir
    finally:
        _remove(data_dir)


def collect_static_files(data_dir: Path) -> None:
    """Those of this version, collected once, and only read."""
    stamp = TEMPLATES / "static.txt"
    sources = [file for folder in ("build", "img") for file in (ROOT / "static" / folder).rglob("*") if file.is_file()]
    wanted = "\n".join(f"{file.relative_to(ROOT)} {file.stat().st_mtime_ns}" for file in sorted(sources))
    with template():
        if not stamp.exists() or stamp.read_text() != wanted:
            environment = _environment(
                TEMPLATES, DATABASE_URL="postgresql:///unused", SECRET_KEY="unused", PORTAL_DEMO="0"
            )
            _run(["manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"], environment)
            stamp.write_text(wanted)
    (data_dir / "static").symlink_to(TEMPLATES / "static")


# --- who uses it ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 when nothing did."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def is_saved(self) -> bool:
        """The portal says that it saved: it sends on to the page that shows it."""
        return self.status in {302, 303}

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


class Visitor:
    """A browser that keeps its connection and cookies, follows no redirect, and never raises for what goes wrong."""

    def __init__(self, portal: Portal, *, cookies: dict[str, str] | None = None, timeout: float = 30) -> None:
        self.portal = portal
        self.cookies = cookies or {}
        self._connection = http.client.HTTPConnection("localhost", portal.port, timeout=timeout)
        self._used = time.monotonic()

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None, {})

    def post(self, path: str, values: Mapping[str, Any] | Sequence[tuple[str, Any]]) -> Answer:
        body = urlencode(values, doseq=True).encode()
        return self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def form(self, path: str, *, with_field: str) -> tuple[str, list[tuple[str, str]]]:
        """Where the form of that page that has this field goes, and what stands in it."""
        answer = self.get(path)
        if answer.status != 200:
            raise NoPageError(f"{path} geeft {answer.status}: {answer.text[:300]}", answer)
        root = html.document_fromstring(answer.text)
        found = [form for form in root.forms if with_field in form.fields]
        if not found:
            raise NoPageError(f"{path} heeft geen formulier met {with_field}", answer)
        return urlsplit(found[0].action or path).path, [
            (str(name), str(value)) for name, value in found[0].form_values()
        ]

    def fill_in(self, path: str, changed: Mapping[str, Any], *, with_field: str) -> Answer:
        """Open the page, change these fields of its form, and send that."""
        action, values = self.form(path, with_field=with_field)
        return self.post(action, [*((name, value) for name, value in values if name not in changed), *changed.items()])

    def send_file(self, path: str, *, field: str, name: str, content: bytes, **changed: str) -> Answer:
        action, values = self.form(path, with_field=field)
        values = [*((key, value) for key, value in values if key not in changed and key != field), *changed.items()]
        mark = b"----------grens"
        parts = [
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (mark, key.encode(), value.encode())
            for key, value in values
        ]
        head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        body = b"".join([*parts, b"--%s\r\n" % mark, head, content, b"\r\n--%s--\r\n" % mark])
        return self._send("POST", action, body, {"Content-Type": f"multipart/form-data; boundary={mark.decode()}"})

    def sign_in(self, account: str) -> None:
        values = {"login": f"{account}@demo.example", "password": DEMO_PASSWORD}
        answer = self.fill_in("/account/login/", values, with_field="login")
        if not answer.is_saved:
            raise NoPageError(f"{account} kan niet inloggen: {answer.status} {answer.text[:2000]}", answer)

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if body is not None:
            headers["Origin"] = self.portal.url
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            return self._exchange(method, path, body, headers)
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Answer(0)

    def _exchange(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if time.monotonic() - self._used > KEPT_FOR:
            self._connection.close()
        self._used = time.monotonic()
        is_kept = self._connection.sock is not None
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self._connection.close()
            # As browsers do: a kept connection that was closed meanwhile. Nobody sends a form twice for that.
            if not is_kept or method != "GET":
                raise
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
        self._used = time.monotonic()
        text = response.read().decode(errors="replace")
        for line in response.headers.get_all("Set-Cookie") or []:
            self._keep(SimpleCookie(line))
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, text)

    def _keep(self, cookies: SimpleCookie) -> None:
        for name, morsel in cookies.items():
            self.cookies[name] = morsel.value


class NoPageError(RuntimeError):
    """There is no such page or form now."""

    def __init__(self, said: str, answer: Answer) -> None:
        super().__init__(said)
        self.answer = answer


class Notes:
    """What the portal said that it saved, straight to a file: it outlives whoever wrote it down."""

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, path.stem
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, said: str) -> None:
        os.write(self._file, f"{said}\n".encode())

    def all(self) -> list[str]:
        return self._path.read_text().splitlines()


@contextlib.contextmanager
def all_at_once(*works: Callable[[threading.Event], None]) -> Iterator[list[BaseException]]:
    """Each of these in a thread of its own, until the block ends and tells them to stop. What they raised is raised."""
    enough, raised = threading.Event(), list[BaseException]()

    def run(work: Callable[[threading.Event], None]) -> None:
        try:
            work(enough)
        except BaseException as problem:  # noqa: BLE001  (told by the thread that waits)
            raised.append(problem)

    threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield raised
    finally:
        enough.set()
        for thread in threads:
            thread.join(timeout=120)
    if raised:
        raise raised[0]


if __name__ == "__main__":
    began = time.monotonic()
    with template() as made:
        sys.stdout.write(f"{made} ({time.monotonic() - began:.0f} s)\n")
