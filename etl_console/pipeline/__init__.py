"""The batch engine. Knows neither Qt nor psycopg; what it needs of the outside is in ports.py."""
