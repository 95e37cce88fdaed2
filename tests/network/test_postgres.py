"""The embedded Postgres, with real servers: of the wheel, and of Debian where it is installed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from network import postgres
from network.postgres import Cluster, PostgresError, ensure, find

DEBIAN = Path("/usr/lib/postgresql/15/bin")
ROOT = Path(__file__).parents[2]


@pytest.fixture(
    params=[
        "wheel",
        pytest.param(
            "Debian",
            marks=[
                pytest.mark.full,
                pytest.mark.skipif(not DEBIAN.exists(), reason="geen Postgres 15 van Debian"),
            ],
        ),
    ]
)
def binaries(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "Debian":
        monkeypatch.setenv("PORTAL_PG_BINDIR", str(DEBIAN))
    else:
        monkeypatch.delenv("PORTAL_PG_BINDIR", raising=False)
    return request.param


@pytest.fixture
def empty_folder() -> Iterator[Path]:
    """A data folder that the server's account can reach, with its server stopped afterwards."""
    base = Path(tempfile.mkdtemp(prefix="portal-test-")).resolve()
    base.chmod(0o755)
    yield base / "var"
    for lock in base.rglob("postgres.lock"):
        if running := find(lock.parent):
            running.stop()
    shutil.rmtree(base)


@pytest.fixture
def folder(empty_folder: Path, made_before: dict[str, Path]) -> Path:
    """A data folder in which the database was started before, and stopped: copied, for making one takes a second."""
    binaries = os.environ.get("PORTAL_PG_BINDIR", "")
    if binaries not in made_before:
        made_before[binaries] = made_before["base"] / f"made-{len(made_before)}"
        start(made_before[binaries]).stop()
    subprocess.run(["cp", "-a", made_before[binaries], empty_folder], check=True)
    return empty_folder


@pytest.fixture(scope="module")
def made_before() -> Iterator[dict[str, Path]]:
    base = Path(tempfile.mkdtemp(prefix="portal-test-"))
    base.chmod(0o755)
    yield {"base": base}
    shutil.rmtree(base)


def ask(url: str, sql: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(sql.encode()).fetchone()
        return row[0] if row else None


def start(folder: Path) -> Cluster:
    return ensure(folder, durable=False)


def postmaster_pid(folder: Path) -> int:
    return int((folder / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])


def wait_until_gone(pid: int) -> None:
    assert postgres._wait_until(lambda: not postgres._is_alive(pid), 10)


def another_starter(folder: Path, *, then: str = "") -> subprocess.Popen[str]:
    """Another process that starts the database and says its address."""
    code = (
        "import sys, time; from pathlib import Path; from network.postgres import ensure\n"
        f"print(ensure(Path(sys.argv[1]), durable=False).web_url, flush=True); {then}"
    )
    return subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_first_start_gives_an_empty_portal_database_in_dutch_order_and_utf8(
    binaries: str, empty_folder: Path
) -> None:
    cluster = start(empty_folder)

    major = int(str(ask(cluster.admin_url, "SHOW server_version_num"))) // 10000
    assert major == (15 if binaries == "Debian" else 18)
    assert ask(cluster.web_url, "SELECT current_database()") == "portal"
    assert (
        ask(cluster.web_url, "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'portal'") == "UTF8"
    )
    assert ask(cluster.web_url, "SELECT datcollate FROM pg_database WHERE datname = 'portal'") == "C.UTF-8"
    assert (
        ask(cluster.owner_url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'portal'")
        == "portal_owner"
    )


def test_a_second_start_finds_the_server_that_runs_and_costs_next_to_nothing(binaries: str, folder: Path) -> None:
    first = start(folder)
    pid = postmaster_pid(folder)

    began = time.perf_counter()
    second = start(folder)
    took = time.perf_counter() - began

    assert second == first
    assert postmaster_pid(folder) == pid
    assert took < 0.05


def test_after_a_stop_nothing_runs_and_the_next_start_finds_the_data(binaries: str, folder: Path) -> None:
    cluster = start(folder)
    with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE agreed AS SELECT 7 AS number")

    cluster.stop()

    assert find(folder) is None
    assert ask(start(folder).owner_url, "SELECT number FROM agreed") == 7


def test_the_server_goes_on_when_whoever_started_it_is_killed(binaries: str, folder: Path) -> None:
    starter = another_starter(folder, then="time.sleep(600)")
    assert starter.stdout
    url = starter.stdout.readline().strip()
    pid = postmaster_pid(folder)

    starter.kill()
    starter.communicate()

    assert start(folder).web_url == url
    assert postmaster_pid(folder) == pid
    assert ask(url, "SELECT 1") == 1


def test_a_killed_server_comes_back_with_everything_that_was_committed(binaries: str, folder: Path) -> None:
    cluster = ensure(folder)
    with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE agreed AS SELECT 7 AS number")
        killed = postmaster_pid(folder)

        # With a session still open, so that the dead server leaves orphans behind for a moment.
        os.kill(killed, signal.SIGKILL)
        wait_until_gone(killed)
        again = ensure(folder)

    assert postmaster_pid(folder) != killed
    assert ask(again.owner_url, "SELECT number FROM agreed") == 7


def test_a_pid_file_whose_number_now_belongs_to_another_program_is_no_obstacle(binaries: str, folder: Path) -> None:
    cluster = start(folder)
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    left_behind = pid_file.read_text().splitlines()
    cluster.stop()

    with subprocess.Popen(["sleep", "600"]) as other:
        pid_file.write_text("\n".join([str(other.pid), *left_behind[1:]]) + "\n")
        try:
            assert find(folder) is None
            assert ask(start(folder).web_url, "SELECT 1") == 1
            assert other.poll() is None
        finally:
            other.kill()


def test_an_initdb_that_was_killed_halfway_is_done_again(binaries: str, empty_folder: Path) -> None:
    halfway = empty_folder / "postgres" / "data.unfinished"
    halfway.mkdir(parents=True)
    (halfway / "PG_VERSION").write_text("18\n")

    assert ask(start(empty_folder).web_url, "SELECT 1") == 1
    assert not halfway.exists()


def test_starters_at_the_same_moment_get_the_same_server(binaries: str, empty_folder: Path) -> None:
    starters = [another_starter(empty_folder) for _ in range(4)]

    addresses = {starter.communicate(timeout=60)[0].strip() for starter in starters}

    assert [starter.returncode for starter in starters] == [0, 0, 0, 0]
    assert addresses == {start(empty_folder).web_url}


def test_each_role_may_do_what_was_promised_and_no_more(binaries: str, folder: Path) -> None:
    cluster = start(folder)
    with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE published AS SELECT 'open' AS word")
        owner.execute("CREATE TABLE delivered AS SELECT 'raw' AS word")
        owner.execute("GRANT SELECT ON published TO portal_public")
        owner.execute("GRANT SELECT ON delivered TO portal_steward")

    with psycopg.connect(cluster.web_url, autocommit=True) as web:
        # A member of both, but without their rights until it becomes one of them.
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT word FROM published")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT word FROM delivered")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("CREATE TABLE mine (number int)")

        web.execute("SET ROLE portal_public")
        assert web.execute("SELECT word FROM published").fetchone() == ("open",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SELECT word FROM delivered")

        web.execute("RESET ROLE")
        web.execute("SET ROLE portal_steward")
        assert web.execute("SELECT word FROM delivered").fetchone() == ("raw",)

        web.execute("RESET ROLE")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("SET ROLE portal_owner")


@pytest.mark.parametrize("role", ["portal_public", "portal_steward"])
def test_nobody_signs_in_as_a_role_that_is_only_switched_to(folder: Path, role: str) -> None:
    cluster = start(folder)

    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(cluster.web_url.replace("portal_web", role))


def test_no_role_of_the_portal_is_superuser_and_only_the_owner_makes_databases(folder: Path) -> None:
    cluster = start(folder)

    with psycopg.connect(cluster.admin_url) as admin:
        roles = admin.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
            " WHERE rolname LIKE 'portal%' ORDER BY rolname"
        ).fetchall()

    assert roles == [
        ("portal_owner", False, True, False, False),
        ("portal_public", False, False, False, False),
        ("portal_steward", False, False, False, False),
        ("portal_web", False, False, False, False),
    ]


def test_the_roles_are_put_right_again_when_somebody_widened_them(binaries: str, folder: Path) -> None:
    cluster = start(folder)
    with psycopg.connect(cluster.admin_url, autocommit=True) as admin:
        admin.execute("ALTER ROLE portal_web INHERIT CREATEDB")
        if admin.info.server_version >= 160000:
            admin.execute("GRANT portal_steward TO portal_web WITH INHERIT TRUE")

        admin.execute(postgres.ROLES_SQL.read_bytes())

        inherits = admin.execute("SELECT pg_has_role('portal_web', 'portal_steward', 'USAGE')").fetchone()
    assert inherits == (False,)


def test_the_server_listens_on_no_network_and_only_its_own_account_reaches_the_socket(folder: Path) -> None:
    cluster = start(folder)

    assert ask(cluster.admin_url, "SHOW listen_addresses") == ""
    assert cluster.socket_folder.stat().st_mode & 0o077 == 0
    assert (folder / "postgres").stat().st_mode & 0o077 == 0


def test_a_folder_too_deep_for_a_socket_still_gets_a_database(empty_folder: Path) -> None:
    deep = empty_folder / ("met een lange naam " * 4) / ("en nog een " * 4)

    cluster = start(deep)

    assert len(str(cluster.socket_folder)) <= postgres.LONGEST_SOCKET_FOLDER
    assert ask(cluster.web_url, "SELECT 1") == 1
    cluster.stop()
    cluster.socket_folder.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="alleen root start met een ander account")
def test_root_never_opens_a_closed_folder_for_the_server(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelter = empty_folder.parent / "shelter"
    monkeypatch.setattr(postgres, "SHELTER", shelter)
    closed = empty_folder.parent / "closed"
    closed.mkdir(mode=0o700)

    cluster = start(closed / "var")

    assert closed.stat().st_mode & 0o777 == 0o700
    assert (closed / "var" / "postgres").resolve().parent == shelter
    assert ask(cluster.web_url, "SELECT 1") == 1
    assert Path(f"/proc/{postmaster_pid(closed / 'var')}").stat().st_uid != 0


def test_data_of_another_version_are_left_alone_with_a_sentence_that_says_what_to_do(folder: Path) -> None:
    start(folder).stop()
    version = folder / "postgres" / "data" / "PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(PostgresError, match=r"gemaakt met Postgres 14, en hier staat Postgres 18\. .*pg_dumpall"):
        start(folder)

    assert version.read_text() == "14\n"


def test_a_named_folder_without_postgres_is_told_by_name(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PG_BINDIR", "/nergens")

    with pytest.raises(PostgresError, match="geen bruikbare Postgres gevonden in /nergens"):
        start(empty_folder)


def test_the_command_line_starts_names_and_stops(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> tuple[int, str]:
        status = postgres.main([*words, "--data-dir", str(folder)])
        return status, capsys.readouterr().out.strip()

    assert run("status") == (3, "De database draait niet.")
    assert run("start", "--volatile") == (0, f"De database draait: {folder}/postgres")
    status, url = run("url", "--role", "owner")
    assert (status, ask(url, "SELECT current_user")) == (0, "portal_owner")
    assert run("stop") == (0, "De database is gestopt.")
    assert run("stop") == (0, "De database draait niet.")
