import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import network.dates
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from network.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_extensions"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            [
                pgtrigger.migrations.RemoveTrigger(
                    model_name="person",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="person",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="person",
                    name="verwijderd_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="region",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="region",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="region",
                    name="verwijderd_delete",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="toegevoegd_insert",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="gewijzigd_update",
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="rolegrant",
                    name="verwijderd_delete",
                ),
            ]
        ),
        Together(
            [
                migrations.CreateModel(
                    name="HistoryRemoval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("retention", "bewaartermijn voorbij"),
                                    ("erasure", "gegevens van een persoon gewist"),
                                ],
                                max_length=10,
                                verbose_name="waarom",
                            ),
                        ),
                        ("table", models.CharField(max_length=63, verbose_name="tabel")),
                        ("rows", models.PositiveIntegerField(verbose_name="aantal regels")),
                        ("older_than", models.DateTimeField(blank=True, null=True, verbose_name="ouder dan")),
                        (
                            "person_number",
                            models.BigIntegerField(blank=True, null=True, verbose_name="nummer van de persoon"),
                        ),
                        (
                            "removed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="verwijderd op"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="door",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "verwijdering uit de geschiedenis",
                        "verbose_name_plural": "verwijderingen uit de geschiedenis",
                        "ordering": ["-removed_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistorySeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("table", models.CharField(max_length=63, verbose_name="tabel")),
                        ("first_id", models.BigIntegerField(verbose_name="vanaf regel")),
                        ("last_id", models.BigIntegerField(verbose_name="tot en met regel")),
                        ("row_digests", models.BinaryField(verbose_name="vingerafdrukken van de regels")),
                        ("digest", models.CharField(max_length=64, verbose_name="vingerafdruk")),
                        (
                            "sealed_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="verzegeld op"),
                        ),
                    ],
                    options={
                        "verbose_name": "zegel op de geschiedenis",
                        "verbose_name_plural": "zegels op de geschiedenis",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                help_text="Het adres van toen. Wijzigt het, dan vervalt de brief.",
                                max_length=254,
                                verbose_name="aan",
                            ),
                        ),
                        (
                            "token_digest",
                            models.CharField(blank=True, max_length=64, verbose_name="vingerafdruk van de link"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="uitgenodigd op"),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="verloopt op")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="aangenomen op")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="door",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="invitations",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "uitnodiging",
                        "verbose_name_plural": "uitnodigingen",
                        "ordering": ["-created_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("token_digest", ""), _negated=True),
                                fields=("token_digest",),
                                name="an_invitation_has_a_link_of_its_own",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                                ),
                                name="an_accepted_invitation_is_not_withdrawn",
                                violation_error_message="Deze uitnodiging is al aangenomen en kan niet meer worden ingetrokken.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_invitationevent" ("accepted_at", "created_at", "email", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                                    hash="982884684e102754527423d556213377a355a599",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_1d29d",
                                    table="network_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))',
                                    func='INSERT INTO "network_invitationevent" ("accepted_at", "created_at", "email", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."accepted_at", NEW."created_at", NEW."email", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                                    hash="e1d31d885dc69dadd19a7a1344182d8db9cba8be",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_9005d",
                                    table="network_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_invitationevent" ("accepted_at", "created_at", "email", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (OLD."accepted_at", OLD."created_at", OLD."email", OLD."expires_at", OLD."id", OLD."invited_by_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."withdrawn_at"); RETURN NULL;',
                                    hash="b214ac1b8d66850ce06e990db66a9c787fd5a8bd",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_dc494",
                                    table="network_invitation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "email",
                            models.EmailField(
                                help_text="Het adres van toen. Wijzigt het, dan vervalt de brief.",
                                max_length=254,
                                verbose_name="aan",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="uitgenodigd op"),
                        ),
                        ("expires_at", models.DateTimeField(verbose_name="verloopt op")),
                        ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="aangenomen op")),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ingetrokken op")),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="door",
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
                                to="network.invitation",
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
                    name="Mailing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40, verbose_name="soort")),
                        ("address", models.EmailField(blank=True, max_length=254, verbose_name="ander adres")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="klaargezet op"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "wacht"),
                                    ("sent", "verzonden"),
                                    ("refused", "geweigerd"),
                                    ("given_up", "niet gelukt"),
                                    ("withdrawn", "niet meer nodig"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="pogingen")),
                        (
                            "try_again_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="volgende poging"),
                        ),
                        ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="verzonden op")),
                        (
                            "problem",
                            models.CharField(blank=True, max_length=20, verbose_name="antwoord van de mailserver"),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mailings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mail",
                        "verbose_name_plural": "mails",
                        "ordering": ["-created_at", "-pk"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["try_again_at"],
                                name="mail_that_waits",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "sent"), ("sent_at__isnull", False)),
                                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                                    _connector="OR",
                                ),
                                name="a_sent_mail_has_its_moment",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MunicipalOffice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                choices=[("portfolio_holder", "portefeuillehouder"), ("adviser", "beleidsadviseur")],
                                max_length=20,
                                verbose_name="functie",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
                        (
                            "municipality",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offices",
                                to="network.municipality",
                                verbose_name="gemeente",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "portefeuillehouder of beleidsadviseur",
                        "verbose_name_plural": "portefeuillehouders en beleidsadviseurs",
                        "ordering": ["municipality__name", "office", "-starts_on"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="municipal_office_ends_after_it_starts",
                                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("municipality", "="),
                                    ("office", "="),
                                    (
                                        models.Func(
                                            models.F("starts_on"),
                                            models.F("ends_on"),
                                            models.Value("[]"),
                                            function="daterange",
                                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="one_person_at_a_time_in_a_municipal_office",
                                violation_error_message="In deze periode heeft al iemand deze functie. Kies een latere begindatum.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_municipalofficeevent" ("ends_on", "id", "municipality_id", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."municipality_id", NEW."office", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="71ae0141c27822080fc3f933a74c8ea2d417fa76",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_9959f",
                                    table="network_municipaloffice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "network_municipalofficeevent" ("ends_on", "id", "municipality_id", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."municipality_id", NEW."office", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="4566d7afc3f035acf28b249c0fe9e54079a21a91",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_fe0df",
                                    table="network_municipaloffice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_municipalofficeevent" ("ends_on", "id", "municipality_id", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."municipality_id", OLD."office", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="bda1bd54b9e04708d81d28fa93f26132587864de",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_0b3d4",
                                    table="network_municipaloffice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MunicipalOfficeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "office",
                            models.CharField(
                                choices=[("portfolio_holder", "portefeuillehouder"), ("adviser", "beleidsadviseur")],
                                max_length=20,
                                verbose_name="functie",
                            ),
                        ),
                        ("starts_on", models.DateField(default=network.dates.today, verbose_name="vanaf")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="tot en met")),
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
                                to="network.municipaloffice",
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
                    name="Notification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=120, verbose_name="waarover")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="datum")),
                        (
                            "created_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="opgemerkt op"),
                        ),
                        (
                            "mailing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="notifications",
                                to="network.mailing",
                                verbose_name="mail",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notifications",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "melding",
                        "verbose_name_plural": "meldingen",
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("person", "key"), name="a_person_is_told_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScheduledRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, unique=True, verbose_name="taak")),
                        ("reached", models.DateTimeField(verbose_name="verwerkt tot en met")),
                        (
                            "finished_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="klaar op"),
                        ),
                    ],
                    options={
                        "verbose_name": "geplande taak",
                        "verbose_name_plural": "geplande taken",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactorReset",
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
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="akkoord op")),
                        ("not_before", models.DateTimeField(blank=True, null=True, verbose_name="niet eerder dan")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="uitgevoerd op")),
                        ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="afgewezen op")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="akkoord van",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gevraagd door",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="second_factor_resets",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="persoon",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nieuwe tweede stap",
                        "verbose_name_plural": "nieuwe tweede stappen",
                        "ordering": ["-asked_at"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("approved_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_second_factor_is_cleared_by_two_people",
                                violation_error_message="Iemand anders dan de vrager geeft akkoord.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("done_at__isnull", True), ("refused_at__isnull", True)),
                                fields=("person",),
                                name="one_reset_of_a_second_factor_at_a_time",
                                violation_error_message="Voor deze persoon loopt al een aanvraag.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="toegevoegd_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_secondfactorresetevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "done_at", "id", "not_before", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."asked_at", NEW."asked_by_id", NEW."done_at", NEW."id", NEW."not_before", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."refused_at"); RETURN NULL;',
                                    hash="aacd9fb614252899a88e94832bbd0086b877caa2",
                                    operation="INSERT",
                                    pgid="pgtrigger_toegevoegd_insert_603e1",
                                    table="network_secondfactorreset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="gewijzigd_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "network_secondfactorresetevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "done_at", "id", "not_before", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."asked_at", NEW."asked_by_id", NEW."done_at", NEW."id", NEW."not_before", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."refused_at"); RETURN NULL;',
                                    hash="6c65350a091875592e7f80717420419a057b8ad8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_gewijzigd_update_f66a3",
                                    table="network_secondfactorreset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="verwijderd_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "network_secondfactorresetevent" ("approved_at", "approved_by_id", "asked_at", "asked_by_id", "done_at", "id", "not_before", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "refused_at") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."asked_at", OLD."asked_by_id", OLD."done_at", OLD."id", OLD."not_before", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."refused_at"); RETURN NULL;',
                                    hash="266c7a57abcb0709c078de93569248dd0af3960e",
                                    operation="DELETE",
                                    pgid="pgtrigger_verwijderd_delete_c6606",
                                    table="network_secondfactorreset",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SecondFactorResetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "asked_at",
                            models.DateTimeField(default=django.utils.timezone.now, verbose_name="gevraagd op"),
                        ),
                        ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="akkoord op")),
                        ("not_before", models.DateTimeField(blank=True, null=True, verbose_name="niet eerder dan")),
                        ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="uitgevoerd op")),
                        ("refused_at", models.DateTimeField(blank=True, null=True, verbose_name="afgewezen op")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="akkoord van",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="gevraagd door",
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
                                to="network.secondfactorreset",
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
                    model_name="person",
                    name="erased_on",
                    field=models.DateField(blank=True, null=True, verbose_name="gegevens gewist op"),
                ),
                migrations.AddField(
                    model_name="person",
                    name="mail_refused_on",
                    field=models.DateField(blank=True, null=True, verbose_name="mail komt niet aan sinds"),
                ),
                migrations.AddField(
                    model_name="personevent",
                    name="erased_on",
                    field=models.DateField(blank=True, null=True, verbose_name="gegevens gewist op"),
                ),
                migrations.AddField(
                    model_name="personevent",
                    name="mail_refused_on",
                    field=models.DateField(blank=True, null=True, verbose_name="mail komt niet aan sinds"),
                ),
                migrations.AddField(
                    model_name="region",
                    name="history_years",
                    field=models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Wat ouder is, verdwijnt uit de geschiedenis. Kies 2 tot en met 30 jaar.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="geschiedenis bewaren, in jaren",
                    ),
                ),
                migrations.AddField(
                    model_name="regionevent",
                    name="history_years",
                    field=models.PositiveSmallIntegerField(
                        default=7,
                        help_text="Wat ouder is, verdwijnt uit de geschiedenis. Kies 2 tot en met 30 jaar.",
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="geschiedenis bewaren, in jaren",
                    ),
                ),
                migrations.AddField(
                    model_name="rolegrant",
                    name="ended_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="per direct beëindigd op"),
                ),
                migrations.AddField(
                    model_name="rolegrantevent",
                    name="ended_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="per direct beëindigd op"),
                ),
                migrations.AlterField(
                    model_name="person",
                    name="is_active",
                    field=models.BooleanField(
                        default=False,
                        help_text="Gaat aan als iemand de uitnodiging aanneemt.",
                        verbose_name="mag inloggen",
                    ),
                ),
                migrations.AlterField(
                    model_name="personevent",
                    name="is_active",
                    field=models.BooleanField(
                        default=False,
                        help_text="Gaat aan als iemand de uitnodiging aanneemt.",
                        verbose_name="mag inloggen",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_personevent" ("email", "erased_on", "id", "is_active", "mail_refused_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."erased_on", NEW."id", NEW."is_active", NEW."mail_refused_on", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="5bf241cb529bf42b616fd8c25e4fc4baf50c5460",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_611e5",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."erased_on" IS DISTINCT FROM (NEW."erased_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."mail_refused_on" IS DISTINCT FROM (NEW."mail_refused_on") OR OLD."name" IS DISTINCT FROM (NEW."name"))',
                            func='INSERT INTO "network_personevent" ("email", "erased_on", "id", "is_active", "mail_refused_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."email", NEW."erased_on", NEW."id", NEW."is_active", NEW."mail_refused_on", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="cd02c1bd17f78a2986e468558ffa8fd34719817b",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_8810c",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="person",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_personevent" ("email", "erased_on", "id", "is_active", "mail_refused_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."email", OLD."erased_on", OLD."id", OLD."is_active", OLD."mail_refused_on", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="ba9f1f434c352b3c5310419f18c52767e7cd7c59",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_b6a13",
                            table="network_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "history_years", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_set_id", NEW."central_municipality_id", NEW."history_years", NEW."id", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id"); RETURN NULL;',
                            hash="2586cd1ed4c913bbc2ff571b36f1c34916025712",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_ae181",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "history_years", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."area_set_id", NEW."central_municipality_id", NEW."history_years", NEW."id", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id"); RETURN NULL;',
                            hash="2b568a9e2d03838447deb4c1460f992da5805511",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_10558",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="region",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_regionevent" ("area_set_id", "central_municipality_id", "history_years", "id", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."area_set_id", OLD."central_municipality_id", OLD."history_years", OLD."id", OLD."is_example", OLD."name", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id"); RETURN NULL;',
                            hash="156b44ac440cce913b0853df3002995c01cacdf8",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_7da86",
                            table="network_region",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rolegrant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="toegevoegd_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_rolegrantevent" ("ended_at", "ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (NEW."ended_at", NEW."ends_on", NEW."id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'toegevoegd\', NEW."id", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="9decebd8ef2a7799eff5c624c0eb8edda0bb00a4",
                            operation="INSERT",
                            pgid="pgtrigger_toegevoegd_insert_e4894",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rolegrant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="gewijzigd_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "network_rolegrantevent" ("ended_at", "ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (NEW."ended_at", NEW."ends_on", NEW."id", NEW."municipality_id", NEW."person_id", _pgh_attach_context(), NOW(), \'gewijzigd\', NEW."id", NEW."role", NEW."starts_on"); RETURN NULL;',
                            hash="0e42c66cd26575dd1a2511c31b4d0aaf09c2b7ad",
                            operation="UPDATE",
                            pgid="pgtrigger_gewijzigd_update_8f260",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="rolegrant",
                    trigger=pgtrigger.compiler.Trigger(
                        name="verwijderd_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "network_rolegrantevent" ("ended_at", "ends_on", "id", "municipality_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") VALUES (OLD."ended_at", OLD."ends_on", OLD."id", OLD."municipality_id", OLD."person_id", _pgh_attach_context(), NOW(), \'verwijderd\', OLD."id", OLD."role", OLD."starts_on"); RETURN NULL;',
                            hash="1360c5fa145b2ce0c72db3153b7a4a7bdb2ec8ac",
                            operation="DELETE",
                            pgid="pgtrigger_verwijderd_delete_f4d88",
                            table="network_rolegrant",
                            when="AFTER",
                        ),
                    ),
                ),
            ]
        ),
    ]
