"""The whole demo plan as a file: it comes back unchanged."""

import pytest

from actionplan.demo import load_plan
from actionplan.models import Plan
from actionplan.plan_import import PLANS
from network.demo import load_region_and_people
from network.models import Person
from network.spreadsheets import from_csv
from partners.demo import load_partners
from tests.actionplan.bringing_in_plans import content_of, look_of, states
from tests.reading import Page
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(rows_of_this_module: None) -> Plan:
    load_region_and_people()
    load_partners()
    load_plan()
    plan = Plan.objects.current()
    assert plan
    return plan


def demo_person(name: str) -> Person:
    return Person.objects.get(email=f"{name}@demo.example")


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "ods"])
def test_a_plan_that_is_downloaded_and_brought_in_unchanged_gives_nothing_new_and_nothing_changed(
    demo: Plan, file_format: str
) -> None:
    content = content_of(demo, file_format, person=demo_person("coordinator"))
    look = look_of(content, name=f"plan.{file_format}")
    assert [(each.row, each.column, each.value, each.reason) for each in look.rejected] == []
    assert [(row.title, row.changes) for row in look.rows if row.changes] == []
    assert set(states(look)) == {"unchanged"}
    assert len(look.rows) == demo.actions.count()
    assert not [note for note in look.notes if note.startswith("Nieuw")]


def test_a_member_downloads_the_plan_under_a_name_that_tells_its_years(demo: Plan) -> None:
    client = browser_of(demo_person("lezer"))
    answer = client.get("/plan/downloaden/csv/")
    assert answer["Content-Disposition"].startswith(f'attachment; filename="plan-van-aanpak-{demo.starts_on.year}')
    assert client.get("/plan/downloaden/exe/").status_code == 404


def test_every_heading_is_known_to_the_import(demo: Plan) -> None:
    header = from_csv(content_of(demo, "csv", person=demo_person("coordinator")).decode())[0]
    assert header == [column.label for column in PLANS.columns]


def test_everybody_finds_the_downloads_and_only_the_coordinator_what_brings_a_plan_in(demo: Plan) -> None:
    found = {}
    for name in ("lezer", "coordinator"):
        client = browser_of(demo_person(name))
        head = Page.of(client.get("/plan/")).one('.page-title a[href$="#downloaden"]')
        page = Page.of(client.get(str(head.get("href"))))
        found[name] = [str(link.get("href")) for link in page.all("#downloaden ~ ul a")]
    files = [f"/plan/downloaden/{each}/?plan={demo.pk}" for each in ("xlsx", "ods", "csv")]
    papers = [f"/plan/{each}/afdrukken/?plan={demo.pk}" for each in ("matrix", "tijdlijn")]
    assert found["lezer"] == files + papers
    bringing_in = ["/plan/inlezen/", f"/plan/sjabloon/inlezen/?plan={demo.pk}"]
    assert found["coordinator"] == files + papers + bringing_in
