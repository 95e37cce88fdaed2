from django.db import migrations

# No model: nobody asks for it but the cache. UNLOGGED, since a cache may begin empty after a crash.
TABLE = """
CREATE UNLOGGED TABLE network_shared_value (
    key text PRIMARY KEY,
    value bytea NOT NULL,
    expires_at timestamptz
)
"""


class Migration(migrations.Migration):
    """What several machines must know of each other: how often somebody tried to sign in, how far long work is."""

    dependencies = [("network", "0012_area_days_and_former_words")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE network_shared_value")]
