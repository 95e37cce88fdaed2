from django.db import migrations

# Written as `network.search.PlainWords` writes it.
INDEX = """
CREATE INDEX search_in_actions ON actionplan_action USING gin
    (plain_words(code || ' ' || title || ' ' || description) gin_trgm_ops)
"""


class Migration(migrations.Migration):
    """Parts of words and typing errors are found without reading every action."""

    dependencies = [
        ("network", "0011_plain_words_for_search"),
        ("actionplan", "0005_successes_and_origins"),
    ]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX search_in_actions")]
