"""A school-bus driver's papers, and what the law asks of them: once, for the rules of departure and the review of a permit."""
