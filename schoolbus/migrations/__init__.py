"""The schema's history: one file a change, in order; what is applied is never edited."""
