-- The current version of each product over all batches, for the products that this batch says something of.
CREATE OR REPLACE PROCEDURE tools.load_dim_products_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        CREATE TEMP TABLE touched ON COMMIT DROP AS
        SELECT prd_key FROM %1$I.crm_prd_info WHERE dwh_batch_id = $1
        UNION SELECT p.prd_key FROM %1$I.erp_px_cat_g1v2 c JOIN %1$I.crm_prd_info p ON p.cat_id = c.id WHERE c.dwh_batch_id = $1
        UNION SELECT product_number FROM %2$I.dim_products WHERE dwh_batch_id = $1
    $sql$, v_silver, v_other) USING p_batch_id;
    ANALYZE touched;
    EXECUTE format($sql$
        DELETE FROM %2$I.dim_products d USING touched t WHERE d.product_number = t.prd_key
           AND NOT EXISTS (SELECT 1 FROM %1$I.crm_prd_info p WHERE p.prd_key = t.prd_key AND p.prd_end_dt IS NULL)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.dim_products (product_id, product_number, product_name, category_id, category, subcategory,
            maintenance, cost, product_line, start_date, dwh_batch_id)
        SELECT p.prd_id, p.prd_key, p.prd_nm, p.cat_id, c.cat, c.subcat, c.maintenance, p.prd_cost, p.prd_line, p.prd_start_dt,
               (SELECT b FROM unnest(ARRAY[p.dwh_batch_id, c.dwh_batch_id]) AS b
                WHERE b IS NOT NULL ORDER BY length(b) DESC, b DESC LIMIT 1)
        FROM (SELECT DISTINCT ON (s.prd_key) s.* FROM %1$I.crm_prd_info s JOIN touched USING (prd_key)
              WHERE s.prd_end_dt IS NULL
              ORDER BY s.prd_key, length(s.dwh_batch_id) DESC, s.dwh_batch_id DESC, s.prd_start_dt DESC) AS p
        LEFT JOIN (SELECT DISTINCT ON (id) * FROM %1$I.erp_px_cat_g1v2
                   ORDER BY id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS c ON c.id = p.cat_id
        ORDER BY p.prd_start_dt, p.prd_key
        ON CONFLICT (product_number) DO UPDATE SET product_id = excluded.product_id, product_name = excluded.product_name,
            category_id = excluded.category_id, category = excluded.category, subcategory = excluded.subcategory,
            maintenance = excluded.maintenance, cost = excluded.cost, product_line = excluded.product_line,
            start_date = excluded.start_date, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    DROP TABLE touched;
END $$;
