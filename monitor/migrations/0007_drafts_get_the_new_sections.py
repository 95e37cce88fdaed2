from django.db import migrations

# In the order of a progress report; those that are new, and those that stay out of a public version at first.
KINDS = (
    "summary",
    "since",
    "questions",
    "building_blocks",
    "actions",
    "milestones",
    "requests",
    "finance",
    "monitor",
    "successes",
    "meetings",
    "network",
    "services",
    "decisions",
    "definitions",
)
NEW = ("since", "questions", "milestones", "network", "services", "decisions")
INTERNAL = ("questions", "requests", "meetings")


def add_sections(apps, schema_editor):
    """Drafts get the new sections in their place; what was adopted stays as it is."""
    Report = apps.get_model("monitor", "Report")
    ReportSection = apps.get_model("monitor", "ReportSection")
    alias = schema_editor.connection.alias
    for report in Report.objects.using(alias).filter(kind="progress").exclude(status="adopted"):
        there = ReportSection.objects.using(alias).filter(report=report)
        known = set(there.values_list("kind", flat=True))
        for position, kind in enumerate(KINDS, start=1):
            if kind in known:
                there.filter(kind=kind).update(position=position, is_internal=kind in INTERNAL)
            elif kind in NEW:
                ReportSection.objects.using(alias).create(
                    report=report, kind=kind, position=position, is_internal=kind in INTERNAL
                )


def remove_sections(apps, schema_editor):
    ReportSection = apps.get_model("monitor", "ReportSection")
    drafts = ReportSection.objects.using(schema_editor.connection.alias).exclude(report__status="adopted")
    drafts.filter(kind__in=NEW).delete()


class Migration(migrations.Migration):
    dependencies = [("monitor", "0006_reports_of_every_kind")]

    operations = [migrations.RunPython(add_sections, remove_sections)]
