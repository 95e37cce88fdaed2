"""A speerpunt as a file for other regions: what it is for and which actions belong to it, without anybody in the lead.

Organisations, municipalities, days, money and people stay behind: another region has its own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NoReturn, Self

from actionplan.models import Action, BuildingBlock, Form, NationalLine, Priority
from actionplan.plan_columns import TargetTyped, read_targets
from actionplan.plan_register import RELATED
from network.dutch import NotReadable
from network.guarded import CASEWORK, check_text

KIND, VERSION = "speerpunt van een regionaal plan van aanpak", 1
LARGEST, MOST_ACTIONS, MOST_PARTS = 500_000, 60, 50
_LENGTHS = {"title": 200, "text": 4000, "description": 10_000, "pillar": 80, "expected_result": 2000}
_NO_TEMPLATE = "Dit is geen sjabloon van een speerpunt. Kies het bestand dat een andere regio hier downloadde."
_TOO_LONG = "In dit sjabloon staat een tekst die langer is dan het portaal kan bewaren. Vraag de andere regio om hulp."


class TemplateError(ValueError):
    """A file that is no template; the message is Dutch and says what to do."""


@dataclass(frozen=True)
class ActionTemplate:
    """An action without those who do it. Target groups and the pillar go by name: every region keeps its own lists."""

    title: str
    building_block: int
    pillar: str
    description: str = ""
    form: str = ""
    expected_result: str = ""
    national_line: int | None = None
    target_groups: Sequence[str] = ()
    milestones: Sequence[str] = ()
    targets: Sequence[str] = ()

    @classmethod
    def of(cls, action: Action) -> Self:
        targets = [TargetTyped(each.unit, each.minimum, each.maximum) for each in action.targets.all()]
        return cls(
            title=action.title,
            building_block=action.building_block,
            pillar=action.pillar.name,
            description=action.description,
            form=action.form,
            expected_result=action.expected_result,
            national_line=action.national_line,
            target_groups=[group.name for group in action.target_groups.all()],
            milestones=[milestone.title for milestone in action.milestones.all()],
            targets=[target.text for target in targets],
        )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            title=_text(stored, "title", is_needed=True),
            building_block=_one_of(stored, "building_block", BuildingBlock.values),
            pillar=_text(stored, "pillar"),
            description=_text(stored, "description"),
            form=_one_of(stored, "form", [*Form.values, ""]),
            expected_result=_text(stored, "expected_result"),
            national_line=_one_of(stored, "national_line", [*NationalLine.values, None]),
            target_groups=_texts(stored, "target_groups", most=80),
            milestones=_texts(stored, "milestones", most=200),
            targets=_texts(stored, "targets", most=100),
        )

    @property
    def targets_typed(self) -> list[TargetTyped]:
        return [target for text in self.targets for target in read_targets(text)]

    @property
    def texts(self) -> Iterator[str]:
        yield from (self.title, self.description, self.expected_result, *self.milestones, *self.targets)


@dataclass(frozen=True)
class PriorityTemplate:
    """A speerpunt with its actions, in the order of the plan."""

    title: str
    text: str
    actions: Sequence[ActionTemplate]

    @classmethod
    def of(cls, priority: Priority) -> Self:
        """Actions that were dropped are no example."""
        actions = Action.objects.filter(priority=priority).in_base().select_related("pillar")
        return cls(
            title=priority.title,
            text=priority.text,
            actions=[ActionTemplate.of(action) for action in actions.prefetch_related(*RELATED)],
        )

    def as_json(self) -> str:
        return json.dumps({"kind": KIND, "version": VERSION, **asdict(self)}, ensure_ascii=False, indent=1)

    @property
    def texts(self) -> Iterator[str]:
        yield from (self.title, self.text)
        for action in self.actions:
            yield from action.texts


def read_template(content: bytes | str) -> PriorityTemplate:
    """Raises TemplateError for what is no template, or holds what may not stand in a plan."""
    stored = _parsed(content)
    if not isinstance(stored, dict) or stored.get("kind") != KIND:
        raise TemplateError(_NO_TEMPLATE)
    if stored.get("version") != VERSION:
        raise TemplateError("Dit sjabloon komt uit een nieuwer portaal. Vraag de beheerder dit portaal bij te werken.")
    actions = stored.get("actions")
    if not isinstance(actions, list) or not all(isinstance(each, dict) for each in actions):
        raise TemplateError(_NO_TEMPLATE)
    if not 1 <= len(actions) <= MOST_ACTIONS:
        raise TemplateError(f"Een sjabloon heeft 1 tot en met {MOST_ACTIONS} acties. Dit heeft er {len(actions)}.")
    template = PriorityTemplate(
        title=_text(stored, "title", is_needed=True),
        text=_text(stored, "text"),
        actions=[ActionTemplate.from_json(each) for each in actions],
    )
    _check(template)
    return template


def _check(template: PriorityTemplate) -> None:
    for text in template.texts:
        for refusal in check_text(text, name="sjabloon", element_id="sjabloon", refuses=CASEWORK).refusals:
            raise TemplateError(refusal)
    try:
        _ = [action.targets_typed for action in template.actions]
    except NotReadable as reason:
        raise TemplateError(str(reason)) from None


def _parsed(content: bytes | str) -> Any:
    if len(content) > LARGEST:
        raise TemplateError(f"Dit bestand is te groot voor een sjabloon. {_NO_TEMPLATE}")
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise TemplateError(_NO_TEMPLATE) from None


def _refuse_constant(_word: str) -> NoReturn:
    raise ValueError


def _text(stored: Mapping[str, Any], name: str, *, is_needed: bool = False) -> str:
    text = _clean(stored.get(name, ""), most=_LENGTHS[name])
    if is_needed and not text:
        raise TemplateError(_NO_TEMPLATE)
    return text


def _texts(stored: Mapping[str, Any], name: str, *, most: int) -> list[str]:
    found = stored.get(name, [])
    if not isinstance(found, list) or len(found) > MOST_PARTS:
        raise TemplateError(_NO_TEMPLATE)
    return [text for each in found if (text := " ".join(_clean(each, most=most).split()))]


def _clean(text: Any, *, most: int) -> str:
    if not isinstance(text, str) or "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise TemplateError(_NO_TEMPLATE)
    if len(text) > most:
        raise TemplateError(_TOO_LONG)
    return text.strip()


def _one_of(stored: Mapping[str, Any], name: str, known: Sequence[Any]) -> Any:
    value = stored.get(name)
    if isinstance(value, bool) or not any(value == each and type(value) is type(each) for each in known):
        raise TemplateError(_NO_TEMPLATE)
    return value
