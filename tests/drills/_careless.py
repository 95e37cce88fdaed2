"""The portal with one protection taken out, so that a drill can be seen to notice. Never a setting of the product.

    DRILL_WITHOUT=many_writers.version gunicorn tests.drills._careless:application
    DRILL_WITHOUT=many_writers.version python -m tests.drills._careless          the worker

What is taken out, and how, the drill's own PROTECTIONS say; several go with commas between them.
"""

import os
from importlib import import_module

from network.wsgi import application

__all__ = ["application"]


def take_out(named: str) -> None:
    module, _, protection = named.partition(".")
    import_module(f"tests.drills.{module}").PROTECTIONS[protection]()


for each in os.environ["DRILL_WITHOUT"].split(","):
    take_out(each)

if __name__ == "__main__":
    from django.core.management import call_command

    call_command("worker")
