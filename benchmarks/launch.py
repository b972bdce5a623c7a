"""Runs one command and writes what it used to a file: ``launch.py ACCOUNT COMMAND ...``.

A process's peak memory begins with that of the process it was forked from, so whoever measures has
to be small; this one imports nothing but the standard library.
"""

import json
import os
import sys
import time

account, *command = sys.argv[1:]
started = time.perf_counter()
child = os.fork()
if child == 0:
    os.execv(command[0], command)  # noqa: S606 - the command comes from this package
_, status, usage = os.wait4(child, 0)
with open(account, "w", encoding="utf-8") as stream:  # noqa: PTH123 - pathlib would be weight
    json.dump(
        {
            "cpu": usage.ru_utime + usage.ru_stime,
            "wall": time.perf_counter() - started,
            "peak_mib": usage.ru_maxrss / 1024,
        },
        stream,
    )
sys.exit(os.waitstatus_to_exitcode(status))
