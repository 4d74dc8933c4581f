"""What anybody may open: the sign-in of a session over its QR, and whether a certificate is valid."""
