-- Bronze: typed as the files are, one row a record, each with its batch, file and line.
CREATE TABLE IF NOT EXISTS bronze_{client}.crm_cust_info (
    cst_id integer, cst_key text, cst_firstname text, cst_lastname text, cst_marital_status text, cst_gndr text,
    cst_create_date date,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS bronze_{client}.crm_prd_info (
    prd_id integer, prd_key text, prd_nm text, prd_cost numeric(12,2), prd_line text, prd_start_dt date, prd_end_dt date,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS bronze_{client}.crm_sales_details (
    sls_ord_num text, sls_prd_key text, sls_cust_id integer, sls_order_dt integer, sls_ship_dt integer, sls_due_dt integer,
    sls_sales numeric(12,2), sls_quantity integer, sls_price numeric(12,2),
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS bronze_{client}.erp_cust_az12 (
    cid text, bdate date, gen text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS bronze_{client}.erp_loc_a101 (
    cid text, cntry text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS bronze_{client}.erp_px_cat_g1v2 (
    id text, cat text, subcat text, maintenance text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS crm_cust_info_batch ON bronze_{client}.crm_cust_info (dwh_batch_id);
CREATE INDEX IF NOT EXISTS crm_prd_info_batch ON bronze_{client}.crm_prd_info (dwh_batch_id);
CREATE INDEX IF NOT EXISTS crm_sales_details_batch ON bronze_{client}.crm_sales_details (dwh_batch_id);
CREATE INDEX IF NOT EXISTS erp_cust_az12_batch ON bronze_{client}.erp_cust_az12 (dwh_batch_id);
CREATE INDEX IF NOT EXISTS erp_loc_a101_batch ON bronze_{client}.erp_loc_a101 (dwh_batch_id);
CREATE INDEX IF NOT EXISTS erp_px_cat_g1v2_batch ON bronze_{client}.erp_px_cat_g1v2 (dwh_batch_id);

-- Silver: cleaned, one row per business key and batch; a pure function of one bronze batch.
CREATE TABLE IF NOT EXISTS silver_{client}.crm_cust_info (
    cst_id integer NOT NULL, cst_key text, cst_firstname text, cst_lastname text, cst_marital_status text, cst_gndr text,
    cst_create_date date, dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, cst_id));
CREATE TABLE IF NOT EXISTS silver_{client}.crm_prd_info (
    prd_id integer NOT NULL, cat_id text, prd_key text, prd_nm text, prd_cost numeric(12,2), prd_line text,
    prd_start_dt date, prd_end_dt date, dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, prd_id));
CREATE TABLE IF NOT EXISTS silver_{client}.crm_sales_details (
    sls_ord_num text NOT NULL, sls_prd_key text NOT NULL, sls_cust_id integer, sls_order_dt date, sls_ship_dt date,
    sls_due_dt date, sls_sales numeric(12,2), sls_quantity integer, sls_price numeric(12,2),
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, sls_ord_num, sls_prd_key));
CREATE TABLE IF NOT EXISTS silver_{client}.erp_cust_az12 (
    cid text NOT NULL, bdate date, gen text, dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, cid));
CREATE TABLE IF NOT EXISTS silver_{client}.erp_loc_a101 (
    cid text NOT NULL, cntry text, dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, cid));
CREATE TABLE IF NOT EXISTS silver_{client}.erp_px_cat_g1v2 (
    id text NOT NULL, cat text, subcat text, maintenance text, dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, id));
CREATE INDEX IF NOT EXISTS crm_cust_info_key ON silver_{client}.crm_cust_info (cst_id);
CREATE INDEX IF NOT EXISTS crm_cust_info_number ON silver_{client}.crm_cust_info (cst_key);
CREATE INDEX IF NOT EXISTS crm_prd_info_key ON silver_{client}.crm_prd_info (prd_key);
CREATE INDEX IF NOT EXISTS crm_sales_details_key ON silver_{client}.crm_sales_details (sls_ord_num, sls_prd_key);
CREATE INDEX IF NOT EXISTS erp_cust_az12_key ON silver_{client}.erp_cust_az12 (cid);
CREATE INDEX IF NOT EXISTS erp_loc_a101_key ON silver_{client}.erp_loc_a101 (cid);
CREATE INDEX IF NOT EXISTS erp_px_cat_g1v2_key ON silver_{client}.erp_px_cat_g1v2 (id);

-- Gold: the newest of each business key over all batches; surrogate keys stay.
CREATE TABLE IF NOT EXISTS gold_{client}.dim_customers (
    customer_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id integer NOT NULL UNIQUE,
    customer_number text, first_name text, last_name text, country text, marital_status text, gender text,
    birthdate date, create_date date, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.dim_products (
    product_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id integer NOT NULL,
    product_number text NOT NULL UNIQUE, product_name text, category_id text, category text, subcategory text,
    maintenance text, cost numeric(12,2), product_line text, start_date date, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.fact_sales (
    order_number text NOT NULL, product_key integer REFERENCES gold_{client}.dim_products ON DELETE SET NULL,
    customer_key integer REFERENCES gold_{client}.dim_customers ON DELETE SET NULL, order_date date, shipping_date date,
    due_date date, sales_amount numeric(12,2), quantity integer, price numeric(12,2),
    product_number text NOT NULL, customer_id integer, dwh_batch_id text NOT NULL,
    PRIMARY KEY (order_number, product_number));
CREATE INDEX IF NOT EXISTS fact_sales_batch ON gold_{client}.fact_sales (dwh_batch_id);
CREATE INDEX IF NOT EXISTS fact_sales_customer ON gold_{client}.fact_sales (customer_key);
CREATE INDEX IF NOT EXISTS fact_sales_product ON gold_{client}.fact_sales (product_key);
CREATE INDEX IF NOT EXISTS dim_customers_batch ON gold_{client}.dim_customers (dwh_batch_id);
CREATE INDEX IF NOT EXISTS dim_products_batch ON gold_{client}.dim_products (dwh_batch_id);

CREATE MATERIALIZED VIEW IF NOT EXISTS gold_{client}.mv_customer_lifetime_value AS
SELECT c.customer_key, c.customer_number, concat_ws(' ', c.first_name, c.last_name) AS customer_name, c.country,
       count(DISTINCT f.order_number) AS orders, sum(f.quantity) AS quantity, sum(f.sales_amount) AS lifetime_value,
       min(f.order_date) AS first_order, max(f.order_date) AS last_order
FROM gold_{client}.fact_sales f JOIN gold_{client}.dim_customers c USING (customer_key)
GROUP BY c.customer_key;
CREATE UNIQUE INDEX IF NOT EXISTS mv_customer_lifetime_value_key ON gold_{client}.mv_customer_lifetime_value (customer_key);

CREATE MATERIALIZED VIEW IF NOT EXISTS gold_{client}.mv_customer_order_gap AS
SELECT customer_key, count(*) + 1 AS orders, min(gap) AS shortest_gap, round(avg(gap), 1) AS average_gap, max(gap) AS longest_gap
FROM (SELECT customer_key, order_date - lag(order_date) OVER (PARTITION BY customer_key ORDER BY order_date, order_number) AS gap
      FROM (SELECT DISTINCT customer_key, order_number, order_date FROM gold_{client}.fact_sales
            WHERE customer_key IS NOT NULL AND order_date IS NOT NULL) AS o) AS g
WHERE gap IS NOT NULL GROUP BY customer_key;
CREATE UNIQUE INDEX IF NOT EXISTS mv_customer_order_gap_key ON gold_{client}.mv_customer_order_gap (customer_key);

CREATE MATERIALIZED VIEW IF NOT EXISTS gold_{client}.mv_customer_churn AS
SELECT customer_key, last_order, newest - last_order AS days_since_last_order,
       CASE WHEN newest - last_order > 365 THEN 'churned' WHEN newest - last_order > 180 THEN 'at risk' ELSE 'active' END AS segment
FROM (SELECT customer_key, max(order_date) AS last_order, max(max(order_date)) OVER () AS newest
      FROM gold_{client}.fact_sales WHERE customer_key IS NOT NULL GROUP BY customer_key) AS o;
CREATE UNIQUE INDEX IF NOT EXISTS mv_customer_churn_key ON gold_{client}.mv_customer_churn (customer_key);
