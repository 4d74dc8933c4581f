"""The demo: a district sown into the database, and its buses driven live."""
