"""The demo, sown and driven."""
