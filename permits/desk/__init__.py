"""The permit desk: applications from a draft to a sign, by the procedure's tables, on the law's clocks."""
