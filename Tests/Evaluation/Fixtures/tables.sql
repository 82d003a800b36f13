-- The example shop's exports, each read by hand as its columns are meant. What
-- cannot be read is NULL. Moments are instants (…_at) and, beside them, days on
-- the report's clock in Madrid (…_day). No part of this comes from kpi.yaml.
SET TimeZone = 'Europe/Madrid';

CREATE VIEW orders AS SELECT
    order_id AS id, nullif(customer_id, '') AS customer,
    CAST(created_at AS TIMESTAMPTZ) AS placed_at,
    CAST(CAST(created_at AS TIMESTAMPTZ) AS DATE) AS placed_day,
    TRY_CAST(total AS DECIMAL(18, 2)) AS revenue,
    CASE canal WHEN 'teléfono' THEN 'phone' ELSE canal END AS channel,
    regalo = 'sí' AS gift_wrap
FROM read_csv('orders.csv', header = true, all_varchar = true);

CREATE VIEW order_lines AS SELECT
    l.linha AS id, l.nr_pedido AS order_id, o.placed_day, l.sku AS product, l.categoria AS category,
    TRY_CAST(l.quantidade AS DECIMAL(18, 2)) AS quantity,
    TRY_CAST(replace(l.valor, ',', '.') AS DECIMAL(18, 2)) AS amount
FROM read_csv('order_lines.csv', header = true, all_varchar = true, delim = ';') AS l
LEFT JOIN orders AS o ON o.id = l.nr_pedido;

CREATE VIEW returns AS SELECT
    id_devolucion AS id, nullif(pedido, '') AS order_id, sku AS product,
    CAST(CAST(fecha AS TIMESTAMP) AS DATE) AS returned_day,
    TRY_CAST(unidades AS DECIMAL(18, 2)) AS quantity, nullif(motivo, '') AS reason
FROM read_csv('returns.csv', header = true, all_varchar = true, quote = '"', escape = '"');

CREATE VIEW visits AS SELECT
    session_id AS id, client_id AS visitor,
    CAST(CAST(inicio AS TIMESTAMP) AT TIME ZONE 'UTC' AS DATE) AS started_day,
    CAST(CAST(inicio AS TIMESTAMP) AT TIME ZONE 'UTC' AS TIMESTAMPTZ) AS started_at,
    fuente AS source, dispositivo AS device, CAST(num_visita AS INTEGER) AS visit_number,
    compra = '1' AS bought, ya_cliente = '1' AS bought_before,
    atendida = '1' AS attended, pidio_ayuda = '1' AS asked_for_help
FROM read_csv('visits.csv', header = true, all_varchar = true);

CREATE VIEW customers AS SELECT
    id_cliente AS id, CAST(CAST(fecha_alta AS TIMESTAMPTZ) AS DATE) AS acquired_day, pais AS country
FROM read_csv('customers.csv', header = true, all_varchar = true);

CREATE VIEW costs AS SELECT
    apunte AS id, CAST(strptime(fecha, '%d/%m/%Y') AS DATE) AS incurred_on,
    CASE tipo WHEN 'captacion' THEN 'acquisition' WHEN 'atencion' THEN 'service' ELSE 'other' END AS purpose,
    CASE canal WHEN 'telefono' THEN 'phone' WHEN 'correo' THEN 'email' WHEN 'redes' THEN 'social'
        WHEN 'chat' THEN 'chat' END AS channel,
    TRY_CAST(replace(importe, ',', '.') AS DECIMAL(18, 2)) AS amount
FROM read_csv('costs.csv', header = true, all_varchar = true, delim = ';');

CREATE VIEW calls AS SELECT
    id_llamada AS id, nullif(cliente, '') AS customer, CAST(CAST(hora AS TIMESTAMPTZ) AS DATE) AS started_day,
    agente AS agent, estado = 'atendida' AS answered, TRY_CAST(espera_s AS DECIMAL(18, 3)) AS wait,
    TRY_CAST(conversacion_s AS DECIMAL(18, 3)) AS talk, TRY_CAST(retencion_s AS DECIMAL(18, 3)) AS hold,
    TRY_CAST(cierre_min AS DECIMAL(18, 3)) * 60 AS wrap_up, venta = 's' AS sale, resuelta = 's' AS resolved_first
FROM read_csv('calls.csv', header = true, all_varchar = true);

CREATE VIEW chats AS SELECT
    chat_id AS id, nullif(cliente, '') AS customer, CAST(CAST(solicitado AS TIMESTAMP) AS DATE) AS requested_day,
    estado = 'conectado' AS established,
    CASE iniciado_por WHEN 'cliente' THEN 'customer' WHEN 'agente' THEN 'agent' END AS started_by,
    CASE atendido_por WHEN 'agente' THEN 'agent' WHEN 'bot' THEN 'bot' END AS served_by, agente AS agent,
    TRY_CAST(inicio AS TIMESTAMP) AT TIME ZONE 'Europe/Madrid' AS started_at,
    TRY_CAST(fin AS TIMESTAMP) AT TIME ZONE 'Europe/Madrid' AS ended_at,
    TRY_CAST(productos_mostrados AS DECIMAL(18, 2)) AS products_shown
FROM read_csv('chats.csv', header = true, all_varchar = true);

CREATE VIEW emails AS SELECT
    id, nullif(cliente, '') AS customer, CAST(try_strptime(recibido, '%d/%m/%Y %H:%M') AS DATE) AS received_day
FROM read_csv('emails.csv', header = true, all_varchar = true);

CREATE VIEW requests AS SELECT
    ticket AS id, cliente AS customer,
    CASE canal WHEN 'telefone' THEN 'phone' WHEN 'redes sociais' THEN 'social' ELSE canal END AS channel,
    assunto AS category, nullif(sku, '') AS product,
    CAST(CAST(aberto_em AS TIMESTAMP) AT TIME ZONE 'Europe/Lisbon' AS DATE) AS opened_day,
    CAST(aberto_em AS TIMESTAMP) AT TIME ZONE 'Europe/Lisbon' AS opened_at,
    TRY_CAST(assumido_em AS TIMESTAMP) AT TIME ZONE 'Europe/Lisbon' AS taken_at,
    TRY_CAST(primeira_resposta AS TIMESTAMP) AT TIME ZONE 'Europe/Lisbon' AS first_response_at,
    TRY_CAST(resolvido_em AS TIMESTAMP) AT TIME ZONE 'Europe/Lisbon' AS resolved_at,
    nivel IN ('2', '3') AS escalated, pediu_superior = '1' AS escalation_asked
FROM read_csv('requests.csv', header = true, all_varchar = true);

CREATE VIEW surveys AS SELECT
    id, cliente AS customer,
    CASE canal WHEN 'telefono' THEN 'phone' WHEN 'correo' THEN 'email' WHEN 'redes' THEN 'social'
        WHEN 'chat' THEN 'chat' END AS channel,
    CAST(CAST(respondida AS TIMESTAMPTZ) AS DATE) AS answered_day,
    TRY_CAST(satisfaccion AS INTEGER) AS satisfaction, TRY_CAST(recomendaria AS INTEGER) AS recommendation
FROM read_csv('surveys.csv', header = true, all_varchar = true);

CREATE VIEW shifts AS SELECT
    id, empleado AS agent, CAST(dia AS DATE) AS worked_on,
    CASE canal WHEN 'telefono' THEN 'phone' WHEN 'correo' THEN 'email' WHEN 'redes' THEN 'social'
        WHEN 'chat' THEN 'chat' END AS channel,
    CAST(horas AS DECIMAL(18, 2)) * 3600 AS hours
FROM read_csv('shifts.csv', header = true, all_varchar = true);

-- The months of the report, each with its first day and the first day after it.
CREATE VIEW months AS
SELECT strftime(day, '%Y-%m') AS period, CAST(day AS DATE) AS first_day,
    CAST(day + INTERVAL 1 MONTH AS DATE) AS after_day
FROM (SELECT unnest(generate_series(DATE '2025-01-01', DATE '2025-12-01', INTERVAL 1 MONTH)) AS day);
