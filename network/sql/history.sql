-- The history, kept by functions of the owner. Run after every migrate, as portal_owner; safe to run again.
--
-- Triggers write it, and portal_web only reads it. What portal_web may call stands at the end: sealing, verifying,
-- removing what is older than two years, and wiping one person. Each removal leaves a line of its own.


-- --- who did it, and why ------------------------------------------------------------------------------------------

-- The library's function would change a reason that stands already when its id is used again. Ours never changes one:
-- the id follows from the words, so other words are another row.
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    given text := nullif(current_setting('pghistory.context_id', true), '');
    words jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
    context_id uuid;
BEGIN
    IF given IS NULL OR words IS NULL THEN
        RETURN NULL;
    END IF;
    context_id := md5(given || words::text)::uuid;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
    VALUES (context_id, words, now(), now()) ON CONFLICT (id) DO NOTHING;
    RETURN context_id;
END
$$;

-- The library lets a session switch triggers off with a setting, which every role may set. Ours are never ignored.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RETURN false;
END
$$;


-- --- seals --------------------------------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION history_tables() RETURNS SETOF name
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT c.relname
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'pgh_obj_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname
$$;

-- One entry per row: its place in the stretch (4 bytes) and its digest (8 bytes), who and why included. The settings
-- make a row read the same in every session.
CREATE OR REPLACE FUNCTION history_entries(event_table name, columns text[], first_id bigint, last_id bigint)
RETURNS TABLE (id bigint, entry bytea)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres'
SET extra_float_digits = 1 SET bytea_output = 'hex' AS $$
BEGIN
    RETURN QUERY EXECUTE format(
        'SELECT e.pgh_id::bigint, int4send((e.pgh_id - $1)::int) || substring('
        '    sha256(convert_to(ROW(%s)::text || coalesce(c.metadata::text, ''''), ''UTF8'')) FOR 8)'
        ' FROM public.%I e LEFT JOIN public.pghistory_context c ON c.id = e.pgh_context_id'
        ' WHERE e.pgh_id BETWEEN $1 AND $2',
        (SELECT string_agg(format('e.%I', u.name), ', ' ORDER BY u.place) FROM unnest(columns) WITH ORDINALITY u(name, place)),
        event_table
    ) USING first_id, last_id;
END
$$;

-- The entries that a seal holds, taken apart.
CREATE OR REPLACE FUNCTION history_sealed_entries(first_id bigint, row_digests bytea)
RETURNS TABLE (id bigint, entry bytea)
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT first_id + ('x' || encode(substring(part FOR 4), 'hex'))::bit(32)::int, part
    FROM (
        SELECT substring(row_digests FROM place * 12 + 1 FOR 12) AS part
        FROM generate_series(0, length(row_digests) / 12 - 1) place
    ) parts
$$;

-- What a seal says of its stretch and of the seal before it.
CREATE OR REPLACE FUNCTION history_digest(previous text, seal network_historyseal) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
    SELECT encode(sha256(convert_to(
        concat_ws(' ', previous, seal."table", seal.first_id, seal.last_id, array_to_string(seal.columns, ',')), 'UTF8'
    ) || seal.row_digests), 'hex')
$$;

-- Seal what one table gained; the number of rows. The lock waits for whoever is writing, so that no row with a lower
-- number can still appear behind the seal.
CREATE OR REPLACE FUNCTION history_seal(event_table text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s' AS $$
DECLARE
    before network_historyseal;
    seal network_historyseal;
BEGIN
    IF NOT EXISTS (SELECT FROM history_tables() known WHERE known = event_table) THEN
        RAISE EXCEPTION 'Dit is geen tabel van de geschiedenis: %', event_table;
    END IF;
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Verzegelen kan alleen in een gewone transactie.';
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', event_table);
    SELECT * INTO before FROM network_historyseal s WHERE s."table" = event_table ORDER BY s.id DESC LIMIT 1;
    seal."table" := event_table;
    seal.first_id := coalesce(before.last_id, 0) + 1;
    EXECUTE format('SELECT max(pgh_id) FROM public.%I', event_table) INTO seal.last_id;
    IF seal.last_id IS NULL OR seal.last_id < seal.first_id THEN
        RETURN 0;
    END IF;
    SELECT array_agg(a.attname ORDER BY a.attnum) INTO seal.columns
    FROM pg_attribute a
    WHERE a.attrelid = format('public.%I', event_table)::regclass AND a.attnum > 0 AND NOT a.attisdropped;
    SELECT string_agg(e.entry, '' ORDER BY e.id) INTO seal.row_digests
    FROM history_entries(event_table, seal.columns, seal.first_id, seal.last_id) e;
    INSERT INTO network_historyseal ("table", first_id, last_id, columns, row_digests, digest, sealed_at)
    VALUES (event_table, seal.first_id, seal.last_id, seal.columns, seal.row_digests,
            history_digest(coalesce(before.digest, ''), seal), now());
    RETURN length(seal.row_digests) / 12;
END
$$;

-- Every row that is not as it was sealed, and every seal that does not follow from the one before.
CREATE OR REPLACE FUNCTION history_verify() RETURNS TABLE (event_table text, row_id bigint, problem text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    seal network_historyseal;
    before network_historyseal;
BEGIN
    FOR seal IN SELECT * FROM network_historyseal s ORDER BY s."table", s.id LOOP
        IF before."table" IS DISTINCT FROM seal."table" THEN
            before := NULL;
        END IF;
        IF seal.first_id <> coalesce(before.last_id, 0) + 1
            OR seal.digest <> history_digest(coalesce(before.digest, ''), seal) THEN
            RETURN QUERY SELECT seal."table"::text, seal.id, 'zegel'::text;
        END IF;
        RETURN QUERY
            SELECT seal."table"::text, coalesce(sealed.id, found.id),
                   CASE WHEN found.id IS NULL THEN 'verdwenen' WHEN sealed.id IS NULL THEN 'ingevoegd' ELSE 'veranderd' END
            FROM history_sealed_entries(seal.first_id, seal.row_digests) sealed
            FULL JOIN history_entries(seal."table"::name, seal.columns::text[], seal.first_id, seal.last_id) found USING (id)
            WHERE sealed.entry IS DISTINCT FROM found.entry
            ORDER BY 2;
        before := seal;
    END LOOP;
END
$$;

-- After a lawful removal: enter the rows that it touched anew, and only those. Where a migration took a column away the
-- whole stretch is entered anew, over the columns that are left. A seal that was broken stays broken.
CREATE OR REPLACE FUNCTION history_seal_again(event_table name, touched bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    seal network_historyseal;
    left_over text[];
    old_chain text := '';
    new_chain text := '';
    was_whole boolean;
BEGIN
    FOR seal IN SELECT * FROM network_historyseal s WHERE s."table" = event_table ORDER BY s.id FOR UPDATE LOOP
        was_whole := seal.digest = history_digest(old_chain, seal);
        old_chain := seal.digest;
        left_over := history_columns_left(event_table, seal.columns::text[]);
        IF left_over <> seal.columns::text[] THEN
            seal.columns := left_over;
            SELECT coalesce(string_agg(found.entry, '' ORDER BY found.id), '') INTO seal.row_digests
            FROM history_entries(event_table, left_over, seal.first_id, seal.last_id) found;
        ELSIF EXISTS (SELECT FROM unnest(touched) one WHERE one BETWEEN seal.first_id AND seal.last_id) THEN
            SELECT coalesce(
                string_agg(CASE WHEN one IS NULL THEN sealed.entry ELSE found.entry END, '' ORDER BY sealed.id), '')
            INTO seal.row_digests
            FROM history_sealed_entries(seal.first_id, seal.row_digests) sealed
            LEFT JOIN unnest(touched) one ON one = sealed.id
            LEFT JOIN history_entries(event_table, left_over, seal.first_id, seal.last_id) found ON found.id = one;
        END IF;
        IF was_whole THEN
            seal.digest := history_digest(new_chain, seal);
        END IF;
        new_chain := seal.digest;
        UPDATE network_historyseal s SET columns = seal.columns, row_digests = seal.row_digests, digest = seal.digest
        WHERE s.id = seal.id AND s.digest <> seal.digest;
    END LOOP;
END
$$;

-- The columns of a seal that the table still has, in the order of the seal.
CREATE OR REPLACE FUNCTION history_columns_left(event_table name, columns text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT array_agg(u.name ORDER BY u.place)
    FROM unnest(columns) WITH ORDINALITY u(name, place)
    JOIN pg_attribute a ON a.attrelid = format('public.%I', event_table)::regclass AND a.attname = u.name
    WHERE NOT a.attisdropped
$$;


-- --- removals -----------------------------------------------------------------------------------------------------

-- Remove what is older than a moment; the number of rows. Two years is the least that stays, whoever asks.
CREATE OR REPLACE FUNCTION history_remove_older_than(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    event_table name;
    gone bigint[];
    total bigint := 0;
    in_use text;
BEGIN
    IF moment IS NULL OR moment > now() - interval '2 years' THEN
        RAISE EXCEPTION 'De geschiedenis van de laatste twee jaar blijft altijd staan.';
    END IF;
    FOR event_table IN SELECT * FROM history_tables() LOOP
        EXECUTE format(
            'WITH old AS (DELETE FROM public.%I WHERE pgh_created_at < $1 RETURNING pgh_id) SELECT array_agg(pgh_id) FROM old',
            event_table
        ) INTO gone USING moment;
        CONTINUE WHEN gone IS NULL;
        PERFORM history_seal_again(event_table, gone);
        INSERT INTO network_historyremoval (reason, "table", rows, older_than, removed_at)
        VALUES ('retention', event_table, cardinality(gone), moment, now());
        total := total + cardinality(gone);
    END LOOP;
    SELECT string_agg(format('SELECT 1 FROM public.%I e WHERE e.pgh_context_id = c.id', known), ' UNION ALL ')
    INTO in_use FROM history_tables() known;
    EXECUTE format('DELETE FROM public.pghistory_context c WHERE c.created_at < $1 AND NOT EXISTS (%s)', in_use) USING moment;
    RETURN total;
END
$$;

-- Put «[gewist]» over what the history says of one person; the number of rows. The columns stand in
-- history_personal_columns, a view that the owner makes from the apps.
CREATE OR REPLACE FUNCTION history_erase_person(person bigint, asked_by bigint) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    place record;
    wiped bigint[];
    total integer := 0;
BEGIN
    IF person IS NULL OR NOT EXISTS (SELECT FROM network_person p WHERE p.id = asked_by) THEN
        RAISE EXCEPTION 'Zeg wie er gewist wordt, en door wie.';
    END IF;
    FOR place IN
        SELECT v.event_table, v.person_column,
               string_agg(format('%1$I = CASE WHEN %1$I = '''' THEN '''' ELSE ''[gewist]'' END', v.personal_column), ', ') AS wipe,
               string_agg(format('%I NOT IN ('''', ''[gewist]'')', v.personal_column), ' OR ') AS still_there
        FROM history_personal_columns v GROUP BY v.event_table, v.person_column ORDER BY v.event_table
    LOOP
        EXECUTE format(
            'WITH wiped AS (UPDATE public.%I SET %s WHERE %I = $1 AND (%s) RETURNING pgh_id) SELECT array_agg(pgh_id) FROM wiped',
            place.event_table, place.wipe, place.person_column, place.still_there
        ) INTO wiped USING person;
        CONTINUE WHEN wiped IS NULL;
        PERFORM history_seal_again(place.event_table::name, wiped);
        INSERT INTO network_historyremoval (reason, "table", rows, person_number, asked_by_id, removed_at)
        VALUES ('erasure', place.event_table, cardinality(wiped), person, asked_by, now());
        total := total + cardinality(wiped);
    END LOOP;
    RETURN total;
END
$$;


-- --- who may call what --------------------------------------------------------------------------------------------

DO $$
DECLARE
    ours regprocedure;
    event_table name;
BEGIN
    FOR ours IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname ~ '^(history_|_?pgtrigger_|_pgh_)'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC, portal_web, portal_public, portal_steward', ours);
    END LOOP;
    FOR event_table IN SELECT * FROM history_tables() LOOP
        -- The whole history is read by moment, newest first.
        EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON public.%I (pgh_created_at DESC, pgh_id DESC)',
                       left(event_table, 55) || '_moment', event_table);
    END LOOP;
    DELETE FROM network_historyseal s WHERE to_regclass(format('public.%I', s."table")) IS NULL;
    FOR event_table IN
        SELECT DISTINCT s."table" FROM network_historyseal s
        WHERE history_columns_left(s."table"::name, s.columns::text[]) <> s.columns::text[]
    LOOP
        PERFORM history_seal_again(event_table, '{}');
    END LOOP;
END
$$;

GRANT EXECUTE ON FUNCTION history_seal(text), history_verify(), history_remove_older_than(timestamptz),
    history_erase_person(bigint, bigint) TO portal_web;
