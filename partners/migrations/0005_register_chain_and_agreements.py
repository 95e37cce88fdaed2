import django.contrib.postgres.constraints
import django.db.models.deletion
import django.utils.timezone
import network.dates
import partners.models.chain
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


NAME_THE_CONSTRAINT = """
DO $$
DECLARE
    found text;
BEGIN
    SELECT conname INTO STRICT found FROM pg_constraint
    WHERE conrelid = 'partners_organisation_municipalities_served'::regclass AND contype = 'u';
    EXECUTE format(
        'ALTER TABLE partners_organisation_municipalities_served RENAME CONSTRAINT %I TO a_municipality_is_served_once', found
    );
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0007_who_asked_for_a_removal"),
        ("network", "__first__"),
        ("partners", "0004_nobody_is_labelled"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="body",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="body",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="body",
                    name="verwijderd_delete",
                ),
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
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="organisation",
                    name="verwijderd_delete",
                ),
            ]
        ),
        Together(
            [
                migrations.CreateModel(
                    name="Agreement",
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
                                    ("intention", "intentieverklaring"),
                                    ("covenant", "samenwerkingsconvenant"),
                                    ("privacy", "privacyconvenant of privacyprotocol"),
                                    ("processing", "verwerkersovereenkomst"),
                                    ("subsidy", "subsidiebeschikking"),
                                    ("assignment", "opdrachtverlening of inkoop"),
                                    ("working", "werkafspraken"),
                                ],
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="titel")),
                        ("purpose", models.TextField(blank=True, verbose_name="doel")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="bedrag in euro"
                            ),
                        ),
                        (
                            "hours_per_year",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="uur per jaar"
                            ),
                        ),
                        ("drafted_on", models.DateField(blank=True, null=True, verbose_name="concept klaar op")),
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="juridische toets op")),
                        ("offered_on", models.DateField(blank=True, null=True, verbose_name="ter ondertekening sinds")),
                        (
                            "sign_by",
                            models.DateField(blank=True, null=True, verbose_name="streefdatum voor ondertekenen"),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="loopt vanaf")),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                help_text="Leeg: voor onbepaalde tijd.",
                                null=True,
                                verbose_name="loopt tot en met",
                            ),
                        ),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leeg: de overeenkomst houdt op de einddatum op.",
                                null=True,
                                verbose_name="stilzwijgende verlenging in maanden",
                            ),
                        ),
                        (
                            "notice_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="opzegtermijn in maanden"
                            ),
                        ),
                        ("evaluate_on", models.DateField(blank=True, null=True, verbose_name="evalueren op")),
                        ("evaluated_on", models.DateField(blank=True, null=True, verbose_name="geëvalueerd op")),
                        (
                            "terminated_on",
                            models.DateField(
                                blank=True,
                                help_text="De laatste dag waarop de overeenkomst geldt.",
                                null=True,
                                verbose_name="opgezegd per",
                            ),
                        ),
                        (
                            "termination_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="waarom opgezegd"),
                        ),
                        (
                            "is_confidential",
                            models.BooleanField(
                                default=False,
                                help_text="Alleen de regiocoördinator en de redacteuren van de partijen zien deze overeenkomst.",
                                verbose_name="vertrouwelijk",
                            ),
                        ),
                        (
                            "woo_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nog niet bepaald"),
                                    ("2f", "convenanten (2f)"),
                                    ("2d", "besluiten van het college (2d)"),
                                    ("2e", "adviezen (2e)"),
                                    ("2g", "jaarplannen en jaarverslagen (2g)"),
                                    ("other", "andere categorie"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="Woo-categorie",
                            ),
                        ),
                        (
                            "woo_decision",
                            models.CharField(
                                choices=[
                                    ("undecided", "nog niet besloten"),
                                    ("publish", "openbaar maken"),
                                    ("refuse", "niet openbaar maken"),
                                ],
                                default="undecided",
                                max_length=10,
                                verbose_name="openbaar maken",
                            ),
                        ),
                        (
                            "woo_ground",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="grond om niet openbaar te maken"
                            ),
                        ),
                        ("published_url", models.URLField(blank=True, max_length=400, verbose_name="openbaar op")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="openbaar gemaakt op")),
                        (
                            "version_of_record",
                            models.PositiveIntegerField(default=1, verbose_name="versie van de gegevens"),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                blank=True,
                                help_text="Leeg: de regiocoördinator.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kept_agreements",
                                to="partners.organisation",
                                verbose_name="beheerd door",
                            ),
                        ),
                        (
                            "main_agreement",
                            models.ForeignKey(
                                blank=True,
                                help_text="Een verwerkersovereenkomst hoort altijd bij een andere overeenkomst.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dependent_agreements",
                                to="partners.agreement",
                                verbose_name="hoort bij",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                help_text="Krijgt bericht voordat de overeenkomst afloopt. Leeg: de regiocoördinatoren.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="agreements_to_watch",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="wie erop let",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="partners.agreement",
                                verbose_name="komt in de plaats van",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "overeenkomst",
                        "verbose_name_plural": "overeenkomsten",
                        "ordering": ["title", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="agreement_ends_after_it_starts",
                                violation_error_message="De overeenkomst eindigt voordat zij begint. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "processing"), _negated=True),
                                    ("main_agreement__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_processing_agreement_has_a_main_agreement",
                                violation_error_message="Kies bij welke overeenkomst deze verwerkersovereenkomst hoort.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("main_agreement__isnull", True),
                                        models.Q(("main_agreement", models.F("pk")), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("supersedes__isnull", True),
                                        models.Q(("supersedes", models.F("pk")), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="an_agreement_never_belongs_to_itself",
                                violation_error_message="Kies een andere overeenkomst dan deze zelf.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["intention", "covenant", "privacy", "processing", "assignment", "working"],
                                    ),
                                    ("ends_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_subsidy_has_an_end_date",
                                violation_error_message="Een subsidiebeschikking heeft een einddatum. Vul in tot en met welke dag.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("renewal_months__isnull", True),
                                    models.Q(("ends_on__isnull", False), ("renewal_months__gte", 1)),
                                    _connector="OR",
                                ),
                                name="what_is_renewed_tacitly_has_an_end_date",
                                violation_error_message="Stilzwijgend verlengen kan alleen met een einddatum en met een of meer hele maanden.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("terminated_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("terminated_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="an_agreement_is_terminated_after_it_starts",
                                violation_error_message="De overeenkomst is opgezegd voordat zij begon. Kies een latere datum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("woo_decision", "refuse"), _negated=True),
                                    models.Q(("woo_ground", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="who_does_not_publish_gives_a_ground",
                                violation_error_message="Vul in op welke grond de overeenkomst niet openbaar wordt.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_on__isnull", True), ("published_url", "")),
                                    models.Q(
                                        models.Q(("published_url", ""), _negated=True),
                                        ("is_confidential", False),
                                        ("published_on__isnull", False),
                                        ("woo_decision", "publish"),
                                    ),
                                    _connector="OR",
                                ),
                                name="what_is_published_has_a_place_and_a_date",
                                violation_error_message="Vul bij een openbare overeenkomst in waar en sinds wanneer zij te lezen is. Een vertrouwelijke overeenkomst kan niet openbaar zijn.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                                    models.Q(
                                        ("hours_per_year__isnull", True), ("hours_per_year__gte", 0), _connector="OR"
                                    ),
                                ),
                                name="amounts_of_an_agreement_are_not_negative",
                                violation_error_message="Vul een bedrag en uren in van 0 of meer.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementevent" ("amount", "checked_on", "drafted_on", "ends_on", "evaluate_on", "evaluated_on", "hours_per_year", "id", "is_confidential", "keeper_id", "kind", "main_agreement_id", "notice_months", "offered_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_url", "purpose", "renewal_months", "responsible_id", "sign_by", "starts_on", "supersedes_id", "terminated_on", "termination_reason", "title", "version_of_record", "woo_category", "woo_decision", "woo_ground") VALUES (NEW."amount", NEW."checked_on", NEW."drafted_on", NEW."ends_on", NEW."evaluate_on", NEW."evaluated_on", NEW."hours_per_year", NEW."id", NEW."is_confidential", NEW."keeper_id", NEW."kind", NEW."main_agreement_id", NEW."notice_months", NEW."offered_on", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."published_on", NEW."published_url", NEW."purpose", NEW."renewal_months", NEW."responsible_id", NEW."sign_by", NEW."starts_on", NEW."supersedes_id", NEW."terminated_on", NEW."termination_reason", NEW."title", NEW."version_of_record", NEW."woo_category", NEW."woo_decision", NEW."woo_ground"); RETURN NULL;',
                                    hash="6d03954f9fb0998dc58b46473085e564141deaaa",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_cf09e",
                                    table="partners_agreement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_agreementevent" ("amount", "checked_on", "drafted_on", "ends_on", "evaluate_on", "evaluated_on", "hours_per_year", "id", "is_confidential", "keeper_id", "kind", "main_agreement_id", "notice_months", "offered_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_url", "purpose", "renewal_months", "responsible_id", "sign_by", "starts_on", "supersedes_id", "terminated_on", "termination_reason", "title", "version_of_record", "woo_category", "woo_decision", "woo_ground") VALUES (NEW."amount", NEW."checked_on", NEW."drafted_on", NEW."ends_on", NEW."evaluate_on", NEW."evaluated_on", NEW."hours_per_year", NEW."id", NEW."is_confidential", NEW."keeper_id", NEW."kind", NEW."main_agreement_id", NEW."notice_months", NEW."offered_on", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."published_on", NEW."published_url", NEW."purpose", NEW."renewal_months", NEW."responsible_id", NEW."sign_by", NEW."starts_on", NEW."supersedes_id", NEW."terminated_on", NEW."termination_reason", NEW."title", NEW."version_of_record", NEW."woo_category", NEW."woo_decision", NEW."woo_ground"); RETURN NULL;',
                                    hash="f806bbb38369c766ab5d18ef42aa3992490dfcb5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_7db28",
                                    table="partners_agreement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementevent" ("amount", "checked_on", "drafted_on", "ends_on", "evaluate_on", "evaluated_on", "hours_per_year", "id", "is_confidential", "keeper_id", "kind", "main_agreement_id", "notice_months", "offered_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "published_url", "purpose", "renewal_months", "responsible_id", "sign_by", "starts_on", "supersedes_id", "terminated_on", "termination_reason", "title", "version_of_record", "woo_category", "woo_decision", "woo_ground") VALUES (OLD."amount", OLD."checked_on", OLD."drafted_on", OLD."ends_on", OLD."evaluate_on", OLD."evaluated_on", OLD."hours_per_year", OLD."id", OLD."is_confidential", OLD."keeper_id", OLD."kind", OLD."main_agreement_id", OLD."notice_months", OLD."offered_on", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."published_on", OLD."published_url", OLD."purpose", OLD."renewal_months", OLD."responsible_id", OLD."sign_by", OLD."starts_on", OLD."supersedes_id", OLD."terminated_on", OLD."termination_reason", OLD."title", OLD."version_of_record", OLD."woo_category", OLD."woo_decision", OLD."woo_ground"); RETURN NULL;',
                                    hash="c1b393bdb61bfa5b0e2f8de202d38c74580073db",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_61935",
                                    table="partners_agreement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("intention", "intentieverklaring"),
                                    ("covenant", "samenwerkingsconvenant"),
                                    ("privacy", "privacyconvenant of privacyprotocol"),
                                    ("processing", "verwerkersovereenkomst"),
                                    ("subsidy", "subsidiebeschikking"),
                                    ("assignment", "opdrachtverlening of inkoop"),
                                    ("working", "werkafspraken"),
                                ],
                                max_length=12,
                                verbose_name="soort",
                            ),
                        ),
                        ("title", models.CharField(max_length=250, verbose_name="titel")),
                        ("purpose", models.TextField(blank=True, verbose_name="doel")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="bedrag in euro"
                            ),
                        ),
                        (
                            "hours_per_year",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="uur per jaar"
                            ),
                        ),
                        ("drafted_on", models.DateField(blank=True, null=True, verbose_name="concept klaar op")),
                        ("checked_on", models.DateField(blank=True, null=True, verbose_name="juridische toets op")),
                        ("offered_on", models.DateField(blank=True, null=True, verbose_name="ter ondertekening sinds")),
                        (
                            "sign_by",
                            models.DateField(blank=True, null=True, verbose_name="streefdatum voor ondertekenen"),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="loopt vanaf")),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True,
                                help_text="Leeg: voor onbepaalde tijd.",
                                null=True,
                                verbose_name="loopt tot en met",
                            ),
                        ),
                        (
                            "renewal_months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Leeg: de overeenkomst houdt op de einddatum op.",
                                null=True,
                                verbose_name="stilzwijgende verlenging in maanden",
                            ),
                        ),
                        (
                            "notice_months",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="opzegtermijn in maanden"
                            ),
                        ),
                        ("evaluate_on", models.DateField(blank=True, null=True, verbose_name="evalueren op")),
                        ("evaluated_on", models.DateField(blank=True, null=True, verbose_name="geëvalueerd op")),
                        (
                            "terminated_on",
                            models.DateField(
                                blank=True,
                                help_text="De laatste dag waarop de overeenkomst geldt.",
                                null=True,
                                verbose_name="opgezegd per",
                            ),
                        ),
                        (
                            "termination_reason",
                            models.CharField(blank=True, max_length=300, verbose_name="waarom opgezegd"),
                        ),
                        (
                            "is_confidential",
                            models.BooleanField(
                                default=False,
                                help_text="Alleen de regiocoördinator en de redacteuren van de partijen zien deze overeenkomst.",
                                verbose_name="vertrouwelijk",
                            ),
                        ),
                        (
                            "woo_category",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nog niet bepaald"),
                                    ("2f", "convenanten (2f)"),
                                    ("2d", "besluiten van het college (2d)"),
                                    ("2e", "adviezen (2e)"),
                                    ("2g", "jaarplannen en jaarverslagen (2g)"),
                                    ("other", "andere categorie"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="Woo-categorie",
                            ),
                        ),
                        (
                            "woo_decision",
                            models.CharField(
                                choices=[
                                    ("undecided", "nog niet besloten"),
                                    ("publish", "openbaar maken"),
                                    ("refuse", "niet openbaar maken"),
                                ],
                                default="undecided",
                                max_length=10,
                                verbose_name="openbaar maken",
                            ),
                        ),
                        (
                            "woo_ground",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="grond om niet openbaar te maken"
                            ),
                        ),
                        ("published_url", models.URLField(blank=True, max_length=400, verbose_name="openbaar op")),
                        ("published_on", models.DateField(blank=True, null=True, verbose_name="openbaar gemaakt op")),
                        (
                            "version_of_record",
                            models.PositiveIntegerField(default=1, verbose_name="versie van de gegevens"),
                        ),
                        (
                            "keeper",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Leeg: de regiocoördinator.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="beheerd door",
                            ),
                        ),
                        (
                            "main_agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Een verwerkersovereenkomst hoort altijd bij een andere overeenkomst.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreement",
                                verbose_name="hoort bij",
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
                                to="partners.agreement",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Krijgt bericht voordat de overeenkomst afloopt. Leeg: de regiocoördinatoren.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="wie erop let",
                            ),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreement",
                                verbose_name="komt in de plaats van",
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
                    name="AgreementVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="nummer")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("original", "oorspronkelijke overeenkomst"),
                                    ("accession", "toetreding"),
                                    ("amendment", "wijziging"),
                                ],
                                default="original",
                                max_length=10,
                                verbose_name="soort",
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="wat er verandert")),
                        ("dated_on", models.DateField(default=network.dates.today, verbose_name="datum")),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="partners.agreement",
                                verbose_name="overeenkomst",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "versie van een overeenkomst",
                        "verbose_name_plural": "versies van overeenkomsten",
                        "ordering": ["agreement", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "number"),
                                name="one_version_per_agreement_and_number",
                                violation_error_message="Dit nummer is er al. Laad de bladzijde opnieuw.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "original"), ("number", 1)),
                                    models.Q(models.Q(("kind", "original"), _negated=True), ("number__gt", 1)),
                                    _connector="OR",
                                ),
                                name="the_first_version_is_the_original",
                                violation_error_message="Alleen de eerste versie is de oorspronkelijke overeenkomst.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementversionevent" ("agreement_id", "dated_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary") VALUES (NEW."agreement_id", NEW."dated_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."summary"); RETURN NULL;',
                                    hash="42cefe8c62e82b9af375b81817bd5972b3b2087e",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_5c51e",
                                    table="partners_agreementversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_agreementversionevent" ("agreement_id", "dated_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary") VALUES (NEW."agreement_id", NEW."dated_on", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."summary"); RETURN NULL;',
                                    hash="29d6af4c0255cd3ac72de820223964fbea9aec4f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_72e4f",
                                    table="partners_agreementversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementversionevent" ("agreement_id", "dated_on", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary") VALUES (OLD."agreement_id", OLD."dated_on", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."summary"); RETURN NULL;',
                                    hash="a60b67c521ecf4837d3a639260193b5c53eb5580",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_a9ebb",
                                    table="partners_agreementversion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=150, verbose_name="titel")),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("public", "openbaar"),
                                    ("members", "leden van het netwerk"),
                                    ("confidential", "vertrouwelijk: de partijen en de regiocoördinator"),
                                ],
                                default="confidential",
                                max_length=12,
                                verbose_name="wie mag het lezen",
                            ),
                        ),
                        ("file", models.FileField(upload_to="overeenkomsten/", verbose_name="bestand")),
                        ("file_name", models.CharField(max_length=120, verbose_name="naam van het bestand")),
                        ("size", models.PositiveIntegerField(default=0, verbose_name="aantal bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="geplaatst op")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="geplaatst door",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="documents",
                                to="partners.agreementversion",
                                verbose_name="versie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document bij een overeenkomst",
                        "verbose_name_plural": "documenten bij overeenkomsten",
                        "ordering": ["version", "pk"],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementdocumentevent" ("access", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "title", "uploaded_at", "uploaded_by_id", "version_id") VALUES (NEW."access", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version_id"); RETURN NULL;',
                                    hash="cb2a244c05fc2e3a37afdcc945b157c1be712268",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_872b4",
                                    table="partners_agreementdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_agreementdocumentevent" ("access", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "title", "uploaded_at", "uploaded_by_id", "version_id") VALUES (NEW."access", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version_id"); RETURN NULL;',
                                    hash="4fcd9a956d1c47154d752dcd73affb353299a045",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_9bdab",
                                    table="partners_agreementdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementdocumentevent" ("access", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "title", "uploaded_at", "uploaded_by_id", "version_id") VALUES (OLD."access", OLD."file", OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."sha256", OLD."size", OLD."title", OLD."uploaded_at", OLD."uploaded_by_id", OLD."version_id"); RETURN NULL;',
                                    hash="cc015b6ab4eb252867607bf5b5658821deee3ecb",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_05d19",
                                    table="partners_agreementdocument",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=150, verbose_name="titel")),
                        (
                            "access",
                            models.CharField(
                                choices=[
                                    ("public", "openbaar"),
                                    ("members", "leden van het netwerk"),
                                    ("confidential", "vertrouwelijk: de partijen en de regiocoördinator"),
                                ],
                                default="confidential",
                                max_length=12,
                                verbose_name="wie mag het lezen",
                            ),
                        ),
                        ("file", models.FileField(upload_to="overeenkomsten/", verbose_name="bestand")),
                        ("file_name", models.CharField(max_length=120, verbose_name="naam van het bestand")),
                        ("size", models.PositiveIntegerField(default=0, verbose_name="aantal bytes")),
                        ("sha256", models.CharField(max_length=64, verbose_name="controlegetal")),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="geplaatst op")),
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
                                to="partners.agreementdocument",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="geplaatst door",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreementversion",
                                verbose_name="versie",
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
                    name="AgreementParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "representative",
                            models.CharField(blank=True, max_length=150, verbose_name="vertegenwoordigd door"),
                        ),
                        ("function", models.CharField(blank=True, max_length=150, verbose_name="functie")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ondertekend op")),
                        ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="teruggetrokken op")),
                        ("asked_on", models.DateField(blank=True, null=True, verbose_name="laatst gevraagd op")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agreement_parties",
                                to="partners.organisation",
                                verbose_name="partij",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="partners.agreementversion",
                                verbose_name="versie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "partij bij een overeenkomst",
                        "verbose_name_plural": "partijen bij overeenkomsten",
                        "ordering": ["version", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("version", "organisation"),
                                name="an_organisation_signs_a_version_once",
                                violation_error_message="Deze organisatie staat al op de lijst.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("signed_on__isnull", True),
                                    models.Q(("representative", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_signature_has_a_representative",
                                violation_error_message="Vul in wie heeft ondertekend, en wanneer.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on__isnull", True),
                                    ("signed_on__isnull", True),
                                    ("withdrawn_on__gte", models.F("signed_on")),
                                    _connector="OR",
                                ),
                                name="a_party_withdraws_after_it_signed",
                                violation_error_message="De partij trekt zich terug voordat zij tekende. Kies een latere datum.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementpartyevent" ("asked_on", "function", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative", "signed_on", "version_id", "withdrawn_on") VALUES (NEW."asked_on", NEW."function", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."representative", NEW."signed_on", NEW."version_id", NEW."withdrawn_on"); RETURN NULL;',
                                    hash="181995a14a42bf737d0ef92a8f918c2db69d2d0d",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_18f3c",
                                    table="partners_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_agreementpartyevent" ("asked_on", "function", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative", "signed_on", "version_id", "withdrawn_on") VALUES (NEW."asked_on", NEW."function", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."representative", NEW."signed_on", NEW."version_id", NEW."withdrawn_on"); RETURN NULL;',
                                    hash="07fb783a789811e4f1f0aa16e80e628a2dcfbf9a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_937d2",
                                    table="partners_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_agreementpartyevent" ("asked_on", "function", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative", "signed_on", "version_id", "withdrawn_on") VALUES (OLD."asked_on", OLD."function", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."representative", OLD."signed_on", OLD."version_id", OLD."withdrawn_on"); RETURN NULL;',
                                    hash="54d7c4ded8bb1e6ed2e63fa4fcb578fea4103c8f",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_91369",
                                    table="partners_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementPartyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "representative",
                            models.CharField(blank=True, max_length=150, verbose_name="vertegenwoordigd door"),
                        ),
                        ("function", models.CharField(blank=True, max_length=150, verbose_name="functie")),
                        ("signed_on", models.DateField(blank=True, null=True, verbose_name="ondertekend op")),
                        ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="teruggetrokken op")),
                        ("asked_on", models.DateField(blank=True, null=True, verbose_name="laatst gevraagd op")),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.organisation",
                                verbose_name="partij",
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
                                to="partners.agreementparty",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreementversion",
                                verbose_name="versie",
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
                    name="AgreementVersionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveSmallIntegerField(default=1, verbose_name="nummer")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("original", "oorspronkelijke overeenkomst"),
                                    ("accession", "toetreding"),
                                    ("amendment", "wijziging"),
                                ],
                                default="original",
                                max_length=10,
                                verbose_name="soort",
                            ),
                        ),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="wat er verandert")),
                        ("dated_on", models.DateField(default=network.dates.today, verbose_name="datum")),
                        (
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreement",
                                verbose_name="overeenkomst",
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
                                to="partners.agreementversion",
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
                    name="ChainLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="naam")),
                        ("description", models.TextField(blank=True, verbose_name="wat hier gebeurt")),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="volgorde")),
                        ("is_in_use", models.BooleanField(default=True, verbose_name="in gebruik")),
                    ],
                    options={
                        "verbose_name": "ketenschakel",
                        "verbose_name_plural": "ketenschakels",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name",),
                                name="one_chain_link_per_name",
                                violation_error_message="Deze ketenschakel is er al.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_chainlinkevent" ("description", "id", "is_in_use", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."id", NEW."is_in_use", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="c335217bdd23c57093551de87ae44db64791234f",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_43946",
                                    table="partners_chainlink",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_chainlinkevent" ("description", "id", "is_in_use", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."description", NEW."id", NEW."is_in_use", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="d62f644d260f40eb3546abaab260abefe8c388a4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_be95d",
                                    table="partners_chainlink",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_chainlinkevent" ("description", "id", "is_in_use", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."description", OLD."id", OLD."is_in_use", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="0c2a2906a65230f655553ad7af0bc38a2eab04d5",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_06767",
                                    table="partners_chainlink",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChainLinkEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=100, verbose_name="naam")),
                        ("description", models.TextField(blank=True, verbose_name="wat hier gebeurt")),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="volgorde")),
                        ("is_in_use", models.BooleanField(default=True, verbose_name="in gebruik")),
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
                                to="partners.chainlink",
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
                    name="ChainRole",
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
                                choices=[("process_owner", "procesverantwoordelijke"), ("participant", "deelnemer")],
                                default="participant",
                                max_length=15,
                                verbose_name="rol",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "link",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="roles",
                                to="partners.chainlink",
                                verbose_name="ketenschakel",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="chain_roles",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="chain_roles",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="wie het doet",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rol in de keten",
                        "verbose_name_plural": "rollen in de keten",
                        "ordering": ["link", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="chain_role_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("kind", "process_owner")),
                                expressions=[
                                    ("link", "="),
                                    (
                                        partners.models.chain.DaysOfARole(
                                            models.F("starts_on"), models.F("ends_on"), models.Value("[]")
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_process_owner_per_link_at_a_time",
                                violation_error_message="Deze schakel heeft in die periode al een procesverantwoordelijke. Beëindig die rol eerst.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("link", "="),
                                    ("organisation", "="),
                                    (
                                        partners.models.chain.DaysOfARole(
                                            models.F("starts_on"), models.F("ends_on"), models.Value("[]")
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="a_partner_has_one_role_in_a_link_at_a_time",
                                violation_error_message="Deze partner heeft in die periode al een rol in deze schakel.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_chainroleevent" ("ends_on", "id", "kind", "link_id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."link_id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="88c96243d94d158481d3e3cf163f36688bc6f479",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_6ea3c",
                                    table="partners_chainrole",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_chainroleevent" ("ends_on", "id", "kind", "link_id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."link_id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="7d31e20c869746d842aa8e281961775860a6d9ed",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_03dd9",
                                    table="partners_chainrole",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_chainroleevent" ("ends_on", "id", "kind", "link_id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."kind", OLD."link_id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="37510fa3d5214b4c714944776ea692abb14f1c00",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_02bff",
                                    table="partners_chainrole",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChainRoleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("process_owner", "procesverantwoordelijke"), ("participant", "deelnemer")],
                                default="participant",
                                max_length=15,
                                verbose_name="rol",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "link",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.chainlink",
                                verbose_name="ketenschakel",
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
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="wie het doet",
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
                                to="partners.chainrole",
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
                    name="ContactRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        ("name", models.CharField(blank=True, max_length=150, verbose_name="naam")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mailadres")),
                        ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefoonnummer")),
                        ("function", models.CharField(blank=True, max_length=100, verbose_name="functie")),
                        (
                            "contact_kind",
                            models.CharField(
                                choices=[
                                    ("contact", "contactpersoon"),
                                    ("attention_officer", "aandachtsfunctionaris"),
                                    ("director", "bestuurder"),
                                    ("staff", "medewerker"),
                                ],
                                default="contact",
                                max_length=20,
                                verbose_name="waarvoor",
                            ),
                        ),
                        (
                            "listed_since",
                            models.DateField(blank=True, null=True, verbose_name="toestemming om te tonen, sinds"),
                        ),
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contact_requests",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nieuwe contactpersoon",
                        "verbose_name_plural": "nieuwe contactpersonen",
                        "ordering": ["asked_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("status", "waiting")),
                                    models.Q(
                                        models.Q(("status", "waiting"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_contact_request_waits_until_it_is_decided",
                                violation_error_message="Een verzoek wacht, of het is afgerond op een moment.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "waiting"),
                                    models.Q(("email", ""), ("function", ""), ("name", ""), ("phone", "")),
                                    _connector="OR",
                                ),
                                name="a_decided_contact_request_names_nobody",
                                violation_error_message="Na het besluit staat de persoon in het register, en niet meer in het verzoek.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("function__iregex", "ervarings\\W*deskundig"), _connector="OR", _negated=True
                                ),
                                name="no_contact_carries_the_label_of_an_expert_by_experience",
                                violation_error_message="Noem iemand niet «ervaringsdeskundige»: dat kan laten zien wat diegene meemaakte. Geef de stuurgroep of werkgroep een zetel zonder naam.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_contactrequestevent" ("asked_at", "asked_by_id", "contact_kind", "decided_at", "decided_by_id", "id", "listed_since", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."contact_kind", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."listed_since", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."status"); RETURN NULL;',
                                    hash="759088f182e04b8c117933fd62e3672890ce8206",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_97177",
                                    table="partners_contactrequest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."contact_kind" IS DISTINCT FROM (NEW."contact_kind") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."listed_since" IS DISTINCT FROM (NEW."listed_since") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."status" IS DISTINCT FROM (NEW."status"))',
                                    func='INSERT INTO "partners_contactrequestevent" ("asked_at", "asked_by_id", "contact_kind", "decided_at", "decided_by_id", "id", "listed_since", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."contact_kind", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."listed_since", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."status"); RETURN NULL;',
                                    hash="b082134a6f45fb8bb1f15f5fc3e56fd1826c31b9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_6c77e",
                                    table="partners_contactrequest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_contactrequestevent" ("asked_at", "asked_by_id", "contact_kind", "decided_at", "decided_by_id", "id", "listed_since", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."contact_kind", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."listed_since", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."status"); RETURN NULL;',
                                    hash="d0753c3d0fd81e30c32664ff0640cb4711fbd3da",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_44910",
                                    table="partners_contactrequest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactRequestEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                            "contact_kind",
                            models.CharField(
                                choices=[
                                    ("contact", "contactpersoon"),
                                    ("attention_officer", "aandachtsfunctionaris"),
                                    ("director", "bestuurder"),
                                    ("staff", "medewerker"),
                                ],
                                default="contact",
                                max_length=20,
                                verbose_name="waarvoor",
                            ),
                        ),
                        (
                            "listed_since",
                            models.DateField(blank=True, null=True, verbose_name="toestemming om te tonen, sinds"),
                        ),
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
                                to="partners.contactrequest",
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
                    name="EarlierParticipation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="vanaf")),
                        ("ends_on", models.DateField(verbose_name="tot en met")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="waarom de deelname eindigde"),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="earlier_participations",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "eerdere deelname",
                        "verbose_name_plural": "eerdere deelnames",
                        "ordering": ["organisation__name", "starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="earlier_participation_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_earlierparticipationevent" ("ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                                    hash="b6cb0c05cb4e878697c82f858f8fde570ea08ebe",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_2be64",
                                    table="partners_earlierparticipation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_earlierparticipationevent" ("ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                                    hash="0889a5cf1d3f620d9ffa3283737287cad1c9ccec",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_d6196",
                                    table="partners_earlierparticipation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_earlierparticipationevent" ("ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."reason", OLD."starts_on"); RETURN NULL;',
                                    hash="c24abc932dc7dfda39f27b0ed19cbb2c9fccb385",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_3a982",
                                    table="partners_earlierparticipation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlierParticipationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("starts_on", models.DateField(verbose_name="vanaf")),
                        ("ends_on", models.DateField(verbose_name="tot en met")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="waarom de deelname eindigde"),
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
                                to="partners.earlierparticipation",
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
                    name="ProfileChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "de naam"),
                                    ("short_name", "de korte naam"),
                                    ("kvk_number", "het KvK-nummer"),
                                    ("phone", "het algemene telefoonnummer"),
                                    ("email", "het algemene e-mailadres"),
                                    ("website", "de website"),
                                ],
                                max_length=20,
                                verbose_name="gegeven",
                            ),
                        ),
                        ("old_value", models.CharField(blank=True, max_length=250, verbose_name="nu")),
                        ("new_value", models.CharField(blank=True, max_length=250, verbose_name="straks")),
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="profile_changes",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wijziging van een profiel",
                        "verbose_name_plural": "wijzigingen van profielen",
                        "ordering": ["asked_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("status", "waiting")),
                                fields=("organisation", "field"),
                                name="one_waiting_profile_change_per_field",
                                violation_error_message="Er wacht al een wijziging van dit gegeven op beoordeling.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("status", "waiting")),
                                    models.Q(
                                        models.Q(("status", "waiting"), _negated=True), ("decided_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_profile_change_waits_until_it_is_decided",
                                violation_error_message="Een verzoek wacht, of het is afgerond op een moment.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_profilechangeevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."new_value", NEW."old_value", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."status"); RETURN NULL;',
                                    hash="dd895e41a6c9cf60c4f20311d5f6c933573d3b1b",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_62c8a",
                                    table="partners_profilechange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_profilechangeevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."field", NEW."id", NEW."new_value", NEW."old_value", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."status"); RETURN NULL;',
                                    hash="fb6da8e4dce89dd97cf2431e35627bab227e4c90",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_351b4",
                                    table="partners_profilechange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_profilechangeevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "field", "id", "new_value", "old_value", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."decided_at", OLD."decided_by_id", OLD."field", OLD."id", OLD."new_value", OLD."old_value", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."status"); RETURN NULL;',
                                    hash="051954878f7b961c60b456a62dd6f76faf08c5a0",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_4419d",
                                    table="partners_profilechange",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProfileChangeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
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
                            "field",
                            models.CharField(
                                choices=[
                                    ("name", "de naam"),
                                    ("short_name", "de korte naam"),
                                    ("kvk_number", "het KvK-nummer"),
                                    ("phone", "het algemene telefoonnummer"),
                                    ("email", "het algemene e-mailadres"),
                                    ("website", "de website"),
                                ],
                                max_length=20,
                                verbose_name="gegeven",
                            ),
                        ),
                        ("old_value", models.CharField(blank=True, max_length=250, verbose_name="nu")),
                        ("new_value", models.CharField(blank=True, max_length=250, verbose_name="straks")),
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
                                to="partners.profilechange",
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
                    name="Responsibility",
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
                                    ("task", "taak"),
                                    ("responsibility", "verantwoordelijkheid"),
                                    ("power", "bevoegdheid"),
                                ],
                                default="task",
                                max_length=15,
                                verbose_name="soort",
                            ),
                        ),
                        ("description", models.CharField(max_length=300, verbose_name="wat")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("law", "wettelijk"),
                                    ("agreement", "regionale afspraak"),
                                    ("none", "zonder grondslag"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="grondslag",
                            ),
                        ),
                        (
                            "law",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld: Wmo 2015.", max_length=150, verbose_name="wet"
                            ),
                        ),
                        (
                            "article",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld: 2.2.4.", max_length=60, verbose_name="artikel"
                            ),
                        ),
                        (
                            "funding",
                            models.CharField(
                                choices=[
                                    ("regular", "reguliere taak"),
                                    ("subsidised", "met subsidie"),
                                    ("unknown", "niet ingevuld"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="betaald uit",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="responsibilities",
                                to="partners.agreement",
                                verbose_name="overeenkomst",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                blank=True,
                                help_text="Leeg: in alle schakels.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="responsibilities",
                                to="partners.chainlink",
                                verbose_name="ketenschakel",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsibilities",
                                to="partners.organisation",
                                verbose_name="organisatie",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "taak of bevoegdheid",
                        "verbose_name_plural": "taken en bevoegdheden",
                        "ordering": ["organisation__name", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="responsibility_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("agreement__isnull", True),
                                        ("basis", "law"),
                                        models.Q(("law", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("agreement__isnull", False),
                                        ("article", ""),
                                        ("basis", "agreement"),
                                        ("law", ""),
                                    ),
                                    models.Q(
                                        ("agreement__isnull", True), ("article", ""), ("basis", "none"), ("law", "")
                                    ),
                                    _connector="OR",
                                ),
                                name="a_responsibility_rests_on_law_or_agreement_or_nothing",
                                violation_error_message="Kies bij «wettelijk» de wet, bij «regionale afspraak» de overeenkomst, en anders geen van beide.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_responsibilityevent" ("agreement_id", "article", "basis", "description", "ends_on", "funding", "id", "kind", "law", "link_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."agreement_id", NEW."article", NEW."basis", NEW."description", NEW."ends_on", NEW."funding", NEW."id", NEW."kind", NEW."law", NEW."link_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="d1a324ffffc49c792b9d965dce2d6ed6b12d7538",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_0dc26",
                                    table="partners_responsibility",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "partners_responsibilityevent" ("agreement_id", "article", "basis", "description", "ends_on", "funding", "id", "kind", "law", "link_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."agreement_id", NEW."article", NEW."basis", NEW."description", NEW."ends_on", NEW."funding", NEW."id", NEW."kind", NEW."law", NEW."link_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="22beed0b6f7d5a0a3eef59bd2fe78a01a744ec45",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_f17c1",
                                    table="partners_responsibility",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "partners_responsibilityevent" ("agreement_id", "article", "basis", "description", "ends_on", "funding", "id", "kind", "law", "link_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."agreement_id", OLD."article", OLD."basis", OLD."description", OLD."ends_on", OLD."funding", OLD."id", OLD."kind", OLD."law", OLD."link_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="2d514c4b3684ae70e5d7dd95c4d75c993d1b1502",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_8c32a",
                                    table="partners_responsibility",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResponsibilityEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("task", "taak"),
                                    ("responsibility", "verantwoordelijkheid"),
                                    ("power", "bevoegdheid"),
                                ],
                                default="task",
                                max_length=15,
                                verbose_name="soort",
                            ),
                        ),
                        ("description", models.CharField(max_length=300, verbose_name="wat")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("law", "wettelijk"),
                                    ("agreement", "regionale afspraak"),
                                    ("none", "zonder grondslag"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="grondslag",
                            ),
                        ),
                        (
                            "law",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld: Wmo 2015.", max_length=150, verbose_name="wet"
                            ),
                        ),
                        (
                            "article",
                            models.CharField(
                                blank=True, help_text="Bijvoorbeeld: 2.2.4.", max_length=60, verbose_name="artikel"
                            ),
                        ),
                        (
                            "funding",
                            models.CharField(
                                choices=[
                                    ("regular", "reguliere taak"),
                                    ("subsidised", "met subsidie"),
                                    ("unknown", "niet ingevuld"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="betaald uit",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.agreement",
                                verbose_name="overeenkomst",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Leeg: in alle schakels.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="partners.chainlink",
                                verbose_name="ketenschakel",
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
                                to="partners.responsibility",
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
        # The table was there, as Django's own table of a link; now it is one of ours, so that its history is kept.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(NAME_THE_CONSTRAINT, migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="ServedMunicipality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gemeente van een werkgebied",
                        "verbose_name_plural": "gemeenten van werkgebieden",
                        "db_table": "partners_organisation_municipalities_served",
                    },
                ),
                migrations.AddField(
                    model_name="servedmunicipality",
                    name="municipality",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="network.municipality", verbose_name="gemeente"
                    ),
                ),
                migrations.AddField(
                    model_name="servedmunicipality",
                    name="organisation",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="partners.organisation",
                        verbose_name="organisatie",
                    ),
                ),
                migrations.AlterField(
                    model_name="organisation",
                    name="municipalities_served",
                    field=models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        through="partners.ServedMunicipality",
                        to="network.municipality",
                        verbose_name="werkgebied",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="servedmunicipality",
                    constraint=models.UniqueConstraint(
                        fields=("organisation", "municipality"), name="a_municipality_is_served_once"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServedMunicipalityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                        to="partners.servedmunicipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-pgh_created_at", "-pgh_id"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        Together(
            [
                migrations.AddField(
                    model_name="body",
                    name="rhythm",
                    field=models.CharField(
                        blank=True,
                        help_text="Bijvoorbeeld: eens per 2 maanden.",
                        max_length=100,
                        verbose_name="komt bijeen",
                    ),
                ),
                migrations.AddField(
                    model_name="bodyevent",
                    name="rhythm",
                    field=models.CharField(
                        blank=True,
                        help_text="Bijvoorbeeld: eens per 2 maanden.",
                        max_length=100,
                        verbose_name="komt bijeen",
                    ),
                ),
                migrations.AddField(
                    model_name="membership",
                    name="contact_kind",
                    field=models.CharField(
                        choices=[
                            ("contact", "contactpersoon"),
                            ("attention_officer", "aandachtsfunctionaris"),
                            ("director", "bestuurder"),
                            ("staff", "medewerker"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="waarvoor",
                    ),
                ),
                migrations.AddField(
                    model_name="membership",
                    name="listed_since",
                    field=models.DateField(
                        blank=True,
                        help_text="Leeg: deze persoon staat niet in lijsten. Alleen de regiocoördinator ziet de gegevens dan.",
                        null=True,
                        verbose_name="toestemming om te tonen, sinds",
                    ),
                ),
                migrations.AddField(
                    model_name="membership",
                    name="phone",
                    field=models.CharField(blank=True, max_length=40, verbose_name="telefoonnummer"),
                ),
                migrations.AddField(
                    model_name="membershipevent",
                    name="contact_kind",
                    field=models.CharField(
                        choices=[
                            ("contact", "contactpersoon"),
                            ("attention_officer", "aandachtsfunctionaris"),
                            ("director", "bestuurder"),
                            ("staff", "medewerker"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="waarvoor",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipevent",
                    name="listed_since",
                    field=models.DateField(
                        blank=True,
                        help_text="Leeg: deze persoon staat niet in lijsten. Alleen de regiocoördinator ziet de gegevens dan.",
                        null=True,
                        verbose_name="toestemming om te tonen, sinds",
                    ),
                ),
                migrations.AddField(
                    model_name="membershipevent",
                    name="phone",
                    field=models.CharField(blank=True, max_length=40, verbose_name="telefoonnummer"),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="email",
                    field=models.EmailField(blank=True, max_length=254, verbose_name="algemeen e-mailadres"),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="leaving_reason",
                    field=models.CharField(blank=True, max_length=300, verbose_name="waarom de deelname eindigde"),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="partners.organisation",
                        verbose_name="samengevoegd met",
                    ),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="phone",
                    field=models.CharField(blank=True, max_length=40, verbose_name="algemeen telefoonnummer"),
                ),
                migrations.AddField(
                    model_name="organisation",
                    name="version",
                    field=models.PositiveIntegerField(default=1, verbose_name="versie"),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="email",
                    field=models.EmailField(blank=True, max_length=254, verbose_name="algemeen e-mailadres"),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="leaving_reason",
                    field=models.CharField(blank=True, max_length=300, verbose_name="waarom de deelname eindigde"),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partners.organisation",
                        verbose_name="samengevoegd met",
                    ),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="phone",
                    field=models.CharField(blank=True, max_length=40, verbose_name="algemeen telefoonnummer"),
                ),
                migrations.AddField(
                    model_name="organisationevent",
                    name="version",
                    field=models.PositiveIntegerField(default=1, verbose_name="versie"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."rhythm", NEW."starts_on"); RETURN NULL;',
                            hash="d29c95323f95b6315b2fbfbe546bc199dd63c419",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_84f96",
                            table="partners_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."rhythm", NEW."starts_on"); RETURN NULL;',
                            hash="92a719847493de599fc1eefa030eda47721c45dc",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_a311d",
                            table="partners_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="body",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_bodyevent" ("ends_on", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."rhythm", OLD."starts_on"); RETURN NULL;',
                            hash="67d2f7f59b57d5cfbb735679b5a63da8f5a0bf70",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_aa203",
                            table="partners_body",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="membership",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_membershipevent" ("contact_kind", "ended_at", "ends_on", "function", "id", "listed_since", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "starts_on") VALUES (NEW."contact_kind", NEW."ended_at", NEW."ends_on", NEW."function", NEW."id", NEW."listed_since", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."phone", NEW."starts_on"); RETURN NULL;',
                            hash="490df82a2ec2fac6dc56ffd1ff929dbe75079553",
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
                            func='INSERT INTO "partners_membershipevent" ("contact_kind", "ended_at", "ends_on", "function", "id", "listed_since", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "starts_on") VALUES (NEW."contact_kind", NEW."ended_at", NEW."ends_on", NEW."function", NEW."id", NEW."listed_since", NEW."may_edit", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."phone", NEW."starts_on"); RETURN NULL;',
                            hash="cd178f77680877041d66666667c3aff81d793886",
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
                            func='INSERT INTO "partners_membershipevent" ("contact_kind", "ended_at", "ends_on", "function", "id", "listed_since", "may_edit", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "starts_on") VALUES (OLD."contact_kind", OLD."ended_at", OLD."ends_on", OLD."function", OLD."id", OLD."listed_since", OLD."may_edit", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."phone", OLD."starts_on"); RETURN NULL;',
                            hash="41f23c545590a5d923ce755da49bb6aa901405fd",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_caef9",
                            table="partners_membership",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_organisationevent" ("description", "domain", "email", "id", "joined_on", "kind", "kvk_number", "leaving_reason", "left_on", "merged_into_id", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "version", "website") VALUES (NEW."description", NEW."domain", NEW."email", NEW."id", NEW."joined_on", NEW."kind", NEW."kvk_number", NEW."leaving_reason", NEW."left_on", NEW."merged_into_id", NEW."municipality_id", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."phone", NEW."short_name", NEW."version", NEW."website"); RETURN NULL;',
                            hash="5b5dd9c70ab8c6fdfeb0d8b20c6261cb18053d49",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_08f31",
                            table="partners_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partners_organisationevent" ("description", "domain", "email", "id", "joined_on", "kind", "kvk_number", "leaving_reason", "left_on", "merged_into_id", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "version", "website") VALUES (NEW."description", NEW."domain", NEW."email", NEW."id", NEW."joined_on", NEW."kind", NEW."kvk_number", NEW."leaving_reason", NEW."left_on", NEW."merged_into_id", NEW."municipality_id", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."phone", NEW."short_name", NEW."version", NEW."website"); RETURN NULL;',
                            hash="51c66a8ad0331915e8599cd5e3c92e6e6ad74bb7",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_f065a",
                            table="partners_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="organisation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_organisationevent" ("description", "domain", "email", "id", "joined_on", "kind", "kvk_number", "leaving_reason", "left_on", "merged_into_id", "municipality_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "short_name", "version", "website") VALUES (OLD."description", OLD."domain", OLD."email", OLD."id", OLD."joined_on", OLD."kind", OLD."kvk_number", OLD."leaving_reason", OLD."left_on", OLD."merged_into_id", OLD."municipality_id", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."phone", OLD."short_name", OLD."version", OLD."website"); RETURN NULL;',
                            hash="a4bf5f9a52f721d2c3fa5eb867a93e4187f74361",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_d8a08",
                            table="partners_organisation",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="capacity",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hours_per_week__isnull", True),
                                models.Q(("hours_per_week__gte", 0), ("hours_per_week__lte", 3360)),
                                _connector="OR",
                            ),
                            models.Q(("hours_per_year__isnull", True), ("hours_per_year__gte", 0), _connector="OR"),
                        ),
                        name="committed_hours_are_not_negative",
                        violation_error_message="Vul een aantal uren in van 0 of meer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kvk_number", ""), ("kvk_number__regex", "^[0-9]{8}$"), _connector="OR"),
                        name="a_kvk_number_has_eight_digits",
                        violation_error_message="Een KvK-nummer heeft acht cijfers, zoals 12345678.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kvk_number", ""), _negated=True),
                        fields=("kvk_number",),
                        name="one_organisation_per_kvk_number",
                        violation_error_message="Er is al een organisatie met dit KvK-nummer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("kvk_number", ""), ("left_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_merged_organisation_takes_no_part",
                        violation_error_message="Een samengevoegde organisatie doet niet meer mee en heeft geen KvK-nummer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="organisation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="an_organisation_is_never_merged_into_itself",
                        violation_error_message="Kies een andere organisatie om mee samen te voegen.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servedmunicipality",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_servedmunicipalityevent" ("id", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."municipality_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="cee051419d6ca58bcfa57e3f120319a881426a02",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_bd87a",
                            table="partners_organisation_municipalities_served",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servedmunicipality",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "partners_servedmunicipalityevent" ("id", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."municipality_id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="213a9631b37415140c8e21979c9ffabbec11d06d",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_a77a4",
                            table="partners_organisation_municipalities_served",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="servedmunicipality",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "partners_servedmunicipalityevent" ("id", "municipality_id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."municipality_id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="7e6fa709496827702cac37e7d70b1b19aa7d7fa4",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_542dd",
                            table="partners_organisation_municipalities_served",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
