"""The national lines of the demo: numbers that exist, each with what it was read in and when."""

from datetime import date

from partners.models import Audience, HelpLine

EVERYBODY = list(Audience)
AROUND = [Audience.VICTIM, Audience.RELATIVE, Audience.PROFESSIONAL]
READ_ON = date(2026, 9, 14)

# Hours and costs only where a source of the organisation itself, or of an authority, says so. A line without a date
# was read with somebody else only: the page says that it is not checked yet.
HELP_LINES = [
    HelpLine(
        name="Noodnummer",
        number="112",
        for_whom="Direct gevaar of gewond?",
        audiences=EVERYBODY,
        is_first=True,
        position=1,
        last_verified_on=READ_ON,
        proof="bredavandaag.nl, artikel 331493",
    ),
    HelpLine(
        name="Centrum Seksueel Geweld",
        number="0800-0188",
        for_whom="Voor een arts, politie en iemand die luistert",
        hours="dag en nacht",
        costs="gratis",
        audiences=AROUND,
        is_first=True,
        position=2,
        last_verified_on=READ_ON,
        proof="centrumseksueelgeweld.nl, GGD Fryslân en Emergis",
    ),
    HelpLine(
        name="Veilig Thuis",
        number="0800-2000",
        for_whom="Bij geweld thuis of in uw gezin",
        hours="dag en nacht",
        costs="gratis",
        audiences=EVERYBODY,
        is_first=True,
        position=3,
        last_verified_on=READ_ON,
        proof="bredavandaag.nl en ggdtwente.nl",
    ),
    HelpLine(
        name="Stop it Now",
        number="0800-266 64 36",
        for_whom="Zonder uw naam. Over uw eigen gedachten of gedrag",
        costs="gratis",
        audiences=[Audience.PERPETRATOR],
        position=4,
        last_verified_on=READ_ON,
        proof="ecsa.lucyfaithfull.org/stop-it-now-nl",
    ),
    HelpLine(
        name="Slachtofferhulp Nederland",
        number="0900-0101",
        for_whom="Voor steun, en voor vragen over uw rechten",
        costs="lokaal tarief",
        audiences=AROUND,
        position=5,
        last_verified_on=READ_ON,
        proof="slachtofferhulp.nl en politie.nl",
    ),
    HelpLine(
        name="Chat met Fier",
        website="https://www.chatmetfier.nl/",
        for_whom="Chatten in plaats van bellen",
        audiences=[Audience.VICTIM],
        without_talking=True,
        position=6,
        last_verified_on=READ_ON,
        proof="nos.nl, artikel 2237887, en huisaanhuisleeuwarden.nl",
    ),
    HelpLine(
        name="Helpwanted",
        website="https://www.helpwanted.nl/",
        for_whom="Als iemand online over uw grenzen gaat",
        audiences=AROUND,
        without_talking=True,
        position=7,
        last_verified_on=None,
        proof="alleen bij een derde gelezen; het nummer is niet bekend",
    ),
    HelpLine(
        name="113 Zelfmoordpreventie",
        number="113",
        for_whom="Bij gedachten aan zelfdoding",
        hours="dag en nacht",
        costs="gratis",
        audiences=EVERYBODY,
        position=8,
        last_verified_on=READ_ON,
        proof="upday.com, 3 oktober 2025: gratis sinds die dag",
    ),
    HelpLine(
        name="De Kindertelefoon",
        number="0800-0432",
        for_whom="Van 8 tot en met 18 jaar",
        costs="gratis",
        audiences=[Audience.VICTIM, Audience.RELATIVE],
        position=9,
        last_verified_on=None,
        proof="het nummer alleen bij een derde gelezen; leeftijd en kosten bij metronieuws.nl",
    ),
    HelpLine(
        name="De Luisterlijn",
        number="088 0767 000",
        for_whom="Voor wie met iemand wil praten",
        audiences=[Audience.VICTIM, Audience.RELATIVE, Audience.PERPETRATOR],
        position=10,
        last_verified_on=None,
        proof="alleen bij een derde gelezen",
    ),
    HelpLine(
        name="Politie, als er geen haast bij is",
        number="0900-8844",
        audiences=EVERYBODY,
        position=11,
        last_verified_on=READ_ON,
        proof="politie.nl, 2 maart 2023",
    ),
]
