-- The newest of each customer over all batches, for the customers that this batch says something of.
CREATE OR REPLACE PROCEDURE tools.load_dim_customers_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        CREATE TEMP TABLE touched ON COMMIT DROP AS
        SELECT cst_id FROM %1$I.crm_cust_info WHERE dwh_batch_id = $1
        UNION SELECT c.cst_id FROM %1$I.erp_cust_az12 e JOIN %1$I.crm_cust_info c ON c.cst_key = e.cid WHERE e.dwh_batch_id = $1
        UNION SELECT c.cst_id FROM %1$I.erp_loc_a101 l JOIN %1$I.crm_cust_info c ON c.cst_key = l.cid WHERE l.dwh_batch_id = $1
        UNION SELECT customer_id FROM %2$I.dim_customers WHERE dwh_batch_id = $1
    $sql$, v_silver, v_other) USING p_batch_id;
    ANALYZE touched;
    EXECUTE format($sql$
        DELETE FROM %2$I.dim_customers d USING touched t WHERE d.customer_id = t.cst_id
           AND NOT EXISTS (SELECT 1 FROM %1$I.crm_cust_info c WHERE c.cst_id = t.cst_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.dim_customers AS d (customer_id, customer_number, first_name, last_name, country, marital_status,
            gender, birthdate, create_date, dwh_batch_id)
        SELECT c.cst_id, c.cst_key, c.cst_firstname, c.cst_lastname, coalesce(l.cntry, 'n/a'), c.cst_marital_status,
               CASE WHEN c.cst_gndr <> 'n/a' THEN c.cst_gndr ELSE coalesce(e.gen, 'n/a') END, e.bdate, c.cst_create_date,
               (SELECT b FROM unnest(ARRAY[c.dwh_batch_id, e.dwh_batch_id, l.dwh_batch_id]) AS b
                WHERE b IS NOT NULL ORDER BY length(b) DESC, b DESC LIMIT 1)
        FROM (SELECT DISTINCT ON (s.cst_id) s.* FROM %1$I.crm_cust_info s JOIN touched USING (cst_id)
              ORDER BY s.cst_id, s.cst_create_date DESC NULLS LAST, length(s.dwh_batch_id) DESC, s.dwh_batch_id DESC) AS c
        LEFT JOIN (SELECT DISTINCT ON (cid) * FROM %1$I.erp_cust_az12
                   ORDER BY cid, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS e ON e.cid = c.cst_key
        LEFT JOIN (SELECT DISTINCT ON (cid) * FROM %1$I.erp_loc_a101
                   ORDER BY cid, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS l ON l.cid = c.cst_key
        ORDER BY c.cst_id
        ON CONFLICT (customer_id) DO UPDATE SET customer_number = excluded.customer_number, first_name = excluded.first_name,
            last_name = excluded.last_name, country = excluded.country, marital_status = excluded.marital_status,
            gender = excluded.gender, birthdate = excluded.birthdate, create_date = excluded.create_date,
            dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    DROP TABLE touched;
END $$;
