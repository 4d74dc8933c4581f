"""People of a permit: the qualifications of its drivers, and applicants who are barred."""
