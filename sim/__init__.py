"""The value stream, its simulation, its metrics and its forecasts; knows nothing of any window."""
