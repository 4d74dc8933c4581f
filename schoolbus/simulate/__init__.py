"""The simulator of buses: pure generation of fixes and NMEA sentences from paths, stops and scripts."""
