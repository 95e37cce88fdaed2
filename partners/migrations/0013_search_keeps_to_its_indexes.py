from django.db import migrations

# Postgres thinks that weighing words against a text (`%>`) costs as little as comparing two numbers, so it weighs every
# text of the sociale kaart instead of asking the index which few may do; and to choose a plan it weighs a hundred more.
SETTINGS = {"enable_seqscan": "off", "plan_cache_mode": "force_generic_plan"}
FUNCTION = "FUNCTION services_with(text, varchar[])"


class Migration(migrations.Migration):
    """Search in the sociale kaart asks its indexes, and thinks once per connection about how."""

    dependencies = [("partners", "0012_decisions_carried_out")]

    operations = [
        migrations.RunSQL(f"ALTER {FUNCTION} SET {name} = {value}", f"ALTER {FUNCTION} RESET {name}")
        for name, value in SETTINGS.items()
    ]
