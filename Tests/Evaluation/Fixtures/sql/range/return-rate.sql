-- The whole year at once: units that came back, by units sold.
SELECT '2025-01-01/2025-12-31' AS period, returned AS numerator, sold AS denominator, returned / sold AS value
FROM
    (SELECT sum(quantity) AS returned FROM returns
        WHERE returned_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31'),
    (SELECT sum(quantity) AS sold FROM order_lines
        WHERE placed_day BETWEEN DATE '2025-01-01' AND DATE '2025-12-31');
