import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0007_who_asked_for_a_removal"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="RememberedLayout",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30, verbose_name="soort lijst")),
                        (
                            "fingerprint",
                            models.CharField(max_length=64, verbose_name="controlegetal van de kolomkoppen"),
                        ),
                        ("layout", models.JSONField(default=dict, verbose_name="kolommen")),
                        ("remembered_at", models.DateTimeField(auto_now=True, verbose_name="onthouden op")),
                        (
                            "remembered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="onthouden door",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "onthouden indeling",
                        "verbose_name_plural": "onthouden indelingen",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "fingerprint"), name="a_layout_of_a_list_is_remembered_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_rememberedlayoutevent" ("fingerprint", "id", "kind", "layout", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remembered_at", "remembered_by_id") VALUES (NEW."fingerprint", NEW."id", NEW."kind", NEW."layout", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."remembered_at", NEW."remembered_by_id"); RETURN NULL;',
                                    hash="ccafe0a88733fe443edd406e7177b5ebaca221db",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_9e2ca",
                                    table="network_rememberedlayout",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "network_rememberedlayoutevent" ("fingerprint", "id", "kind", "layout", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remembered_at", "remembered_by_id") VALUES (NEW."fingerprint", NEW."id", NEW."kind", NEW."layout", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."remembered_at", NEW."remembered_by_id"); RETURN NULL;',
                                    hash="cf06acbbb9d5f42c736b97fef9c317772e3bd46c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_a043b",
                                    table="network_rememberedlayout",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_rememberedlayoutevent" ("fingerprint", "id", "kind", "layout", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remembered_at", "remembered_by_id") VALUES (OLD."fingerprint", OLD."id", OLD."kind", OLD."layout", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."remembered_at", OLD."remembered_by_id"); RETURN NULL;',
                                    hash="407328bdc8fa36556bd366c809668a14ee32af1e",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_173a6",
                                    table="network_rememberedlayout",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RememberedLayoutEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=30, verbose_name="soort lijst")),
                        (
                            "fingerprint",
                            models.CharField(max_length=64, verbose_name="controlegetal van de kolomkoppen"),
                        ),
                        ("layout", models.JSONField(default=dict, verbose_name="kolommen")),
                        ("remembered_at", models.DateTimeField(auto_now=True, verbose_name="onthouden op")),
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
                                to="network.rememberedlayout",
                            ),
                        ),
                        (
                            "remembered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="onthouden door",
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
                    name="WaitingImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30, verbose_name="soort lijst")),
                        ("file_name", models.CharField(max_length=255, verbose_name="bestand")),
                        ("content", models.BinaryField(blank=True, verbose_name="inhoud")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("sheet", models.CharField(blank=True, max_length=200, verbose_name="blad")),
                        ("separator", models.CharField(blank=True, max_length=1, verbose_name="scheidingsteken")),
                        ("layout", models.JSONField(blank=True, default=dict, verbose_name="kolommen")),
                        ("is_mapped", models.BooleanField(default=False, verbose_name="kolommen gekozen")),
                        ("choices", models.JSONField(blank=True, default=dict, verbose_name="keuzes bij dubbelen")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "nog niet opgeslagen"), ("loaded", "opgeslagen")],
                                default="waiting",
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="wat ervan kwam")),
                        ("brought_in_at", models.DateTimeField(auto_now_add=True, verbose_name="ingebracht op")),
                        (
                            "brought_in_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ingebracht door",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lijst die wacht",
                        "verbose_name_plural": "lijsten die wachten",
                        "ordering": ["-brought_in_at"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_waitingimportevent" ("brought_in_at", "brought_in_by_id", "file_name", "id", "is_mapped", "kind", "layout", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "separator", "sha256", "sheet", "state") VALUES (NEW."brought_in_at", NEW."brought_in_by_id", NEW."file_name", NEW."id", NEW."is_mapped", NEW."kind", NEW."layout", NEW."outcome", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."separator", NEW."sha256", NEW."sheet", NEW."state"); RETURN NULL;',
                                    hash="2c27de04536317100104d01eaff11ab799122d63",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_6ca7a",
                                    table="network_waitingimport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."brought_in_at" IS DISTINCT FROM (NEW."brought_in_at") OR OLD."brought_in_by_id" IS DISTINCT FROM (NEW."brought_in_by_id") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_mapped" IS DISTINCT FROM (NEW."is_mapped") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."layout" IS DISTINCT FROM (NEW."layout") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."separator" IS DISTINCT FROM (NEW."separator") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."sheet" IS DISTINCT FROM (NEW."sheet") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                                    func='INSERT INTO "network_waitingimportevent" ("brought_in_at", "brought_in_by_id", "file_name", "id", "is_mapped", "kind", "layout", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "separator", "sha256", "sheet", "state") VALUES (NEW."brought_in_at", NEW."brought_in_by_id", NEW."file_name", NEW."id", NEW."is_mapped", NEW."kind", NEW."layout", NEW."outcome", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."separator", NEW."sha256", NEW."sheet", NEW."state"); RETURN NULL;',
                                    hash="70ddc750f98a14de6de6c55c8f078c34dd2584b2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_162ca",
                                    table="network_waitingimport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_waitingimportevent" ("brought_in_at", "brought_in_by_id", "file_name", "id", "is_mapped", "kind", "layout", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "separator", "sha256", "sheet", "state") VALUES (OLD."brought_in_at", OLD."brought_in_by_id", OLD."file_name", OLD."id", OLD."is_mapped", OLD."kind", OLD."layout", OLD."outcome", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."separator", OLD."sha256", OLD."sheet", OLD."state"); RETURN NULL;',
                                    hash="edd49f5728428474eaa5e1042aab66ac669eb48d",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_23238",
                                    table="network_waitingimport",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitingImportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=30, verbose_name="soort lijst")),
                        ("file_name", models.CharField(max_length=255, verbose_name="bestand")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("sheet", models.CharField(blank=True, max_length=200, verbose_name="blad")),
                        ("separator", models.CharField(blank=True, max_length=1, verbose_name="scheidingsteken")),
                        ("layout", models.JSONField(blank=True, default=dict, verbose_name="kolommen")),
                        ("is_mapped", models.BooleanField(default=False, verbose_name="kolommen gekozen")),
                        (
                            "state",
                            models.CharField(
                                choices=[("waiting", "nog niet opgeslagen"), ("loaded", "opgeslagen")],
                                default="waiting",
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("outcome", models.CharField(blank=True, max_length=200, verbose_name="wat ervan kwam")),
                        ("brought_in_at", models.DateTimeField(auto_now_add=True, verbose_name="ingebracht op")),
                        (
                            "brought_in_by",
                            models.ForeignKey(
                                db_constraint=False,
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
                                to="network.waitingimport",
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
