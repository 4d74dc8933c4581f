"""The program's version, which findings and the API name."""

VERSION = "0.1.0"
