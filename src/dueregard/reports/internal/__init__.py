"""The internal annual report: full counts, for named readers inside the organisation only."""
