"""Measures with the words that tests of sentences count on, whatever their declarations say."""

from dataclasses import replace
from datetime import date

from ijb import paths
from ijb.measures import Break, load

BREAK = Break(date(2016, 7, 1), "New definitions from July 2016; earlier months are not comparable.")
DELAYS = replace(
    load(paths.MEASURES / "delayed_beds_rate.toml"),
    subject="Delays",
    subject_plural=True,
    unit="beds per 100,000 adults",
    unit_by_age="beds per 100,000 people aged {age}",
    decimals=1,
    breaks=(BREAK,),
)
SPEND = replace(
    load(paths.MEASURES / "adult_social_work_spend_per_adult.toml"),
    subject="Spending on adult social work",
    subject_plural=False,
    unit="per adult",
    decimals=0,
)
CARERS = replace(
    load(paths.MEASURES / "carers_supported.toml"),
    subject="The share of carers who feel supported",
    subject_plural=False,
    unit="of carers",
    decimals=1,
    change_years=2,
)
READMISSIONS = replace(
    load(paths.MEASURES / "readmissions_rate.toml"), subject="Readmissions", unit="readmissions per 1,000 discharges"
)
CARE_AT_HOME = replace(
    load(paths.MEASURES / "care_at_home_people_rate.toml"),
    subject="People receiving care at home",
    unit="people per 1,000 aged 65 and over",
    decimals=1,
)
