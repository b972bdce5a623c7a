"""The same counts on Spark; run with ``make test-spark``, for it needs Java and the extra."""
