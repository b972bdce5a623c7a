"""The Reporting Template 2015 as a typed form: filled in, written, and read back."""
