"""Somebody who uses the window without sense, and someone who watches; `python -m tests.monkey` walks on."""
