"""The later life of what was granted: suspended, expired, revoked, renewed; the sign beside it; the drivers' qualifications."""
