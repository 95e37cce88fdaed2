"""The words that an entry of the sociale kaart is described with: for whom, when, how, and what it asks."""

from django.db import models

EMERGENCY_NUMBER = "112"


class Audience(models.TextChoices):
    VICTIM = "victim", "iemand die het meemaakte"
    PERPETRATOR = "perpetrator", "iemand die te ver ging of dat vreest"
    RELATIVE = "relative", "naasten en omgeving"
    PROFESSIONAL = "professional", "professionals"


class Phase(models.TextChoices):
    ACUTE = "acute", "acuut, tot en met 7 dagen"
    NON_ACUTE = "non_acute", "langer geleden"
    PREVENTION = "prevention", "preventie"


class ServiceStatus(models.TextChoices):
    DRAFT = "draft", "concept"
    REVIEW = "review", "ter beoordeling"
    PUBLISHED = "published", "gepubliceerd"
    CLOSED = "closed", "tijdelijk gesloten"
    WITHDRAWN = "withdrawn", "ingetrokken"


class CarePillar(models.TextChoices):
    """Where in the chain the help belongs, as in the plan: from prevention to aftercare."""

    PREVENTION = "prevention", "preventie"
    SIGNALS = "signals", "signalering"
    REPORTING = "reporting", "melding en onderzoek"
    CARE = "care", "zorg en ondersteuning"
    ENVIRONMENT = "environment", "omgeving"
    ENFORCEMENT = "enforcement", "handhaving"
    AFTERCARE = "aftercare", "nazorg"


class ServiceType(models.TextChoices):
    ADVICE = "advice", "advies en informatie"
    MEDICAL = "medical", "medische zorg"
    SUPPORT = "support", "begeleiding"
    TREATMENT = "treatment", "behandeling"
    SHELTER = "shelter", "opvang"
    LEGAL = "legal", "juridische hulp"
    GROUP = "group", "groep of training"
    EDUCATION = "education", "voorlichting"
    PRACTICAL = "practical", "praktische hulp"


class SpecialGroup(models.TextChoices):
    """Groups to whom an entry gives extra attention; others are welcome too."""

    CHILDREN = "children", "kinderen"
    YOUNG = "young", "jongeren"
    ELDERLY = "elderly", "ouderen"
    MEN = "men", "mannen"
    WOMEN = "women", "vrouwen"
    LGBT = "lgbt", "lhbtiq+"
    MILD_DISABILITY = "mild_disability", "mensen met een licht verstandelijke beperking"
    DISABILITY = "disability", "mensen met een lichamelijke beperking"
    SEX_WORKERS = "sex_workers", "sekswerkers"
    NEWCOMERS = "newcomers", "nieuwkomers"
    STUDENTS = "students", "studenten"
    HOMELESS = "homeless", "mensen zonder huis"


class ViolenceType(models.TextChoices):
    PHYSICAL = "physical", "lichamelijk"
    ONLINE = "online", "online"
    EXPLOITATION = "exploitation", "uitbuiting"
    DEPENDENCE = "dependence", "in een afhankelijke relatie"


class Referrer(models.TextChoices):
    """Who may send somebody here."""

    ONESELF = "oneself", "u kunt zelf komen"
    FAMILY_DOCTOR = "family_doctor", "huisarts"
    YOUTH_DOCTOR = "youth_doctor", "jeugdarts"
    MUNICIPALITY = "municipality", "gemeente of wijkteam"
    JUSTICE = "justice", "justitie of reclassering"
    OTHER = "other", "een andere hulpverlener"


class FundingRegime(models.TextChoices):
    FREE = "free", "gratis"
    HEALTH_INSURANCE = "health_insurance", "Zvw (eigen risico)"
    SOCIAL_SUPPORT = "social_support", "Wmo"
    YOUTH = "youth", "Jeugdwet"
    FORENSIC = "forensic", "forensisch: gratis"
    ONESELF = "oneself", "zelf betalen"


class IntakeStatus(models.TextChoices):
    OPEN = "open", "er is plaats"
    LIMITED = "limited", "beperkt plaats"
    STOPPED = "stopped", "aanmeldstop"


class Language(models.TextChoices):
    """ISO 639-1, so that other systems read them too."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "Engels"
    GERMAN = "de", "Duits"
    FRENCH = "fr", "Frans"
    SPANISH = "es", "Spaans"
    ARABIC = "ar", "Arabisch"
    TURKISH = "tr", "Turks"
    POLISH = "pl", "Pools"
    UKRAINIAN = "uk", "Oekraïens"
    TIGRINYA = "ti", "Tigrinya"
    FARSI = "fa", "Farsi"
    SOMALI = "so", "Somalisch"


class Accessibility(models.TextChoices):
    WHEELCHAIR = "wheelchair", "rolstoel"
    LOW_STIMULUS = "low_stimulus", "prikkelarm"
    SIGN_LANGUAGE = "sign_language", "gebarentaal"


class CheckEvery(models.IntegerChoices):
    """How often the partner looks at an entry, in months. Never longer than the hard limit (CONFIRMED_FOR)."""

    MONTH = 1, "elke maand"
    QUARTER = 3, "elke 3 maanden"
    HALF_YEAR = 6, "elk half jaar"
    YEAR = 12, "elk jaar"


class Section(models.TextChoices):
    """The parts of an entry that are confirmed one by one."""

    CONTENT = "content", "Omschrijving"
    AUDIENCE = "audience", "Voor wie"
    CONTACT = "contact", "Contact"
    HOURS = "hours", "Openingstijden"
    PLACE = "place", "Plek"
    COSTS = "costs", "Kosten en verwijzing"
