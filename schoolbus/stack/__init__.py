"""The private stack: a PostGIS cluster, a Redis and a Mosquitto of our own, for demo, small installs, tests."""
