"""The database of each released version, small: its schema, and one of everything that the factories make.

    PORTAL_PG_BINDIR=/usr/lib/postgresql/15/bin PORTAL_DATA_DIR=/tmp/versions SECRET_KEY=x python -m tests.versions

keeps that of the version in settings.VERSION, at the moment that it is released. Made with the oldest Postgres that we
promise, it loads on all. A version that was released never changes, and neither does its file.
"""

import lzma
import os
import re
import subprocess
import sys
from pathlib import Path

import django
import psycopg

VERSIONS = Path(__file__).parent / "data" / "versions"
LARGEST = 100 * 1024


def released() -> list[str]:
    """Every version whose database is kept, oldest first."""
    names = [path.name.removesuffix(".sql.xz") for path in VERSIONS.glob("*.sql.xz")]
    return sorted(names, key=lambda name: [int(part) for part in name.split(".")])


def sql_of(version: str) -> str:
    return lzma.decompress((VERSIONS / f"{version}.sql.xz").read_bytes()).decode()


def migrations_of(version: str) -> set[tuple[str, str]]:
    """App and name of each migration that it knew."""
    rows = re.search(r"^COPY public\.django_migrations .*?;\n(.*?)^\\\.", sql_of(version), re.DOTALL | re.MULTILINE)
    if rows is None:
        raise ValueError(f"{version}: geen migraties in het bestand")
    return {(app, name) for _, app, name, _ in (line.split("\t") for line in rows[1].splitlines())}


def load(version: str, conninfo: str, programs: Path) -> None:
    psql = [str(programs / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", conninfo]
    subprocess.run(psql, input=sql_of(version).encode(), check=True, capture_output=True)


def keep() -> Path:
    """Make the file of this version; the work of a minute, once per release."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from network.backup_database import owner_of, programs_for
    from network.management.commands.migrate import use_owner
    from tests.migrated_database import drop_database, make_database

    path, name = VERSIONS / f"{settings.VERSION}.sql.xz", f"version_{os.getpid()}"
    if path.exists():
        raise SystemExit(f"{path} is er al, en wat is uitgebracht verandert niet.")
    for each in (connections["default"].settings_dict, connections.settings["default"]):
        each["NAME"] = name
    use_owner()

    def migrate() -> None:
        call_command("migrate", verbosity=0)
        connections.close_all()

    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        make_database(owner, name, migrate=migrate)
        connections["default"].settings_dict["USER"] = "portal_owner"  # whom no right keeps from making anything
        _make_one_of_everything()
        connections.close_all()
        how = ["--no-owner", "--no-privileges", f"--dbname={owner_of(name)}"]
        dump = subprocess.run([programs_for(owner) / "pg_dump", *how], check=True, capture_output=True).stdout.decode()
        drop_database(owner, name)
    plain = "\n".join(line for line in dump.splitlines() if line and not line.startswith(("--", "\\restrict", "\\unr")))
    path.write_bytes(lzma.compress(f"{plain}\n".encode(), preset=9 | lzma.PRESET_EXTREME))
    return path


def _make_one_of_everything() -> None:
    """As far as a factory can do without being told more."""
    from django.core.exceptions import ValidationError
    from django.db import DatabaseError, transaction
    from factory.django import DjangoModelFactory

    from tests import factories

    for each in vars(factories).values():
        if isinstance(each, type) and issubclass(each, DjangoModelFactory) and each._meta.model:
            try:
                with transaction.atomic():
                    each()
            except (DatabaseError, ValidationError, TypeError, AttributeError) as error:
                sys.stderr.write(f"{each.__name__}: {error}\n")


if __name__ == "__main__":
    django.setup()
    made = keep()
    size = made.stat().st_size
    sys.stdout.write(f"{made}: {size} bytes\n")
    sys.exit(int(size > LARGEST))
