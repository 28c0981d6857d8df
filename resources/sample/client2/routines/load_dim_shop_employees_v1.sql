-- The newest of each employee over all batches with the number of territories.
CREATE OR REPLACE PROCEDURE tools.load_dim_shop_employees_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %2$I.dim_employees g WHERE NOT EXISTS (SELECT 1 FROM %1$I.hr_employees s WHERE s.employee_id = g.employee_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.dim_employees (employee_id, full_name, title, country, territories, dwh_batch_id)
        SELECT s.employee_id, concat_ws(' ', s.first_name, s.last_name), s.title, s.country,
               (SELECT count(DISTINCT territory_id) FROM %1$I.hr_employee_territories t WHERE t.employee_id = s.employee_id), s.dwh_batch_id
        FROM (SELECT DISTINCT ON (employee_id) * FROM %1$I.hr_employees ORDER BY employee_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS s
        ORDER BY s.employee_id
        ON CONFLICT (employee_id) DO UPDATE SET full_name = excluded.full_name, title = excluded.title, country = excluded.country, territories = excluded.territories, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
END $$;
