from django.db import migrations

# Names of the pillars: landelijke bouwstenen (VWS, december 2022), bouwsteen 1 and 4, with «melding en onderzoek» of
# bouwsteen 1 and aftercare apart from enforcement. The second word maps each to a pillar of RIVM's Loket Gezond Leven.
PILLARS = [
    ("Preventie", "education"),
    ("Signalering", "signals"),
    ("Melding en onderzoek", "enforcement"),
    ("Zorg en ondersteuning", "signals"),
    ("Omgeving", "environment"),
    ("Handhaving", "enforcement"),
    ("Nazorg", "signals"),
    ("Pijleroverstijgend", ""),
]


def add_pillars(apps, schema_editor):
    Pillar = apps.get_model("actionplan", "Pillar")
    for position, (name, rivm_pillar) in enumerate(PILLARS, start=1):
        Pillar.objects.using(schema_editor.connection.alias).create(
            name=name, rivm_pillar=rivm_pillar, position=position, is_overarching=not rivm_pillar
        )


def remove_pillars(apps, schema_editor):
    Pillar = apps.get_model("actionplan", "Pillar")
    Pillar.objects.using(schema_editor.connection.alias).filter(name__in=[name for name, _ in PILLARS]).delete()


class Migration(migrations.Migration):
    dependencies = [("actionplan", "0001_initial")]

    operations = [migrations.RunPython(add_pillars, remove_pillars)]
