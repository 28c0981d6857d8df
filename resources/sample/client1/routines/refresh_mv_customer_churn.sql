-- Refresh gold_{client}.mv_customer_churn while it is read.
CREATE OR REPLACE PROCEDURE tools.refresh_mv_customer_churn(p_client_schema text, p_batch_id text, INOUT p_rows bigint)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %I.mv_customer_churn', 'gold_' || p_client_schema);
    EXECUTE format('SELECT count(*) FROM %I.mv_customer_churn', 'gold_' || p_client_schema) INTO p_rows;
END $$;
