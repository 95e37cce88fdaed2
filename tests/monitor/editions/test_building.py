"""Building an edition of what partners delivered."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from monitor import edition_jobs, protected_editions
from monitor.disclosure.engine import EngineError
from monitor.disclosure.protection import NotProvenError
from monitor.disclosure.tables import relations
from monitor.edition_flows import run_build
from monitor.edition_input import layout_of
from monitor.editions import build_edition
from monitor.models import (
    BuildStatus,
    DeliveryStatus,
    DisclosureRule,
    Edition,
    EditionBuild,
    ImportRun,
    Indicator,
    Observation,
    ProtectedCell,
    ReleasedValue,
)
from monitor.numbers import ValueStatus
from network.database import as_steward
from network.models import AreaMembership, AreaSet, Municipality, Region
from partners.models import Organisation
from tests.factories import OrganisationFactory
from tests.monitor.editions.delivering import build, deliver, divided, make_region, release, released

pytestmark = pytest.mark.django_db

YEAR = "2025JJ00"
REGION = "Gelderland-Zuid"
OUTSIDE = "Onbekend of buiten de regio"


@pytest.fixture
def region(db: None) -> Region:
    return make_region("Buren", "Druten", "Tiel")


@pytest.fixture
def partner(db: None) -> Organisation:
    return OrganisationFactory(name="CSG")


@pytest.fixture
def simple(region: Region, partner: Organisation) -> Indicator:
    """12, 4 and 30, of one partner."""
    indicator = divided(name="Slachtoffers")
    deliver(indicator, partner, {("Buren", ""): 12, ("Druten", ""): 4, ("Tiel", ""): 30})
    return indicator


def test_cells_12_4_and_30_show_12_and_a_bound_and_no_total_that_gives_4_away(simple: Indicator) -> None:
    shown = released(release(simple))

    assert shown == {
        (REGION, "", YEAR): "hidden",
        ("Buren", "", YEAR): 12,
        ("Druten", "", YEAR): "below",
        ("Tiel", "", YEAR): 30,
    }


def test_the_same_deliveries_give_the_same_edition(simple: Indicator) -> None:
    one = release(simple)
    with as_steward():
        first = list(one.values.values_list("area_name", "category", "period", "value", "value_status"))
        one.values.all().delete()
        ProtectedCell.objects.all().delete()
        proof = one.proof
        one.builds.all().delete()
        one.delete()
    two = release(simple)

    assert list(two.values.values_list("area_name", "category", "period", "value", "value_status")) == first
    assert two.proof == proof


def test_totals_are_worked_out_from_the_raw_numbers_over_both_subdivisions(
    region: Region, partner: Organisation
) -> None:
    indicator = divided(["Vrouw", "Man"], ["jong", "oud"])
    numbers = {
        (place, f"{sex}, {age}"): 100 + at
        for at, (place, sex, age) in enumerate(
            (place, sex, age)
            for place in ("Buren", "Druten", "Tiel", None)
            for sex in ("Vrouw", "Man")
            for age in ("jong", "oud")
        )
    }
    deliver(indicator, partner, numbers)

    shown = released(release(indicator))

    assert shown["Buren", "", YEAR] == 100 + 101 + 102 + 103
    assert shown["Tiel", "Vrouw, Totaal", YEAR] == 108 + 109
    assert shown["Tiel", "Totaal, oud", YEAR] == 109 + 111
    assert shown[OUTSIDE, "Man, oud", YEAR] == 115
    assert shown[REGION, "Man, oud", YEAR] == 103 + 107 + 111 + 115
    assert shown[REGION, "", YEAR] == sum(numbers.values())
    assert len(shown) == 5 * 9


def test_the_total_is_of_the_region_under_a_kind_of_its_own(simple: Indicator) -> None:
    edition = release(simple)

    total = edition.values.get(area_name=REGION)
    assert (total.area_kind, total.is_total, total.municipality) == ("network", True, None)
    assert edition.contents["areas"][0] == ["network", REGION]


def test_a_year_is_there_once_all_its_quarters_are_and_never_the_year_so_far(
    region: Region, partner: Organisation
) -> None:
    indicator = divided()
    for quarter in (1, 2, 3):
        deliver(indicator, partner, _everywhere(20 * quarter), period=f"2025KW0{quarter}")
    assert {period for _, _, period in released(release(indicator))} == {"2025KW01", "2025KW02", "2025KW03"}

    deliver(indicator, partner, _everywhere(100), period="2025KW04")
    shown = released(release(indicator))

    assert shown["Tiel", "", YEAR] == 20 + 40 + 60 + 100
    assert shown[REGION, "", YEAR] == 3 * 220


def test_a_year_beside_its_own_quarters_is_refused(region: Region, partner: Organisation) -> None:
    indicator = divided()
    deliver(indicator, partner, _everywhere(20), period="2025KW01")
    deliver(indicator, partner, _everywhere(90))

    assert "overlappen elkaar" in _refused(indicator)


def test_what_several_partners_delivered_is_added_up_and_waits_for_the_last_of_them(
    region: Region, partner: Organisation
) -> None:
    indicator = divided()
    other = OrganisationFactory(name="Veilig Thuis")
    deliver(indicator, partner, _everywhere(50))
    deliver(indicator, other, _everywhere(40), status=DeliveryStatus.DELIVERED)
    assert "nog geen goedgekeurde leveringen" in _refused(indicator)

    deliver(indicator, partner, _everywhere(60), period="2024JJ00")
    shown = released(release(indicator))
    assert (shown["Tiel", "", "2024JJ00"], shown["Tiel", "", YEAR]) == (60, ValueStatus.NOT_YET)

    deliver(indicator, other, _everywhere(40))
    assert released(release(indicator))["Tiel", "", YEAR] == 90


def test_a_partner_that_is_too_late_did_not_give_its_number(region: Region, partner: Organisation) -> None:
    indicator = divided()
    deliver(indicator, partner, _everywhere(50))
    deliver(indicator, partner, {}, period="2024JJ00", status=DeliveryStatus.WAITING)

    assert released(release(indicator))["Tiel", "", "2024JJ00"] == ValueStatus.NOT_GIVEN


def test_a_number_that_is_missing_is_no_nought_and_leaves_its_totals_open(
    region: Region, partner: Organisation
) -> None:
    indicator = divided()
    not_given, n_a = ValueStatus.NOT_GIVEN, ValueStatus.NOT_APPLICABLE
    deliver(indicator, partner, {("Buren", ""): 20, ("Druten", ""): not_given, ("Tiel", ""): 30, (None, ""): not_given})
    deliver(indicator, partner, {("Buren", ""): 20, ("Druten", ""): n_a, ("Tiel", ""): 0}, period="2024JJ00")

    shown = released(release(indicator))

    assert (shown["Druten", "", YEAR], shown[REGION, "", YEAR]) == (not_given, not_given)
    assert (OUTSIDE, "", YEAR) not in shown
    assert (shown["Druten", "", "2024JJ00"], shown["Tiel", "", "2024JJ00"]) == (n_a, 0)
    assert shown[REGION, "", "2024JJ00"] == 20


def test_overlapping_parts_have_no_sum(region: Region, partner: Organisation) -> None:
    indicator = divided(["online", "thuis"], has_overlapping_categories=True)
    deliver(indicator, partner, _everywhere(40, "online", "thuis"))

    shown = released(release(indicator))

    assert shown[REGION, "online", YEAR] == 120
    assert not [key for key in shown if key[1] == ""]


def test_what_a_steward_imported_of_a_partner_is_protected_too(region: Region) -> None:
    indicator = divided(name="Ingelezen")
    places = {each.name: each.pk for each in Municipality.objects.all()}
    with as_steward():
        run = ImportRun.objects.create(file_name="cijfers.xlsx", sha256="0" * 64, layout="mapped", indicator=indicator)
        for name, kind, value in (
            ("Buren", "municipality", 12),
            ("Druten", "municipality", 4),
            ("Tiel", "municipality", 30),
            ("Gelderland-Zuid", "vt", 46),
        ):
            Observation.objects.create(
                indicator=indicator,
                import_run=run,
                area_kind=kind,
                area_name=name,
                municipality_id=places.get(name),
                period=YEAR,
                value=value,
                value_status=ValueStatus.VALUE,
                revision_status="final",
            )

    edition = build_edition(indicator, retrieved_on=date(2026, 3, 2), reason="bestand van de partner")

    assert edition
    assert edition.is_protected
    assert released(edition)["Druten", "", YEAR] == "below"
    assert released(edition)[REGION, "", YEAR] == "hidden"
    assert not edition.values.filter(area_kind="vt").exists()


# --- no edition -------------------------------------------------------------------------------------------------------


def test_without_a_rule_there_is_no_edition(simple: Indicator) -> None:
    DisclosureRule.objects.all().delete()

    assert "nog geen regel" in _refused(simple)


def _raises(error: Exception) -> Callable[..., None]:
    def protect(*_: object, **__: object) -> None:
        raise error

    return protect


def test_without_the_engine_there_is_no_edition(simple: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protected_editions, "protect", _raises(EngineError("weg")))

    assert "werkt nu niet" in _refused(simple)


def test_without_a_proof_there_is_no_edition_and_the_cells_are_named_without_their_numbers(
    simple: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protected_editions, "protect", _raises(NotProvenError([("municipality:Druten", YEAR)])))

    found = build(simple)

    assert (found.status, found.cells) == (BuildStatus.REFUSED, ["Druten, 2025"])
    assert "kan niet bewijzen" in found.problem
    _nothing_is_left()


def test_a_share_or_a_mean_is_not_released(simple: Indicator) -> None:
    Indicator.objects.filter(pk=simple.pk).update(adds_up=False)

    assert "geen aantal" in _refused(Indicator.objects.get(pk=simple.pk))


def test_a_number_of_a_part_that_is_no_more_is_never_left_out_silently(region: Region, partner: Organisation) -> None:
    indicator = divided(["jong", "oud"])
    deliver(indicator, partner, {("Tiel", "jong"): 30, ("Tiel", "heel oud"): 30})

    assert "heel oud" in _refused(indicator)


def test_parts_that_changed_after_an_edition_give_no_next_one(simple: Indicator, partner: Organisation) -> None:
    indicator = divided(["jong", "oud"])
    deliver(indicator, partner, _everywhere(30, "jong", "oud"))
    release(indicator)
    part = indicator.dimensions.get().parts.get(label="oud")
    part.label = "ouder"
    part.save()
    deliver(indicator, partner, _everywhere(30, "jong", "ouder"))

    assert "veranderd sinds editie 1" in _refused(indicator)


def test_another_name_of_the_region_makes_no_other_region_of_it(
    simple: Indicator, region: Region, partner: Organisation
) -> None:
    """The total that was hidden stays hidden, whatever the region is called now."""
    before = released(release(simple))
    AreaSet.objects.filter(pk=region.area_set_id).update(name="Rivierenland")
    deliver(simple, partner, {("Buren", ""): 12, ("Druten", ""): 4, ("Tiel", ""): 30}, period="2024JJ00")

    after = released(release(simple))

    assert before[REGION, "", YEAR] == after["Rivierenland", "", YEAR] == "hidden"
    with as_steward():
        earlier, _ = protected_editions.before_of(simple, layout_of(simple))
    assert [(each.total[0], len(each.parts)) for each in relations(earlier.cube)] == [("network:Rivierenland", 3)]


def test_a_municipality_that_left_afterwards_is_not_told_by_what_is_outside_the_region(
    simple: Indicator, region: Region, partner: Organisation
) -> None:
    """Its 4 would be what «buiten de regio» has more in the second edition."""
    deliver(simple, partner, {("Buren", ""): 12, ("Druten", ""): 4, ("Tiel", ""): 30, (None, ""): 20})
    release(simple)
    AreaMembership.objects.filter(area_set=region.area_set_id, municipality__name="Druten").update(
        valid_to=date(2024, 12, 31)
    )
    deliver(simple, partner, {("Buren", ""): 12, ("Druten", ""): 4, ("Tiel", ""): 31, (None, ""): 20})

    assert "andere gemeenten dan bij de vorige vrijgave" in _refused(simple)


def test_a_second_edition_needs_something_new(simple: Indicator) -> None:
    release(simple)

    assert "niets veranderd" in _refused(simple)


def test_a_build_that_is_killed_half_way_leaves_nothing(simple: Indicator, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = EditionBuild.objects.create(indicator=simple)
    monkeypatch.setattr(ProtectedCell.objects, "bulk_create", _raises(KeyboardInterrupt()))  # type: ignore[arg-type]

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        run_build(waiting)

    _nothing_is_left()
    waiting.refresh_from_db()
    assert waiting.status == BuildStatus.WAITING


def test_a_build_in_the_background_is_done_once_however_often_it_is_taken_up(simple: Indicator) -> None:
    waiting = EditionBuild.objects.create(indicator=simple)

    edition_jobs.build_edition(build=waiting.pk)
    edition_jobs.build_edition(build=waiting.pk)

    assert Edition.objects.filter(indicator=simple).count() == 1


# --- who reads what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "table",
    [
        "monitor_deliveredvalue",
        "monitor_deliveredvalueevent",
        "monitor_protectedcell",
        "monitor_observation",
        "monitor_observationevent",
    ],
)
def test_the_portal_itself_can_not_read_raw_numbers_nor_their_history(db: None, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(f"SELECT * FROM {table}")  # noqa: S608


def test_after_a_build_the_portal_is_itself_again(simple: Indicator) -> None:
    release(simple)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ProtectedCell.objects.count()


def _everywhere(number: int, *parts: str) -> dict[tuple[str | None, str], int]:
    names = Municipality.objects.values_list("name", flat=True)
    return {(name, part): number for name in names for part in parts or [""]}


def _refused(indicator: Indicator) -> str:
    """Why there is no edition; and there is none, not even a part of one."""
    before = Edition.objects.count()
    found = build(indicator)
    assert (found.status, found.edition) == (BuildStatus.REFUSED, None)
    assert Edition.objects.count() == before
    return found.problem


def _nothing_is_left() -> None:
    assert not Edition.objects.exists()
    assert not ReleasedValue.objects.exists()
    with as_steward():
        assert not ProtectedCell.objects.exists()
