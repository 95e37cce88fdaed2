from django.db import migrations

# The first three as in 0010.
TODAY = "(now() AT TIME ZONE 'Europe/Amsterdam')::date"
PUBLISHED = f"""status IN ('published', 'closed') AND audiences <> ARRAY['professional']::varchar[]
    AND (valid_from IS NULL OR valid_from <= {TODAY}) AND (valid_to IS NULL OR valid_to >= {TODAY})"""
ROLES = "portal_public, portal_web, portal_steward"

CHOICES = "(service_types || special_groups || violence_types || languages || accessibility)"
STEMS = "to_tsvector('dutch'::regconfig, search_words)"
NAMES = "plain_words(name || ' ' || short_name)"

# Only what visitors may read: no notes for professionals, and of a place no street.
WORDS = """
    ALTER TABLE partners_careservice ADD COLUMN search_words text
        GENERATED ALWAYS AS (plain_words(name || ' ' || description)) STORED
"""
INDEXES = {
    "search_in_services": "partners_careservice USING gin (search_words gin_trgm_ops)",
    "search_stems_of_services": f"partners_careservice USING gin ({STEMS})",
    "search_choices_of_services": f"partners_careservice USING gin ({CHOICES})",
    "search_names_of_partners": f"partners_organisation USING gin ({NAMES} gin_trgm_ops)",
    "services_in_order": "partners_careservice (name, id)",
    "search_places_of_services": "partners_location USING gin (plain_words(place) gin_trgm_ops)",
}
INDEX_BEFORE = "partners_careservice USING gin (plain_words(name || ' ' || description) gin_trgm_ops)"

# As the owner, because the rules for rows keep visitors from the indexes: an operator that might tell of a row it looked
# at comes after the rule. So the same rule stands here, and once more around what is asked with these functions.
OF_VISITORS = "(current_setting('role') = 'portal_public' OR session_user = 'portal_public')"
ONLY_PUBLISHED = f"""
        IF of_visitors THEN
            ids := ARRAY(
                SELECT s.id FROM partners_careservice s WHERE s.id IN (SELECT unnest(ids)) AND {PUBLISHED}
            );
        END IF;"""  # noqa: S608  (constants of this file)

# It may well give thousands of rows, so the database reads them in one go and not one by one. Each way of looking stands
# by itself: together, the stems of every row would be worked out anew.
# A word of three letters and less stands by itself; a place is a word by itself always. When few have the word, others
# may have it with a typing error: looking for those is the slow part, and a word that many have is no error.
WITH_A_WORD = rf"""
    CREATE FUNCTION services_with(word text, choices varchar[]) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 2000 PARALLEL SAFE
    SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.55 AS $$
    DECLARE
        of_visitors boolean := {OF_VISITORS};
        literally text := regexp_replace(word, '(\W)', '\\\1', 'g');
        alone text := '\m' || literally || '\M';
        pattern text := CASE WHEN length(word) < 4 THEN alone ELSE literally END;
        ids bigint[];
    BEGIN
        ids := ARRAY(
            SELECT id FROM partners_careservice WHERE search_words ~ pattern
            UNION ALL
            SELECT id FROM partners_careservice WHERE {STEMS} @@ plainto_tsquery('dutch', word)
            UNION ALL
            SELECT id FROM partners_careservice WHERE {CHOICES} && choices
            UNION ALL
            SELECT s.id FROM partners_careservice s WHERE s.organisation_id IN
                (SELECT id FROM partners_organisation WHERE {NAMES} ~ pattern)
            UNION ALL
            SELECT service_id FROM partners_location WHERE plain_words(place) ~ alone AND visibility <> 'secret'
            UNION ALL
            SELECT careservice_id FROM partners_careservice_municipalities WHERE municipality_id IN
                (SELECT id FROM network_municipality WHERE plain_words(name) ~ alone)
        );
        {ONLY_PUBLISHED}
        IF length(word) > 4 AND cardinality(ids) < 20 THEN
            ids := ids || ARRAY(
                SELECT id FROM partners_careservice WHERE search_words %> word
                UNION ALL
                SELECT s.id FROM partners_careservice s WHERE s.organisation_id IN
                    (SELECT id FROM partners_organisation WHERE {NAMES} %> word)
                UNION ALL
                SELECT service_id FROM partners_location WHERE plain_words(place) %> word AND visibility <> 'secret'
                UNION ALL
                SELECT careservice_id FROM partners_careservice_municipalities WHERE municipality_id IN
                    (SELECT id FROM network_municipality WHERE plain_words(name) %> word)
            );
            {ONLY_PUBLISHED}
        END IF;
        RETURN QUERY SELECT unnest(ids);
    END $$
"""  # noqa: S608  (constants of this file)
WITH_A_NUMBER = f"""
    CREATE FUNCTION services_with_number(digits text, is_whole boolean) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 10 PARALLEL SAFE SET search_path = public, pg_temp AS $$
    DECLARE
        of_visitors boolean := {OF_VISITORS};
        ids bigint[];
    BEGIN
        ids := ARRAY(
            SELECT service_id FROM partners_channel
                WHERE kind = 'phone' AND phone_digits(value) LIKE '%' || digits || '%'
                    AND (NOT is_whole OR phone_digits(value) = digits) AND (NOT of_visitors OR NOT for_professionals)
        );
        {ONLY_PUBLISHED}
        RETURN QUERY SELECT unnest(ids);
    END $$
"""  # noqa: S608  (constants of this file)
FUNCTIONS = {
    "services_with(text, varchar[])": WITH_A_WORD,
    "services_with_number(text, boolean)": WITH_A_NUMBER,
}


class Migration(migrations.Migration):
    """Search in the sociale kaart, the same for professionals and visitors, without reading every row."""

    dependencies = [("network", "0011_plain_words_for_search"), ("partners", "0010_what_visitors_may_read_and_write")]

    operations = [
        migrations.RunSQL("DROP INDEX search_in_services", f"CREATE INDEX search_in_services ON {INDEX_BEFORE}"),
        migrations.RunSQL(WORDS, "ALTER TABLE partners_careservice DROP COLUMN search_words"),
        *(migrations.RunSQL(f"CREATE INDEX {name} ON {what}", f"DROP INDEX {name}") for name, what in INDEXES.items()),
        *(
            migrations.RunSQL(
                [
                    "SELECT similarity('', '')",  # loads what knows the setting that the function names
                    makes,
                    f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
                    f"GRANT EXECUTE ON FUNCTION {function} TO {ROLES}",
                ],
                f"DROP FUNCTION {function}",
            )
            for function, makes in FUNCTIONS.items()
        ),
    ]
