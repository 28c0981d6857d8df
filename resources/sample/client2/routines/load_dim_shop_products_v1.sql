-- The newest of each product over all batches with category and supplier.
CREATE OR REPLACE PROCEDURE tools.load_dim_shop_products_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'gold_' || p_client_schema;
BEGIN
    EXECUTE format($sql$
        DELETE FROM %2$I.dim_products g WHERE NOT EXISTS (SELECT 1 FROM %1$I.shop_products s WHERE s.product_id = g.product_id)
    $sql$, v_silver, v_other);
    EXECUTE format($sql$
        INSERT INTO %2$I.dim_products (product_id, product_name, category, supplier, unit_price, discontinued, dwh_batch_id)
        SELECT s.product_id, s.product_name, c.category_name, v.company_name, s.unit_price, s.discontinued, s.dwh_batch_id
        FROM (SELECT DISTINCT ON (product_id) * FROM %1$I.shop_products ORDER BY product_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS s
        LEFT JOIN (SELECT DISTINCT ON (category_id) * FROM %1$I.shop_categories ORDER BY category_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS c USING (category_id)
        LEFT JOIN (SELECT DISTINCT ON (supplier_id) * FROM %1$I.shop_suppliers ORDER BY supplier_id, length(dwh_batch_id) DESC, dwh_batch_id DESC) AS v USING (supplier_id)
        ORDER BY s.product_id
        ON CONFLICT (product_id) DO UPDATE SET product_name = excluded.product_name, category = excluded.category, supplier = excluded.supplier, unit_price = excluded.unit_price, discontinued = excluded.discontinued, dwh_batch_id = excluded.dwh_batch_id
    $sql$, v_silver, v_other);
    GET DIAGNOSTICS p_rows = ROW_COUNT;
END $$;
