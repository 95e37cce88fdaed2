import datetime
import django.db.models.deletion
import django.db.models.functions.text
import network.dates
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
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
                        ],
                        max_length=20,
                        verbose_name="soort gebied",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="naam")),
            ],
            options={
                "verbose_name": "gebied",
                "verbose_name_plural": "gebieden",
                "ordering": ["kind", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "name"),
                        name="one_area_of_a_kind_with_a_name",
                        violation_error_message="Dit gebied bestaat al. Pas het bestaande gebied aan.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_areasetevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="c2e5516b1cb3bacda816520fb79fb87b6d644cc7",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_02f23",
                            table="network_areaset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_areasetevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."code", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="117f878caf941918bc740f5b0cd5ded5db79e001",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_f5ef4",
                            table="network_areaset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_areasetevent" ("code", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."code", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="4ecbb30443f3860763c3b65bc44b09f6383d5c42",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_e9733",
                            table="network_areaset",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaSetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
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
                        ],
                        max_length=20,
                        verbose_name="soort gebied",
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=10, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="naam")),
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
                        to="network.areaset",
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
            name="DemoMarker",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("loaded_at", models.DateTimeField(auto_now_add=True, verbose_name="geladen op")),
            ],
            options={
                "verbose_name": "merkteken van het voorbeeld",
                "verbose_name_plural": "merktekens van het voorbeeld",
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        help_text="GM en vier cijfers, bijvoorbeeld GM0268.",
                        max_length=6,
                        unique=True,
                        verbose_name="CBS-code",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="naam")),
                ("valid_from", models.DateField(default=datetime.date(2021, 1, 1), verbose_name="bestaat vanaf")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="bestaat tot en met")),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="network.municipality",
                        verbose_name="opgegaan in",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemeente",
                "verbose_name_plural": "gemeenten",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^GM\\d{4}$")),
                        name="municipality_code_is_gm_and_four_digits",
                        violation_error_message="Een CBS-code is GM en vier cijfers, bijvoorbeeld GM0268.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="municipality_ends_after_it_starts",
                        violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_municipalityevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "valid_from", "valid_to") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."successor_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="cb82c694fe2f04987f32aa65348973fc5ebc58bf",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_c29e9",
                            table="network_municipality",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_municipalityevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "valid_from", "valid_to") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."successor_id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="fae72b82b442b216b58f5ee54dea803c633daf10",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_60b75",
                            table="network_municipality",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_municipalityevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_id", "valid_from", "valid_to") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."successor_id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="09756c129c220eaa32eb629a030c8c812075d201",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_028cc",
                            table="network_municipality",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaMembership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(default=datetime.date(2021, 1, 1), verbose_name="vanaf")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                (
                    "area_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="network.areaset",
                        verbose_name="gebied",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.municipality",
                        verbose_name="gemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "gemeente in een gebied",
                "verbose_name_plural": "gemeenten in gebieden",
                "ordering": ["area_set", "municipality__name"],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_areamembershipevent" ("area_set_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."area_set_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="e2412d69a7312de1674d9e96e47bb6f909620d86",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_cb792",
                            table="network_areamembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_areamembershipevent" ("area_set_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (NEW."area_set_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="5c06da27e214fa0952aeb6cbddc854052c144b21",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_9e631",
                            table="network_areamembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_areamembershipevent" ("area_set_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") VALUES (OLD."area_set_id", OLD."id", OLD."municipality_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."valid_from", OLD."valid_to"); RETURN NULL;',
                            hash="7bc2408f108ed1c6967b2fb13b053a41530cd1be",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_e1c2e",
                            table="network_areamembership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaMembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(default=datetime.date(2021, 1, 1), verbose_name="vanaf")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                        to="network.areamembership",
                    ),
                ),
                (
                    "area_set",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.areaset",
                        verbose_name="gebied",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.municipality",
                        verbose_name="gemeente",
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
            name="MunicipalityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        help_text="GM en vier cijfers, bijvoorbeeld GM0268.", max_length=6, verbose_name="CBS-code"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="naam")),
                ("valid_from", models.DateField(default=datetime.date(2021, 1, 1), verbose_name="bestaat vanaf")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="bestaat tot en met")),
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
                        to="network.municipality",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.municipality",
                        verbose_name="opgegaan in",
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
            name="Region",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="Zoals het boven elke bladzijde staat.", max_length=100, verbose_name="naam"
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="voorbeeldregio")),
                (
                    "area_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.areaset",
                        verbose_name="gemeenten van het netwerk",
                    ),
                ),
                (
                    "central_municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.municipality",
                        verbose_name="centrumgemeente",
                    ),
                ),
            ],
            options={
                "verbose_name": "regio",
                "verbose_name_plural": "regio's",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_set_id", NEW."central_municipality_id", NEW."id", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="390bc51a7ee3cc3f20c13b72f2a1c1208d0696ef",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_ae181",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_set_id", NEW."central_municipality_id", NEW."id", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="670cb2422773e51521c17c8cb0e1dd27d5e9437c",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_10558",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_set_id", OLD."central_municipality_id", OLD."id", OLD."is_example", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="89b1579abc736506785e1d809306e214bcd6af92",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_7da86",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        help_text="Zoals het boven elke bladzijde staat.", max_length=100, verbose_name="naam"
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="voorbeeldregio")),
                (
                    "area_set",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.areaset",
                        verbose_name="gemeenten van het netwerk",
                    ),
                ),
                (
                    "central_municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="network.municipality",
                        verbose_name="centrumgemeente",
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
                        to="network.region",
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
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mailadres")),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Uitgezet: deze persoon kan niet meer inloggen.",
                        verbose_name="mag inloggen",
                    ),
                ),
            ],
            options={
                "verbose_name": "persoon",
                "verbose_name_plural": "personen",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="one_person_per_email_address",
                        violation_error_message="Dit e-mailadres is al in gebruik. Kies een ander adres.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_personevent" ("email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="32887f9ffccbe2c36f04e4b692d8542e3e41569c",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_611e5",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "network_personevent" ("email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."id", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="80dd37043c5eda2bf3add017a270fef9d424ac84",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_8810c",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_personevent" ("email", "id", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."email", OLD."id", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="cf0ab89d1537db1a8662af9808d846b24055a005",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_b6a13",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="e-mailadres")),
                ("name", models.CharField(max_length=200, verbose_name="naam")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Uitgezet: deze persoon kan niet meer inloggen.",
                        verbose_name="mag inloggen",
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
                        to=settings.AUTH_USER_MODEL,
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
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "beheerder"),
                            ("coordinator", "regiocoördinator"),
                            ("municipal_coordinator", "gemeentelijk coördinator"),
                            ("steering_member", "stuurgroeplid"),
                            ("data_steward", "databeheerder"),
                        ],
                        max_length=30,
                        verbose_name="rol",
                    ),
                ),
                ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persoon",
                    ),
                ),
            ],
            options={
                "verbose_name": "rol van een persoon",
                "verbose_name_plural": "rollen van personen",
                "ordering": ["person__name", "role"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="role_grant_ends_after_it_starts",
                        violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("municipality__isnull", False), ("role", "municipal_coordinator")),
                            models.Q(
                                models.Q(("role", "municipal_coordinator"), _negated=True),
                                ("municipality__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="only_a_municipal_coordinator_has_a_municipality",
                        violation_error_message="Kies een gemeente bij een gemeentelijk coördinator, en alleen daar.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_rolegrantevent" ("ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="f850d22b7f55993f0e3e7084bc222266244bddd3",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_e4894",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_rolegrantevent" ("ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="8d11ce90b89b75448c61612566f1012761d4925c",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_8f260",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_rolegrantevent" ("ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."municipality_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."role", OLD."starts_on"); RETURN NULL;',
                            hash="1705554b10a01772b46fd2906a17aac659c9e19b",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_f4d88",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("administrator", "beheerder"),
                            ("coordinator", "regiocoördinator"),
                            ("municipal_coordinator", "gemeentelijk coördinator"),
                            ("steering_member", "stuurgroeplid"),
                            ("data_steward", "databeheerder"),
                        ],
                        max_length=30,
                        verbose_name="rol",
                    ),
                ),
                ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persoon",
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
                        to="network.rolegrant",
                    ),
                ),
            ],
            options={
                "ordering": ["-pgh_created_at", "-pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="areaset",
            name="municipalities",
            field=models.ManyToManyField(
                related_name="area_sets",
                through="network.AreaMembership",
                to="network.municipality",
                verbose_name="gemeenten",
            ),
        ),
    ]
