from django.db import migrations

# Immutable because it names its dictionary, so that an index can be built on it.
PLAIN = """
CREATE FUNCTION plain_words(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$
"""


class Migration(migrations.Migration):
    """Words without accents and capitals, as search compares them."""

    dependencies = [("network", "0010_region_terms_and_calendar")]

    operations = [migrations.RunSQL(PLAIN, "DROP FUNCTION plain_words(text)")]
