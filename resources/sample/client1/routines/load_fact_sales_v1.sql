-- The newest of each order line over all batches with the keys of both dimensions; lines without a key are tried again.
CREATE OR REPLACE PROCEDURE tools.load_fact_sales_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        CREATE TEMP TABLE touched ON COMMIT DROP AS
        SELECT sls_ord_num, sls_prd_key FROM %1$I.crm_sales_details WHERE dwh_batch_id = $1
        UNION SELECT order_number, product_number FROM %2$I.fact_sales
              WHERE dwh_batch_id = $1 OR product_key IS NULL OR customer_key IS NULL
    $sql$, v_silver, v_other) USING p_batch_id;
    ANALYZE touched;
    EXECUTE format($sql$
        DELETE FROM %2$I.fact_sales f USING touched t
        WHERE f.order_number = t.sls_ord_num AND f.product_number = t.sls_prd_key
          AND NOT EXISTS (SELECT 1 FROM %1$I.crm_sales_details s
                          WHERE s.sls_ord_num = t.sls_ord_num AND s.sls_prd_key = t.sls_prd_key)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.fact_sales (order_number, product_key, customer_key, order_date, shipping_date, due_date,
            sales_amount, quantity, price, product_number, customer_id, dwh_batch_id)
        SELECT s.sls_ord_num, p.product_key, c.customer_key, s.sls_order_dt, s.sls_ship_dt, s.sls_due_dt, s.sls_sales,
               s.sls_quantity, s.sls_price, s.sls_prd_key, s.sls_cust_id, s.dwh_batch_id
        FROM (SELECT DISTINCT ON (d.sls_ord_num, d.sls_prd_key) d.*
              FROM %1$I.crm_sales_details d JOIN touched USING (sls_ord_num, sls_prd_key)
              ORDER BY d.sls_ord_num, d.sls_prd_key, length(d.dwh_batch_id) DESC, d.dwh_batch_id DESC) AS s
        LEFT JOIN %2$I.dim_products p ON p.product_number = s.sls_prd_key
        LEFT JOIN %2$I.dim_customers c ON c.customer_id = s.sls_cust_id
        ON CONFLICT (order_number, product_number) DO UPDATE SET product_key = excluded.product_key,
            customer_key = excluded.customer_key, order_date = excluded.order_date, shipping_date = excluded.shipping_date,
            due_date = excluded.due_date, sales_amount = excluded.sales_amount, quantity = excluded.quantity,
            price = excluded.price, customer_id = excluded.customer_id, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    DROP TABLE touched;
END $$;
