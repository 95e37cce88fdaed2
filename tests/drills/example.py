"""What the drills work with: the region, people, partners and plan of the example, and one report that is a draft."""

from datetime import date

import django


def fill() -> None:
    from actionplan.demo import load_plan
    from monitor.models import SectionKind
    from monitor.reporting.flows import create_report
    from monitor.reporting.half_years import HalfYear
    from network.demo import load_region_and_people
    from network.history import told
    from network.models import DemoMarker, Person
    from partners.demo import load_partners

    with told(actor="Oefening", reason="voorbeeld geladen"):
        DemoMarker.objects.create()
        for load in (load_region_and_people, load_partners, load_plan):
            load()
        coordinator = Person.objects.get(email="coordinator@demo.example")
        report = create_report(period=HalfYear(2026, 1), reference_date=date(2026, 7, 10), by=coordinator)
        report.sections.filter(kind=SectionKind.SUMMARY).update(text="Kort gezegd.")


if __name__ == "__main__":
    django.setup()
    fill()
