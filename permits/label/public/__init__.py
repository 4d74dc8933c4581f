"""What a stranger may ask without a login: whether a label is genuine and in force, and the public keys."""
