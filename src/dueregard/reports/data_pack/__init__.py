"""The year's figures as tables for people who work with data: XLSX, CSV and JSON."""
