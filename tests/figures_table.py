"""The figures of the guards and of the drills in one table at the end of the run.

A guard takes the fixture `figure`, and says what it counted and what it must be:

    def test_everybody_gets_what_was_agreed_on_every_page(figure: Figure) -> None:
        ...
        figure("G-01", "cellen van de rechtenmatrix", asked, goal="≥ 1500")
        figure("G-01", "verschillen met wat is afgesproken", len(surprises), goal="0")

A goal is «≥ 10», «≤ 10», or exactly what the figure must be («0», «A+», «10 van 10»); a guard that misses it fails
there and then. Every guard has a test that switches the guard off and sees it fail, marked with the guard's name:

    @pytest.mark.control_of("test_everybody_gets_what_was_agreed_on_every_page")
    def test_a_page_without_its_check_is_noticed() -> None: ...

When everything ran, a row without a figure or a guard without a control fails the run. What this machine can't run may
be missing; with CI=true it may not.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

# What is promised of security and privacy (00–09, 20–24), of drills (10–19), of who reads with more trouble (25–28), of
# small numbers (30) and of language (31). 29 is a list that people go through.
ROWS = tuple(f"G-{number:02}" for number in (*range(29), 30, 31))
GUARDS_OF_THIS_PROJECT = 40  # a guard that goes takes its figure along; this notices

Figure = Callable[..., None]


@dataclass(frozen=True)
class Line:
    row: str
    what: str
    value: Any
    goal: str

    def __post_init__(self) -> None:
        if self.row not in ROWS:
            raise ValueError(f"{self.row} is geen rij van de tabel")

    @property
    def is_met(self) -> bool:
        match self.goal.split(" ")[:2]:
            case ["≥", least]:
                return float(self.value) >= float(least)
            case ["≤", most]:
                return float(self.value) <= float(most)
        return str(self.value) == self.goal


@dataclass
class Run:
    """What one run of the tests counted."""

    lines: list[Line] = field(default_factory=list)
    guards: set[str] = field(default_factory=set)
    controlled: set[str] = field(default_factory=set)
    skipped_guards: set[str] = field(default_factory=set)

    def table(self) -> Iterator[str]:
        for line in sorted(self.lines, key=lambda line: line.row):
            mark = "ja " if line.is_met else "NEE"
            yield f"{line.row}  {mark}  {line.what:<64.64} {line.value!s:>12}   doel {line.goal}"

    def missing(self, *, nothing_may_be_skipped: bool) -> Iterator[str]:
        """What a run of everything should have counted and did not."""
        if self.skipped_guards and not nothing_may_be_skipped:
            return
        for row in sorted(set(ROWS) - {line.row for line in self.lines}):
            yield f"{row} heeft geen cijfer"
        for guard in sorted(self.guards - self.controlled):
            yield f"{guard} heeft geen test die haar laat zakken (pytest.mark.control_of)"


RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[RUN] = Run()
    config.pluginmanager.register(Counting(config.stash[RUN]))
    config.addinivalue_line("markers", "control_of(*guards): switches these guards off and sees them fail")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Write on every test what it guards or controls; that travels along when tests run in another process."""
    for item in session.items:
        item.user_properties += [("control_of", name) for mark in item.iter_markers("control_of") for name in mark.args]
        if "figure" in getattr(item, "fixturenames", []):
            item.user_properties.append(("guard", getattr(item, "originalname", item.name)))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Figure:
    """Report a figure of a guard: `figure("G-04", "velden", 310, goal="≥ 300")`."""

    def report(row: str, what: str, value: float | str, *, goal: str) -> None:
        line = Line(row, what, value, goal)
        request.node.user_properties.append(("figure", [row, what, value, goal]))
        assert line.is_met, f"{row} {what}: {value}, het doel is {goal}"

    return report


class Counting:
    """Reads the reports of all tests, wherever they ran."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        said = report.user_properties
        if report.skipped:
            self.run.skipped_guards |= {str(value) for key, value in said if key == "guard"}
        if report.when == "teardown":
            self.run.guards |= {str(value) for key, value in said if key == "guard"}
            self.run.controlled |= {str(value) for key, value in said if key == "control_of"}
            # A test with many cases tells its figure in each of them.
            lines = [Line(*value) for key, value in said if key == "figure"]
            self.run.lines += [line for line in lines if line not in self.run.lines]


def in_ci() -> bool:
    return os.environ.get("CI") == "true"


def ran_everything(config: pytest.Config) -> bool:
    option = config.option
    chosen = [getattr(option, name, None) for name in ("keyword", "lf", "deselect", "collectonly")]
    is_default = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return is_default and not any(chosen) and option.markexpr in {"", "not full"}


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    run = session.config.stash[RUN]
    if hasattr(session.config, "workerinput") or not ran_everything(session.config):
        return
    guards = len(run.guards & run.controlled)
    run.lines.append(Line("G-00", "bewakers met een eigen tegenproef", guards, f"≥ {GUARDS_OF_THIS_PROJECT}"))
    is_whole = run.lines[-1].is_met and not list(run.missing(nothing_may_be_skipped=in_ci()))
    if session.exitstatus == pytest.ExitCode.OK and not is_whole:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    run = config.stash[RUN]
    if not run.lines:
        return
    terminalreporter.section("cijfers van de bewakers")
    for line in run.table():
        terminalreporter.write_line(line)
    for name in sorted(run.skipped_guards):
        terminalreporter.write_line(f"overgeslagen op deze machine: {name}")
    if ran_everything(config):
        for problem in run.missing(nothing_may_be_skipped=in_ci()):
            terminalreporter.write_line(f"ONTBREEKT  {problem}", red=True)
