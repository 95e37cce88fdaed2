"""The questions of the scan, in our own words, after the four landelijke bouwstenen (VWS, december 2022).

They are rows and no choices in code, so that a network can leave one out or add its own; and they come with a press on
a button and not with a migration, so that an empty portal stays empty until its coordinator begins.
"""

from django.db import transaction

from actionplan.models import BuildingBlock, ScanItem
from network.database import one_at_a_time

Question = tuple[str, str]  # what is asked, and what counts as being in order

QUESTIONS: dict[BuildingBlock, tuple[Question, ...]] = {
    BuildingBlock.APPROACH: (
        (
            "Er is een gedeelde visie op de aanpak van seksueel geweld",
            "De partners schreven haar samen, en zij is vastgesteld.",
        ),
        (
            "Er zijn gezamenlijke ambities, met doelen voor lange en korte termijn",
            "Bij elk doel staat wanneer het bereikt moet zijn.",
        ),
        (
            "Partners werken gefaseerd samen aan veiligheid",
            "Eerst veiligheid, dan de oorzaken van onveiligheid, dan herstel.",
        ),
        (
            "Er is een gezamenlijk beeld van het probleem in de regio",
            "Partners legden hun eigen beelden naast elkaar, ook over verschillen tussen vrouwen, mannen en anderen.",
        ),
        (
            "De aanpak is verbonden met aanpalend beleid",
            "Zoals huiselijk geweld, jeugd, onderwijs, mensenhandel en veiligheid.",
        ),
        (
            "De aanpak is systeemgericht: voor slachtoffers, plegers en naasten",
            "Voor elk van de drie is er iets afgesproken.",
        ),
    ),
    BuildingBlock.NETWORK: (
        ("Partners uit sociaal domein, zorg en veiligheid doen mee", "Uit elk domein doet ten minste één partner mee."),
        (
            "Taken, verantwoordelijkheden en bevoegdheden zijn besproken",
            "Wettelijke bevoegdheden en afspraken staan apart opgeschreven.",
        ),
        (
            "Samenwerkingsafspraken zijn ondertekend",
            "Door alle partners die een rol hebben in de keten.",
        ),
        ("Er is een sociale kaart voor slachtoffers en plegers", "Met contactpersonen, en dit jaar nog gecontroleerd."),
        ("Ervaringsdeskundigen doen mee in het netwerk", "In de hele breedte van de aanpak, en niet alleen bij start."),
        ("Deelnemers krijgen tijd van hun organisatie", "Hoeveel tijd het is, ligt vast."),
        (
            "Het brede netwerk komt een paar keer per jaar bijeen",
            "Voortgang wordt gedeeld, en er wordt bijgestuurd.",
        ),
        (
            "Er is een kerngroep, of er zijn werkgroepen per thema",
            "Elke groep heeft een opdracht en een eind.",
        ),
        (
            "Er is casuïstiekbespreking, en daaruit komen verbeterpunten",
            "Zonder namen, en elk verbeterpunt krijgt een vervolg.",
        ),
    ),
    BuildingBlock.ORGANISATION: (
        (
            "In elke gemeente is een bestuurder verantwoordelijk",
            "Een burgemeester of wethouder, met een beleidsadviseur.",
        ),
        ("Er is een stuurgroep van bestuurders", "Voor het plan, het volgen ervan, en voor wat vastloopt."),
        (
            "Het commitment van de partners ligt vast, met mijlpalen",
            "Bestuurlijk bevestigd, en niet alleen door uitvoerders.",
        ),
        ("Er is een regiocoördinator", "Met genoeg uren, en een opdracht die over organisaties heen gaat."),
        (
            "Borging is geregeld: basistaken en opdrachten zijn benoemd",
            "Per actie is bekend wat er blijft als tijdelijk geld stopt.",
        ),
        (
            "De bijdrage van partners staat in opdrachten of subsidievoorwaarden",
            "Bij elke partner die de gemeenten betalen.",
        ),
        ("Er is regionaal zicht op aard en omvang", "Met cijfers van landelijke en regionale bronnen naast elkaar."),
        (
            "Er is elk jaar een regio-dag waar successen gedeeld worden",
            "Ook vrijwilligers en ervaringsdeskundigen komen.",
        ),
    ),
    BuildingBlock.ACTION_PLAN: (
        ("Er is een plan van aanpak met gekozen speerpunten", "De keuze volgt uit het beeld van de regio."),
        (
            "Het plan bestrijkt de hele keten, van preventie tot nazorg",
            "Voor elke schakel staat er ten minste één actie in.",
        ),
        (
            "Groepen met extra risico krijgen aandacht",
            "Zoals jeugd in een instelling, mensen met een beperking en lhbtiq+ personen.",
        ),
        (
            "Scholen gebruiken erkende lessen over wensen en grenzen",
            "In het basis-, voortgezet en speciaal onderwijs.",
        ),
        (
            "Professionals worden geschoold in signaleren en bespreekbaar maken",
            "Elk jaar, met aandacht voor slachtoffers, plegers en naasten.",
        ),
        ("Er is passende hulp voor wie het meemaakte en voor wie het deed", "Zonder wachtlijst voor snelle hulp."),
        (
            "Het netwerk evalueert zijn aanpak elk jaar",
            "Wat is bereikt, wat niet, en welke ambities kwamen erbij.",
        ),
    ),
}


@transaction.atomic
def ensure_scan_questions() -> int:
    """How many questions were added: none where there are some already, whatever the network made of them."""
    one_at_a_time("the questions of the scan")
    if ScanItem.objects.exists():
        return 0
    items = [
        ScanItem(building_block=block, question=question, help_text=help_text, position=position)
        for block, questions in QUESTIONS.items()
        for position, (question, help_text) in enumerate(questions, start=1)
    ]
    return len(ScanItem.objects.bulk_create(items))
