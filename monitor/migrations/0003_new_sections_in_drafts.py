from django.db import migrations

# In the order of a report; those in the middle are new.
KINDS = (
    "summary",
    "building_blocks",
    "actions",
    "successes",
    "requests",
    "meetings",
    "finance",
    "monitor",
    "definitions",
)
NEW = ("successes", "requests", "meetings")


def add_sections(apps, schema_editor):
    """Drafts get the new sections; what was adopted stays as it is."""
    Report = apps.get_model("monitor", "Report")
    ReportSection = apps.get_model("monitor", "ReportSection")
    alias = schema_editor.connection.alias
    for report in Report.objects.using(alias).exclude(status="adopted"):
        there = ReportSection.objects.using(alias).filter(report=report)
        known = set(there.values_list("kind", flat=True))
        for position, kind in enumerate(KINDS, start=1):
            if kind in NEW and kind not in known:
                ReportSection.objects.using(alias).create(report=report, kind=kind, position=position)
            else:
                there.filter(kind=kind).exclude(position=position).update(position=position)


def remove_sections(apps, schema_editor):
    ReportSection = apps.get_model("monitor", "ReportSection")
    drafts = ReportSection.objects.using(schema_editor.connection.alias).exclude(report__status="adopted")
    drafts.filter(kind__in=NEW).delete()


class Migration(migrations.Migration):
    dependencies = [("monitor", "0002_successes_requests_and_meetings")]

    operations = [migrations.RunPython(add_sections, remove_sections)]
