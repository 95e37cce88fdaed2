"""Bringing in a plan as a list of actions: which of them we know already, and what changes.

An action is known by its number. Rows without one are compared by title, and somebody says whether they are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.urls import reverse

from actionplan.editing import IS_CLOSED, year_of_now
from actionplan.models import Action, BuildingBlock, Plan
from actionplan.plan_columns import (
    AMOUNTS,
    BLOCK,
    CHAIN_LINK,
    CODE,
    COLUMNS,
    DESCRIPTION,
    FUNDING,
    GOAL,
    GROUPS,
    GUARDED,
    HOURS,
    LABELS,
    LEAD,
    LISTS,
    MILESTONES,
    MONEY,
    PARTNERS,
    PILLAR,
    PLACES,
    PLAN,
    PRIORITY,
    REQUESTED,
    SOURCE,
    TARGETS,
    TITLE,
    TOLD_ONLY,
    YEAR,
    as_words,
    shortened,
)
from actionplan.plan_register import Known, Register, is_same, new_parts, title_key
from actionplan.plan_writing import Written, write
from network.dutch import NotReadable, enumeration, euro
from network.guarded import CASEWORK, check_text
from network.imports.kinds import (
    Candidate,
    Change,
    Choice,
    ImportKind,
    ReadRow,
    Rejection,
    Result,
    RowLook,
    RowState,
    Tell,
    known,
    tell_nobody,
)
from network.policy import Permission

TOLD_EVERY = 500  # rows
MOST_CANDIDATES = 5
_MOST_NAMED = 10


class PlanImport(ImportKind):
    key = "plan"
    title = "Lijst met acties inlezen"
    intro = (
        "Een plan van aanpak uit Excel, LibreOffice of een ander programma. Elke rij is een actie. U bekijkt wat er "
        "verandert, en slaat dan pas op."
    )
    things = ("actie", "acties")
    done_title = "Plan"
    named_by = TITLE
    permission = Permission.PLAN_IMPORT
    columns = COLUMNS
    start_url = "actionplan:plan-import"
    columns_url = "actionplan:plan-import-columns"
    look_url = "actionplan:plan-import-look"
    done_url = "actionplan:plan"

    @property
    def downloads(self) -> list[tuple[str, str]]:
        def address(file_format: str) -> str:
            return reverse("actionplan:plan-export", args=[file_format])

        return [
            ("Plan voor Excel (.xlsx)", address("xlsx")),
            ("Plan voor LibreOffice (.ods)", address("ods")),
            ("Plan als CSV", address("csv")),
        ]

    def bring_in(
        self, rows: Sequence[ReadRow], *, choices: Mapping[str, str], writes: bool, tell: Tell = tell_nobody
    ) -> Result:
        return _Work(rows, choices, Register(locks=writes), tell).done(writes=writes)


PLANS = known(PlanImport())


@dataclass
class _Matching:
    """One row on its way: what it says, and which action it is about."""

    row: ReadRow
    look: RowLook
    plan: Plan
    values: dict[str, Any]
    about: Known | None = None
    maybe: list[Known] = field(default_factory=list)  # what we hold under the same title
    is_skipped: bool = False  # the same as an earlier row, or more of it

    @property
    def own_key(self) -> tuple[int, str]:
        """The same for rows that seem to be about one action."""
        return self.plan.pk, f"#{self.values[CODE].casefold()}" if CODE in self.values else title_key(self.look.title)


class _Work:
    """All rows of one file, compared with the plans."""

    def __init__(self, rows: Sequence[ReadRow], choices: Mapping[str, str], register: Register, tell: Tell) -> None:
        self.rows, self.choices, self.register = rows, choices, register
        self._steps, self._tell_how_far = 0, tell
        self.result = Result()
        self._row_of: dict[int, int] = {}  # number of an action → the row about it
        self._rows_of_key: dict[tuple[int, str], list[_Matching]] = {}
        self._named_new: dict[str, dict[str, None]] = {GOAL: {}, PRIORITY: {}, SOURCE: {}}
        self._tells_progress = False

    def done(self, *, writes: bool) -> Result:
        identified = [each for row in self.rows if (each := self._identify(row))]
        self._join(identified)
        self.register.fetch({found.pk for each in identified for found in [each.about, *each.maybe] if found})
        matched = [each for each in identified if each.is_skipped or self._match(each)]
        compared = [each for each in matched if each.look.state != RowState.UNDECIDED and not each.is_skipped]
        is_final = not self.result.rejected and len(compared) + sum(m.is_skipped for m in matched) == len(self.rows)
        written = [told for each in compared if (told := self._compare(each))]
        if writes and is_final and not self.result.rejected:
            write(written, self.register)
        rejected = {each.row for each in self.result.rejected}
        self.result.rows = [each.look for each in matched if each.row.number not in rejected]
        self._note()
        return self.result

    def _note(self) -> None:
        words = {GOAL: "Nieuw als doel", PRIORITY: "Nieuw als speerpunt", SOURCE: "Nieuw als financieringsbron"}
        for key, titles in self._named_new.items():
            named = [f"«{title}»" for title in list(titles)[:_MOST_NAMED]]
            if rest := len(titles) - len(named):
                named.append(f"nog {rest}")
            if named:
                self.result.notes.append(f"{words[key]}: {enumeration(named)}.")
        if self._tells_progress and any(each.state == RowState.NEW for each in self.result.rows):
            self.result.notes.append(
                "De stand en de voortgang zijn niet overgenomen. Meld ze op de bladzijde van de actie."
            )

    def _step(self) -> None:
        """Each row is identified first, and compared or written after that."""
        self._steps += 1
        if self._steps % TOLD_EVERY == 0:
            self._tell_how_far(self._steps // 2, len(self.rows))

    def _reject(self, row: ReadRow, key: str, value: str, reason: str) -> None:
        self.result.rejected.append(Rejection(row.number, key, value, reason))

    # --- which action a row may be about ---

    def _identify(self, row: ReadRow) -> _Matching | None:
        """What can be told of a row before anything is fetched of what it may be about."""
        self._step()
        before = len(self.result.rejected)
        look = RowLook(row.number, row.values.get(TITLE, ""), RowState.NEW)
        look.choice = self.choices.get(str(row.number), "")
        self._tells_progress |= any(key in row.values for key in TOLD_ONLY)
        values = {key: value for key, value in row.values.items() if key not in {PLAN, *TOLD_ONLY}}
        if (title := look.title) != (short := shortened(title)):
            self._shorten(look, values, title, short)
        plan = self._plan(row)
        self._look_up(row, values)
        if not row.is_whole or plan is None or len(self.result.rejected) > before:
            return None
        matching = _Matching(row, look, plan, values)
        if code := values.get(CODE):
            matching.about = self.register.by_code.get((plan.pk, code.casefold()))
        if matching.about is None:
            if not look.title:
                self._reject(row, TITLE, "", "De titel ontbreekt. Schrijf in een paar woorden wat de actie is.")
                return None
            matching.maybe = self.register.by_title.get((plan.pk, title_key(look.title)), [])[:MOST_CANDIDATES]
        return matching

    @staticmethod
    def _shorten(look: RowLook, values: dict[str, Any], title: str, short: str) -> None:
        """What does not fit in a title stands in full above the description."""
        look.title = values[TITLE] = short
        if DESCRIPTION in values:
            values[DESCRIPTION] = f"{title}\n{values[DESCRIPTION]}"
        look.warnings.append("De titel is te lang en is ingekort. Het geheel staat in de omschrijving.")

    def _plan(self, row: ReadRow) -> Plan | None:
        told = row.values.get(PLAN, "")
        try:
            plan = self.register.plan(told or row.defaults.get(PLAN, ""))
        except NotReadable as reason:
            self._reject(row, PLAN, told, str(reason))
            return None
        if not plan.may_still_change:
            self._reject(row, PLAN, told, IS_CLOSED)
            return None
        return plan

    def _look_up(self, row: ReadRow, values: dict[str, Any]) -> None:
        """Names of partners, municipalities, pillars and groups, as we know them."""
        register = self.register
        find: dict[str, Callable[[Any], Any]] = {
            PILLAR: register.pillar,
            CHAIN_LINK: register.chain_link,
            LEAD: register.partner,
            PARTNERS: register.partner_pks,
            PLACES: register.places,
            GROUPS: register.group_pks,
        }
        for key in find.keys() & values.keys():
            told = values[key]
            try:
                values[key] = find[key](told)
            except NotReadable as reason:
                self._reject(row, key, (told if isinstance(told, str) else "; ".join(told))[:80], str(reason))

    def _join(self, identified: Sequence[_Matching]) -> None:
        """Rows right below each other that are one action: what stands in cells that are not merged belongs to it."""
        head: _Matching | None = None
        for each in identified:
            if head and head.own_key == each.own_key and _goes_on(head, each):
                self._add(head, each)
            else:
                head = each

    def _add(self, head: _Matching, more: _Matching) -> None:
        for key in LISTS:
            if key not in more.values:
                continue
            held, value = head.values.get(key), more.values[key]
            if isinstance(value, frozenset):
                head.values[key] = (held or frozenset()) | value
            else:
                head.values[key] = tuple(dict.fromkeys((*(held or ()), *value)))
        self._skip(more, head)

    def _skip(self, more: _Matching, earlier: _Matching) -> None:
        more.is_skipped, more.look.state = True, RowState.UNCHANGED
        number, first = more.row.number, earlier.row.number
        if more.row.values == earlier.row.values:
            self.result.notes.append(f"Rij {number} is dezelfde als rij {first} en telt één keer mee.")
        else:
            self.result.notes.append(f"Rij {number} hoort bij de actie van rij {first}.")

    # --- which action it is about ---

    def _match(self, matching: _Matching) -> bool:
        """False when the row turns out to be rejected."""
        row, same = matching.row, self._rows_of_key.setdefault(matching.own_key, [])
        if same and CODE in matching.values:
            reason = f"Dit nummer staat ook op rij {same[0].row.number}. Laat er één van weg."
            self._reject(row, CODE, matching.values[CODE], reason)
            return False
        if matching.about is None and (earlier := next((each for each in same if each.row.values == row.values), None)):
            self._skip(matching, earlier)
            return True
        if matching.about is None:
            self._ask_about_doubles(matching, same)
        if matching.about and (taken := self._row_of.setdefault(matching.about.pk, row.number)) != row.number:
            self._reject(row, TITLE, matching.look.title, f"Rij {taken} gaat over dezelfde actie. Laat er één van weg.")
            return False
        same.append(matching)
        return True

    def _ask_about_doubles(self, matching: _Matching, earlier_rows: Sequence[_Matching]) -> None:
        ours = [each for each in matching.maybe if each.pk not in self._row_of]
        for each in ours:
            if self._says_the_same(matching, each):
                matching.about = each
                return
        look = matching.look
        look.candidates = [
            Candidate(str(each.pk), str(each), self._facts(self.register.held(each.pk), of=matching.values))
            for each in ours
        ]
        look.candidates += [
            Candidate(f"rij{each.row.number}", f"rij {each.row.number}", self._facts(each.values, of=matching.values))
            for each in earlier_rows
        ]
        if look.candidates:
            look.tell = partial(self._facts, dict(matching.values), of=matching.values)
            self._follow_choice(matching)

    def _follow_choice(self, matching: _Matching) -> None:
        look = matching.look
        chosen = next((each for each in look.candidates if Choice.same_as(each.key) == look.choice), None)
        if chosen is None:
            look.state = RowState.NEW if look.choice == Choice.OTHER else RowState.UNDECIDED
        elif chosen.key.startswith("rij"):
            matching.is_skipped, look.state = True, RowState.UNCHANGED
        else:
            matching.about = next(each for each in matching.maybe if str(each.pk) == chosen.key)

    def _says_the_same(self, matching: _Matching, about: Known) -> bool:
        held = self.register.held(about.pk)
        return all(is_same(key, held[key], value) for key, value in matching.values.items() if key != CODE)

    def _facts(self, values: Mapping[str, Any], *, of: Mapping[str, Any]) -> dict[str, str]:
        """What both sides say, for the columns that this row fills in."""
        return {LABELS[key]: self.register.in_words(key, values.get(key)) for key in LABELS if key in of}

    # --- what becomes of it ---

    def _compare(self, matching: _Matching) -> Written | None:
        """What has to be written for a row, when anything has."""
        self._step()
        look, about, values = matching.look, matching.about, matching.values
        if about is None:
            self._complete(matching)
            self._check(matching, {}, values)
            look.tell = partial(self._facts, dict(values), of=values)
            return Written(matching.plan, None, values)
        values.pop(CODE, None)  # what we know it by stays
        held = self.register.held(about.pk)
        changed = {key: value for key, value in values.items() if not is_same(key, held[key], value)}
        self._keep_written_contributions(matching, held, changed)
        self._complete_money(matching, held, changed)
        self._keep_choices(matching, changed)
        self._check(matching, held, {**held, **changed})
        action = self.register.actions[about.pk]
        look.title, look.about = str(about), f"{about.pk}:{action.version}"
        look.changes = [self._change(key, held[key], changed[key]) for key in LABELS if key in changed]
        look.state = RowState.CHANGED if changed else RowState.UNCHANGED
        return Written(matching.plan, action, changed) if changed else None

    def _change(self, key: str, held: Any, value: Any) -> Change:
        if key in {MILESTONES, TARGETS}:
            return Change(LABELS[key], as_words(key, held), as_words(key, new_parts(key, value, held)))
        return Change(LABELS[key], self.register.in_words(key, held), self.register.in_words(key, value))

    def _complete(self, matching: _Matching) -> None:
        """A new action: what was chosen for all rows, and what follows from the rest."""
        values, row = matching.values, matching.row
        chosen = {key: row.defaults[key] for key in (BLOCK, PILLAR, LEAD) if key in row.defaults and key not in values}
        self._look_up(row, chosen)
        values |= chosen
        if values[TITLE] != row.values[TITLE]:
            values.setdefault(DESCRIPTION, row.values[TITLE])
        if BLOCK not in values and (code := values.get(CODE, ""))[:1] in "1234" and code[1:2] == ".":
            values[BLOCK] = int(code[0])
        if PILLAR not in values and values.get(BLOCK) not in (None, BuildingBlock.ACTION_PLAN):
            overarching = next((each.pk for each in self.register.pillars.values() if each.is_overarching), None)
            values |= {PILLAR: overarching} if overarching else {}
        self._complete_money(matching, dict.fromkeys(MONEY), values)

    def _complete_money(self, matching: _Matching, held: Mapping[str, Any], values: dict[str, Any]) -> None:
        """A new budget line has a year and a kind of money; one that we hold keeps its own."""
        told = [key for key in MONEY if key in values]
        if not told or held[YEAR] is not None:
            return
        lines = self.register.actions[matching.about.pk].budget_lines.all() if matching.about else ()
        if len(lines) > 1:
            reason = f"Deze actie heeft {len(lines)} begrotingsposten. Verander die op de bladzijde van het geld."
            self._reject(matching.row, told[0], "", reason)
        elif all(key not in values for key in (SOURCE, *HOURS, *AMOUNTS)):
            for key in told:  # a year or a kind of money alone is no budget line
                del values[key]
        else:
            values.setdefault(YEAR, year_of_now(matching.plan))
            if FUNDING not in values and FUNDING in matching.row.defaults:
                values[FUNDING] = matching.row.defaults[FUNDING]
            if FUNDING not in values:
                reason = (
                    "Wat voor geld dit is ontbreekt. Vul het in, of kies bij de kolommen één soort voor alle rijen."
                )
                self._reject(matching.row, FUNDING, "", reason)

    def _keep_written_contributions(
        self, matching: _Matching, held: Mapping[str, Any], changed: Mapping[str, Any]
    ) -> None:
        """A municipality that wrote what it does is not taken away with its text."""
        if PLACES not in changed or matching.about is None:
            return
        gone = held[PLACES] - changed[PLACES]
        written = [
            each.municipality_id
            for each in self.register.actions[matching.about.pk].contributions.all()
            if each.text and each.municipality_id in gone
        ]
        if written:
            names = self.register.in_words(PLACES, frozenset(written))
            reason = f"{names} schreef al een bijdrage. Zet de gemeente erbij, of maak haar bijdrage eerst leeg."
            self._reject(matching.row, PLACES, "", reason)

    def _keep_choices(self, matching: _Matching, changed: Mapping[str, Any]) -> None:
        """Of a line about which something was chosen, no less is asked than what is given up."""
        if REQUESTED not in changed or matching.about is None:
            return
        for line in self.register.actions[matching.about.pk].budget_lines.all():
            less = self.register.amounts_given_up.get(line.pk, Decimal(0))
            if less > (changed[REQUESTED] or 0):
                reason = f"Bij deze post is gekozen voor {euro(less)} minder. Pas eerst die keuze aan."
                self._reject(matching.row, REQUESTED, euro(changed[REQUESTED]), reason)

    def _check(self, matching: _Matching, held: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """What the pages and the model ask of an action; of what we hold only what this row touches."""
        row = matching.row
        for key, what in ((BLOCK, "De bouwsteen"), (PILLAR, "De pijler"), (LEAD, "De trekker")):
            if after.get(key) is None and not self._is_rejected(row, key):
                reason = f"{what} ontbreekt. Vul die in, of kies bij de kolommen één voor alle rijen."
                self._reject(row, key, "", reason)
        lead = self.register.partners.by_number.get(after.get(LEAD) or 0)
        if lead and lead.has_left and lead.pk != held.get(LEAD):
            self._reject(row, LEAD, str(lead), f"{lead} doet niet meer mee. Vul een andere trekker in.")
        for keys, reason in _contradictions(after):
            if key := next((key for key in keys if key in matching.values), ""):
                self._reject(row, key, self.register.in_words(key, after[key]), reason)
        self._guard(matching, held)
        for key, known_titles in ((GOAL, self.register.goals), (PRIORITY, self.register.priorities)):
            if (title := matching.values.get(key)) and (matching.plan.pk, title_key(title)) not in known_titles:
                self._named_new[key].setdefault(title)
        if (source := after.get(SOURCE)) and (title_key(source), after[YEAR]) not in self.register.sources:
            self._named_new[SOURCE].setdefault(f"{source} {after[YEAR]}")

    def _is_rejected(self, row: ReadRow, key: str) -> bool:
        return any(each.row == row.number and each.key == key for each in self.result.rejected)

    def _guard(self, matching: _Matching, held: Mapping[str, Any]) -> None:
        """Personal data in free text: a number of a citizen never comes in, of the rest somebody is warned."""
        for key in GUARDED:
            text = as_words(key, matching.values.get(key) or "")
            if not text or (held and is_same(key, held[key], matching.values[key])):
                continue
            check = check_text(text, name=key, element_id=key, refuses=CASEWORK)
            for refusal in check.refusals:
                self._reject(matching.row, key, "", refusal)
            if check.warning:
                matching.look.warnings.append(f"{LABELS[key]}: {check.warning}")


def _goes_on(head: _Matching, more: _Matching) -> bool:
    """Whether a row says nothing else than the one above it, but for what there may be several of."""
    single: Iterable[str] = more.values.keys() - set(LISTS)
    return all(more.values[key] == head.values.get(key) for key in single)


def _contradictions(after: Mapping[str, Any]) -> Iterator[tuple[Sequence[str], str]]:
    """Columns and reason of what can't be so."""
    starts_on, ends_on = after.get("starts_on"), after.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        rule = next(each for each in Action._meta.constraints if each.name == "action_ends_after_it_starts")
        yield ("ends_on", "starts_on"), str(rule.violation_error_message)
