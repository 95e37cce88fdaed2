from django.db import migrations

# As in 0002, and no longer before an entry begins or after it ended.
TODAY = "(now() AT TIME ZONE 'Europe/Amsterdam')::date"
PUBLISHED_BEFORE = "status IN ('published', 'closed') AND audiences <> ARRAY['professional']::varchar[]"
PUBLISHED = f"""{PUBLISHED_BEFORE}
    AND (valid_from IS NULL OR valid_from <= {TODAY}) AND (valid_to IS NULL OR valid_to >= {TODAY})"""
OF_A_CHANNEL_THEY_SEE = "EXISTS (SELECT 1 FROM partners_channel c WHERE c.id = channel_id)"

# Visitors read nothing of what others told, and add by this alone. The day is the only thing that tells when.
LEAVE_FEEDBACK = f"""
    CREATE FUNCTION leave_feedback(entry text, about text, words text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        INSERT INTO partners_feedback (service_id, about, text, received_on, outcome)
        SELECT (SELECT id FROM partners_careservice WHERE short_id = entry AND {PUBLISHED}),
            about, left(words, 200), {TODAY}, ''
    $$;
    REVOKE ALL ON FUNCTION leave_feedback(text, text, text) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION leave_feedback(text, text, text) TO portal_public, portal_web, portal_steward;
"""  # noqa: S608  (constants of this file)

FORWARDS = f"""
    ALTER POLICY visitors_see_what_is_published ON partners_careservice USING ({PUBLISHED});
    ALTER TABLE partners_hoursexception ENABLE ROW LEVEL SECURITY;
    CREATE POLICY visitors_see_what_is_published ON partners_hoursexception FOR SELECT TO portal_public
        USING ({OF_A_CHANNEL_THEY_SEE});
    CREATE POLICY the_portal_sees_all ON partners_hoursexception TO portal_web, portal_steward
        USING (true) WITH CHECK (true);
    {LEAVE_FEEDBACK}
"""
BACKWARDS = f"""
    DROP FUNCTION leave_feedback(text, text, text);
    DROP POLICY visitors_see_what_is_published ON partners_hoursexception;
    DROP POLICY the_portal_sees_all ON partners_hoursexception;
    ALTER TABLE partners_hoursexception DISABLE ROW LEVEL SECURITY;
    ALTER POLICY visitors_see_what_is_published ON partners_careservice USING ({PUBLISHED_BEFORE});
"""


class Migration(migrations.Migration):
    dependencies = [("partners", "0009_sociale_kaart")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
