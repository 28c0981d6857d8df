-- The next partition of each table that has them is there before the newest is half full. Where it cannot be made just
-- now, the rows go into the partition for the rest, and it is tried again.
CREATE OR REPLACE FUNCTION tools.add_partitions() RETURNS void LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    v_table  text;
    v_key    text;
    v_last   bigint;
    v_next   bigint;
BEGIN
    FOR v_table, v_key IN VALUES ('rejected_row', 'reject_id'), ('run_event', 'event_id') LOOP
        v_last := coalesce(pg_sequence_last_value(pg_get_serial_sequence('tools.' || v_table, v_key)), 0);
        v_next := (v_last + 500000) / 1000000;
        CONTINUE WHEN to_regclass(format('tools.%I', v_table || '_' || v_next)) IS NOT NULL
                   OR v_next = v_last / 1000000 OR NOT pg_try_advisory_xact_lock(x'45544C50'::int, 0);
        BEGIN
            EXECUTE format('CREATE TABLE tools.%I (LIKE tools.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)',
                           v_table || '_' || v_next, v_table);
            EXECUTE format('ALTER TABLE tools.%I ATTACH PARTITION tools.%I FOR VALUES FROM (%s) TO (%s)',
                           v_table, v_table || '_' || v_next, v_next * 1000000, (v_next + 1) * 1000000);
        EXCEPTION WHEN lock_not_available OR insufficient_privilege OR check_violation OR duplicate_table THEN
            NULL;
        END;
    END LOOP;
END $$;

-- Drop the partitions of a table that no new row comes into and that hold nothing but rows of these batches; returns how
-- many. One that is just being read or written stays.
CREATE OR REPLACE FUNCTION tools.drop_partitions(p_table text, p_client_id integer, p_batches text[]) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '500ms' AS $$
DECLARE
    v_part    regclass;
    v_others  boolean;
    v_gone    integer := 0;
BEGIN
    FOR v_part IN
        SELECT i.inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = ('tools.' || p_table)::regclass AND c.relname ~ '_[0-9]+$'
          AND substring(c.relname FROM '[0-9]+$')::bigint < (
              SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence('tools.' || p_table, a.attname)), 0) / 1000000
              FROM pg_attribute a WHERE a.attrelid = i.inhparent AND a.attidentity <> '')
    LOOP
        FOR v_step IN 1..2 LOOP  -- looked at before anybody has to wait, and again when nobody can change it
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE NOT (client_id = $1 AND batch_id = ANY ($2)))', v_part)
                INTO v_others USING p_client_id, p_batches;
            EXIT WHEN v_others;
            BEGIN
                EXECUTE format('LOCK TABLE ONLY tools.%I, ONLY %s IN ACCESS EXCLUSIVE MODE', p_table, v_part);
                IF v_step = 2 THEN
                    EXECUTE format('DROP TABLE %s', v_part);
                    v_gone := v_gone + 1;
                END IF;
            EXCEPTION WHEN lock_not_available OR insufficient_privilege THEN
                EXIT;
            END;
        END LOOP;
    END LOOP;
    RETURN v_gone;
END $$;
