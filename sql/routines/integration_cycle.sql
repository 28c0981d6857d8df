-- A dependency that would close a circle is refused when it is saved.
CREATE OR REPLACE FUNCTION tools.refuse_integration_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_path text;
BEGIN
    -- one writer at a time per client: two saves that are each acyclic could close a circle together
    PERFORM 1 FROM tools.client_reference WHERE client_id = NEW.client_id FOR UPDATE;
    WITH RECURSIVE upstream (name, path) AS (
        SELECT NEW.depends_on, ARRAY[NEW.procedure_name, NEW.depends_on]
        UNION ALL
        SELECT d.depends_on, u.path || d.depends_on
        FROM upstream u JOIN tools.integration_dependencies d
          ON d.client_id = NEW.client_id AND d.procedure_name = u.name
        WHERE u.name <> NEW.procedure_name AND NOT d.depends_on = ANY (u.path[2:])
    )
    SELECT array_to_string(path, ' -> ') INTO v_path FROM upstream WHERE name = NEW.procedure_name LIMIT 1;
    IF v_path IS NOT NULL THEN
        RAISE EXCEPTION 'integration dependencies form a cycle: %', v_path
            USING ERRCODE = 'check_violation', HINT = 'Remove one of these dependencies.';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER refuse_integration_cycle AFTER INSERT OR UPDATE ON tools.integration_dependencies
    FOR EACH ROW EXECUTE FUNCTION tools.refuse_integration_cycle();
