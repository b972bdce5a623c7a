"""An organisation's year: extracts taken in, findings shown, counts kept, figures read."""
