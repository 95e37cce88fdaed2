"""The personal data of the monitor: who brought in, made and downloaded, and the texts of reports."""

from network.data_inventory import About, Basis, Entry, Erasure, not_personal, register
from network.data_of_the_ground import AS_THE_HISTORY

AS_THE_REPORT = "zolang de rapportage bewaard wordt (archief van de regio)"

register(
    Entry(
        "monitor.ImportRun",
        ("brought_in_by",),
        About.WORK,
        "Wie cijfers importeerde",
        "weten waar een cijfer vandaan komt",
        Basis.PUBLIC_TASK,
        AS_THE_HISTORY,
        Erasure.KEPT,
        of="brought_in_by",
        shows=("file_name", "brought_in_at"),
    ),
    Entry(
        "monitor.Report",
        ("made_by",),
        About.WORK,
        "Wie een rapportage maakte",
        "weten wie uitleg kan geven",
        Basis.PUBLIC_TASK,
        AS_THE_REPORT,
        Erasure.KEPT,
        of="made_by",
        shows=("kind", "year", "number", "made_at"),
    ),
    Entry(
        "monitor.ReportDownload",
        ("person",),
        About.WORK,
        "Wie een rapportage downloadde",
        "weten wie een oude versie kan hebben",
        Basis.LEGITIMATE_INTEREST,
        AS_THE_REPORT,
        Erasure.DELETED,
        of="person",
        shows=("edition", "downloaded_at"),
    ),
    Entry(
        "monitor.ReportSection",
        ("text",),
        About.FREE_TEXT,
        "Tekst van de regiocoördinator in een rapportage",
        "verantwoorden aan de stuurgroep",
        Basis.PUBLIC_TASK,
        AS_THE_REPORT,
        Erasure.BY_HAND,
    ),
    Entry(
        "monitor.ReportEdition",
        ("content", "file", "remark"),
        About.FREE_TEXT,
        "Vastgestelde rapportage en haar PDF",
        "bewaren wat is vastgesteld; vaststellen kan pas zonder persoonsgegevens",
        Basis.PUBLIC_TASK,
        AS_THE_REPORT,
        Erasure.BY_HAND,
    ),
    Entry(
        "monitor.ImportFile",
        ("content", "preview"),
        About.FREE_TEXT,
        "Bestand met cijfers, tot het is opgeslagen",
        "eerst laten zien wat erin staat",
        Basis.PUBLIC_TASK,
        "tot de import klaar of gestopt is",
        Erasure.BY_ITSELF,
    ),
)

not_personal(
    "naam, uitleg of inhoud van openbare cijfers, zonder personen",
    *(
        "monitor.Source.name",
        "monitor.Indicator.name",
        "monitor.Indicator.definition",
        "monitor.Indicator.quality_note",
    ),
    *("monitor.Observation.area_name", "monitor.ReleasedValue.area_name", "monitor.Edition.contents"),
    *("monitor.ImportRun.file_name", "monitor.ImportRun.preview", "monitor.ImportRun.new_indicator"),
)
not_personal(
    "melding van een storing, zonder wat iemand typte", "monitor.ImportRun.problem", "monitor.ReportEdition.problem"
)
