"""Speeds, measured beside a peer in the same run: times of single runs say more of the machine than of us.

A module ``bench_<subject>.py`` here exposes ``benchmarks() -> list[Bench]``; ``make bench`` finds it.
"""
