"""Training (培训) of drivers, attendants, safety staff and school leaders: courses, plans, sessions, certificates (REG 10, 38)."""
