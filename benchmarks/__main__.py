"""``python -m benchmarks``: every comparison, one table each.

``--quick`` uses a hundredth of the nation and one run, to see that everything still works.
"""

from __future__ import annotations

import sys

from benchmarks import commissioner, national


def main(arguments: list[str]) -> None:
    quick = "--quick" in arguments
    repeats = 1 if quick else 5
    national.main(repeats, 0.01 if quick else 1.0)
    print(commissioner.main(repeats))


if __name__ == "__main__":
    main(sys.argv[1:])
