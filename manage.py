#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is er niet. Draai eerst script/setup, en start met .venv/bin/python manage.py.")

    from network.postgres import PostgresError

    try:
        execute_from_command_line(sys.argv)
    except PostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
