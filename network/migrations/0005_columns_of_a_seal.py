import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0004_reminders_and_home_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="historyseal",
            name="columns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=63), default=list, size=None, verbose_name="kolommen"
            ),
        ),
    ]
