"""Organisations, accounts, terms and the audit trail, as those who keep them see and change them."""
