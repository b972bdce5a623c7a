"""The data-collection workbook of the later editions: written, checked, and read back."""
