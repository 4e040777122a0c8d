"""The day it is for the tests: given, never read."""

from datetime import date

TODAY = date(2026, 11, 21)
