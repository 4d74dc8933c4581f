"""What keeps one mad device from hurting the others: rates, and how much of what cannot be used is listed."""
