-- The four roles of the portal. Safe to run again; works on Postgres 15 and newer.
--
-- The embedded Postgres runs this by itself. On a server of your own, an administrator runs it once:
--
--     psql --set ON_ERROR_STOP=1 --file network/sql/roles.sql postgres
--     createdb --owner portal_owner --encoding UTF8 --locale C.UTF-8 --template template0 portal
--
-- and gives portal_owner and portal_web a password or another way to sign in.
--
--   portal_owner    owns the tables and migrates          (DATABASE_OWNER_URL)
--   portal_web      serves the portal, without DDL        (DATABASE_URL)
--   portal_public   answers visitors who are not signed in: published entries and editions only
--   portal_steward  reads raw deliveries and imports
--
-- portal_web may become portal_public or portal_steward (SET ROLE), and has none of their rights until it does.

DO $$
DECLARE
    role_name text;
BEGIN
    FOREACH role_name IN ARRAY ARRAY['portal_owner', 'portal_web', 'portal_public', 'portal_steward'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
    END LOOP;
END
$$;

ALTER ROLE portal_owner   LOGIN   CREATEDB   INHERIT   NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION;
ALTER ROLE portal_web     LOGIN   NOCREATEDB NOINHERIT NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION;
ALTER ROLE portal_public  NOLOGIN NOCREATEDB INHERIT   NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION;
ALTER ROLE portal_steward NOLOGIN NOCREATEDB INHERIT   NOSUPERUSER NOCREATEROLE NOBYPASSRLS NOREPLICATION;

-- Postgres 15 asks the role whether it inherits, 16 and newer ask each membership.
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'GRANT portal_public, portal_steward TO portal_web WITH INHERIT FALSE, SET TRUE';
    ELSE
        GRANT portal_public, portal_steward TO portal_web;
    END IF;
END
$$;
