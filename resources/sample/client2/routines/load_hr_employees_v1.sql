-- Employees: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_hr_employees_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.hr_employees WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.hr_employees (employee_id, last_name, first_name, title, title_of_courtesy, birth_date, hire_date, address, city, region, postal_code, country, home_phone, extension, notes, reports_to, dwh_batch_id)
        SELECT DISTINCT ON (employee_id) employee_id, trim(last_name), trim(first_name), trim(title), trim(title_of_courtesy), birth_date, hire_date, trim(address), trim(city), trim(region), trim(postal_code), trim(country), trim(home_phone), trim(extension), trim(notes), reports_to, dwh_batch_id
        FROM %2$I.hr_employees WHERE dwh_batch_id = $1 AND employee_id IS NOT NULL
        ORDER BY employee_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.hr_employees', v_silver);  -- the gold steps join over it at once
END $$;
