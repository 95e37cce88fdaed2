from django.db import migrations, models

KINDS = [
    ("summary", "Samenvatting"),
    ("building_blocks", "Stand per bouwsteen"),
    ("actions", "Acties per pijler"),
    ("successes", "Successen"),
    ("requests", "Gevraagde besluiten"),
    ("meetings", "Overleg en besluiten"),
    ("finance", "Financiën"),
    ("monitor", "Monitor"),
    ("definitions", "Begrippen en bronnen"),
]


class Migration(migrations.Migration):
    dependencies = [("monitor", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="reportsection",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="onderdeel"),
        ),
        migrations.AlterField(
            model_name="reportsectionevent",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="onderdeel"),
        ),
    ]
