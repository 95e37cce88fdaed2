import django.db.models.deletion
import network.dates
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("network", "__first__"),
        ("partners", "0002_what_visitors_may_read"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="membership",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="membership",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="membership",
                    name="verwijderd_delete",
                ),
            ]
        ),
        Together(
            [
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="naam")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("steering_group", "stuurgroep"),
                                    ("core_group", "kerngroep"),
                                    ("broad_meeting", "breed netwerkoverleg"),
                                    ("working_group", "werkgroep"),
                                    ("project_group", "projectgroep"),
                                    ("case_meeting", "casuïstiekoverleg"),
                                    ("chain_team", "ketenregieteam"),
                                    ("regional_day", "regio-dag"),
                                ],
                                max_length=20,
                                verbose_name="soort",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                    ],
                    options={
                        "verbose_name": "overleg",
                        "verbose_name_plural": "overleggen",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="body_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="97de3ce9e5a83b216203c180fe8896b0e3de93ce",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_84f96",
                                    table="partners_body",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="73faf026fafd63a55af1407c6b637029a112cffb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_a311d",
                                    table="partners_body",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="1f32b0da592a429573ec52cbeff66f1165c21dcf",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_aa203",
                                    table="partners_body",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=150, verbose_name="naam")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("steering_group", "stuurgroep"),
                                    ("core_group", "kerngroep"),
                                    ("broad_meeting", "breed netwerkoverleg"),
                                    ("working_group", "werkgroep"),
                                    ("project_group", "projectgroep"),
                                    ("case_meeting", "casuïstiekoverleg"),
                                    ("chain_team", "ketenregieteam"),
                                    ("regional_day", "regio-dag"),
                                ],
                                max_length=20,
                                verbose_name="soort",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                                to="partners.body",
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
                    name="Seat",
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
                                    ("chair", "voorzitter"),
                                    ("member", "lid"),
                                    ("expert_by_experience", "ervaringsdeskundige"),
                                ],
                                default="member",
                                max_length=20,
                                verbose_name="zetel",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="seats",
                                to="partners.body",
                                verbose_name="overleg",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="partners.organisation",
                                verbose_name="namens",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "zetel",
                        "verbose_name_plural": "zetels",
                        "ordering": ["body", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="seat_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "expert_by_experience"),
                                        ("organisation__isnull", True),
                                        ("person__isnull", True),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "expert_by_experience"), _negated=True),
                                        models.Q(
                                            ("person__isnull", False), ("organisation__isnull", False), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="the_seat_of_an_expert_by_experience_has_no_name",
                                violation_error_message="De zetel van een ervaringsdeskundige heeft geen naam en geen organisatie; elke andere zetel wel.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_seatevent" ("body_id", "ends_on", "id", "kind", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."body_id", NEW."ends_on", NEW."id", NEW."kind", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="5079309e40436ba0bd05a591a577bbb4a3ecee9d",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_e97a7",
                                    table="partners_seat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_seatevent" ("body_id", "ends_on", "id", "kind", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."body_id", NEW."ends_on", NEW."id", NEW."kind", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="4d68d6ab1b00a76e7b18a3cf001c4bcc449426a2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_ae330",
                                    table="partners_seat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_seatevent" ("body_id", "ends_on", "id", "kind", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."body_id", OLD."ends_on", OLD."id", OLD."kind", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="e867923a1409e99e36aedff9d8f51ac619469dd7",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_73b65",
                                    table="partners_seat",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("chair", "voorzitter"),
                                    ("member", "lid"),
                                    ("expert_by_experience", "ervaringsdeskundige"),
                                ],
                                default="member",
                                max_length=20,
                                verbose_name="zetel",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.body",
                                verbose_name="overleg",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="namens",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
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
                                to="partners.seat",
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
                    model_name="membership",
                    name="ended_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="per direct beëindigd op"),
                ),
                migrations.AddField(
                    model_name="membershipevent",
                    name="ended_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="per direct beëindigd op"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_membershipevent" ("ended_at", "ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ended_at", NEW."ends_on", NEW."function", NEW."id", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                            hash="4e1f7e4a92f94be60ef33d4f1ad83b1001b58147",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_b26ea",
                            table="partners_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partners_membershipevent" ("ended_at", "ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ended_at", NEW."ends_on", NEW."function", NEW."id", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                            hash="5a9d3799c2b10244b316b0d833d6333e01cfa6a6",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_10465",
                            table="partners_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_membershipevent" ("ended_at", "ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ended_at", OLD."ends_on", OLD."function", OLD."id", OLD."may_edit", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                            hash="6d2708f85724ebaacc2ace8655d018731ac7e3f0",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_caef9",
                            table="partners_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("function__icontains", "ervaringsdeskundig"), _negated=True),
                        name="no_person_carries_the_label_of_an_expert_by_experience",
                        violation_error_message="Noem iemand niet «ervaringsdeskundige»: dat kan laten zien wat diegene meemaakte. Geef de stuurgroep of werkgroep een zetel zonder naam.",
                    ),
                ),
            ]
        ),
    ]
