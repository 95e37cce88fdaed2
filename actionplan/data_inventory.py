"""The personal data of the plan: who reported what, and texts in which somebody could be named."""

from actionplan.models import Vision
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


def _free_text(model: str, fields: tuple[str, ...], what: str, purpose: str) -> Entry:
    """A text about the plan in which somebody could be named, though no form asks for that."""
    return Entry(
        f"actionplan.{model}", fields, About.FREE_TEXT, what, purpose, Basis.PUBLIC_TASK, AS_THE_PLAN, Erasure.BY_HAND
    )


register(
    _free_text("Action", ("expected_result",), "Beoogd resultaat van een actie", "uitleggen wat een actie oplevert"),
    _free_text("Vision", Vision.TEXTS, "Tekst van de visie", "vastleggen wat de regio wil"),
    _free_text("Evaluation", ("network_changes", "lessons"), "Tekst van een evaluatie", "leren van een jaar"),
    _free_text("Verdict", ("reason",), "Waarom een ambitie niet lukte", "leren van een jaar"),
    _free_text("Ambition", ("text",), "Toelichting op een ambitie", "uitleggen wat de regio wil"),
    _free_text("Goal", ("text",), "Toelichting op een doel", "uitleggen wat de regio wil"),
    _free_text("Priority", ("text",), "Toelichting op een speerpunt", "uitleggen wat de regio wil"),
    _free_text("ScanAnswer", ("note",), "Toelichting in de scan van de bouwstenen", "laten zien wat er ontbreekt"),
    _free_text("PlanVersion", ("contents",), "Tekst van een vastgesteld plan", "laten zien wat er vastgesteld is"),
    Entry(
        "actionplan.Action",
        ("lead_person",),
        About.WORK,
        "Wie bij de trekker over een actie gaat",
        "weten wie iets kan vertellen over een actie",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.KEPT,
        of="lead_person",
        shows=("code", "title"),
    ),
    Entry(
        "actionplan.ScanAnswer",
        ("answered_by",),
        About.WORK,
        "Wie een vraag van de scan beantwoordde",
        "weten wie uitleg kan geven",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.KEPT,
        of="answered_by",
        shows=("item", "year", "state"),
    ),
    Entry(
        "actionplan.ActionComment",
        ("text", "person"),
        About.WORK,
        "Opmerking bij een actie, en van wie zij is",
        "samen aan een actie werken",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.KEPT,
        of="person",
        shows=("action", "written_at"),
    ),
    Entry(
        "actionplan.ActionDocument",
        ("uploaded_by", "file", "file_name"),
        About.WORK,
        "Wie een bewijsstuk plaatste, en het stuk",
        "laten zien wat er gedaan is",
        Basis.PUBLIC_TASK,
        AS_THE_PLAN,
        Erasure.KEPT,
        of="uploaded_by",
        shows=("title", "uploaded_at"),
    ),
)

not_personal(
    "naam en uitleg van een vaste indeling of een bron van geld",
    *("actionplan.Pillar.name", "actionplan.TargetGroup.name", "actionplan.TargetGroup.description"),
    *("actionplan.FundingSource.name", "actionplan.FundingSource.note"),
    *("actionplan.Intervention.name", "actionplan.Intervention.text"),
    *("actionplan.AwarenessCampaign.name", "actionplan.AwarenessCampaign.text"),
    *("actionplan.AdjoiningPolicy.name", "actionplan.AdjoiningPolicy.text"),
    "actionplan.ScanItem.help_text",
)
not_personal(
    "toelichting op een getal of een verband",
    *("actionplan.ActionTarget.note", "actionplan.BudgetLine.note", "actionplan.BudgetChoice.note"),
    "actionplan.BudgetLine.account",
    *("actionplan.Embedding.note", "actionplan.Activity.note", "actionplan.PolicyConnection.note"),
)
not_personal("naam van een organisatie", "actionplan.TrainingAttendance.organisation_name")
not_personal("nummer van een besluit", "actionplan.PlanAdoption.decision_number")
