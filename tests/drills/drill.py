"""What a drill is: real processes, of which some are killed, and a count of what was promised and what was there after.

Each module of this folder with a function `drill` is one:

    def drill(*, long: bool, without: str = "") -> list[Line]: ...

`long` is the form that is run by hand, the other is in the daily round. `without` names a protection that is taken out,
one of the module's PROTECTIONS, to see that the drill notices. A line is what was counted, beside its goal.

    python -m tests.drills                      all of them, in the long form, and one table
    python -m tests.drills killed_import        one
    python -m tests.drills --short killed_import
    python -m tests.drills killed_import --without lock
"""

import pkgutil
from importlib import import_module
from types import ModuleType

import tests.drills
from tests.figures_table import Line


def all_drills() -> dict[str, ModuleType]:
    names = [found.name for found in pkgutil.iter_modules(tests.drills.__path__)]
    modules = {name: import_module(f"tests.drills.{name}") for name in names if not name.startswith(("_", "test_"))}
    return {name: module for name, module in modules.items() if hasattr(module, "drill")}


def missed(lines: list[Line]) -> list[Line]:
    return [line for line in lines if not line.is_met]
