-- The newest of each order line over all batches with its product, gross and net of discount.
CREATE OR REPLACE PROCEDURE tools.load_fact_order_lines_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %2$I.fact_order_lines g WHERE NOT EXISTS (SELECT 1 FROM %1$I.shop_order_details s WHERE s.order_id = g.order_id AND s.product_id = g.product_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.fact_order_lines (order_id, product_id, product_key, quantity, unit_price, discount, gross_amount, net_amount, dwh_batch_id)
        SELECT s.order_id, s.product_id, p.product_key, s.quantity, s.unit_price, s.discount, s.unit_price * s.quantity,
               s.unit_price * s.quantity * (1 - s.discount), s.dwh_batch_id
        FROM (SELECT DISTINCT ON (order_id, product_id) * FROM %1$I.shop_order_details ORDER BY order_id, product_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS s
        LEFT JOIN %2$I.dim_products p USING (product_id)
        ORDER BY s.order_id, s.product_id
        ON CONFLICT (order_id, product_id) DO UPDATE SET product_key = excluded.product_key, quantity = excluded.quantity, unit_price = excluded.unit_price, discount = excluded.discount, gross_amount = excluded.gross_amount, net_amount = excluded.net_amount, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
END $$;
