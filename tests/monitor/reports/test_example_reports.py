"""The example region shows somebody who is new a report of everything: adopted, answered, public, in the making."""

import pytest

from actionplan.demo import load_plan
from monitor.demo_figures import load_figures
from monitor.demo_reports import load_reports
from monitor.models import Report, ReportEdition, ReportPublication, SectionKind
from monitor.reporting import edition_flows
from monitor.reporting.content import Content
from monitor.reporting.parts.account import Account
from network.demo import load_region_and_people
from network.dutch import hours
from network.pdf import Paper
from partners.demo import load_partners
from partners.side_by_side import ChangedMeanwhileError


@pytest.mark.django_db
def test_the_example_has_a_report_in_each_state_and_loads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-1.7 snel", 1, ()))
    for load in (load_region_and_people, load_partners, load_plan, load_figures, load_reports):
        load()

    assert {(report.kind, report.status) for report in Report.objects.all()} == {
        ("progress", "adopted"),
        ("progress", "draft"),
        ("account", "adopted"),
        ("picture", "draft"),
        ("evaluation", "draft"),
    }
    assert not ReportEdition.objects.failed().exists()
    half_year = Report.objects.adopted().get(kind="progress")
    assert ReportPublication.objects.public().get().report == half_year
    answers = [question.decision is not None for question in half_year.questions.chosen()]
    assert (answers[0], answers[-1]) == (True, False)
    the_sheet_of_mee_shows_asked_and_realised_hours()

    with pytest.raises(ChangedMeanwhileError):
        load_reports()
    assert Report.objects.count() == 5


def the_sheet_of_mee_shows_asked_and_realised_hours() -> None:
    """R16: asked 543 hours, and the realised hours per activity."""
    edition = ReportEdition.objects.adopted().get(report__kind="account")
    account: Account = Content.thaw(edition.content).body(SectionKind.ACCOUNT)
    assert account.sheet
    [asked] = [group for group in account.sheet.groups if group.kind == "grant"]
    assert hours(asked.hours_per_year) == "543"
    assert all(line.hours_realised is not None for line in asked.lines)
