"""Ratios of speed, each against a floor measured in the same run: absolute times mean little."""
