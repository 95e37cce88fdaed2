"""The figures of the demo: five published rows of CBS about Veilig Thuis, imported the way a data steward would."""

from pathlib import Path

from monitor import import_flows
from monitor.import_indicators import NewIndicator
from monitor.models import Direction
from network.models import Person

FILE = Path(__file__).parent / "demo_data" / "84850NED_mensenhandel_2023.csv"

VEILIG_THUIS = NewIndicator(
    name="Veilig Thuis: mensenhandel als aanvullende informatie",
    definition=(
        "Adviezen, meldingen, casussen en afgeronde diensten van Veilig Thuis waarbij mensenhandel als aanvullende "
        "informatie is vastgelegd, ook als het om een vermoeden gaat."
    ),
    source="CBS",
    unit="aantal",
    table_id="84850NED",
    table_title="Huiselijk geweld; aard geweld, aanvullende informatie, Veilig Thuis-regio",
    direction=Direction.NONE.value,
    quality_note=(
        "Aantallen zijn veelvouden van 5. Onder de 10 toont de bron geen getal, maar een punt.\n"
        "Het gebied is de Veilig Thuis-regio. Die kan andere grenzen hebben dan het netwerk."
    ),
    is_in_report=True,
)


def load_figures() -> None:
    """Through the same code as the import page, by the data steward of the demo."""
    steward = Person.objects.filter(email="data@demo.example").first()
    run = import_flows.bring_in(file_name=FILE.name, content=FILE.read_bytes(), by=steward)
    import_flows.choose(run, new_indicator=VEILIG_THUIS)
    import_flows.confirm(run)
