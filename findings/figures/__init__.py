"""Figures of findings and their handling: today and over a span of days, as page, workbook and paper."""
