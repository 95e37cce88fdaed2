import django.db.models.deletion
import network.dates
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "0001_initial"),
        ("network", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="naam")),
                        (
                            "attribution",
                            models.CharField(
                                help_text="Bijvoorbeeld: Bron: CBS", max_length=100, verbose_name="bronvermelding"
                            ),
                        ),
                        ("licence", models.CharField(blank=True, max_length=60, verbose_name="licentie")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                    ],
                    options={
                        "verbose_name": "bron",
                        "verbose_name_plural": "bronnen",
                        "ordering": ["name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_sourceevent" ("attribution", "id", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."attribution", NEW."id", NEW."licence", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."website"); RETURN NULL;',
                                    hash="98e86f86313d09e35007372739d6c10e04ca07d5",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_62787",
                                    table="monitor_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_sourceevent" ("attribution", "id", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."attribution", NEW."id", NEW."licence", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."website"); RETURN NULL;',
                                    hash="4825840c64370226069803c1e41f90b4d80f22f1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_5b6fd",
                                    table="monitor_source",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_sourceevent" ("attribution", "id", "licence", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (OLD."attribution", OLD."id", OLD."licence", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."website"); RETURN NULL;',
                                    hash="8f753b7e40ba3522bdac2def005c83becae4eafe",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_5a248",
                                    table="monitor_source",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True, verbose_name="kenmerk in het adres")),
                        ("name", models.CharField(max_length=200, verbose_name="naam")),
                        ("definition", models.TextField(verbose_name="wat telt mee")),
                        ("unit", models.CharField(default="aantal", max_length=60, verbose_name="eenheid")),
                        (
                            "table_id",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld 84850NED.", max_length=40, verbose_name="tabel"
                            ),
                        ),
                        (
                            "table_title",
                            models.CharField(blank=True, max_length=300, verbose_name="titel van de tabel"),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("favourable", "meer is gunstig"),
                                    ("unfavourable", "meer is ongunstig"),
                                    ("none", "geen oordeel"),
                                ],
                                default="none",
                                max_length=15,
                                verbose_name="richting",
                            ),
                        ),
                        ("quality_note", models.TextField(blank=True, verbose_name="kanttekening")),
                        (
                            "has_overlapping_categories",
                            models.BooleanField(default=False, verbose_name="categorieën overlappen"),
                        ),
                        ("is_in_report", models.BooleanField(default=False, verbose_name="in de rapportage")),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="monitor.source",
                                verbose_name="bron",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indicator",
                        "verbose_name_plural": "indicatoren",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("definition", ""), _negated=True),
                                name="an_indicator_has_a_definition",
                                violation_error_message="Schrijf op wat er meetelt. Zonder definitie tonen we geen cijfer.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_indicatorevent" ("definition", "direction", "has_overlapping_categories", "id", "is_in_report", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_note", "slug", "source_id", "table_id", "table_title", "unit") VALUES (NEW."definition", NEW."direction", NEW."has_overlapping_categories", NEW."id", NEW."is_in_report", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."quality_note", NEW."slug", NEW."source_id", NEW."table_id", NEW."table_title", NEW."unit"); RETURN NULL;',
                                    hash="801abda38f7d3835ac0380ae450cd93a4315f05c",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_13898",
                                    table="monitor_indicator",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_indicatorevent" ("definition", "direction", "has_overlapping_categories", "id", "is_in_report", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_note", "slug", "source_id", "table_id", "table_title", "unit") VALUES (NEW."definition", NEW."direction", NEW."has_overlapping_categories", NEW."id", NEW."is_in_report", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."quality_note", NEW."slug", NEW."source_id", NEW."table_id", NEW."table_title", NEW."unit"); RETURN NULL;',
                                    hash="9d03b7443ed5a8a644f7ecbc0655d80dc5f33a4e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_9b01f",
                                    table="monitor_indicator",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_indicatorevent" ("definition", "direction", "has_overlapping_categories", "id", "is_in_report", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality_note", "slug", "source_id", "table_id", "table_title", "unit") VALUES (OLD."definition", OLD."direction", OLD."has_overlapping_categories", OLD."id", OLD."is_in_report", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."quality_note", OLD."slug", OLD."source_id", OLD."table_id", OLD."table_title", OLD."unit"); RETURN NULL;',
                                    hash="87e6d0c677e1df7d0689307f1c3677ca09a99c6e",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_cd660",
                                    table="monitor_indicator",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="nummer")),
                        ("released_at", models.DateTimeField(auto_now_add=True, verbose_name="vrijgegeven op")),
                        ("retrieved_on", models.DateField(verbose_name="opgehaald op")),
                        ("contents", models.JSONField(default=dict, verbose_name="wat erin staat")),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "editie",
                        "verbose_name_plural": "edities",
                        "ordering": ["-released_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "number"), name="one_edition_per_indicator_and_number"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_editionevent" ("contents", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "retrieved_on") VALUES (NEW."contents", NEW."id", NEW."indicator_id", NEW."number", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."released_at", NEW."retrieved_on"); RETURN NULL;',
                                    hash="2f35fbae8b3bb2783db72e584de548c410a98570",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_3c394",
                                    table="monitor_edition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_editionevent" ("contents", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "retrieved_on") VALUES (NEW."contents", NEW."id", NEW."indicator_id", NEW."number", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."released_at", NEW."retrieved_on"); RETURN NULL;',
                                    hash="4a3a9f331338a053dac95f4bf6b0501ba3a0c44e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_69176",
                                    table="monitor_edition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_editionevent" ("contents", "id", "indicator_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "released_at", "retrieved_on") VALUES (OLD."contents", OLD."id", OLD."indicator_id", OLD."number", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."released_at", OLD."retrieved_on"); RETURN NULL;',
                                    hash="673774dbb77fed623a27b7bf787c2819389ae72d",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_09501",
                                    table="monitor_edition",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="naam")),
                        (
                            "attribution",
                            models.CharField(
                                help_text="Bijvoorbeeld: Bron: CBS", max_length=100, verbose_name="bronvermelding"
                            ),
                        ),
                        ("licence", models.CharField(blank=True, max_length=60, verbose_name="licentie")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=255, verbose_name="bestand")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("layout", models.CharField(max_length=40, verbose_name="herkend als")),
                        (
                            "table_title",
                            models.CharField(blank=True, max_length=300, verbose_name="titel van de tabel"),
                        ),
                        ("source_line", models.CharField(blank=True, max_length=200, verbose_name="bronregel")),
                        ("retrieved_on", models.DateField(default=network.dates.today, verbose_name="opgehaald op")),
                        ("preview", models.JSONField(default=dict, verbose_name="wat erin staat")),
                        ("new_indicator", models.JSONField(blank=True, default=dict, verbose_name="nieuwe indicator")),
                        (
                            "area_given",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="gebied, opgegeven door de importeur"
                            ),
                        ),
                        (
                            "area_kind_given",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("network", "netwerk"),
                                    ("vt", "Veilig Thuis-regio"),
                                    ("ggd", "GGD-regio"),
                                    ("police", "politie-eenheid"),
                                    ("safety", "veiligheidsregio"),
                                    ("csg", "CSG-regio"),
                                    ("central", "centrumgemeente-regio"),
                                    ("province", "provincie"),
                                    ("country", "land"),
                                    ("country_part", "landsdeel"),
                                    ("corop", "COROP-gebied"),
                                    ("municipality", "gemeente"),
                                    ("rest", "niet in te delen"),
                                    ("other", "ander gebied"),
                                ],
                                max_length=20,
                                verbose_name="soort gebied",
                            ),
                        ),
                        (
                            "was_in_background",
                            models.BooleanField(default=False, verbose_name="in de achtergrond opgeslagen"),
                        ),
                        (
                            "skips_rejected",
                            models.BooleanField(default=False, verbose_name="afgekeurde regels overslaan"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("previewed", "bekeken, nog niet opgeslagen"),
                                    ("confirmed", "wordt opgeslagen"),
                                    ("loaded", "opgeslagen"),
                                    ("failed", "mislukt"),
                                    ("cancelled", "geannuleerd"),
                                ],
                                default="previewed",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("problem", models.TextField(blank=True, verbose_name="wat er misging")),
                        ("brought_in_at", models.DateTimeField(auto_now_add=True, verbose_name="ingebracht op")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="klaar op")),
                        (
                            "brought_in_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ingebracht door",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="imports",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ["-brought_in_at"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_importrunevent" ("area_given", "area_kind_given", "brought_in_at", "brought_in_by_id", "file_name", "finished_at", "id", "indicator_id", "layout", "new_indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "problem", "retrieved_on", "sha256", "skips_rejected", "source_line", "status", "table_title", "was_in_background") VALUES (NEW."area_given", NEW."area_kind_given", NEW."brought_in_at", NEW."brought_in_by_id", NEW."file_name", NEW."finished_at", NEW."id", NEW."indicator_id", NEW."layout", NEW."new_indicator", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."preview", NEW."problem", NEW."retrieved_on", NEW."sha256", NEW."skips_rejected", NEW."source_line", NEW."status", NEW."table_title", NEW."was_in_background"); RETURN NULL;',
                                    hash="42cb409e4d69927f7c1953cb21f8ded1e8647e10",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_1fa6e",
                                    table="monitor_importrun",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_importrunevent" ("area_given", "area_kind_given", "brought_in_at", "brought_in_by_id", "file_name", "finished_at", "id", "indicator_id", "layout", "new_indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "problem", "retrieved_on", "sha256", "skips_rejected", "source_line", "status", "table_title", "was_in_background") VALUES (NEW."area_given", NEW."area_kind_given", NEW."brought_in_at", NEW."brought_in_by_id", NEW."file_name", NEW."finished_at", NEW."id", NEW."indicator_id", NEW."layout", NEW."new_indicator", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."preview", NEW."problem", NEW."retrieved_on", NEW."sha256", NEW."skips_rejected", NEW."source_line", NEW."status", NEW."table_title", NEW."was_in_background"); RETURN NULL;',
                                    hash="3b6dd41a60f77f7551cc3d942fd61873bab498a4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_8e775",
                                    table="monitor_importrun",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_importrunevent" ("area_given", "area_kind_given", "brought_in_at", "brought_in_by_id", "file_name", "finished_at", "id", "indicator_id", "layout", "new_indicator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preview", "problem", "retrieved_on", "sha256", "skips_rejected", "source_line", "status", "table_title", "was_in_background") VALUES (OLD."area_given", OLD."area_kind_given", OLD."brought_in_at", OLD."brought_in_by_id", OLD."file_name", OLD."finished_at", OLD."id", OLD."indicator_id", OLD."layout", OLD."new_indicator", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."preview", OLD."problem", OLD."retrieved_on", OLD."sha256", OLD."skips_rejected", OLD."source_line", OLD."status", OLD."table_title", OLD."was_in_background"); RETURN NULL;',
                                    hash="21eb8d7668ec5c0aa45e16af71b1ea618c0fee06",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_6d92b",
                                    table="monitor_importrun",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.BinaryField(verbose_name="inhoud")),
                        ("preview", models.JSONField(default=dict, verbose_name="voorbeelden en verschillen")),
                        (
                            "import_run",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="file",
                                to="monitor.importrun",
                                verbose_name="import",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ingebracht bestand",
                        "verbose_name_plural": "ingebrachte bestanden",
                    },
                ),
                migrations.CreateModel(
                    name="ImportRunEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("file_name", models.CharField(max_length=255, verbose_name="bestand")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("layout", models.CharField(max_length=40, verbose_name="herkend als")),
                        (
                            "table_title",
                            models.CharField(blank=True, max_length=300, verbose_name="titel van de tabel"),
                        ),
                        ("source_line", models.CharField(blank=True, max_length=200, verbose_name="bronregel")),
                        ("retrieved_on", models.DateField(default=network.dates.today, verbose_name="opgehaald op")),
                        ("preview", models.JSONField(default=dict, verbose_name="wat erin staat")),
                        ("new_indicator", models.JSONField(blank=True, default=dict, verbose_name="nieuwe indicator")),
                        (
                            "area_given",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="gebied, opgegeven door de importeur"
                            ),
                        ),
                        (
                            "area_kind_given",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("network", "netwerk"),
                                    ("vt", "Veilig Thuis-regio"),
                                    ("ggd", "GGD-regio"),
                                    ("police", "politie-eenheid"),
                                    ("safety", "veiligheidsregio"),
                                    ("csg", "CSG-regio"),
                                    ("central", "centrumgemeente-regio"),
                                    ("province", "provincie"),
                                    ("country", "land"),
                                    ("country_part", "landsdeel"),
                                    ("corop", "COROP-gebied"),
                                    ("municipality", "gemeente"),
                                    ("rest", "niet in te delen"),
                                    ("other", "ander gebied"),
                                ],
                                max_length=20,
                                verbose_name="soort gebied",
                            ),
                        ),
                        (
                            "was_in_background",
                            models.BooleanField(default=False, verbose_name="in de achtergrond opgeslagen"),
                        ),
                        (
                            "skips_rejected",
                            models.BooleanField(default=False, verbose_name="afgekeurde regels overslaan"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("previewed", "bekeken, nog niet opgeslagen"),
                                    ("confirmed", "wordt opgeslagen"),
                                    ("loaded", "opgeslagen"),
                                    ("failed", "mislukt"),
                                    ("cancelled", "geannuleerd"),
                                ],
                                default="previewed",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("problem", models.TextField(blank=True, verbose_name="wat er misging")),
                        ("brought_in_at", models.DateTimeField(auto_now_add=True, verbose_name="ingebracht op")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="klaar op")),
                        (
                            "brought_in_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ingebracht door",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.importrun",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="EditionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveIntegerField(verbose_name="nummer")),
                        ("released_at", models.DateTimeField(auto_now_add=True, verbose_name="vrijgegeven op")),
                        ("retrieved_on", models.DateField(verbose_name="opgehaald op")),
                        ("contents", models.JSONField(default=dict, verbose_name="wat erin staat")),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.edition",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=200, verbose_name="onderverdeling")),
                        ("measure", models.CharField(blank=True, max_length=200, verbose_name="onderwerp")),
                        (
                            "area_kind",
                            models.CharField(
                                choices=[
                                    ("network", "netwerk"),
                                    ("vt", "Veilig Thuis-regio"),
                                    ("ggd", "GGD-regio"),
                                    ("police", "politie-eenheid"),
                                    ("safety", "veiligheidsregio"),
                                    ("csg", "CSG-regio"),
                                    ("central", "centrumgemeente-regio"),
                                    ("province", "provincie"),
                                    ("country", "land"),
                                    ("country_part", "landsdeel"),
                                    ("corop", "COROP-gebied"),
                                    ("municipality", "gemeente"),
                                    ("rest", "niet in te delen"),
                                    ("other", "ander gebied"),
                                ],
                                max_length=20,
                                verbose_name="soort gebied",
                            ),
                        ),
                        ("area_name", models.CharField(max_length=120, verbose_name="gebied")),
                        (
                            "period",
                            models.CharField(
                                help_text="Code van het CBS, bijvoorbeeld 2023JJ00.",
                                max_length=8,
                                verbose_name="periode",
                            ),
                        ),
                        ("is_total", models.BooleanField(default=False, verbose_name="is een totaal")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="waarde"
                            ),
                        ),
                        (
                            "value_status",
                            models.CharField(
                                choices=[
                                    ("value", "waarde"),
                                    ("suppressed", "geheim of onbekend"),
                                    ("impossible", "kan niet voorkomen"),
                                    ("nil", "nihil"),
                                    ("not_given", "niet opgegeven"),
                                ],
                                max_length=12,
                                verbose_name="soort waarde",
                            ),
                        ),
                        (
                            "revision_status",
                            models.CharField(
                                choices=[
                                    ("provisional", "voorlopig"),
                                    ("revised_provisional", "nader voorlopig"),
                                    ("final", "definitief"),
                                ],
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "import_run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="observations",
                                to="monitor.importrun",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.municipality",
                                verbose_name="gemeente",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "waarneming",
                        "verbose_name_plural": "waarnemingen",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "category", "measure", "area_kind", "area_name", "period"),
                                name="one_observation_per_series_and_period",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("value__isnull", False), ("value_status", "value")),
                                    models.Q(
                                        models.Q(("value_status", "value"), _negated=True), ("value__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="only_a_value_has_a_value",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_observationevent" ("area_kind", "area_name", "category", "id", "import_run_id", "indicator_id", "is_total", "measure", "municipality_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_status", "value", "value_status") VALUES (NEW."area_kind", NEW."area_name", NEW."category", NEW."id", NEW."import_run_id", NEW."indicator_id", NEW."is_total", NEW."measure", NEW."municipality_id", NEW."period", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."revision_status", NEW."value", NEW."value_status"); RETURN NULL;',
                                    hash="653f9d2bc351dc49e8136bf29b2a2cb8c8f222c5",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_ca480",
                                    table="monitor_observation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_observationevent" ("area_kind", "area_name", "category", "id", "import_run_id", "indicator_id", "is_total", "measure", "municipality_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_status", "value", "value_status") VALUES (NEW."area_kind", NEW."area_name", NEW."category", NEW."id", NEW."import_run_id", NEW."indicator_id", NEW."is_total", NEW."measure", NEW."municipality_id", NEW."period", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."revision_status", NEW."value", NEW."value_status"); RETURN NULL;',
                                    hash="88bafe3ff725071294f0f6bb0c100a98db0a7e55",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_f5bfb",
                                    table="monitor_observation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_observationevent" ("area_kind", "area_name", "category", "id", "import_run_id", "indicator_id", "is_total", "measure", "municipality_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision_status", "value", "value_status") VALUES (OLD."area_kind", OLD."area_name", OLD."category", OLD."id", OLD."import_run_id", OLD."indicator_id", OLD."is_total", OLD."measure", OLD."municipality_id", OLD."period", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."revision_status", OLD."value", OLD."value_status"); RETURN NULL;',
                                    hash="24ea9ccf3ddd9c0408c3165d5ee966cdef6b14c1",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_bf545",
                                    table="monitor_observation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObservationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("category", models.CharField(blank=True, max_length=200, verbose_name="onderverdeling")),
                        ("measure", models.CharField(blank=True, max_length=200, verbose_name="onderwerp")),
                        (
                            "area_kind",
                            models.CharField(
                                choices=[
                                    ("network", "netwerk"),
                                    ("vt", "Veilig Thuis-regio"),
                                    ("ggd", "GGD-regio"),
                                    ("police", "politie-eenheid"),
                                    ("safety", "veiligheidsregio"),
                                    ("csg", "CSG-regio"),
                                    ("central", "centrumgemeente-regio"),
                                    ("province", "provincie"),
                                    ("country", "land"),
                                    ("country_part", "landsdeel"),
                                    ("corop", "COROP-gebied"),
                                    ("municipality", "gemeente"),
                                    ("rest", "niet in te delen"),
                                    ("other", "ander gebied"),
                                ],
                                max_length=20,
                                verbose_name="soort gebied",
                            ),
                        ),
                        ("area_name", models.CharField(max_length=120, verbose_name="gebied")),
                        (
                            "period",
                            models.CharField(
                                help_text="Code van het CBS, bijvoorbeeld 2023JJ00.",
                                max_length=8,
                                verbose_name="periode",
                            ),
                        ),
                        ("is_total", models.BooleanField(default=False, verbose_name="is een totaal")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="waarde"
                            ),
                        ),
                        (
                            "value_status",
                            models.CharField(
                                choices=[
                                    ("value", "waarde"),
                                    ("suppressed", "geheim of onbekend"),
                                    ("impossible", "kan niet voorkomen"),
                                    ("nil", "nihil"),
                                    ("not_given", "niet opgegeven"),
                                ],
                                max_length=12,
                                verbose_name="soort waarde",
                            ),
                        ),
                        (
                            "revision_status",
                            models.CharField(
                                choices=[
                                    ("provisional", "voorlopig"),
                                    ("revised_provisional", "nader voorlopig"),
                                    ("final", "definitief"),
                                ],
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "import_run",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.importrun",
                                verbose_name="import",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="network.municipality",
                                verbose_name="gemeente",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.observation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ReleasedValue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("category", models.CharField(blank=True, max_length=200, verbose_name="onderverdeling")),
                        ("measure", models.CharField(blank=True, max_length=200, verbose_name="onderwerp")),
                        (
                            "area_kind",
                            models.CharField(
                                choices=[
                                    ("network", "netwerk"),
                                    ("vt", "Veilig Thuis-regio"),
                                    ("ggd", "GGD-regio"),
                                    ("police", "politie-eenheid"),
                                    ("safety", "veiligheidsregio"),
                                    ("csg", "CSG-regio"),
                                    ("central", "centrumgemeente-regio"),
                                    ("province", "provincie"),
                                    ("country", "land"),
                                    ("country_part", "landsdeel"),
                                    ("corop", "COROP-gebied"),
                                    ("municipality", "gemeente"),
                                    ("rest", "niet in te delen"),
                                    ("other", "ander gebied"),
                                ],
                                max_length=20,
                                verbose_name="soort gebied",
                            ),
                        ),
                        ("area_name", models.CharField(max_length=120, verbose_name="gebied")),
                        (
                            "period",
                            models.CharField(
                                help_text="Code van het CBS, bijvoorbeeld 2023JJ00.",
                                max_length=8,
                                verbose_name="periode",
                            ),
                        ),
                        ("is_total", models.BooleanField(default=False, verbose_name="is een totaal")),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=16, null=True, verbose_name="waarde"
                            ),
                        ),
                        (
                            "value_status",
                            models.CharField(
                                choices=[
                                    ("value", "waarde"),
                                    ("suppressed", "geheim of onbekend"),
                                    ("impossible", "kan niet voorkomen"),
                                    ("nil", "nihil"),
                                    ("not_given", "niet opgegeven"),
                                ],
                                max_length=12,
                                verbose_name="soort waarde",
                            ),
                        ),
                        (
                            "revision_status",
                            models.CharField(
                                choices=[
                                    ("provisional", "voorlopig"),
                                    ("revised_provisional", "nader voorlopig"),
                                    ("final", "definitief"),
                                ],
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="values",
                                to="monitor.edition",
                                verbose_name="editie",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="monitor.indicator",
                                verbose_name="indicator",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="network.municipality",
                                verbose_name="gemeente",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vrijgegeven waarde",
                        "verbose_name_plural": "vrijgegeven waarden",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("edition", "category", "measure", "area_kind", "area_name", "period"),
                                name="one_released_value_per_series_and_period",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("progress", "Voortgangsrapportage")],
                                default="progress",
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("period_start", models.DateField(verbose_name="periode van")),
                        ("period_end", models.DateField(verbose_name="periode tot en met")),
                        ("reference_date", models.DateField(default=network.dates.today, verbose_name="peildatum")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("for_adoption", "ter vaststelling"),
                                    ("adopted", "vastgesteld"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="gemaakt op")),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gemaakt door",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rapportage",
                        "verbose_name_plural": "rapportages",
                        "ordering": ["-year", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "year", "number"),
                                name="one_report_per_kind_year_and_number",
                                violation_error_message="Deze rapportage bestaat al. Open de bestaande.",
                            ),
                            models.UniqueConstraint(
                                fields=("kind", "period_start"),
                                name="one_report_per_kind_and_period",
                                violation_error_message="Over deze periode is er al een rapportage. Open de bestaande.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("period_end__gte", models.F("period_start"))),
                                name="report_period_ends_after_it_starts",
                                violation_error_message="De periode eindigt voordat zij begint. Kies een latere einddatum.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="an_adopted_report_stays",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.\"status\" = 'adopted')",
                                    func='RAISE EXCEPTION \'pgtrigger: Cannot update of "kind", "year", "number", "period_start", "period_end", "reference_date", "status", "made_at" or delete rows from % table\', TG_TABLE_NAME;',
                                    hash="b1ada4e8f36d059c37d32791515cdbbc336d99db",
                                    operation='UPDATE OF "kind", "year", "number", "period_start", "period_end", "reference_date", "status", "made_at" OR DELETE',
                                    pgid="pgtrigger_an_adopted_report_stays_f738b",
                                    table="monitor_report",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reportevent" ("id", "kind", "made_at", "made_by_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_date", "status", "year") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."number", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."reference_date", NEW."status", NEW."year"); RETURN NULL;',
                                    hash="895a42ae900d2ea4c828e7df50d4554dcaf3e278",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_9d8bb",
                                    table="monitor_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_reportevent" ("id", "kind", "made_at", "made_by_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_date", "status", "year") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."number", NEW."period_end", NEW."period_start", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."reference_date", NEW."status", NEW."year"); RETURN NULL;',
                                    hash="d9747bb078b5fdbcfc5b895eeef71400dd2cab44",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_66352",
                                    table="monitor_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reportevent" ("id", "kind", "made_at", "made_by_id", "number", "period_end", "period_start", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_date", "status", "year") VALUES (OLD."id", OLD."kind", OLD."made_at", OLD."made_by_id", OLD."number", OLD."period_end", OLD."period_start", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."reference_date", OLD."status", OLD."year"); RETURN NULL;',
                                    hash="4ae9500212996fcfc6648cd6c9f8b90be1a1ac24",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_b9327",
                                    table="monitor_report",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportEdition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(verbose_name="versie")),
                        (
                            "adopted_on",
                            models.DateField(
                                blank=True, help_text="Leeg bij een concept.", null=True, verbose_name="vastgesteld op"
                            ),
                        ),
                        ("is_adopted", models.BooleanField(default=False, verbose_name="vastgesteld")),
                        (
                            "job_status",
                            models.CharField(
                                choices=[
                                    ("waiting", "staat in de rij"),
                                    ("running", "wordt gemaakt"),
                                    ("done", "klaar"),
                                    ("failed", "mislukt"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="stand van het maken",
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "In de rij"),
                                    (1, "Stap 1 van 3: cijfers ophalen"),
                                    (2, "Stap 2 van 3: bladzijden opmaken"),
                                    (3, "Stap 3 van 3: controleren en bewaren"),
                                ],
                                default=0,
                                verbose_name="stap",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="begonnen op")),
                        ("problem", models.TextField(blank=True, verbose_name="wat er misging")),
                        ("remark", models.TextField(blank=True, verbose_name="opmerking voor de maker")),
                        ("content", models.JSONField(default=dict, verbose_name="cijfers die erin staan")),
                        ("file", models.FileField(upload_to="rapportages/", verbose_name="PDF")),
                        ("size", models.PositiveIntegerField(default=0, verbose_name="aantal bytes")),
                        ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="aantal bladzijden")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="controlegetal")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="gemaakt op")),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="monitor.report",
                                verbose_name="rapportage",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "editie van een rapportage",
                        "verbose_name_plural": "edities van rapportages",
                        "ordering": ["report", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "version"), name="one_edition_per_report_and_version"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_adopted", True)),
                                fields=("report",),
                                name="a_report_is_adopted_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_adopted", False),
                                    models.Q(
                                        ("adopted_on__isnull", False),
                                        ("job_status", "done"),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="an_adopted_edition_has_a_date_and_a_checksum",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="an_adopted_edition_is_frozen",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."is_adopted")',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="24498a8a2cb2248290c78a44dc8c4e84f3818a77",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_an_adopted_edition_is_frozen_5b9c7",
                                    table="monitor_reportedition",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reporteditionevent" ("adopted_on", "file", "id", "is_adopted", "job_status", "made_at", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "remark", "report_id", "sha256", "size", "started_at", "step", "version") VALUES (NEW."adopted_on", NEW."file", NEW."id", NEW."is_adopted", NEW."job_status", NEW."made_at", NEW."pages", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."problem", NEW."remark", NEW."report_id", NEW."sha256", NEW."size", NEW."started_at", NEW."step", NEW."version"); RETURN NULL;',
                                    hash="df153cc64630e2ef52b2197a15c19d59dcae75e5",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_daac0",
                                    table="monitor_reportedition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."adopted_on" IS DISTINCT FROM (NEW."adopted_on") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_adopted" IS DISTINCT FROM (NEW."is_adopted") OR OLD."job_status" IS DISTINCT FROM (NEW."job_status") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."problem" IS DISTINCT FROM (NEW."problem") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                                    func='INSERT INTO "monitor_reporteditionevent" ("adopted_on", "file", "id", "is_adopted", "job_status", "made_at", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "remark", "report_id", "sha256", "size", "started_at", "step", "version") VALUES (NEW."adopted_on", NEW."file", NEW."id", NEW."is_adopted", NEW."job_status", NEW."made_at", NEW."pages", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."problem", NEW."remark", NEW."report_id", NEW."sha256", NEW."size", NEW."started_at", NEW."step", NEW."version"); RETURN NULL;',
                                    hash="355e603a8fc24914c9bf2ad9c0655113ab5c2138",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_b5797",
                                    table="monitor_reportedition",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reporteditionevent" ("adopted_on", "file", "id", "is_adopted", "job_status", "made_at", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "problem", "remark", "report_id", "sha256", "size", "started_at", "step", "version") VALUES (OLD."adopted_on", OLD."file", OLD."id", OLD."is_adopted", OLD."job_status", OLD."made_at", OLD."pages", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."problem", OLD."remark", OLD."report_id", OLD."sha256", OLD."size", OLD."started_at", OLD."step", OLD."version"); RETURN NULL;',
                                    hash="6366a6db2dbff79aae629d5181daa572da30f5aa",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_320bc",
                                    table="monitor_reportedition",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportDownload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("downloaded_at", models.DateTimeField(auto_now_add=True, verbose_name="gedownload op")),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="downloads",
                                to="monitor.reportedition",
                                verbose_name="editie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "download",
                        "verbose_name_plural": "downloads",
                        "ordering": ["-downloaded_at"],
                    },
                ),
                migrations.CreateModel(
                    name="ReportEditionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("version", models.PositiveSmallIntegerField(verbose_name="versie")),
                        (
                            "adopted_on",
                            models.DateField(
                                blank=True, help_text="Leeg bij een concept.", null=True, verbose_name="vastgesteld op"
                            ),
                        ),
                        ("is_adopted", models.BooleanField(default=False, verbose_name="vastgesteld")),
                        (
                            "job_status",
                            models.CharField(
                                choices=[
                                    ("waiting", "staat in de rij"),
                                    ("running", "wordt gemaakt"),
                                    ("done", "klaar"),
                                    ("failed", "mislukt"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="stand van het maken",
                            ),
                        ),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "In de rij"),
                                    (1, "Stap 1 van 3: cijfers ophalen"),
                                    (2, "Stap 2 van 3: bladzijden opmaken"),
                                    (3, "Stap 3 van 3: controleren en bewaren"),
                                ],
                                default=0,
                                verbose_name="stap",
                            ),
                        ),
                        ("started_at", models.DateTimeField(blank=True, null=True, verbose_name="begonnen op")),
                        ("problem", models.TextField(blank=True, verbose_name="wat er misging")),
                        ("remark", models.TextField(blank=True, verbose_name="opmerking voor de maker")),
                        ("file", models.FileField(upload_to="rapportages/", verbose_name="PDF")),
                        ("size", models.PositiveIntegerField(default=0, verbose_name="aantal bytes")),
                        ("pages", models.PositiveSmallIntegerField(default=0, verbose_name="aantal bladzijden")),
                        ("sha256", models.CharField(blank=True, max_length=64, verbose_name="controlegetal")),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="gemaakt op")),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.reportedition",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.report",
                                verbose_name="rapportage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("progress", "Voortgangsrapportage")],
                                default="progress",
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("period_start", models.DateField(verbose_name="periode van")),
                        ("period_end", models.DateField(verbose_name="periode tot en met")),
                        ("reference_date", models.DateField(default=network.dates.today, verbose_name="peildatum")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("for_adoption", "ter vaststelling"),
                                    ("adopted", "vastgesteld"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="gemaakt op")),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gemaakt door",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.report",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ReportSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("summary", "Samenvatting"),
                                    ("building_blocks", "Stand per bouwsteen"),
                                    ("actions", "Acties per pijler"),
                                    ("finance", "Financiën"),
                                    ("monitor", "Monitor"),
                                    ("definitions", "Begrippen en bronnen"),
                                ],
                                max_length=20,
                                verbose_name="onderdeel",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Verversen van de cijfers verandert uw tekst niet.",
                                verbose_name="uw tekst",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="monitor.report",
                                verbose_name="rapportage",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "onderdeel van een rapportage",
                        "verbose_name_plural": "onderdelen van rapportages",
                        "ordering": ["report", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "kind"), name="one_section_of_a_kind_per_report")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reportsectionevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "text") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position", NEW."report_id", NEW."text"); RETURN NULL;',
                                    hash="179605d5bd9b46fc80b9565a55833df472ef4ff4",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_6a859",
                                    table="monitor_reportsection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "monitor_reportsectionevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "text") VALUES (NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position", NEW."report_id", NEW."text"); RETURN NULL;',
                                    hash="06839f2606d8fff6dfe6d619611bf6de6faf5b97",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_da2ab",
                                    table="monitor_reportsection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "monitor_reportsectionevent" ("id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "text") VALUES (OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position", OLD."report_id", OLD."text"); RETURN NULL;',
                                    hash="a63ad473985606018e47a98cde1fcace9760ce7d",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_13c63",
                                    table="monitor_reportsection",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportSectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("summary", "Samenvatting"),
                                    ("building_blocks", "Stand per bouwsteen"),
                                    ("actions", "Acties per pijler"),
                                    ("finance", "Financiën"),
                                    ("monitor", "Monitor"),
                                    ("definitions", "Begrippen en bronnen"),
                                ],
                                max_length=20,
                                verbose_name="onderdeel",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="volgorde")),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Verversen van de cijfers verandert uw tekst niet.",
                                verbose_name="uw tekst",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.reportsection",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.report",
                                verbose_name="rapportage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="IndicatorEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("slug", models.SlugField(db_index=False, max_length=60, verbose_name="kenmerk in het adres")),
                        ("name", models.CharField(max_length=200, verbose_name="naam")),
                        ("definition", models.TextField(verbose_name="wat telt mee")),
                        ("unit", models.CharField(default="aantal", max_length=60, verbose_name="eenheid")),
                        (
                            "table_id",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld 84850NED.", max_length=40, verbose_name="tabel"
                            ),
                        ),
                        (
                            "table_title",
                            models.CharField(blank=True, max_length=300, verbose_name="titel van de tabel"),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[
                                    ("favourable", "meer is gunstig"),
                                    ("unfavourable", "meer is ongunstig"),
                                    ("none", "geen oordeel"),
                                ],
                                default="none",
                                max_length=15,
                                verbose_name="richting",
                            ),
                        ),
                        ("quality_note", models.TextField(blank=True, verbose_name="kanttekening")),
                        (
                            "has_overlapping_categories",
                            models.BooleanField(default=False, verbose_name="categorieën overlappen"),
                        ),
                        ("is_in_report", models.BooleanField(default=False, verbose_name="in de rapportage")),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history_events",
                                related_query_name="history_events",
                                to="monitor.indicator",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="monitor.source",
                                verbose_name="bron",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
            ]
        ),
    ]
