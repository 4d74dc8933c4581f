"""Every list as a workbook: the same list that the page shows, within what the reader may see, with the same filters."""
