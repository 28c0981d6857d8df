-- The newest of each customer over all batches.
CREATE OR REPLACE PROCEDURE tools.load_dim_shop_customers_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %2$I.dim_customers g WHERE NOT EXISTS (SELECT 1 FROM %1$I.shop_customers s WHERE s.customer_id = g.customer_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.dim_customers (customer_id, company_name, city, country, dwh_batch_id)
        SELECT s.customer_id, s.company_name, s.city, s.country, s.dwh_batch_id
        FROM (SELECT DISTINCT ON (customer_id) * FROM %1$I.shop_customers ORDER BY customer_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS s
        ORDER BY s.customer_id
        ON CONFLICT (customer_id) DO UPDATE SET company_name = excluded.company_name, city = excluded.city, country = excluded.country, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
END $$;
