"""``python -m app`` is the command ``headrace``."""

import sys

from app.main import main

sys.exit(main())
