"""The door of JT/T 809: lower platforms log in here, and we connect back to them."""
