"""Loading of supplied extracts into the database: python -m etl."""
