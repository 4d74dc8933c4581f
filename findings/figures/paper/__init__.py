"""The figures as a workbook and as a paper: what the page shows, with who made it and when."""
