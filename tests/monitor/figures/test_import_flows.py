"""Bringing figures in: what is written, when, and what the history keeps."""

import json
import re
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from psycopg import sql

from monitor import editions, import_comparison, import_flows, import_staging, jobs
from monitor.areas import Area
from monitor.import_indicators import ImportRefusedError
from monitor.import_look import given_area
from monitor.import_progress import progress_of
from monitor.models import (
    Edition,
    ImportFile,
    ImportRun,
    ImportStatus,
    IncomingFigure,
    Indicator,
    Observation,
    ReleasedValue,
    RevisionStatus,
    ValueStatus,
)
from monitor.series import ALL_CRIME
from network.database import as_steward
from network.history import history_of
from tests.bench.statline_import import looped, table
from tests.cast import Cast
from tests.factories import AreaSetFactory, IndicatorFactory, MunicipalityFactory, SourceFactory
from tests.monitor.figures.bringing_in import FILES, NORTH, bring_in, load, load_file, long_table, new_indicator

pytestmark = pytest.mark.django_db

ADVICE = "Mensenhandel;2023*;Gelderland-Zuid (VT);35"


def raw_figures() -> int:
    with as_steward():
        return Observation.objects.count()


def released(indicator: Indicator, **what: Any) -> ReleasedValue:
    edition = Edition.objects.latest_of(indicator)
    assert edition
    return ReleasedValue.objects.of_edition(edition).get(**what)


def kept(run: ImportRun) -> dict[str, Any]:
    """The values that the preview shows."""
    with as_steward():
        return ImportFile.objects.get(import_run=run).preview


def ready(content: bytes, **options: Any) -> ImportRun:
    """A file of which it is known where its figures belong."""
    run = bring_in(content, **options)
    return import_flows.choose(
        run, indicator=run.indicator, new_indicator=None if run.indicator else new_indicator(run)
    )


# --- nothing before it is confirmed ------------------------------------------------------------------------------


def test_a_file_that_was_looked_at_writes_no_figure_and_no_indicator() -> None:
    run = ready(long_table(ADVICE))

    assert run.status == ImportStatus.PREVIEWED
    assert (run.preview["new"], run.preview["changed"], run.preview["unchanged"]) == (1, 0, 0)
    assert raw_figures() == 0
    assert not Indicator.objects.exists()


def test_a_confirmed_file_is_saved_and_released_as_an_edition() -> None:
    indicator = load(long_table(ADVICE, "Mensenhandel;2023*;Zeeland (PV);."))

    value = released(indicator, area_name="Gelderland-Zuid")
    hidden = released(indicator, area_name="Zeeland")
    assert (value.value, value.revision_status, value.area_label) == (
        35,
        RevisionStatus.PROVISIONAL,
        "Gelderland-Zuid (VT)",
    )
    assert (hidden.value, hidden.value_status, hidden.text) == (None, ValueStatus.SUPPRESSED, ".")


def test_an_import_is_confirmed_once() -> None:
    run = ready(long_table(ADVICE))
    import_flows.confirm(run)

    with pytest.raises(ImportRefusedError, match="al opgeslagen"):
        import_flows.confirm(run)
    assert Edition.objects.count() == 1


def test_without_knowing_where_figures_belong_nothing_is_saved() -> None:
    with pytest.raises(ImportRefusedError, match="Kies eerst bij welke indicator"):
        import_flows.confirm(bring_in(long_table(ADVICE)))

    assert raw_figures() == 0


def test_a_cancelled_import_keeps_no_file_and_can_not_be_saved() -> None:
    run = import_flows.cancel(ready(long_table(ADVICE)))

    with as_steward():
        assert not ImportFile.objects.exists()
    with pytest.raises(ImportRefusedError):
        import_flows.confirm(run)


# --- all or nothing ----------------------------------------------------------------------------------------------


def test_with_one_rejected_line_nothing_is_saved_unless_it_is_skipped_on_purpose() -> None:
    run = ready(long_table(ADVICE, "Mensenhandel;2023*;Nederland;59O"))

    with pytest.raises(ImportRefusedError, match="Alles gaat mee of niets gaat mee"):
        import_flows.confirm(run)
    assert raw_figures() == 0

    import_flows.confirm(run, skips_rejected=True)
    assert raw_figures() == 1


def test_a_fault_halfway_leaves_nothing_behind_and_tells_whoever_brought_it_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The figures are written already when releasing them fails."""

    def broken(*args: object, **kwargs: object) -> NoReturn:
        raise DatabaseError("the disk is full")

    run = ready(long_table(ADVICE))
    ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.CONFIRMED)
    monkeypatch.setattr(editions, "_stretches", broken)

    with pytest.raises(DatabaseError), transaction.atomic():
        import_flows.save_figures(run)
    with pytest.raises(DatabaseError):
        jobs.save_figures(run=run.pk)

    run.refresh_from_db()
    assert (run.status, run.problem) == (ImportStatus.FAILED, jobs.FAILED)
    assert raw_figures() == 0
    assert not Edition.objects.exists()
    assert not Indicator.objects.exists()


def test_after_a_fault_the_same_import_can_be_saved_after_all() -> None:
    run = ready(long_table(ADVICE))
    import_flows.note_failure(run, problem="De schijf was vol.")

    assert import_flows.confirm(run).status == ImportStatus.LOADED


def test_what_one_worker_saved_is_not_called_a_failure_by_another_that_took_up_the_job() -> None:
    run = ready(long_table(ADVICE))
    as_the_other_read_it = ImportRun.objects.get(pk=run.pk)
    assert import_flows.confirm(run).status == ImportStatus.LOADED

    import_flows.note_failure(as_the_other_read_it, problem="De verbinding viel weg.")

    run.refresh_from_db()
    assert (run.status, run.problem) == (ImportStatus.LOADED, "")


# --- the same again ----------------------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing_and_says_so() -> None:
    indicator = load(long_table(ADVICE))

    run = bring_in(long_table(ADVICE))

    assert run.indicator == indicator
    assert (run.preview["new"], run.preview["changed"], run.preview["unchanged"]) == (0, 0, 1)
    assert "Alle cijfers uit dit bestand staan er al. Er verandert niets." in run.preview["notes"]
    import_flows.confirm(run)
    assert (raw_figures(), Edition.objects.count()) == (1, 1)


def test_a_definitive_figure_replaces_a_provisional_one_and_the_history_keeps_the_old() -> None:
    indicator = load(long_table(ADVICE))

    run = bring_in(long_table("Mensenhandel;2023;Gelderland-Zuid (VT);40"))
    changes = kept(run)["changes"]
    import_flows.confirm(run)

    assert changes == [
        [
            "Gelderland-Zuid (VT), 2023",
            "Gestarte adviezen, Mensenhandel",
            "35",
            "40",
            "was voorlopig, nu definitief, bijgesteld",
        ]
    ]
    assert released(indicator).value == 40
    with as_steward():
        told = {(change.field, change.old, change.new) for change in history_of(Observation.objects.get())}
    assert ("waarde", "35", "40") in told
    assert ("status", "voorlopig", "definitief") in told


def test_an_earlier_edition_stays_as_it_was() -> None:
    indicator = load(long_table(ADVICE))
    load(long_table("Mensenhandel;2023;Gelderland-Zuid (VT);."), indicator=indicator)

    values = ReleasedValue.objects.order_by("edition__number").values_list("value", "value_status")
    assert list(values) == [(35, ValueStatus.VALUE), (None, ValueStatus.SUPPRESSED)]


def test_a_definitive_figure_that_would_become_provisional_again_is_warned_about() -> None:
    load(long_table("Mensenhandel;2023;Nederland;590"))

    run = bring_in(long_table("Mensenhandel;2023*;Nederland;590"))

    assert any("Is dit een oud bestand?" in note for note in run.preview["notes"])


# --- where figures belong ----------------------------------------------------------------------------------------


def test_figures_of_two_sources_never_meet_in_one_indicator() -> None:
    of_cbs = IndicatorFactory(source=SourceFactory(name="CBS"))
    run = bring_in(long_table(ADVICE, source="Bron: Politie"))

    with pytest.raises(ImportRefusedError, match="Dit bestand komt van Politie"):
        import_flows.choose(run, indicator=of_cbs)
    with pytest.raises(ImportRefusedError, match="Dit bestand komt van Politie"):
        import_flows.choose(run, new_indicator=new_indicator(run, source="CBS"))


def test_a_file_without_an_area_gets_the_area_that_was_given_and_is_remembered_with_it() -> None:
    indicator = load_file("breed.csv", area=NORTH)

    value = released(indicator, category="33 Seksueel misdrijf", period="2023JJ00")
    again = bring_in((FILES / "breed.csv").read_bytes())
    assert (value.value, value.area_label, value.is_total) == (35, "Noord-Nederland (LD)", True)
    assert given_area(again) == NORTH
    assert again.preview["unchanged"] == 21


def test_parts_and_totals_are_told_apart() -> None:
    indicator = load_file("breed.csv", area=NORTH)

    assert released(indicator, category="Misdrijven, totaal", period="2021JJ00").is_total
    assert not released(indicator, category="331 Aanranding", period="2021JJ00").is_total


@pytest.mark.parametrize("name", ["Tiel", "tiel", "Gemeente Tiel", "gem. Tiel", "Tiel (gemeente)", "GM0281   "])
def test_a_municipality_is_recognised_by_its_name_or_its_code(cast: Cast, name: str) -> None:
    indicator = load(long_table(f"Mensenhandel;2023;{name};15"))

    value = released(indicator)
    assert (value.municipality, value.area_name, value.area_kind) == (cast.tiel, "Tiel", "municipality")


def test_the_same_name_of_another_kind_is_another_area() -> None:
    indicator = load(long_table("Mensenhandel;2023;Drenthe (PV);25", "Mensenhandel;2023;Drenthe (VT);30"))

    assert released(indicator, area_kind="province").value == 25
    assert released(indicator, area_kind="vt").value == 30


def test_one_municipality_under_two_names_in_one_file_is_rejected(cast: Cast) -> None:
    run = bring_in(long_table("Mensenhandel;2023;Tiel;15", "Mensenhandel;2023;GM0281;20"))

    (line,) = kept(run)["rejected"]
    assert line[0] == 3
    assert line[3] == "Dit is dezelfde gemeente als «Tiel» in dit bestand."


def test_a_name_that_looks_like_a_region_is_rejected_with_what_was_probably_meant() -> None:
    indicator = load(long_table(ADVICE))
    AreaSetFactory(name="Rivierenland")

    run = bring_in(long_table("Mensenhandel;2023;Gelderland Zuid;35", "Mensenhandel;2023;Rivierenland;5"))

    rejected = kept(run)["rejected"]
    assert run.indicator == indicator
    assert [line[2:] for line in rejected] == [
        ["Gelderland Zuid", "Dit gebied kennen we niet.", "Bedoelt u «Gelderland-Zuid (VT)»?", "Gelderland-Zuid (VT)"],
        [
            "Rivierenland",
            "Dit gebied kennen we niet als gemeente.",
            "Schrijf erachter welke regio het is, zoals (VT) of (GG).",
            "",
        ],
    ]


def test_a_municipality_with_the_name_of_a_region_is_no_mistake() -> None:
    AreaSetFactory(name="Utrecht")
    load(long_table("Mensenhandel;2023;Amsterdam (RE);35"))

    run = bring_in(long_table("Mensenhandel;2023;Amsterdam;20", "Mensenhandel;2023;Utrecht (gemeente);5"))

    assert run.preview["rejected"] == 0


def test_an_unknown_code_is_rejected_and_an_unknown_municipality_keeps_its_own_name(cast: Cast) -> None:
    run = bring_in(long_table("Mensenhandel;2023;GM9999;15", "Mensenhandel;2023;Aa en Hunze;20"))

    (line,) = kept(run)["rejected"]
    assert line[3] == "Deze code kennen we niet."
    assert any("Eén gemeente staat niet in het register" in note for note in run.preview["notes"])


def test_a_municipality_of_today_goes_before_one_of_the_past_with_the_same_name() -> None:
    MunicipalityFactory(code="GM0001", name="Neerdorp", valid_to="2022-12-31")
    today = MunicipalityFactory(code="GM0002", name="Neerdorp")

    assert released(load(long_table("Mensenhandel;2023;Neerdorp;15"))).municipality == today


def test_an_indicator_of_all_crime_says_that_it_is_not_about_sexual_crime_alone() -> None:
    indicator = load_file("tabelindeling.csv")

    assert indicator.quality_note == ALL_CRIME


def test_an_indicator_without_a_definition_is_never_made() -> None:
    run = bring_in(long_table(ADVICE))

    for missing, reason in (("definition", "Zonder definitie"), ("source", "Zonder bron")):
        with pytest.raises(ImportRefusedError, match=reason):
            import_flows.choose(run, new_indicator=new_indicator(run, **{missing: ""}))
    assert not Indicator.objects.exists()


# --- many figures ------------------------------------------------------------------------------------------------


def many(count: int = import_flows.LARGE + 1) -> bytes:
    return long_table(*(f"Soort {number};2023;Nederland;{number}" for number in range(count)))


def test_many_figures_are_saved_in_the_background_by_the_same_function(cast: Cast) -> None:
    run = import_flows.confirm(ready(many(), by=cast.data_steward))

    assert (run.status, run.was_in_background, raw_figures()) == (ImportStatus.CONFIRMED, True, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'monitor.save_figures'")
        assert [json.loads(args) if isinstance(args, str) else args for (args,) in cursor.fetchall()] == [
            {"run": run.pk}
        ]

    jobs.save_figures(run=run.pk)

    run.refresh_from_db()
    assert (run.status, raw_figures()) == (ImportStatus.LOADED, import_flows.LARGE + 1)
    assert progress_of(run.pk) is None


def test_saving_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in (import_staging, import_comparison, editions):
        monkeypatch.setattr(part, "STRETCH", 50)
    run = ready(many(100))
    ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.CONFIRMED)
    heard: list[tuple[int, int]] = []

    import_flows.save_figures(run, tell=lambda done, total: heard.append((done, total)))

    assert heard == [(10, 100), (20, 100), (45, 100), (70, 100), (85, 100), (100, 100)]


def test_a_large_import_is_at_least_15_times_as_fast_as_the_usual_loop_of_an_import_library() -> None:
    """M30, B03: both in this same run, the loop for fifty figures. Half a million stand in script/bench."""
    run = bring_in(table(4_000))
    import_flows.choose(run, new_indicator=new_indicator(run, name="Groot", source="CBS"))
    start = perf_counter()
    import_flows.confirm(run, waits=True)
    figures_per_second = 4_000 / (perf_counter() - start)

    with as_steward():
        seconds = looped(table(1_000), 50)
    print(f"{figures_per_second:.0f} cijfers per seconde, {50 / seconds:.0f} met de gewone lus")
    assert figures_per_second >= 15 * 50 / seconds


def test_a_file_that_revises_some_and_adds_some_leaves_the_rest_alone() -> None:
    """Only what changed has a new line in the history."""
    indicator = load(long_table("A;2023*;Nederland;1", "B;2023*;Nederland;2"))
    load(long_table("A;2023*;Nederland;1", "B;2023;Nederland;3", "C;2023;Nederland;4"), indicator=indicator)

    with as_steward():
        events = Observation.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]  # of pghistory
        told = [(event.category, event.pgh_label) for event in events]
        assert {figure.category: figure.value for figure in Observation.objects.all()} == {"A": 1, "B": 3, "C": 4}
    assert told == [("A", "toegevoegd"), ("B", "toegevoegd"), ("B", "gewijzigd"), ("C", "toegevoegd")]


def test_figures_that_wait_are_gone_after_each_look() -> None:
    ready(long_table(ADVICE))

    with as_steward():
        assert not IncomingFigure.objects.exists()


# --- raw figures never meet a reader -----------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["monitor_observation", "monitor_importfile", "monitor_observationevent"])
def test_the_portal_itself_can_not_read_raw_figures(table: str) -> None:
    load(long_table(ADVICE))

    with connection.cursor() as cursor, pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))


def test_only_imports_deliveries_and_the_edition_job_reach_raw_figures() -> None:
    """Whoever reads or writes the tables of the imports stands here by name."""
    folder = Path(import_flows.__file__).parent
    source = {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    raw = re.compile(r"Observation\.objects|ImportFile\.objects|IncomingFigure\.objects|\bmonitor_observation\b")
    here = {name for name, text in source.items() if raw.search(text)}

    assert here == {
        *("import_flows.py", "import_look.py", "import_page.py", "import_staging.py", "import_comparison.py"),
        "import_names.py",
        *("editions.py", "edition_input.py", "demo_map.py", "apps.py", "migrations/0001_initial.py"),
    }


def test_what_is_kept_of_an_import_outside_the_raw_tables_holds_no_figure() -> None:
    run = ready(long_table("Mensenhandel;2023;Nederland;98765", "Mensenhandel;2023;Tiel;12O34"))

    run.refresh_from_db()
    assert "98765" not in json.dumps(run.preview)
    assert "12O34" not in json.dumps(run.preview)
    assert "98.765" in json.dumps(kept(run))


def test_an_area_that_was_given_never_overrules_what_the_file_says() -> None:
    run = bring_in(long_table(ADVICE))
    import_flows.choose(run, new_indicator=new_indicator(run), area=Area("province", "Gelderland"))
    import_flows.confirm(run)

    assert released(Indicator.objects.get()).area_label == "Gelderland-Zuid (VT)"
