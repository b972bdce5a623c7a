"""Attacks on a survey's own dumps: what somebody who holds everything could link to whom."""
