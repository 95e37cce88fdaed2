import django.db.models.deletion
import django.utils.timezone
import network.dates
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("network", "__first__"),
        ("partners", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Pillar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="naam")),
                        (
                            "rivm_pillar",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("education", "voorlichting en educatie"),
                                    ("signals", "signalering en ondersteuning"),
                                    ("environment", "fysieke en sociale omgeving"),
                                    ("enforcement", "regelgeving en handhaving"),
                                ],
                                max_length=20,
                                verbose_name="pijler van het RIVM",
                            ),
                        ),
                        (
                            "is_overarching",
                            models.BooleanField(
                                default=False,
                                help_text="Voor acties van bouwsteen 1, 2 en 3.",
                                verbose_name="pijleroverstijgend",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                    ],
                    options={
                        "verbose_name": "pijler",
                        "verbose_name_plural": "pijlers",
                        "ordering": ["position", "name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_pillarevent" ("id", "is_overarching", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rivm_pillar") VALUES (NEW."id", NEW."is_overarching", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position", NEW."rivm_pillar"); RETURN NULL;',
                                    hash="aa2b620183c707c5263607b21b353eccd8ec141c",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_775d7",
                                    table="actionplan_pillar",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_pillarevent" ("id", "is_overarching", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rivm_pillar") VALUES (NEW."id", NEW."is_overarching", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position", NEW."rivm_pillar"); RETURN NULL;',
                                    hash="456df392271fdcefbc78faa059aeb4ad62ca8ffe",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_c7044",
                                    table="actionplan_pillar",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_pillarevent" ("id", "is_overarching", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rivm_pillar") VALUES (OLD."id", OLD."is_overarching", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position", OLD."rivm_pillar"); RETURN NULL;',
                                    hash="7509347143b675da6cf8b6e054e48a1b06f7583f",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_47576",
                                    table="actionplan_pillar",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PillarEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=80, verbose_name="naam")),
                        (
                            "rivm_pillar",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("education", "voorlichting en educatie"),
                                    ("signals", "signalering en ondersteuning"),
                                    ("environment", "fysieke en sociale omgeving"),
                                    ("enforcement", "regelgeving en handhaving"),
                                ],
                                max_length=20,
                                verbose_name="pijler van het RIVM",
                            ),
                        ),
                        (
                            "is_overarching",
                            models.BooleanField(
                                default=False,
                                help_text="Voor acties van bouwsteen 1, 2 en 3.",
                                verbose_name="pijleroverstijgend",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
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
                                to="actionplan.pillar",
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
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="titel")),
                        ("starts_on", models.DateField(verbose_name="begint op")),
                        ("ends_on", models.DateField(verbose_name="loopt tot en met")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versie")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("for_adoption", "ter vaststelling"),
                                    ("adopted", "vastgesteld"),
                                    ("closed", "afgesloten"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="vastgesteld op")),
                    ],
                    options={
                        "verbose_name": "plan van aanpak",
                        "verbose_name_plural": "plannen van aanpak",
                        "ordering": ["-starts_on", "-version"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="plan_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "adopted"), _negated=True),
                                    ("adopted_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_adopted_plan_has_a_date",
                                violation_error_message="Vul in op welke dag het plan is vastgesteld.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_planevent" ("adopted_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "title", "version") VALUES (NEW."adopted_on", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="83107ed7f8280457e814c825f819ec8b80a11a89",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_3496d",
                                    table="actionplan_plan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_planevent" ("adopted_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "title", "version") VALUES (NEW."adopted_on", NEW."ends_on", NEW."id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="67cde49101481fa57b30b83a48d12c6733dc01ce",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_ed4a5",
                                    table="actionplan_plan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_planevent" ("adopted_on", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "title", "version") VALUES (OLD."adopted_on", OLD."ends_on", OLD."id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on", OLD."status", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="6f3ccfdfdcf037aee1aa68adc2a0f58581c20832",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_abf61",
                                    table="actionplan_plan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200, verbose_name="titel")),
                        ("starts_on", models.DateField(verbose_name="begint op")),
                        ("ends_on", models.DateField(verbose_name="loopt tot en met")),
                        ("version", models.PositiveSmallIntegerField(default=1, verbose_name="versie")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("for_adoption", "ter vaststelling"),
                                    ("adopted", "vastgesteld"),
                                    ("closed", "afgesloten"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="vastgesteld op")),
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
                                to="actionplan.plan",
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
                    name="TargetGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, unique=True, verbose_name="naam")),
                        ("description", models.TextField(blank=True, verbose_name="omschrijving")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                    ],
                    options={
                        "verbose_name": "doelgroep",
                        "verbose_name_plural": "doelgroepen",
                        "ordering": ["position", "name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_targetgroupevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="1d4c4b7bd2237e2129a85eff9e956342afb7e5f1",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_b9215",
                                    table="actionplan_targetgroup",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_targetgroupevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="a5c5971d9a9c75a215b49e71aedead0f6a16ab7c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_85449",
                                    table="actionplan_targetgroup",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_targetgroupevent" ("description", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."description", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="0c949e92ba6446be3abacafd1e37ebcd11da8cd1",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_21301",
                                    table="actionplan_targetgroup",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TargetGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=80, verbose_name="naam")),
                        ("description", models.TextField(blank=True, verbose_name="omschrijving")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
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
                                to="actionplan.targetgroup",
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
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, verbose_name="nummer")),
                        ("title", models.CharField(max_length=200, verbose_name="titel")),
                        ("description", models.TextField(blank=True, verbose_name="omschrijving")),
                        (
                            "building_block",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Wat is een regionale aanpak"),
                                    (2, "Netwerkpartners en samenwerking"),
                                    (3, "Organiseren en borgen"),
                                    (4, "Plan van aanpak: speerpunten"),
                                ],
                                verbose_name="bouwsteen",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("individual", "individueel"),
                                    ("collective", "collectief"),
                                    ("both", "individueel en collectief"),
                                ],
                                max_length=12,
                                verbose_name="vorm",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begint op")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="klaar op")),
                        ("completed_on", models.DateField(blank=True, null=True, verbose_name="afgerond op")),
                        ("dropped_on", models.DateField(blank=True, null=True, verbose_name="gestopt op")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="volgorde")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                        (
                            "lead_organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_actions",
                                to="partners.organisation",
                                verbose_name="trekker",
                            ),
                        ),
                        (
                            "pillar",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="actionplan.pillar",
                                verbose_name="pijler",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="actionplan.plan",
                                verbose_name="plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "actie",
                        "verbose_name_plural": "acties",
                        "ordering": ["building_block", "position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "code"),
                                name="one_action_per_code_in_a_plan",
                                violation_error_message="Er is al een actie met dit nummer. Kies een ander nummer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="action_ends_after_it_starts",
                                violation_error_message="De actie is klaar voordat zij begint. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("building_block__in", [1, 2, 3, 4])),
                                name="action_belongs_to_one_of_the_four_bouwstenen",
                                violation_error_message="Kies bouwsteen 1, 2, 3 of 4.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actionevent" ("building_block", "code", "completed_on", "description", "dropped_on", "ends_on", "form", "id", "lead_organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id", "plan_id", "position", "starts_on", "title", "version") VALUES (NEW."building_block", NEW."code", NEW."completed_on", NEW."description", NEW."dropped_on", NEW."ends_on", NEW."form", NEW."id", NEW."lead_organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."pillar_id", NEW."plan_id", NEW."position", NEW."starts_on", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="5c5a9eb9a793e223789c8ac08326fd99c85337e8",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_bc63d",
                                    table="actionplan_action",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_actionevent" ("building_block", "code", "completed_on", "description", "dropped_on", "ends_on", "form", "id", "lead_organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id", "plan_id", "position", "starts_on", "title", "version") VALUES (NEW."building_block", NEW."code", NEW."completed_on", NEW."description", NEW."dropped_on", NEW."ends_on", NEW."form", NEW."id", NEW."lead_organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."pillar_id", NEW."plan_id", NEW."position", NEW."starts_on", NEW."title", NEW."version"); RETURN NULL;',
                                    hash="44de3beb0ec2ebc625e3d6392d7e94ee6a148a64",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_18477",
                                    table="actionplan_action",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actionevent" ("building_block", "code", "completed_on", "description", "dropped_on", "ends_on", "form", "id", "lead_organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pillar_id", "plan_id", "position", "starts_on", "title", "version") VALUES (OLD."building_block", OLD."code", OLD."completed_on", OLD."description", OLD."dropped_on", OLD."ends_on", OLD."form", OLD."id", OLD."lead_organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."pillar_id", OLD."plan_id", OLD."position", OLD."starts_on", OLD."title", OLD."version"); RETURN NULL;',
                                    hash="f33c425eb49e2db9b8746abd576e8ae3c77955da",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_879ee",
                                    table="actionplan_action",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="mijlpaal")),
                        ("planned_on", models.DateField(verbose_name="gepland op")),
                        ("forecast_on", models.DateField(blank=True, null=True, verbose_name="verwacht op")),
                        ("achieved_on", models.DateField(blank=True, null=True, verbose_name="behaald op")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mijlpaal",
                        "verbose_name_plural": "mijlpalen",
                        "ordering": ["planned_on", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_milestoneevent" ("achieved_on", "action_id", "forecast_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "title") VALUES (NEW."achieved_on", NEW."action_id", NEW."forecast_on", NEW."id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."planned_on", NEW."title"); RETURN NULL;',
                                    hash="ccde308f5cd4b7e4e442b3fac6536170026ec44a",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_99cf8",
                                    table="actionplan_milestone",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_milestoneevent" ("achieved_on", "action_id", "forecast_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "title") VALUES (NEW."achieved_on", NEW."action_id", NEW."forecast_on", NEW."id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."planned_on", NEW."title"); RETURN NULL;',
                                    hash="1f3678c2430d0cf255eb8bf0f155ca6721f90d08",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_0c842",
                                    table="actionplan_milestone",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_milestoneevent" ("achieved_on", "action_id", "forecast_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_on", "title") VALUES (OLD."achieved_on", OLD."action_id", OLD."forecast_on", OLD."id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."planned_on", OLD."title"); RETURN NULL;',
                                    hash="71f237fd7f95c312ef1e8cc4db31c68d085c3a16",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_e956e",
                                    table="actionplan_milestone",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MilestoneEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200, verbose_name="mijlpaal")),
                        ("planned_on", models.DateField(verbose_name="gepland op")),
                        ("forecast_on", models.DateField(blank=True, null=True, verbose_name="verwacht op")),
                        ("achieved_on", models.DateField(blank=True, null=True, verbose_name="behaald op")),
                        (
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
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
                                to="actionplan.milestone",
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
                    name="StatusReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reported_on", models.DateField(default=network.dates.today, verbose_name="datum")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="opgeslagen op"
                            ),
                        ),
                        (
                            "time",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="tijd",
                            ),
                        ),
                        (
                            "money",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="geld",
                            ),
                        ),
                        (
                            "quality",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="kwaliteit",
                            ),
                        ),
                        (
                            "light",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, verbose_name="toelichting")),
                        ("cause", models.TextField(blank=True, verbose_name="oorzaak")),
                        ("consequence", models.TextField(blank=True, verbose_name="consequentie")),
                        ("correction", models.TextField(blank=True, verbose_name="bijsturing")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="status_reports",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ingevuld door",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stand van een actie",
                        "verbose_name_plural": "standen van acties",
                        "ordering": ["-reported_on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("light__in", ["green", "grey"]),
                                    models.Q(
                                        models.Q(("cause", ""), _negated=True),
                                        models.Q(("consequence", ""), _negated=True),
                                        models.Q(("correction", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="amber_and_red_are_explained",
                                violation_error_message="Vul bij oranje of rood de oorzaak, de consequentie en de bijsturing in.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_statusreportevent" ("action_id", "cause", "consequence", "correction", "explanation", "id", "light", "money", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "recorded_at", "reported_by_id", "reported_on", "time") VALUES (NEW."action_id", NEW."cause", NEW."consequence", NEW."correction", NEW."explanation", NEW."id", NEW."light", NEW."money", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."quality", NEW."recorded_at", NEW."reported_by_id", NEW."reported_on", NEW."time"); RETURN NULL;',
                                    hash="f28f42171a11a217c2afb3f1ae3c0df0c6fb8286",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_46d19",
                                    table="actionplan_statusreport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_statusreportevent" ("action_id", "cause", "consequence", "correction", "explanation", "id", "light", "money", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "recorded_at", "reported_by_id", "reported_on", "time") VALUES (NEW."action_id", NEW."cause", NEW."consequence", NEW."correction", NEW."explanation", NEW."id", NEW."light", NEW."money", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."quality", NEW."recorded_at", NEW."reported_by_id", NEW."reported_on", NEW."time"); RETURN NULL;',
                                    hash="d6d9b350946474ad68575c0ae1fc7e3350860037",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_a6f13",
                                    table="actionplan_statusreport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_statusreportevent" ("action_id", "cause", "consequence", "correction", "explanation", "id", "light", "money", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quality", "recorded_at", "reported_by_id", "reported_on", "time") VALUES (OLD."action_id", OLD."cause", OLD."consequence", OLD."correction", OLD."explanation", OLD."id", OLD."light", OLD."money", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."quality", OLD."recorded_at", OLD."reported_by_id", OLD."reported_on", OLD."time"); RETURN NULL;',
                                    hash="f8140affdfef5e00aeeffda4c9c5b671ab03c3f2",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_2cc90",
                                    table="actionplan_statusreport",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StatusReportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("reported_on", models.DateField(default=network.dates.today, verbose_name="datum")),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="opgeslagen op"
                            ),
                        ),
                        (
                            "time",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="tijd",
                            ),
                        ),
                        (
                            "money",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="geld",
                            ),
                        ),
                        (
                            "quality",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="kwaliteit",
                            ),
                        ),
                        (
                            "light",
                            models.CharField(
                                choices=[("green", "Groen"), ("amber", "Oranje"), ("red", "Rood"), ("grey", "Grijs")],
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, verbose_name="toelichting")),
                        ("cause", models.TextField(blank=True, verbose_name="oorzaak")),
                        ("consequence", models.TextField(blank=True, verbose_name="consequentie")),
                        ("correction", models.TextField(blank=True, verbose_name="bijsturing")),
                        (
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
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
                                to="actionplan.statusreport",
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ingevuld door",
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
                    name="ActionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=10, verbose_name="nummer")),
                        ("title", models.CharField(max_length=200, verbose_name="titel")),
                        ("description", models.TextField(blank=True, verbose_name="omschrijving")),
                        (
                            "building_block",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "Wat is een regionale aanpak"),
                                    (2, "Netwerkpartners en samenwerking"),
                                    (3, "Organiseren en borgen"),
                                    (4, "Plan van aanpak: speerpunten"),
                                ],
                                verbose_name="bouwsteen",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("individual", "individueel"),
                                    ("collective", "collectief"),
                                    ("both", "individueel en collectief"),
                                ],
                                max_length=12,
                                verbose_name="vorm",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="begint op")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="klaar op")),
                        ("completed_on", models.DateField(blank=True, null=True, verbose_name="afgerond op")),
                        ("dropped_on", models.DateField(blank=True, null=True, verbose_name="gestopt op")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="volgorde")),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                        (
                            "lead_organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="trekker",
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
                                to="actionplan.action",
                            ),
                        ),
                        (
                            "pillar",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.pillar",
                                verbose_name="pijler",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.plan",
                                verbose_name="plan",
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
                    name="ActionPartner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partners.organisation",
                                verbose_name="partner",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partner van een actie",
                        "verbose_name_plural": "partners van acties",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("action", "organisation"), name="a_partner_once_per_action")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actionpartnerevent" ("action_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                                    hash="453870d066001e0305d143550153fd3e113b9906",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_791ea",
                                    table="actionplan_actionpartner",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_actionpartnerevent" ("action_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."action_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                                    hash="466fed6e6650f958349b480f16bb483f45134f67",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_fa216",
                                    table="actionplan_actionpartner",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actionpartnerevent" ("action_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."action_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                                    hash="761e421ff126270fc57579c2ec02e5b2d56d47f1",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_29567",
                                    table="actionplan_actionpartner",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionPartnerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="partner",
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
                                to="actionplan.actionpartner",
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
                    name="ActionTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                help_text="Bijvoorbeeld: trajecten.", max_length=60, verbose_name="eenheid"
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="van"
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="tot"
                            ),
                        ),
                        ("counts_persons", models.BooleanField(default=False, verbose_name="telt personen")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="toelichting")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="targets",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beoogd resultaat",
                        "verbose_name_plural": "beoogde resultaten",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("minimum__isnull", True),
                                    ("maximum__isnull", True),
                                    ("maximum__gte", models.F("minimum")),
                                    _connector="OR",
                                ),
                                name="target_range_runs_upwards",
                                violation_error_message="«Tot» is lager dan «van». Draai de twee getallen om.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actiontargetevent" ("action_id", "counts_persons", "id", "maximum", "minimum", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit") VALUES (NEW."action_id", NEW."counts_persons", NEW."id", NEW."maximum", NEW."minimum", NEW."note", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."unit"); RETURN NULL;',
                                    hash="4258ef8b0f274622ade4564adcefd4fc2b0db01b",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_508b8",
                                    table="actionplan_actiontarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_actiontargetevent" ("action_id", "counts_persons", "id", "maximum", "minimum", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit") VALUES (NEW."action_id", NEW."counts_persons", NEW."id", NEW."maximum", NEW."minimum", NEW."note", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."unit"); RETURN NULL;',
                                    hash="5d80f5bac706d88212a5544250e7c1869d4ab1ed",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_c927e",
                                    table="actionplan_actiontarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actiontargetevent" ("action_id", "counts_persons", "id", "maximum", "minimum", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit") VALUES (OLD."action_id", OLD."counts_persons", OLD."id", OLD."maximum", OLD."minimum", OLD."note", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."unit"); RETURN NULL;',
                                    hash="c4525e22d947d6410080d09c8fa0718808b639ae",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_f80b9",
                                    table="actionplan_actiontarget",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Realisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("value", models.DecimalField(decimal_places=1, max_digits=9, verbose_name="bereikt")),
                        ("measured_on", models.DateField(default=network.dates.today, verbose_name="gemeten op")),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="realisations",
                                to="actionplan.actiontarget",
                                verbose_name="resultaat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "realisatie",
                        "verbose_name_plural": "realisaties",
                        "ordering": ["-measured_on", "-pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_realisationevent" ("id", "measured_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (NEW."id", NEW."measured_on", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."target_id", NEW."value"); RETURN NULL;',
                                    hash="645657b8d2e09cec161423f9583a231e9a2961fe",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_0ae58",
                                    table="actionplan_realisation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_realisationevent" ("id", "measured_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (NEW."id", NEW."measured_on", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."target_id", NEW."value"); RETURN NULL;',
                                    hash="ab61c75690d8120f35e83e959de66370ff481598",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_7ece0",
                                    table="actionplan_realisation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_realisationevent" ("id", "measured_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "value") VALUES (OLD."id", OLD."measured_on", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."target_id", OLD."value"); RETURN NULL;',
                                    hash="71352a51f304b6ca7f91949a73a43eb83c3f8ba6",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_95a67",
                                    table="actionplan_realisation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RealisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("value", models.DecimalField(decimal_places=1, max_digits=9, verbose_name="bereikt")),
                        ("measured_on", models.DateField(default=network.dates.today, verbose_name="gemeten op")),
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
                                to="actionplan.realisation",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.actiontarget",
                                verbose_name="resultaat",
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
                    name="ActionTargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "unit",
                            models.CharField(
                                help_text="Bijvoorbeeld: trajecten.", max_length=60, verbose_name="eenheid"
                            ),
                        ),
                        (
                            "minimum",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="van"
                            ),
                        ),
                        (
                            "maximum",
                            models.DecimalField(
                                blank=True, decimal_places=1, max_digits=9, null=True, verbose_name="tot"
                            ),
                        ),
                        ("counts_persons", models.BooleanField(default=False, verbose_name="telt personen")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="toelichting")),
                        (
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
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
                                to="actionplan.actiontarget",
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
                    name="ActionTargetGroup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "target_group",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="actionplan.targetgroup",
                                verbose_name="doelgroep",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "doelgroep van een actie",
                        "verbose_name_plural": "doelgroepen van acties",
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("action", "target_group"), name="a_target_group_once_per_action"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actiontargetgroupevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_group_id") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."target_group_id"); RETURN NULL;',
                                    hash="c8a8c218b7ba1993b6d9509062278cc42363b422",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_f0d26",
                                    table="actionplan_actiontargetgroup",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_actiontargetgroupevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_group_id") VALUES (NEW."action_id", NEW."id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."target_group_id"); RETURN NULL;',
                                    hash="2b65d2700f667ee82273c259660acff5fe3a2cc6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_6b6ba",
                                    table="actionplan_actiontargetgroup",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_actiontargetgroupevent" ("action_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_group_id") VALUES (OLD."action_id", OLD."id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."target_group_id"); RETURN NULL;',
                                    hash="7fc21f4838ba481a9087e3c31a3fc1e65893705f",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_af1e0",
                                    table="actionplan_actiontargetgroup",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionTargetGroupEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "action",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
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
                                to="actionplan.actiontargetgroup",
                            ),
                        ),
                        (
                            "target_group",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.targetgroup",
                                verbose_name="doelgroep",
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
                    name="FundingSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="bron")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        (
                            "amount_available",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="beschikbaar"
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False, verbose_name="voorbeeld")),
                        ("note", models.CharField(blank=True, max_length=250, verbose_name="toelichting")),
                    ],
                    options={
                        "verbose_name": "financieringsbron",
                        "verbose_name_plural": "financieringsbronnen",
                        "ordering": ["-year", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "year"),
                                name="one_funding_source_per_name_and_year",
                                violation_error_message="Deze bron bestaat al voor dit jaar. Pas de bestaande bron aan.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_fundingsourceevent" ("amount_available", "id", "is_example", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount_available", NEW."id", NEW."is_example", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."year"); RETURN NULL;',
                                    hash="e6d771ba10a8bc6743008ae0f33f8a180f357e0a",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_cb431",
                                    table="actionplan_fundingsource",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_fundingsourceevent" ("amount_available", "id", "is_example", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."amount_available", NEW."id", NEW."is_example", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."year"); RETURN NULL;',
                                    hash="5b5d6e3066a9cf92997b1bd7bdeccbb98094531c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_3c3c1",
                                    table="actionplan_fundingsource",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_fundingsourceevent" ("amount_available", "id", "is_example", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."amount_available", OLD."id", OLD."is_example", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."year"); RETURN NULL;',
                                    hash="571b4d8a20c67169e788bc86e51bd8c338aa1de5",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_5bd68",
                                    table="actionplan_fundingsource",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FundingSourceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=200, verbose_name="bron")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        (
                            "amount_available",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="beschikbaar"
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False, verbose_name="voorbeeld")),
                        ("note", models.CharField(blank=True, max_length=250, verbose_name="toelichting")),
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
                                to="actionplan.fundingsource",
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
                    name="BudgetLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("description", models.CharField(max_length=200, verbose_name="post")),
                        ("note", models.CharField(blank=True, max_length=250, verbose_name="toelichting")),
                        (
                            "funding_type",
                            models.CharField(
                                choices=[
                                    ("grant", "subsidie"),
                                    ("regular", "uit reguliere middelen"),
                                    ("co_funding", "cofinanciering"),
                                    ("invoiced", "op factuurbasis"),
                                ],
                                max_length=12,
                                verbose_name="soort geld",
                            ),
                        ),
                        (
                            "hours_per_week",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="uur per week"
                            ),
                        ),
                        (
                            "hours_per_year",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="uur per jaar"
                            ),
                        ),
                        (
                            "amount_requested",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="gevraagd"
                            ),
                        ),
                        (
                            "amount_granted",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="toegekend"
                            ),
                        ),
                        (
                            "amount_spent",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="besteed"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="budget_lines",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="actionplan.fundingsource",
                                verbose_name="bron",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "begrotingspost",
                        "verbose_name_plural": "begrotingsposten",
                        "ordering": ["organisation__name", "position", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amount_requested__isnull", True), ("amount_requested__gte", 0), _connector="OR"
                                ),
                                name="requested_amount_is_not_negative",
                                violation_error_message="Een gevraagd bedrag is nul of hoger.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_budgetlineevent" ("action_id", "amount_granted", "amount_requested", "amount_spent", "description", "funding_type", "hours_per_week", "hours_per_year", "id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "year") VALUES (NEW."action_id", NEW."amount_granted", NEW."amount_requested", NEW."amount_spent", NEW."description", NEW."funding_type", NEW."hours_per_week", NEW."hours_per_year", NEW."id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position", NEW."source_id", NEW."year"); RETURN NULL;',
                                    hash="934c02eda4568ee8785ad897300f06a9e0070732",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_7b6f0",
                                    table="actionplan_budgetline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_budgetlineevent" ("action_id", "amount_granted", "amount_requested", "amount_spent", "description", "funding_type", "hours_per_week", "hours_per_year", "id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "year") VALUES (NEW."action_id", NEW."amount_granted", NEW."amount_requested", NEW."amount_spent", NEW."description", NEW."funding_type", NEW."hours_per_week", NEW."hours_per_year", NEW."id", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position", NEW."source_id", NEW."year"); RETURN NULL;',
                                    hash="3d05a70ed9db308e3a6507aa2be7f805bcfef1b0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_0a98a",
                                    table="actionplan_budgetline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_budgetlineevent" ("action_id", "amount_granted", "amount_requested", "amount_spent", "description", "funding_type", "hours_per_week", "hours_per_year", "id", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "year") VALUES (OLD."action_id", OLD."amount_granted", OLD."amount_requested", OLD."amount_spent", OLD."description", OLD."funding_type", OLD."hours_per_week", OLD."hours_per_year", OLD."id", OLD."note", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position", OLD."source_id", OLD."year"); RETURN NULL;',
                                    hash="1062fb1598dd1b605313ee59a03da945010de617",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_8bd06",
                                    table="actionplan_budgetline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLineEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("description", models.CharField(max_length=200, verbose_name="post")),
                        ("note", models.CharField(blank=True, max_length=250, verbose_name="toelichting")),
                        (
                            "funding_type",
                            models.CharField(
                                choices=[
                                    ("grant", "subsidie"),
                                    ("regular", "uit reguliere middelen"),
                                    ("co_funding", "cofinanciering"),
                                    ("invoiced", "op factuurbasis"),
                                ],
                                max_length=12,
                                verbose_name="soort geld",
                            ),
                        ),
                        (
                            "hours_per_week",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=6, null=True, verbose_name="uur per week"
                            ),
                        ),
                        (
                            "hours_per_year",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="uur per jaar"
                            ),
                        ),
                        (
                            "amount_requested",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="gevraagd"
                            ),
                        ),
                        (
                            "amount_granted",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="toegekend"
                            ),
                        ),
                        (
                            "amount_spent",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="besteed"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="organisatie",
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
                                to="actionplan.budgetline",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="actionplan.fundingsource",
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
        Together(
            [
                migrations.AddField(
                    model_name="action",
                    name="partner_organisations",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="partner_actions",
                        through="actionplan.ActionPartner",
                        to="partners.organisation",
                        verbose_name="partners",
                    ),
                ),
                migrations.AddField(
                    model_name="action",
                    name="target_groups",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="actions",
                        through="actionplan.ActionTargetGroup",
                        to="actionplan.targetgroup",
                        verbose_name="doelgroepen",
                    ),
                ),
            ]
        ),
    ]
