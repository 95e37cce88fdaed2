"""The personal data of the plan: who reported what, and texts in which somebody could be named."""

from network.data_inventory import About, Basis, Entry, Erasure, not_personal, register

AS_THE_PLAN = "zolang het plan bewaard wordt, en in de geschiedenis even lang als die"

register(
    Entry(
        "actionplan.StatusReport",
        ("reported_by",),
        About.WORK,
        "Wie de stand van een actie invulde",
        "weten wie uitleg kan geven",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.KEPT,
        of="reported_by",
        shows=("action", "reported_on", "light"),
    ),
    Entry(
        "actionplan.StatusReport",
        ("explanation", "cause", "consequence", "correction"),
        About.FREE_TEXT,
        "Toelichting op de stand van een actie",
        "volgen of het plan lukt",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.BY_HAND,
    ),
    Entry(
        "actionplan.Action",
        ("description",),
        About.FREE_TEXT,
        "Omschrijving van een actie",
        "uitleggen wat er gebeurt",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.BY_HAND,
    ),
    Entry(
        "actionplan.Contribution",
        ("text",),
        About.FREE_TEXT,
        "Bijdrage van een gemeente aan een actie",
        "laten zien wat een gemeente doet",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.BY_HAND,
    ),
    Entry(
        "actionplan.Success",
        ("text",),
        About.FREE_TEXT,
        "Wat er lukte bij een actie",
        "successen delen",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.BY_HAND,
    ),
)

not_personal(
    "naam en uitleg van een vaste indeling of een bron van geld",
    *("actionplan.Pillar.name", "actionplan.TargetGroup.name", "actionplan.TargetGroup.description"),
    *("actionplan.FundingSource.name", "actionplan.FundingSource.note"),
)
not_personal("toelichting op een getal", "actionplan.ActionTarget.note", "actionplan.BudgetLine.note")
