"""One portal on several machines: its database servers, a pooler, a store of files, and web and worker of each machine.

All on loopback, with ports and folders of their own, all real processes that are known by their numbers:

    with estate() as all:
        all.primary, all.standby     two Postgres servers; the standby is synchronous
        all.first, all.second        two machines with a web process and a worker each

The first machine goes through the pooler, the second reads from the standby. Both find the new primary by themselves;
the pooler knows one server only, so whoever promotes leads it there.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.utils.module_loading import import_string
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

from network import postgres
from network.private_files import storage
from tests.drills import portal
from tests.drills.portal import Portal, until
from tests.journeys.portal import ROOT, free_port

SECRET = "oefening-met-meer-machines-en-een-lange-sleutel-van-niemand"
BUCKET = "oefening"
MAIL_DOMAIN = "@oefening.example"  # those of the example are refused outside a clone
POOL = 2  # connections that the pooler has for all of the first machine
THREADS = 2  # of each web process
# An address of the first machine; what mails say, and which database is a copy, goes by it.
PORTAL_URL = "http://localhost:8140"


class Server:
    """A Postgres of its own account, that keeps what it says it keeps."""

    def __init__(self, folder: Path, name: str, account: "postgres._Account") -> None:
        self.name, self.port, self.account = name, free_port(), account
        self.home = folder / name
        self.data = self.home / "data"
        self._binaries, _ = postgres._binaries(account)
        account.own_folder(self.home)

    def start(self) -> None:
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self.account.run(
            self._binaries / "pg_ctl", "start", "-w", "-D", self.data, "-l", self.home / "log", "-o", options
        )

    def stop(self) -> None:
        if self.runs():
            self.account.run(self._binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def runs(self) -> bool:
        pid = self.pid()
        return pid is not None and postgres._is_alive(pid)

    def pid(self) -> int | None:
        with contextlib.suppress(FileNotFoundError):
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        return None

    def kill(self) -> None:
        """All of its processes at once, as a machine that fails does."""
        pid = self.pid()
        assert pid
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        for each in [pid, *children]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        until(lambda: not postgres._is_alive(pid), seconds=30, what="de server is dood")

    def promote(self) -> None:
        self.account.run(self._binaries / "pg_ctl", "promote", "-w", "-D", self.data)

    def copy_from(self, primary: "Server") -> None:
        """Become its standby, under one's own name."""
        source = f"host=127.0.0.1 port={primary.port} user={postgres.SUPERUSER} application_name={self.name}"
        command = [self._binaries / "pg_basebackup", "-d", source, "-D", self.data, "-R", "-X", "stream", "-c", "fast"]
        self.account.run(*command)

    def url(self, role: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{postgres.DATABASE}"

    def connect(self) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(self.url(postgres.SUPERUSER), autocommit=True, connect_timeout=5)

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            found = connection.execute(question, values)
            return found.fetchall() if found.description else []

    def log(self) -> str:
        return (self.home / "log").read_text(errors="replace")

    def set(self, name: str, value: str) -> None:
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")


@dataclass
class Pooler:
    """PgBouncer, which lends a connection for one transaction."""

    port: int
    folder: Path
    process: "subprocess.Popen[bytes]"

    def url(self, role: str) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{postgres.DATABASE}"

    def lead_to(self, server: Server) -> None:
        """Who waits for a connection gets one of that server."""
        _write_settings(self.folder, server, self.port)
        self.process.send_signal(signal.SIGHUP)


def pooler_before(server: Server, folder: Path) -> Pooler:
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    server.account.own_folder(folder)
    (folder / "users").write_text('"portal_web" ""\n')
    (folder / "users").chmod(0o644)
    port = free_port()
    settings = _write_settings(folder, server, port)
    account = server.account
    other = {"user": account.uid, "group": account.gid, "extra_groups": []} if account.is_other else {}
    process = subprocess.Popen(
        [program, "-q", str(settings)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **other,
    )
    pooler = Pooler(port, folder, process)
    until(lambda: _connects(pooler.url("portal_web")), seconds=30, what="de pooler antwoordt")
    return pooler


def _write_settings(folder: Path, server: Server, port: int) -> Path:
    file = folder / "pgbouncer.ini"
    file.write_text(
        f"[databases]\n{postgres.DATABASE} = host=127.0.0.1 port={server.port}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder}/users\n"
        f"pool_mode = transaction\ndefault_pool_size = {POOL}\nserver_reset_query_always = 0\n"
    )
    file.chmod(0o644)
    return file


def _connects(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5).close()
        return True
    return False


@dataclass
class Estate:
    primary: Server
    standby: Server
    pooler: Pooler
    first: Portal
    second: Portal
    mails: Path
    store: S3Storage
    sessions: dict[str, str]

    def visitor(self, machine: Portal, account: str = "") -> portal.Visitor:
        """A browser at that machine, of somebody who signed in with a second step, or of a visitor."""
        return portal.Visitor(machine, cookies={"sessionid": self.sessions[account]} if account else {}, timeout=120)

    @property
    def partner(self) -> str:
        """Of whom people can be invited."""
        return str(self.standby.ask("SELECT min(organisation_id) FROM partners_membership WHERE ends_on IS NULL")[0][0])

    def files(self) -> set[str]:
        """What lies in the store."""
        return {each.key for each in self.store.bucket.objects.all()}

    def promote(self) -> None:
        """What an operator does when the primary died."""
        self.standby.promote()
        self.pooler.lead_to(self.standby)

    @property
    def machines(self) -> int:
        return 1 if self.first is self.second else 2

    def wait_until_it_follows(self) -> None:
        _wait_until_it_follows(self.primary)

    def sent_to(self) -> list[tuple[str, str]]:
        """Address and Message-ID of every mail that went out."""
        lines = [line for file in self.mails.rglob("*") if file.is_file() for line in file.read_text().splitlines()]
        to = [line.removeprefix("To: ") for line in lines if line.startswith("To: ")]
        marks = [line.removeprefix("Message-ID: ") for line in lines if line.startswith("Message-ID: ")]
        return list(zip(to, marks, strict=True))


@contextlib.contextmanager
def estate(*, first: bool = True, workers: bool = True) -> Iterator[Estate]:
    """Start all of it, or all but the first machine, and take all of it away again."""
    with contextlib.ExitStack() as at_the_end:
        folder = Path(tempfile.mkdtemp(prefix="portal-machines-"))
        at_the_end.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)
        primary, standby = _servers(folder, at_the_end)
        pooler = pooler_before(primary, folder / "pooler")
        at_the_end.callback(pooler.process.wait, timeout=30)
        at_the_end.callback(pooler.process.send_signal, signal.SIGINT)
        store = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
        store.start()
        at_the_end.callback(store.stop)
        files_url = f"s3+http://sleutel:geheim@127.0.0.1:{store._port}/{BUCKET}"
        files = _bucket(files_url)

        machines = []
        for name in ("first", "second") if first else ("second",):
            environment = _environment(folder, name, primary, standby, pooler, files_url)
            machine = Portal(folder / name, int(environment["PORT"]), environment)
            (folder / name).mkdir()
            portal.collect_static_files(folder / name)
            at_the_end.callback(machine.stop)
            machine.start_web()
            if workers:
                machine.start_worker()
            machines.append(machine)
        sessions = _signed_in(machines[-1])
        for machine in machines:
            machine.wait_until_it_answers()
        yield Estate(primary, standby, pooler, machines[0], machines[-1], folder / "mails", files, sessions)


def _servers(folder: Path, at_the_end: contextlib.ExitStack) -> tuple[Server, Server]:
    with portal.template() as made:
        account = postgres._account(made / "postgres")
        primary, standby = Server(folder, "een", account), Server(folder, "twee", account)
        subprocess.run(["cp", "-a", made / "postgres" / "data", primary.data], check=True)
    at_the_end.callback(primary.stop)
    primary.start()
    primary.ask("UPDATE network_person SET email = replace(email, '@demo.example', %s)", MAIL_DOMAIN)
    standby.copy_from(primary)
    at_the_end.callback(standby.stop)
    standby.start()
    primary.set("synchronous_standby_names", standby.name)
    _wait_until_it_follows(primary)
    return primary, standby


def _wait_until_it_follows(primary: Server) -> None:
    until(
        lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == [("sync",)],
        seconds=60,
        what="de tweede server volgt de eerste",
    )


def _environment(
    folder: Path, name: str, primary: Server, standby: Server, pooler: Pooler, files_url: str
) -> dict[str, str]:
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}/{postgres.DATABASE}?target_session_attrs=read-write"
    direct = f"postgresql://portal_web@{hosts}"
    of_database = (
        {
            "DATABASE_URL": f"{pooler.url('portal_web')}?application_name=pooler",
            "DATABASE_POOLED": "1",
            "DATABASE_DIRECT_URL": f"{direct}&application_name=past-the-pooler",
        }
        if name == "first"
        else {"DATABASE_URL": direct, "DATABASE_READ_URL": standby.url("portal_web")}
    )
    (folder / "mails").mkdir(exist_ok=True)
    return portal._environment(
        folder / name,
        PORT=str(free_port()),
        PORTAL_URL=PORTAL_URL,
        PORTAL_DEMO="0",
        SECRET_KEY=SECRET,
        WEB_CONCURRENCY="1",
        SEVERAL_MACHINES="1",
        FILES_URL=files_url,
        EMAIL_URL=f"filemail:///{folder}/mails",
        **of_database,
    )


def _bucket(files_url: str) -> S3Storage:
    entry = storage(files_url, Path())
    store: S3Storage = import_string(entry["BACKEND"])(**entry["OPTIONS"])
    store.bucket.create()
    return store


def _signed_in(machine: Portal) -> dict[str, str]:
    command = [sys.executable, "-m", "tests.drills.machines"]
    done = subprocess.run(command, cwd=ROOT, env=machine.environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _sign_everybody_in() -> dict[str, str]:
    """A session of each of the example's people, with a second step, as signing in would make it."""
    from network.models import Person
    from tests.signing_in import browser_of

    people = Person.objects.filter(email__endswith=MAIL_DOMAIN, is_active=True)
    return {
        person.email.partition("@")[0]: str(browser_of(person).session.session_key)
        for person in people
        if not person.email.startswith("uitgenodigd")
    }


def processor_seconds(pids: Iterable[int], *, ended_too: bool = False) -> float:
    """What these processes used so far, and what their children did that ended."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(ticks) for each in fields for ticks in each[11 : 15 if ended_too else 13]) / os.sysconf("SC_CLK_TCK")


def has_pooler() -> bool:
    return bool(shutil.which("pgbouncer") or Path("/usr/sbin/pgbouncer").exists())


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_sign_everybody_in()) + "\n")
