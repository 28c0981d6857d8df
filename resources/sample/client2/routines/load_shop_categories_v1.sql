-- Categories: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_shop_categories_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_categories WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_categories (category_id, category_name, description, dwh_batch_id)
        SELECT DISTINCT ON (category_id) category_id, trim(category_name), trim(description), dwh_batch_id
        FROM %2$I.shop_categories WHERE dwh_batch_id = $1 AND category_id IS NOT NULL
        ORDER BY category_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_categories', v_silver);  -- the gold steps join over it at once
END $$;
