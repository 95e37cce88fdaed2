// The list of actions, for who works with keys and for who drags. Everything here also works as links and forms.
//
// What the templates say:
//   [data-action-list]   the table; [data-in-order] when its order is that of the plan, so that rows can be moved
//   [data-move="…"]      on it: where a move is sent to, with 0 for the action
//   tbody[data-row]      an action, while it is closed; an open one has [data-editor]
//   [data-open]          the link that opens a row in its place
//   td[data-field="…"]   a cell, and the field of the form that belongs to it
//   [data-row-form]      the form under a row; its [data-next] button goes on to the next row
//   [data-undo]          the form that takes the last change back
"use strict";

const list = () => document.querySelector("[data-action-list]");
const rows = () => [...(list()?.querySelectorAll("tbody[data-row]") ?? [])];
const opener = (row) => row?.querySelector("[data-open]") ?? row?.querySelector("a.row-title");
const KEYS = { s: "time", d: "ends_on", t: "lead_organisation", m: "mijlpaal-title" };

let wantedField; // of the row that is being opened
let goesOn; // the row after the one that is being saved

function neighbour(row, step) {
  const all = rows();
  return all[all.indexOf(row) + step];
}

function focusRow(row) {
  const link = opener(row);
  link?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

function open(row, field) {
  const link = row?.querySelector("[data-open]");
  if (!link) return;
  wantedField = field;
  link.click();
}

// One listener for all rows: htmx would prepare the link of each row, which takes a phone long when the page opens.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-open]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  // Settled at once, so that the row is laid out and painted once: with the focus where it belongs.
  const swap = "outerHTML settle:0ms";
  window.htmx.ajax("GET", link.getAttribute("href"), { source: link, target: link.closest("tbody"), swap });
});

function focusField(root) {
  const form = root.querySelector("[data-row-form]");
  if (!form || !wantedField || form.querySelector("[data-error-summary]")) return;
  const found = [...form.querySelectorAll(`[name="${wantedField}"]`)];
  const field = found.find((input) => input.checked) ?? found[0];
  wantedField = undefined;
  field?.focus();
  if (field?.matches("input[type=text]")) field.select();
}

// --- keys: only while the focus is in the list, and never while somebody types -----------------------------------

const isTyping = (element) => element.matches("input:not([type=checkbox]), select, textarea");

function move(row, step) {
  const other = neighbour(row, step);
  if (!other || !list().matches("[data-in-order]")) return;
  send(row, other, step < 0 ? "voor" : "na");
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.defaultPrevented || !target.closest) return;
  const form = target.closest("[data-row-form]");
  if (form && key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-next]") ?? undefined);
    return;
  }
  const row = target.closest("tbody[data-row]");
  if (!row || !row.closest("[data-action-list]") || isTyping(target)) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step && event.altKey) {
    event.preventDefault();
    move(row, step);
  } else if (step && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    focusRow(neighbour(row, step));
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = key.toLowerCase();
    const tick = row.querySelector(".row-tick");
    const undo = document.querySelector("[data-undo] button");
    if (KEYS[letter] && row.querySelector("[data-open]")) open(row, KEYS[letter]);
    else if (letter === "x" && tick) tick.click();
    else if (letter === "z" && undo) undo.click();
    else return;
    event.preventDefault();
  }
});

document.addEventListener("dblclick", ({ target }) => {
  const cell = target.closest("td[data-field]");
  const row = cell?.closest("tbody[data-row]");
  if (row) open(row, cell.dataset.field);
});

// --- saving, and going on to the next row -------------------------------------------------------------------------

document.addEventListener(
  "submit",
  ({ target, submitter }) => {
    if (!target.matches("[data-row-form]")) return;
    const all = [...list().querySelectorAll("tbody[data-row], tbody[data-editor]")];
    const next = all[all.indexOf(target.closest("tbody")) + 1];
    goesOn = submitter?.matches("[data-next]") ? (next?.id ?? "") : undefined;
  },
  true,
);

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const root = detail.elt.matches?.("tbody") ? detail.elt : detail.elt.querySelector?.("tbody");
  if (root?.matches("[data-editor]")) {
    goesOn = undefined;
    setTimeout(() => focusField(root)); // after the heading had the focus
  } else if (root?.matches("[data-row]")) {
    const field = goesOn === undefined ? undefined : (lastField ?? "title");
    const next = goesOn && document.getElementById(goesOn);
    // One change can be taken back: the last one.
    for (const undo of document.querySelectorAll("[data-undo]")) if (!root.contains(undo)) undo.remove();
    goesOn = undefined;
    if (next) open(next, field);
    else if (document.activeElement === document.body) focusRow(root);
  }
});

let lastField; // where somebody was in the form of the row before
document.addEventListener("focusin", ({ target }) => {
  if (target.closest?.("[data-row-form]") && target.name) lastField = target.name;
});

// --- ticking several ----------------------------------------------------------------------------------------------

function countTicked() {
  const words = document.querySelector("[data-ticked]");
  if (!words) return;
  const count = document.querySelectorAll(".row-tick:checked").length;
  words.textContent = count ? `${count} aangevinkt` : "";
}

let lastTick;
document.addEventListener("click", (event) => {
  const tick = event.target.closest?.(".row-tick");
  if (!tick) return;
  const all = [...document.querySelectorAll(".row-tick")];
  if (event.shiftKey && lastTick && all.includes(lastTick)) {
    const [from, to] = [all.indexOf(lastTick), all.indexOf(tick)].sort((a, b) => a - b);
    for (const each of all.slice(from, to + 1)) each.checked = tick.checked;
  }
  lastTick = tick;
  countTicked();
});

// --- moving a row: dragging it by its number, or Alt with an arrow --------------------------------------------------

function send(row, other, where) {
  const token = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";
  const body = new URLSearchParams({ [where]: other.dataset.row });
  const url = list().dataset.move.replace("/0/", `/${row.dataset.row}/`);
  fetch(url, { method: "POST", body, headers: { "X-CSRFToken": token, "HX-Request": "true" } })
    .then((answer) => {
      if (answer.status !== 204) throw new Error(`${answer.status}`);
      if (where === "voor") other.before(row);
      else other.after(row);
      focusRow(row);
      tell(`Verplaatst ${where} ${other.querySelector(".row-title").textContent.trim()}`);
    })
    .catch(() => tell("Niet verplaatst. Laad de bladzijde opnieuw en probeer het nog een keer."));
}

function tell(text) {
  const live = document.querySelector("[data-live]");
  if (live) live.textContent = text;
}

let dragged;

// By its number only, so that the words of a row can still be selected.
document.addEventListener("pointerdown", ({ target }) => {
  const row = target.closest?.("tbody[data-row]");
  if (!row || !list()?.matches("[data-in-order]")) return;
  row.draggable = Boolean(target.closest(".code") && row.querySelector(".row-tick"));
});

const sameGroup = (row) => {
  const group = (each) => {
    while (each && !each.querySelector(".group-row")) each = each.previousElementSibling;
    return each;
  };
  return group(row) === group(dragged);
};

function clearMarks() {
  for (const row of document.querySelectorAll(".drop-before, .drop-after")) row.classList.remove("drop-before", "drop-after");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("tbody[data-row]");
  if (!dragged) return;
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.querySelector(".row-title").textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const row = event.target.closest?.("tbody[data-row]");
  clearMarks();
  if (!dragged || !row || row === dragged || !sameGroup(row)) return;
  event.preventDefault();
  const box = row.getBoundingClientRect();
  row.classList.add(event.clientY < box.top + box.height / 2 ? "drop-before" : "drop-after");
});

document.addEventListener("drop", (event) => {
  const row = document.querySelector(".drop-before, .drop-after");
  if (!dragged || !row) return;
  event.preventDefault();
  send(dragged, row, row.matches(".drop-before") ? "voor" : "na");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = undefined;
  clearMarks();
});

countTicked();
