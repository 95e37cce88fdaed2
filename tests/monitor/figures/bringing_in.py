"""Bringing figures in, as the tests of the monitor do it: through the flows that the pages use."""

from pathlib import Path

from monitor import import_flows
from monitor.areas import Area
from monitor.import_indicators import NewIndicator, suggested_indicator
from monitor.models import ImportRun, Indicator
from network.models import Person

FILES = Path(__file__).parents[2] / "data" / "statline"

LONG = "Aanvullende informatie;Perioden;Regio's;Gestarte adviezen (aantal)\n"
NORTH = Area("country_part", "Noord-Nederland")


def long_table(*rows: str, source: str = "Bron: CBS") -> bytes:
    """A long table with one subject; each row is «subdivision;period;area;figure»."""
    return (LONG + "\n".join([*rows, source])).encode()


def new_indicator(run: ImportRun, **changes: object) -> NewIndicator:
    draft = vars(suggested_indicator(run)) | {"definition": "Wat meetelt."} | changes
    return NewIndicator(**draft)  # type: ignore[arg-type]  # whatever a test changes


def bring_in(content: bytes, *, name: str = "tabel.csv", by: Person | None = None) -> ImportRun:
    return import_flows.bring_in(file_name=name, content=content, by=by)


def load(
    content: bytes,
    *,
    name: str = "tabel.csv",
    indicator: Indicator | None = None,
    area: Area | None = None,
    **changes: object,
) -> Indicator:
    """The whole way: bring in, choose, confirm. Gives the indicator that the figures went to."""
    run = bring_in(content, name=name)
    indicator = indicator or run.indicator
    made = None if indicator else new_indicator(run, **changes)
    import_flows.choose(run, indicator=indicator, new_indicator=made, area=area)
    saved = import_flows.confirm(run, waits=True)
    assert saved.indicator
    return saved.indicator


def load_file(file: str, **options: object) -> Indicator:
    return load((FILES / file).read_bytes(), **options)  # type: ignore[arg-type]  # those of load()
