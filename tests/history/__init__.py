"""Tests of histories from files."""
