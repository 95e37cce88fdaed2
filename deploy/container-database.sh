#!/bin/sh
# Runs once, when the container of Postgres makes its first database: the roles of the portal, and the database itself.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --file /roles.sql postgres
psql --set ON_ERROR_STOP=1 --username postgres --set web="$PORTAL_WEB_PASSWORD" --set owner="$PORTAL_OWNER_PASSWORD" postgres <<'SQL'
ALTER ROLE portal_web PASSWORD :'web';
ALTER ROLE portal_owner PASSWORD :'owner';
SQL
createdb --username postgres --owner portal_owner --encoding UTF8 --locale C.UTF-8 --template template0 portal
