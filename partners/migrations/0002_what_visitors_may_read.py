from django.db import migrations

# Visitors see published help for the public and nothing else. The database itself says so, for the role that answers
# them; the portal's own role sees all, and its views ask the policy.
PUBLISHED = "status IN ('published', 'closed') AND audiences <> ARRAY['professional']::varchar[]"
# Of a secret place a visitor learns that it is secret. Nothing else is stored of it, and a row that breaks that rule
# stays hidden whole.
NO_HIDDEN_ADDRESS = "(visibility <> 'secret' OR (place = '' AND street = '' AND postcode = ''))"
A_PUBLISHED_SERVICE = "EXISTS (SELECT 1 FROM partners_careservice s WHERE s.id = {service})"

FOR_VISITORS = {
    "partners_careservice": PUBLISHED,
    "partners_careservice_municipalities": A_PUBLISHED_SERVICE.format(service="careservice_id"),
    "partners_channel": f"NOT for_professionals AND {A_PUBLISHED_SERVICE.format(service='service_id')}",
    "partners_helpline": "is_shown",
    "partners_location": f"{NO_HIDDEN_ADDRESS} AND {A_PUBLISHED_SERVICE.format(service='service_id')}",
    "partners_openinghours": "EXISTS (SELECT 1 FROM partners_channel c WHERE c.id = channel_id)",
    "partners_organisation": "EXISTS (SELECT 1 FROM partners_careservice s WHERE s.organisation_id = partners_organisation.id)",
}

FORWARDS = "\n".join(
    f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY visitors_see_what_is_published ON {table} FOR SELECT TO portal_public USING ({rows});
    CREATE POLICY the_portal_sees_all ON {table} TO portal_web, portal_steward USING (true) WITH CHECK (true);
    """
    for table, rows in FOR_VISITORS.items()
)
BACKWARDS = "\n".join(
    f"""
    DROP POLICY visitors_see_what_is_published ON {table};
    DROP POLICY the_portal_sees_all ON {table};
    ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
    """
    for table in FOR_VISITORS
)


class Migration(migrations.Migration):
    dependencies = [("partners", "0001_initial"), ("network", "0002_extensions")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
