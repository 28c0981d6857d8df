-- Bronze: typed as the files are, one row a record, each with its batch, file and line.
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_customers (
    customer_id text,
    company_name text,
    contact_name text,
    contact_title text,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    phone text,
    fax text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_customers_batch ON bronze_{client}.shop_customers (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_products (
    product_id integer,
    product_name text,
    supplier_id integer,
    category_id integer,
    quantity_per_unit text,
    unit_price numeric(12,4),
    units_in_stock integer,
    units_on_order integer,
    reorder_level integer,
    discontinued boolean,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_products_batch ON bronze_{client}.shop_products (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_categories (
    category_id integer,
    category_name text,
    description text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_categories_batch ON bronze_{client}.shop_categories (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_suppliers (
    supplier_id integer,
    company_name text,
    contact_name text,
    contact_title text,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    phone text,
    fax text,
    home_page text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_suppliers_batch ON bronze_{client}.shop_suppliers (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_shippers (
    shipper_id integer,
    company_name text,
    phone text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_shippers_batch ON bronze_{client}.shop_shippers (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.hr_employees (
    employee_id integer,
    last_name text,
    first_name text,
    title text,
    title_of_courtesy text,
    birth_date date,
    hire_date date,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    home_phone text,
    extension text,
    notes text,
    reports_to integer,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS hr_employees_batch ON bronze_{client}.hr_employees (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.hr_regions (
    region_id integer,
    region_description text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS hr_regions_batch ON bronze_{client}.hr_regions (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.hr_territories (
    territory_id text,
    territory_description text,
    region_id integer,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS hr_territories_batch ON bronze_{client}.hr_territories (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.hr_employee_territories (
    employee_id integer,
    territory_id text,
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS hr_employee_territories_batch ON bronze_{client}.hr_employee_territories (dwh_batch_id);
CREATE TABLE IF NOT EXISTS bronze_{client}.shop_orders (
    order_id integer,
    customer_id text,
    employee_id integer,
    order_date date,
    required_date date,
    shipped_date date,
    ship_via integer,
    freight numeric(12,4),
    ship_name text,
    ship_street text,
    ship_city text,
    ship_region text,
    ship_postal_code text,
    ship_country text,
    product_id integer,
    unit_price numeric(12,4),
    quantity integer,
    discount numeric(6,4),
    dwh_batch_id text NOT NULL, dwh_source_file text, dwh_source_line bigint, dwh_loaded_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX IF NOT EXISTS shop_orders_batch ON bronze_{client}.shop_orders (dwh_batch_id);

-- Silver: one row per business key and batch; a pure function of one bronze batch.
CREATE TABLE IF NOT EXISTS silver_{client}.shop_customers (
    customer_id text,
    company_name text,
    contact_name text,
    contact_title text,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    phone text,
    fax text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, customer_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_products (
    product_id integer,
    product_name text,
    supplier_id integer,
    category_id integer,
    quantity_per_unit text,
    unit_price numeric(12,4),
    units_in_stock integer,
    units_on_order integer,
    reorder_level integer,
    discontinued boolean,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, product_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_categories (
    category_id integer,
    category_name text,
    description text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, category_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_suppliers (
    supplier_id integer,
    company_name text,
    contact_name text,
    contact_title text,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    phone text,
    fax text,
    home_page text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, supplier_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_shippers (
    shipper_id integer,
    company_name text,
    phone text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, shipper_id));
CREATE TABLE IF NOT EXISTS silver_{client}.hr_employees (
    employee_id integer,
    last_name text,
    first_name text,
    title text,
    title_of_courtesy text,
    birth_date date,
    hire_date date,
    address text,
    city text,
    region text,
    postal_code text,
    country text,
    home_phone text,
    extension text,
    notes text,
    reports_to integer,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, employee_id));
CREATE TABLE IF NOT EXISTS silver_{client}.hr_regions (
    region_id integer,
    region_description text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, region_id));
CREATE TABLE IF NOT EXISTS silver_{client}.hr_territories (
    territory_id text,
    territory_description text,
    region_id integer,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, territory_id));
CREATE TABLE IF NOT EXISTS silver_{client}.hr_employee_territories (
    employee_id integer,
    territory_id text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, employee_id, territory_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_orders (
    order_id integer,
    customer_id text,
    employee_id integer,
    order_date date,
    required_date date,
    shipped_date date,
    ship_via integer,
    freight numeric(12,4),
    ship_name text,
    ship_street text,
    ship_city text,
    ship_region text,
    ship_postal_code text,
    ship_country text,
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, order_id));
CREATE TABLE IF NOT EXISTS silver_{client}.shop_order_details (
    order_id integer,
    product_id integer,
    unit_price numeric(12,4),
    quantity integer,
    discount numeric(6,4),
    dwh_batch_id text NOT NULL, PRIMARY KEY (dwh_batch_id, order_id, product_id));

-- Gold: the newest of each business key over all batches; surrogate keys stay.
CREATE TABLE IF NOT EXISTS gold_{client}.dim_customers (
    customer_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id text NOT NULL UNIQUE, company_name text,
    city text, country text, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.dim_products (
    product_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, product_id integer NOT NULL UNIQUE, product_name text,
    category text, supplier text, unit_price numeric(12,4), discontinued boolean, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.dim_employees (
    employee_key integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, employee_id integer NOT NULL UNIQUE, full_name text,
    title text, country text, territories integer, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.fact_orders (
    order_id integer PRIMARY KEY, customer_key integer REFERENCES gold_{client}.dim_customers ON DELETE SET NULL,
    employee_key integer REFERENCES gold_{client}.dim_employees ON DELETE SET NULL, order_date date, required_date date,
    shipped_date date, freight numeric(12,4), ship_country text, dwh_batch_id text NOT NULL);
CREATE TABLE IF NOT EXISTS gold_{client}.fact_order_lines (
    order_id integer NOT NULL, product_id integer NOT NULL,
    product_key integer REFERENCES gold_{client}.dim_products ON DELETE SET NULL, quantity integer,
    unit_price numeric(12,4), discount numeric(6,4), gross_amount numeric(16,4), net_amount numeric(20,8),
    dwh_batch_id text NOT NULL, PRIMARY KEY (order_id, product_id));
CREATE MATERIALIZED VIEW IF NOT EXISTS gold_{client}.mv_monthly_sales AS
SELECT date_trunc('month', o.order_date)::date AS month, count(DISTINCT o.order_id) AS orders, sum(l.quantity) AS quantity,
       sum(l.gross_amount) AS gross_amount, sum(l.net_amount) AS net_amount
FROM gold_{client}.fact_orders o JOIN gold_{client}.fact_order_lines l USING (order_id) GROUP BY 1;
CREATE UNIQUE INDEX IF NOT EXISTS mv_monthly_sales_key ON gold_{client}.mv_monthly_sales (month);
CREATE MATERIALIZED VIEW IF NOT EXISTS gold_{client}.mv_category_sales AS
SELECT p.category, sum(l.quantity) AS quantity, sum(l.net_amount) AS net_amount
FROM gold_{client}.fact_order_lines l JOIN gold_{client}.dim_products p USING (product_key) GROUP BY 1;
CREATE UNIQUE INDEX IF NOT EXISTS mv_category_sales_key ON gold_{client}.mv_category_sales (category);
