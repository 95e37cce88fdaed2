import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("actionplan", "0002_pillars"),
        ("network", "0003_accounts_mail_and_history"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Contribution",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "text",
                            models.TextField(blank=True, max_length=2000, verbose_name="bijdrage van de gemeente"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contributions",
                                to="actionplan.action",
                                verbose_name="actie",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributions",
                                to="network.municipality",
                                verbose_name="gemeente",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bijdrage van een gemeente",
                        "verbose_name_plural": "bijdragen van gemeenten",
                        "ordering": ["municipality__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("action", "municipality"), name="a_municipality_once_per_action"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_contributionevent" ("action_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."action_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="e995d48b37e3529d3619799d549d35cdc9ff9a61",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_77cff",
                                    table="actionplan_contribution",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "actionplan_contributionevent" ("action_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (NEW."action_id", NEW."id", NEW."municipality_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."text", NEW."version"); RETURN NULL;',
                                    hash="935efc10e265c4dc51416fcb3c0077c767fecdda",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_d38f5",
                                    table="actionplan_contribution",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "actionplan_contributionevent" ("action_id", "id", "municipality_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "version") VALUES (OLD."action_id", OLD."id", OLD."municipality_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."text", OLD."version"); RETURN NULL;',
                                    hash="1c13cca7b26bb4cd220d84fd24014aed87a15c3f",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_6f330",
                                    table="actionplan_contribution",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContributionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "text",
                            models.TextField(blank=True, max_length=2000, verbose_name="bijdrage van de gemeente"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
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
                                to="actionplan.contribution",
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
        migrations.AddField(
            model_name="action",
            name="municipalities",
            field=models.ManyToManyField(
                blank=True,
                related_name="actions_here",
                through="actionplan.Contribution",
                to="network.municipality",
                verbose_name="loopt in",
            ),
        ),
    ]
