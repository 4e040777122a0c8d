"""Words for breakdowns: 'reason=code9_awi' is stored, "Guardianship (Code 9 AWI)" is read."""

NAMES: dict[str, str] = {
    "reason": "Reason for delay",
    "age": "Age group",
    "basis": "Basis",
    "service": "Kind of service",
    "client_group": "Client group",
    "sector": "Provider",
}

LABELS: dict[str, str] = {
    "reason=health_and_social_care": "Waiting for care or support (Health and Social Care Reasons)",
    "reason=patient_and_family": "Patient or family reasons (Patient and Family Related Reasons)",
    "reason=code9_awi": "Guardianship (Code 9 AWI)",
    "reason=code9_non_awi": "Other complex needs (Code 9 Non-AWI)",
    "age=0_17": "0 to 17",
    "age=18_64": "18 to 64",
    "age=18_74": "18 to 74",
    "age=18plus": "18 and over",
    "age=65_74": "65 to 74",
    "age=65plus": "65 and over",
    "age=75_84": "75 to 84",
    "age=75plus": "75 and over",
    "age=85plus": "85 and over",
    "basis=estimated": "Estimated for areas that sent no figure",
    "basis=all_areas_submitted": "All areas sent a figure (all areas submitted)",
    "basis=adjusted": "Adjusted by the publisher (adjusted)",
    "service=community_alarm_only": "Community alarm only",
    "service=telecare_only": "Telecare only",
    "service=both": "Community alarm and telecare",
    "service=care_home": "Care homes (Care Home Service)",
    "service=care_at_home": "Care at home (Support Service – Care at Home)",
    "service=support_service": "Day care and other support (Support Service – other than Care at Home)",
    "service=housing_support": "Housing support (Housing Support Service)",
    "service=adult_placement": "Adult placement (Adult Placement Service)",
    "service=nurse_agency": "Nurse agencies (Nurse Agency)",
    "client_group=older_people": "Older people",
    "sector=local_authority": "Council (Local Authority)",
    "sector=private": "Private",
    "sector=voluntary": "Voluntary or not for profit",
    "sector=health_board": "NHS board (Health Board)",
}

TOTAL = "All"
WHOLES = {
    "reason": "all reasons",
    "age": "all ages",
    "service": "all kinds of service",
    "client_group": "all groups",
    "sector": "all providers",
}


def breakdown_label(slug: str) -> str:
    """Words for a breakdown, its parts joined with a comma; '' is "All".

    A slug nobody has named yet, from a layout supplied later, is shown as its own words rather than refused.
    """
    return ", ".join(_part(part) for part in slug.split("|")) if slug else TOTAL


def short_label(slug: str) -> str:
    """The same without the publisher's term in brackets, for use on a chart."""
    return ", ".join(_part(part).split(" (")[0] for part in slug.split("|")) if slug else TOTAL


def whole_label(names: tuple[str, ...]) -> str:
    """Words for the whole of a measure that is offered by these kinds of breakdown: "All reasons, all ages"."""
    said = ", ".join(WHOLES[name] for name in names if name in WHOLES)
    return said[:1].upper() + said[1:] if said else TOTAL


def breakdown_name(name: str) -> str:
    """Words for a kind of breakdown: 'reason' is "Reason for delay"."""
    return NAMES.get(name, _plain(name))


def _part(part: str) -> str:
    return LABELS.get(part, _plain(part.partition("=")[2] or part))


def _plain(slug: str) -> str:
    return slug.replace("_", " ").capitalize()
