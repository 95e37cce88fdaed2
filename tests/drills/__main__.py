"""`python -m tests.drills`: see drill.py."""

import argparse
import os
import sys

import django

from tests.drills.drill import all_drills, missed
from tests.figures_table import Run


def main() -> int:
    drills = all_drills()
    parser = argparse.ArgumentParser(prog="python -m tests.drills", description="De oefeningen.")
    parser.add_argument("names", nargs="*", metavar="NAAM", help=", ".join(drills))
    parser.add_argument("--short", action="store_true", help="de korte vorm, zoals script/test haar draait")
    parser.add_argument("--without", default="", help="zonder deze bescherming: dan moet de oefening mislukken")
    asked = parser.parse_args()
    run = Run()
    for name in asked.names or drills:
        sys.stdout.write(f"— {name}\n")
        run.lines += drills[name].drill(long=not asked.short, without=asked.without)
    sys.stdout.write("\n".join(run.table()) + "\n")
    return bool(missed(run.lines))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    django.setup()
    sys.exit(main())
