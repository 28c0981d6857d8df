-- Customers: the last of each key of the batch, texts trimmed.
CREATE OR REPLACE PROCEDURE tools.load_shop_customers_v1(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
DECLARE
    v_silver text := 'silver_' || p_client_schema;
    v_other  text := 'bronze_' || p_client_schema;
BEGIN
    EXECUTE format('DELETE FROM %I.shop_customers WHERE dwh_batch_id = $1', v_silver) USING p_batch_id;
    EXECUTE format($sql$
        INSERT INTO %1$I.shop_customers (customer_id, company_name, contact_name, contact_title, address, city, region, postal_code, country, phone, fax, dwh_batch_id)
        SELECT DISTINCT ON (customer_id) customer_id, trim(company_name), trim(contact_name), trim(contact_title), trim(address), trim(city), trim(region), trim(postal_code), trim(country), trim(phone), trim(fax), dwh_batch_id
        FROM %2$I.shop_customers WHERE dwh_batch_id = $1 AND customer_id IS NOT NULL
        ORDER BY customer_id, dwh_source_line DESC
    $sql$, v_silver, v_other) USING p_batch_id;
    GET DIAGNOSTICS p_rows = ROW_COUNT;
    EXECUTE format('ANALYZE %I.shop_customers', v_silver);  -- the gold steps join over it at once
END $$;
