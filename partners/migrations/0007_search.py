from django.db import migrations

# Immutable, so that an index can be built on it. +31 24, 0031 24, (024) and +31 (0)24 begin alike: 24.
PHONE_DIGITS = r"""
CREATE FUNCTION phone_digits(typed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT regexp_replace(regexp_replace(typed, '\D', '', 'g'), '^(0031|31|0)0?', '') $$
"""

# What search looks in, per table; written as `network.search.PlainWords` writes it.
TEXTS = {
    "search_in_partners": ("organisation", ["name", "short_name", "description", "kvk_number"]),
    "search_in_services": ("careservice", ["name", "description"]),
    "search_in_agreements": ("agreement", ["title", "purpose"]),
    "search_in_meetings": ("meeting", ["theme", "place"]),
    "search_in_minutes": ("meeting", ["minutes", "numbers"]),
    "search_in_agendas": ("agendaitem", ["title", "explanation"]),
    "search_in_papers": ("meetingdocument", ["title"]),
    "search_in_bottlenecks": ("bottleneck", ["title", "description", "asked", "outcome"]),
    "search_in_lessons": ("lesson", ["title", "text", "settled_because"]),
}
OTHERS = {
    "search_in_decisions": """partners_decision USING gin
        (plain_words((year::text || '-' || lpad(sequence::text, 3, '0')) || ' ' || title || ' ' || text) gin_trgm_ops)
    """,
    "search_phones_of_services": "partners_channel USING gin (phone_digits(value) gin_trgm_ops) WHERE kind = 'phone'",
    "search_phones_of_partners": "partners_organisation USING gin (phone_digits(phone) gin_trgm_ops)",
    "search_kinds_of_partners": "partners_organisation (kind)",
}


def _of_texts(table: str, columns: list[str]) -> str:
    text = " || ' ' || ".join(columns)
    return f"partners_{table} USING gin (plain_words({text}) gin_trgm_ops)"


INDEXES = {name: _of_texts(*told) for name, told in TEXTS.items()} | OTHERS


class Migration(migrations.Migration):
    """Parts of words, typing errors and phone numbers are found without reading every row."""

    dependencies = [
        ("network", "0011_plain_words_for_search"),
        ("partners", "0006_meetings_and_bottlenecks"),
    ]

    operations = [
        migrations.RunSQL(PHONE_DIGITS, "DROP FUNCTION phone_digits(text)"),
        *(migrations.RunSQL(f"CREATE INDEX {name} ON {what}", f"DROP INDEX {name}") for name, what in INDEXES.items()),
    ]
