import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import network.dates
import partners.models.directory
import pgtrigger.compiler
import uuid
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
                    name="HelpLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="naam")),
                        ("number", models.CharField(blank=True, max_length=20, verbose_name="nummer")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("for_whom", models.CharField(blank=True, max_length=200, verbose_name="voor wie of waarvoor")),
                        ("hours", models.CharField(blank=True, max_length=100, verbose_name="bereikbaar")),
                        ("costs", models.CharField(blank=True, max_length=60, verbose_name="kosten")),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("victim", "iemand die het meemaakte"),
                                        ("perpetrator", "iemand die te ver ging of dat vreest"),
                                        ("relative", "naasten en omgeving"),
                                        ("professional", "professionals"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="voor wie",
                            ),
                        ),
                        ("is_first", models.BooleanField(default=False, verbose_name="altijd bovenaan")),
                        ("is_shown", models.BooleanField(default=True, verbose_name="tonen")),
                        ("without_talking", models.BooleanField(default=False, verbose_name="zonder te praten")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                        ("last_verified_on", models.DateField(blank=True, null=True, verbose_name="gecontroleerd op")),
                        (
                            "proof",
                            models.CharField(
                                help_text="Waar is het nummer nagekeken?", max_length=200, verbose_name="bewijs"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hulplijn",
                        "verbose_name_plural": "hulplijnen",
                        "ordering": ["position", "name"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_helplineevent" ("audiences", "costs", "for_whom", "hours", "id", "is_first", "is_shown", "last_verified_on", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proof", "website", "without_talking") VALUES (NEW."audiences", NEW."costs", NEW."for_whom", NEW."hours", NEW."id", NEW."is_first", NEW."is_shown", NEW."last_verified_on", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position", NEW."proof", NEW."website", NEW."without_talking"); RETURN NULL;',
                                    hash="a6539a11ecf97bba3349c80923a07fb524a05ad5",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_8591b",
                                    table="partners_helpline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_helplineevent" ("audiences", "costs", "for_whom", "hours", "id", "is_first", "is_shown", "last_verified_on", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proof", "website", "without_talking") VALUES (NEW."audiences", NEW."costs", NEW."for_whom", NEW."hours", NEW."id", NEW."is_first", NEW."is_shown", NEW."last_verified_on", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position", NEW."proof", NEW."website", NEW."without_talking"); RETURN NULL;',
                                    hash="bc95459aa16cd215c4cdaeaea15711dacbcb5fc0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_cab50",
                                    table="partners_helpline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_helplineevent" ("audiences", "costs", "for_whom", "hours", "id", "is_first", "is_shown", "last_verified_on", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "proof", "website", "without_talking") VALUES (OLD."audiences", OLD."costs", OLD."for_whom", OLD."hours", OLD."id", OLD."is_first", OLD."is_shown", OLD."last_verified_on", OLD."name", OLD."number", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position", OLD."proof", OLD."website", OLD."without_talking"); RETURN NULL;',
                                    hash="e8dbf0cfdf436b3209023ca361c19a61ea313b5f",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_45c98",
                                    table="partners_helpline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelpLineEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="naam")),
                        ("number", models.CharField(blank=True, max_length=20, verbose_name="nummer")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("for_whom", models.CharField(blank=True, max_length=200, verbose_name="voor wie of waarvoor")),
                        ("hours", models.CharField(blank=True, max_length=100, verbose_name="bereikbaar")),
                        ("costs", models.CharField(blank=True, max_length=60, verbose_name="kosten")),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("victim", "iemand die het meemaakte"),
                                        ("perpetrator", "iemand die te ver ging of dat vreest"),
                                        ("relative", "naasten en omgeving"),
                                        ("professional", "professionals"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="voor wie",
                            ),
                        ),
                        ("is_first", models.BooleanField(default=False, verbose_name="altijd bovenaan")),
                        ("is_shown", models.BooleanField(default=True, verbose_name="tonen")),
                        ("without_talking", models.BooleanField(default=False, verbose_name="zonder te praten")),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                        ("last_verified_on", models.DateField(blank=True, null=True, verbose_name="gecontroleerd op")),
                        (
                            "proof",
                            models.CharField(
                                help_text="Waar is het nummer nagekeken?", max_length=200, verbose_name="bewijs"
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
                                to="partners.helpline",
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
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=250, verbose_name="naam")),
                        (
                            "short_name",
                            models.CharField(
                                blank=True,
                                help_text="Zoals iedereen hem noemt.",
                                max_length=60,
                                verbose_name="korte naam",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("municipality", "gemeente"),
                                    ("ggd", "GGD"),
                                    ("veilig_thuis", "Veilig Thuis"),
                                    ("csg", "Centrum Seksueel Geweld"),
                                    ("hospital", "ziekenhuis"),
                                    ("mental_health", "GGZ"),
                                    ("victim_support", "slachtofferhulp"),
                                    ("youth_health", "Centrum voor Jeugd en Gezin of jeugdgezondheidszorg"),
                                    ("youth_care", "jeugdzorginstelling"),
                                    ("youth_work", "jongerenwerk"),
                                    ("social_work", "maatschappelijk werk"),
                                    ("disability_care", "gehandicaptenzorg"),
                                    ("addiction_care", "verslavingszorg"),
                                    ("shelter", "vrouwenopvang"),
                                    ("general_practice", "huisartsen"),
                                    ("migrant_organisation", "migrantenorganisatie of expertisecentrum emancipatie"),
                                    ("education", "onderwijs"),
                                    ("neighbourhood_team", "wijkteam"),
                                    ("police", "politie"),
                                    ("prosecution", "Openbaar Ministerie"),
                                    ("probation", "reclassering"),
                                    ("child_protection", "Raad voor de Kinderbescherming"),
                                    ("other", "andere organisatie"),
                                ],
                                max_length=30,
                                verbose_name="soort",
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                choices=[
                                    ("social", "sociaal domein"),
                                    ("care", "zorgdomein"),
                                    ("safety", "veiligheidsdomein"),
                                ],
                                max_length=10,
                                verbose_name="domein",
                            ),
                        ),
                        ("kvk_number", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("description", models.TextField(blank=True, verbose_name="wie zijn wij")),
                        ("joined_on", models.DateField(default=network.dates.today, verbose_name="doet mee vanaf")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="doet mee tot en met")),
                        (
                            "municipalities_served",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="network.municipality", verbose_name="werkgebied"
                            ),
                        ),
                        (
                            "municipality",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisation",
                                to="network.municipality",
                                verbose_name="is deze gemeente",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisatie",
                        "verbose_name_plural": "organisaties",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True), ("left_on__gte", models.F("joined_on")), _connector="OR"
                                ),
                                name="organisation_leaves_after_it_joins",
                                violation_error_message="De organisatie vertrekt voordat zij meedoet. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "municipality"), ("municipality__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "municipality"), _negated=True),
                                        ("municipality__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_municipality_as_partner_names_its_municipality",
                                violation_error_message="Kies bij een gemeente als partner ook welke gemeente het is, en alleen daar.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_organisationevent" ("description", "domain", "id", "joined_on", "kind", "kvk_number", "left_on", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "website") VALUES (NEW."description", NEW."domain", NEW."id", NEW."joined_on", NEW."kind", NEW."kvk_number", NEW."left_on", NEW."municipality_id", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."short_name", NEW."website"); RETURN NULL;',
                                    hash="f328226994784294a9560fb292184047cb6ce49e",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_08f31",
                                    table="partners_organisation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_organisationevent" ("description", "domain", "id", "joined_on", "kind", "kvk_number", "left_on", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "website") VALUES (NEW."description", NEW."domain", NEW."id", NEW."joined_on", NEW."kind", NEW."kvk_number", NEW."left_on", NEW."municipality_id", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."short_name", NEW."website"); RETURN NULL;',
                                    hash="859eda3ab1d19aac00561f026bb49aa3a709c7f1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_f065a",
                                    table="partners_organisation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_organisationevent" ("description", "domain", "id", "joined_on", "kind", "kvk_number", "left_on", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "website") VALUES (OLD."description", OLD."domain", OLD."id", OLD."joined_on", OLD."kind", OLD."kvk_number", OLD."left_on", OLD."municipality_id", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."short_name", OLD."website"); RETURN NULL;',
                                    hash="a1d573e897b445251688d173cde0bd90cff61298",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_d8a08",
                                    table="partners_organisation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Capacity",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("task", models.CharField(max_length=200, verbose_name="taak")),
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
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="capacities",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "inzet",
                        "verbose_name_plural": "inzet",
                        "ordering": ["organisation__name", "year", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_capacityevent" ("hours_per_week", "hours_per_year", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "task", "year") VALUES (NEW."hours_per_week", NEW."hours_per_year", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."source", NEW."task", NEW."year"); RETURN NULL;',
                                    hash="e40d8f2235800ce0b3e77d3f639b9ca1e3949773",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_66950",
                                    table="partners_capacity",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_capacityevent" ("hours_per_week", "hours_per_year", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "task", "year") VALUES (NEW."hours_per_week", NEW."hours_per_year", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."source", NEW."task", NEW."year"); RETURN NULL;',
                                    hash="5523d362f5d185c55a5870dcdfea63d3c18d312e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_4c7ff",
                                    table="partners_capacity",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_capacityevent" ("hours_per_week", "hours_per_year", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "task", "year") VALUES (OLD."hours_per_week", OLD."hours_per_year", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."source", OLD."task", OLD."year"); RETURN NULL;',
                                    hash="2fe868117eef8f17efab5fc78313a3a84611fb78",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_87889",
                                    table="partners_capacity",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("function", models.CharField(blank=True, max_length=100, verbose_name="functie")),
                        (
                            "may_edit",
                            models.BooleanField(
                                default=False,
                                help_text="Deze persoon is redacteur van de organisatie.",
                                verbose_name="houdt de gegevens bij",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "betrokkenheid",
                        "verbose_name_plural": "betrokkenheden",
                        "ordering": ["organisation__name", "person__name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="membership_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_membershipevent" ("ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."function", NEW."id", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="cd8889fcc544ea5426dc463bebdb51876bdebc19",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_b26ea",
                                    table="partners_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_membershipevent" ("ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."function", NEW."id", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="05696c3568572637b9be62d677432ce88e4042a5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_10465",
                                    table="partners_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_membershipevent" ("ends_on", "function", "id", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."function", OLD."id", OLD."may_edit", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="17aaabe33ce77f58dc438c3e4598c72e2c4b75d9",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_caef9",
                                    table="partners_membership",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("function", models.CharField(blank=True, max_length=100, verbose_name="functie")),
                        (
                            "may_edit",
                            models.BooleanField(
                                default=False,
                                help_text="Deze persoon is redacteur van de organisatie.",
                                verbose_name="houdt de gegevens bij",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                                to="partners.membership",
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
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=250, verbose_name="naam")),
                        (
                            "short_name",
                            models.CharField(
                                blank=True,
                                help_text="Zoals iedereen hem noemt.",
                                max_length=60,
                                verbose_name="korte naam",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("municipality", "gemeente"),
                                    ("ggd", "GGD"),
                                    ("veilig_thuis", "Veilig Thuis"),
                                    ("csg", "Centrum Seksueel Geweld"),
                                    ("hospital", "ziekenhuis"),
                                    ("mental_health", "GGZ"),
                                    ("victim_support", "slachtofferhulp"),
                                    ("youth_health", "Centrum voor Jeugd en Gezin of jeugdgezondheidszorg"),
                                    ("youth_care", "jeugdzorginstelling"),
                                    ("youth_work", "jongerenwerk"),
                                    ("social_work", "maatschappelijk werk"),
                                    ("disability_care", "gehandicaptenzorg"),
                                    ("addiction_care", "verslavingszorg"),
                                    ("shelter", "vrouwenopvang"),
                                    ("general_practice", "huisartsen"),
                                    ("migrant_organisation", "migrantenorganisatie of expertisecentrum emancipatie"),
                                    ("education", "onderwijs"),
                                    ("neighbourhood_team", "wijkteam"),
                                    ("police", "politie"),
                                    ("prosecution", "Openbaar Ministerie"),
                                    ("probation", "reclassering"),
                                    ("child_protection", "Raad voor de Kinderbescherming"),
                                    ("other", "andere organisatie"),
                                ],
                                max_length=30,
                                verbose_name="soort",
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(
                                choices=[
                                    ("social", "sociaal domein"),
                                    ("care", "zorgdomein"),
                                    ("safety", "veiligheidsdomein"),
                                ],
                                max_length=10,
                                verbose_name="domein",
                            ),
                        ),
                        ("kvk_number", models.CharField(blank=True, max_length=8, verbose_name="KvK-nummer")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("description", models.TextField(blank=True, verbose_name="wie zijn wij")),
                        ("joined_on", models.DateField(default=network.dates.today, verbose_name="doet mee vanaf")),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="doet mee tot en met")),
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
                                verbose_name="is deze gemeente",
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
                                to="partners.organisation",
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
                    name="CapacityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField(verbose_name="jaar")),
                        ("task", models.CharField(max_length=200, verbose_name="taak")),
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
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="bron")),
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
                                to="partners.capacity",
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
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="CareService",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "short_id",
                            models.CharField(
                                default=partners.models.directory.new_short_id,
                                editable=False,
                                max_length=8,
                                unique=True,
                                verbose_name="kenmerk",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=200, verbose_name="naam van het aanbod")),
                        (
                            "description",
                            models.TextField(
                                help_text="In gewone woorden: wat krijgt iemand hier?", verbose_name="omschrijving"
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("victim", "iemand die het meemaakte"),
                                        ("perpetrator", "iemand die te ver ging of dat vreest"),
                                        ("relative", "naasten en omgeving"),
                                        ("professional", "professionals"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="voor wie",
                            ),
                        ),
                        (
                            "phases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("acute", "acuut, tot en met 7 dagen"),
                                        ("non_acute", "langer geleden"),
                                        ("prevention", "preventie"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="wanneer",
                            ),
                        ),
                        ("is_nationwide", models.BooleanField(default=False, verbose_name="landelijk")),
                        ("is_anonymous", models.BooleanField(default=False, verbose_name="kan zonder naam")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("published", "gepubliceerd"),
                                    ("closed", "tijdelijk gesloten"),
                                    ("withdrawn", "ingetrokken"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "last_verified_on",
                            models.DateField(blank=True, null=True, verbose_name="laatst gecontroleerd op"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
                        (
                            "municipalities",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="network.municipality", verbose_name="werkgebied"
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gecontroleerd door",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "aanbod",
                        "verbose_name_plural": "aanbod",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("audiences__len__gte", 1)),
                                name="service_is_for_somebody",
                                violation_error_message="Kies voor wie het aanbod is.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_careserviceevent" ("audiences", "description", "id", "is_anonymous", "is_nationwide", "last_verified_on", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "short_id", "status", "uuid", "verified_by_id", "version") VALUES (NEW."audiences", NEW."description", NEW."id", NEW."is_anonymous", NEW."is_nationwide", NEW."last_verified_on", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."phases", NEW."short_id", NEW."status", NEW."uuid", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                                    hash="ba9a34145d408a4b621c4a983f16fd86811f1d6a",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_d69bf",
                                    table="partners_careservice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_careserviceevent" ("audiences", "description", "id", "is_anonymous", "is_nationwide", "last_verified_on", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "short_id", "status", "uuid", "verified_by_id", "version") VALUES (NEW."audiences", NEW."description", NEW."id", NEW."is_anonymous", NEW."is_nationwide", NEW."last_verified_on", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."phases", NEW."short_id", NEW."status", NEW."uuid", NEW."verified_by_id", NEW."version"); RETURN NULL;',
                                    hash="6e54831dc5efdccba989d151fbdfaec1abbcb47e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_15c28",
                                    table="partners_careservice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_careserviceevent" ("audiences", "description", "id", "is_anonymous", "is_nationwide", "last_verified_on", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phases", "short_id", "status", "uuid", "verified_by_id", "version") VALUES (OLD."audiences", OLD."description", OLD."id", OLD."is_anonymous", OLD."is_nationwide", OLD."last_verified_on", OLD."name", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."phases", OLD."short_id", OLD."status", OLD."uuid", OLD."verified_by_id", OLD."version"); RETURN NULL;',
                                    hash="04c6a70181397cbc8868644fddd7008373aced9e",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_d569f",
                                    table="partners_careservice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Location",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "openbaar"),
                                    ("place_only", "alleen de plaats"),
                                    ("secret", "geheim"),
                                ],
                                max_length=10,
                                verbose_name="zichtbaarheid",
                            ),
                        ),
                        ("place", models.CharField(blank=True, max_length=100, verbose_name="plaats")),
                        ("street", models.CharField(blank=True, max_length=200, verbose_name="straat en huisnummer")),
                        ("postcode", models.CharField(blank=True, max_length=7, verbose_name="postcode")),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="locations",
                                to="partners.careservice",
                                verbose_name="aanbod",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "locatie",
                        "verbose_name_plural": "locaties",
                        "ordering": ["place"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("visibility", "public"),
                                    models.Q(("postcode", ""), ("street", "")),
                                    _connector="OR",
                                ),
                                name="only_a_public_location_has_a_street",
                                violation_error_message="Alleen bij een openbaar adres slaan wij een straat of postcode op.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("visibility", "secret"), _negated=True), ("place", ""), _connector="OR"
                                ),
                                name="a_secret_location_has_no_place",
                                violation_error_message="Bij een geheim adres slaan wij ook geen plaats op.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_locationevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "visibility") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."service_id", NEW."visibility"); RETURN NULL;',
                                    hash="b5a8d7ab8c33451a0a9d0861fba0ce499d261893",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_83082",
                                    table="partners_location",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility"))',
                                    func='INSERT INTO "partners_locationevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "visibility") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."service_id", NEW."visibility"); RETURN NULL;',
                                    hash="f9028da9005ca4fc307ba2747657c336e4f39d1a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_8a5f7",
                                    table="partners_location",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_locationevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "visibility") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."service_id", OLD."visibility"); RETURN NULL;',
                                    hash="851b5da76fad4074e77c83d4dece2f599f11503d",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_e03ab",
                                    table="partners_location",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LocationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("public", "openbaar"),
                                    ("place_only", "alleen de plaats"),
                                    ("secret", "geheim"),
                                ],
                                max_length=10,
                                verbose_name="zichtbaarheid",
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
                                to="partners.location",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.careservice",
                                verbose_name="aanbod",
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
                    name="CareServiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "short_id",
                            models.CharField(
                                default=partners.models.directory.new_short_id,
                                editable=False,
                                max_length=8,
                                verbose_name="kenmerk",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("name", models.CharField(max_length=200, verbose_name="naam van het aanbod")),
                        (
                            "description",
                            models.TextField(
                                help_text="In gewone woorden: wat krijgt iemand hier?", verbose_name="omschrijving"
                            ),
                        ),
                        (
                            "audiences",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("victim", "iemand die het meemaakte"),
                                        ("perpetrator", "iemand die te ver ging of dat vreest"),
                                        ("relative", "naasten en omgeving"),
                                        ("professional", "professionals"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="voor wie",
                            ),
                        ),
                        (
                            "phases",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("acute", "acuut, tot en met 7 dagen"),
                                        ("non_acute", "langer geleden"),
                                        ("prevention", "preventie"),
                                    ],
                                    max_length=20,
                                ),
                                size=None,
                                verbose_name="wanneer",
                            ),
                        ),
                        ("is_nationwide", models.BooleanField(default=False, verbose_name="landelijk")),
                        ("is_anonymous", models.BooleanField(default=False, verbose_name="kan zonder naam")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "concept"),
                                    ("published", "gepubliceerd"),
                                    ("closed", "tijdelijk gesloten"),
                                    ("withdrawn", "ingetrokken"),
                                ],
                                default="draft",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "last_verified_on",
                            models.DateField(blank=True, null=True, verbose_name="laatst gecontroleerd op"),
                        ),
                        ("version", models.PositiveIntegerField(default=1, verbose_name="versie")),
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
                                to="partners.careservice",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gecontroleerd door",
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
                    ],
                    options={
                        "ordering": ["-pgh_created_at", "-pgh_id"],
                        "abstract": False,
                        "default_permissions": (),
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("client_phone", "telefoon voor cliënten"),
                                    ("professional_phone", "telefoon voor professionals"),
                                ],
                                max_length=20,
                                verbose_name="gegeven",
                            ),
                        ),
                        ("old_value", models.CharField(blank=True, max_length=200, verbose_name="nu")),
                        ("new_value", models.CharField(blank=True, max_length=200, verbose_name="straks")),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "wacht op beoordeling"),
                                    ("approved", "goedgekeurd"),
                                    ("refused", "afgewezen"),
                                    ("withdrawn", "ingetrokken"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="afgerond op")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gevraagd door",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="afgerond door",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="change_requests",
                                to="partners.careservice",
                                verbose_name="aanbod",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wijzigingsverzoek",
                        "verbose_name_plural": "wijzigingsverzoeken",
                        "ordering": ["asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("service", "field"),
                                name="one_waiting_change_per_field",
                                violation_error_message="Er wacht al een wijziging van dit nummer op beoordeling.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("status", "waiting")),
                                    models.Q(
                                        models.Q(("status", "waiting"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_change_waits_until_it_is_decided",
                                violation_error_message="Een wijziging wacht, of zij is afgerond op een moment.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_changerequestevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."new_value", NEW."old_value", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."service_id", NEW."status"); RETURN NULL;',
                                    hash="6e60e42187819ccefd65e7908e1ec0e7e716eeed",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_3c303",
                                    table="partners_changerequest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_changerequestevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."new_value", NEW."old_value", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."service_id", NEW."status"); RETURN NULL;',
                                    hash="d5c68f4c9d51f546151f8bc3ad2efcb92c592ca6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_ebccd",
                                    table="partners_changerequest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_changerequestevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "status") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."decided_at", OLD."decided_by_id", OLD."field", OLD."id", OLD."new_value", OLD."old_value", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."service_id", OLD."status"); RETURN NULL;',
                                    hash="d7f82f248d8cd1a0bd9fba5bcb5022966efdca1d",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_736ae",
                                    table="partners_changerequest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "field",
                            models.CharField(
                                choices=[
                                    ("client_phone", "telefoon voor cliënten"),
                                    ("professional_phone", "telefoon voor professionals"),
                                ],
                                max_length=20,
                                verbose_name="gegeven",
                            ),
                        ),
                        ("old_value", models.CharField(blank=True, max_length=200, verbose_name="nu")),
                        ("new_value", models.CharField(blank=True, max_length=200, verbose_name="straks")),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "wacht op beoordeling"),
                                    ("approved", "goedgekeurd"),
                                    ("refused", "afgewezen"),
                                    ("withdrawn", "ingetrokken"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="afgerond op")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gevraagd door",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="afgerond door",
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
                                to="partners.changerequest",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.careservice",
                                verbose_name="aanbod",
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
                    name="Channel",
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
                                    ("phone", "telefoon"),
                                    ("chat", "chat"),
                                    ("whatsapp", "WhatsApp"),
                                    ("email", "e-mail"),
                                    ("website", "website"),
                                ],
                                max_length=10,
                                verbose_name="soort",
                            ),
                        ),
                        ("value", models.CharField(max_length=200, verbose_name="nummer of adres")),
                        (
                            "for_professionals",
                            models.BooleanField(default=False, verbose_name="alleen voor professionals"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="volgorde")),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="channels",
                                to="partners.careservice",
                                verbose_name="aanbod",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kanaal",
                        "verbose_name_plural": "kanalen",
                        "ordering": ["for_professionals", "position", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_channelevent" ("for_professionals", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "value") VALUES (NEW."for_professionals", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position", NEW."service_id", NEW."value"); RETURN NULL;',
                                    hash="c12abb013a65aa6c3b10ecaf4b45779ba1301ef7",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_b7517",
                                    table="partners_channel",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_channelevent" ("for_professionals", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "value") VALUES (NEW."for_professionals", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position", NEW."service_id", NEW."value"); RETURN NULL;',
                                    hash="54ef1bb8f3a837b83a11c008edbbd01dcf6ba642",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_177b5",
                                    table="partners_channel",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_channelevent" ("for_professionals", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "service_id", "value") VALUES (OLD."for_professionals", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position", OLD."service_id", OLD."value"); RETURN NULL;',
                                    hash="58428e4c0ab5c9fae8d60d05db243009ce997081",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_8306c",
                                    table="partners_channel",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpeningHours",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "maandag"),
                                    (2, "dinsdag"),
                                    (3, "woensdag"),
                                    (4, "donderdag"),
                                    (5, "vrijdag"),
                                    (6, "zaterdag"),
                                    (7, "zondag"),
                                ],
                                verbose_name="dag",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("closed", "gesloten"),
                                    ("appointment", "op afspraak"),
                                    ("all_day", "dag en nacht"),
                                    ("unknown", "niet opgegeven"),
                                ],
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("opens_at", models.TimeField(blank=True, null=True, verbose_name="van")),
                        ("closes_at", models.TimeField(blank=True, null=True, verbose_name="tot")),
                        (
                            "channel",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opening_hours",
                                to="partners.channel",
                                verbose_name="kanaal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "openingstijd",
                        "verbose_name_plural": "openingstijden",
                        "ordering": ["channel", "weekday", "opens_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closes_at__isnull", False), ("kind", "open"), ("opens_at__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("kind", "open"), _negated=True),
                                        ("closes_at__isnull", True),
                                        ("opens_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="only_open_hours_have_times",
                                violation_error_message="Vul bij «open» twee tijden in, en bij de andere soorten geen.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_openinghoursevent" ("channel_id", "closes_at", "id", "kind", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekday") VALUES (NEW."channel_id", NEW."closes_at", NEW."id", NEW."kind", NEW."opens_at", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."weekday"); RETURN NULL;',
                                    hash="fc247685cefddb4a4f312b66d72894eb7503dea0",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_085b5",
                                    table="partners_openinghours",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_openinghoursevent" ("channel_id", "closes_at", "id", "kind", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekday") VALUES (NEW."channel_id", NEW."closes_at", NEW."id", NEW."kind", NEW."opens_at", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."weekday"); RETURN NULL;',
                                    hash="a5f8eea23633cd5ea6fdd1c137eea5cc8772429d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_5fd98",
                                    table="partners_openinghours",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_openinghoursevent" ("channel_id", "closes_at", "id", "kind", "opens_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekday") VALUES (OLD."channel_id", OLD."closes_at", OLD."id", OLD."kind", OLD."opens_at", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."weekday"); RETURN NULL;',
                                    hash="969dc789e77bb8e2f43ec989ac31627f7ab2331b",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_6a624",
                                    table="partners_openinghours",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpeningHoursEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "maandag"),
                                    (2, "dinsdag"),
                                    (3, "woensdag"),
                                    (4, "donderdag"),
                                    (5, "vrijdag"),
                                    (6, "zaterdag"),
                                    (7, "zondag"),
                                ],
                                verbose_name="dag",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("closed", "gesloten"),
                                    ("appointment", "op afspraak"),
                                    ("all_day", "dag en nacht"),
                                    ("unknown", "niet opgegeven"),
                                ],
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("opens_at", models.TimeField(blank=True, null=True, verbose_name="van")),
                        ("closes_at", models.TimeField(blank=True, null=True, verbose_name="tot")),
                        (
                            "channel",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.channel",
                                verbose_name="kanaal",
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
                                to="partners.openinghours",
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
                    name="ChannelEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("phone", "telefoon"),
                                    ("chat", "chat"),
                                    ("whatsapp", "WhatsApp"),
                                    ("email", "e-mail"),
                                    ("website", "website"),
                                ],
                                max_length=10,
                                verbose_name="soort",
                            ),
                        ),
                        ("value", models.CharField(max_length=200, verbose_name="nummer of adres")),
                        (
                            "for_professionals",
                            models.BooleanField(default=False, verbose_name="alleen voor professionals"),
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
                                to="partners.channel",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.careservice",
                                verbose_name="aanbod",
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
