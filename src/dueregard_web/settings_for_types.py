"""The settings for the type checker, which imports them: with a data folder that is thrown away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_DATA = tempfile.mkdtemp(prefix="dueregard-types-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)
os.environ["DUEREGARD_DATA"] = _DATA

from dueregard_web.settings import *  # noqa: E402, F403 - the folder has to be named first
