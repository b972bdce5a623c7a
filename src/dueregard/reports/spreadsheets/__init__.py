"""Workbooks written and read back, whatever stands in them; nothing here knows a figure."""
