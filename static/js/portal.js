// Behaviour of the signed-in pages. Every page works without this file; with it, rows open in place and nothing typed is lost.
//
// What a template can ask for:
//   [data-focus]            takes the focus after a fragment arrives, and when a page opens with it (an error summary, say)
//   [data-announce="…"]     is read aloud when it arrives
//   [data-editor]           something that was opened for editing in place; Escape closes it
//   [data-close]            the link or button inside it that closes it («Annuleren»)
//   form[data-unsaved]      asks once before typed text is thrown away; forms inside [data-editor] do so by themselves
//   [data-when-light="…"]   shown only while one of these lights is chosen in the same form (the values, with spaces)
//   [data-guarded]          a text that is checked for personal data while somebody types
//   [data-busy="…"]         on a button: its words while the form is being sent
//   [data-session-seconds]  a dialog that asks, two minutes before the session ends, whether somebody is still there
"use strict";

import "./list.js";

const live = document.querySelector("[data-live]");
const loginUrl = document.querySelector('meta[name="login-url"]')?.content ?? "/account/login/";

// --- saying and focusing ------------------------------------------------------------------------------------

function announce(text) {
  if (!live) return;
  live.textContent = "";
  setTimeout(() => (live.textContent = text), 50);
}

function focusOn(element) {
  if (!element) return false;
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus();
  return true;
}

// --- what was typed -----------------------------------------------------------------------------------------

const touched = new WeakSet();
const asksFirst = (form) => form.matches("[data-unsaved]") || form.closest("[data-editor]");
const isUnsaved = (form) => form.isConnected && touched.has(form) && asksFirst(form);
const unsavedForms = (within) => [...within.querySelectorAll("form")].filter(isUnsaved);

function mayThrowAway(within) {
  const forms = unsavedForms(within);
  if (!forms.length) return true;
  if (!confirm("Uw tekst is nog niet opgeslagen. Wilt u hem weggooien?")) return false;
  forms.forEach((form) => touched.delete(form));
  return true;
}

document.addEventListener("input", ({ target }) => {
  if (target.form) touched.add(target.form);
});

addEventListener("beforeunload", (event) => {
  if (unsavedForms(document).length) event.preventDefault();
});

// --- opening and closing in place ---------------------------------------------------------------------------

let opener; // address of the link that opened the editor, to give the focus back to

// In the capture phase, so that a refusal stops the request of htmx too.
document.addEventListener(
  "click",
  (event) => {
    const close = event.target.closest("[data-close]");
    const editor = close?.closest("[data-editor]");
    if (editor && !mayThrowAway(editor)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  const editor = event.target.closest?.("[data-editor]") ?? document.querySelector("[data-editor]");
  editor?.querySelector("[data-close]")?.click();
});

document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]"))
    if (!menu.contains(target)) menu.open = false;
});

// --- cause, consequence and correction: only with the lights that need them ---------------------------------

function showWhatTheLightAsks(root) {
  for (const part of root.querySelectorAll("[data-when-light]")) {
    const lights = part.dataset.whenLight.split(" ");
    const chosen = [...(part.closest("form")?.querySelectorAll(".pick > input:checked") ?? [])];
    part.hidden = !chosen.some((input) => lights.includes(input.value));
  }
}

document.addEventListener("change", ({ target }) => {
  if (target.matches?.(".pick > input") && target.form) showWhatTheLightAsks(target.form);
});

// --- sending ------------------------------------------------------------------------------------------------

function setBusy(form, isBusy) {
  for (const button of form.querySelectorAll('button:not([type="button"])')) {
    if (isBusy && button.getAttribute("aria-disabled") !== "true" && button.matches(".utrecht-button")) {
      button.dataset.words = button.innerHTML;
      button.textContent = button.dataset.busy ?? "Even wachten…";
      button.setAttribute("aria-disabled", "true");
    } else if (!isBusy && button.dataset.words) {
      button.innerHTML = button.dataset.words;
      delete button.dataset.words;
      button.removeAttribute("aria-disabled");
    }
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return; // htmx sends it, and says so below
  touched.delete(form);
  form.dataset.sending = "yes";
  // The pressed button still has to be read by the browser, so it changes a moment later.
  setTimeout(() => setBusy(form, true));
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    setBusy(form, false);
  }
});

// --- htmx: the token, and what to do when a save does not arrive ---------------------------------------------

function csrfToken() {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1];
}

function removeNotice(form) {
  form?.querySelector(":scope > .not-saved")?.remove();
}

function paragraph(...parts) {
  const element = document.createElement("p");
  element.append(...parts);
  return element;
}

function loginLink() {
  const link = document.createElement("a");
  link.href = loginUrl;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Log in een nieuw tabblad opnieuw in";
  return link;
}

// Puts the reason above the form; the form itself, with all that was typed, stays as it is.
function tellWhyNotSaved(source, title, ...parts) {
  const form = source.closest("form");
  const notice = document.createElement("div");
  notice.className = "utrecht-alert utrecht-alert--error not-saved";
  notice.setAttribute("role", "alert");
  notice.setAttribute("tabindex", "-1");
  const content = document.createElement("div");
  content.className = "utrecht-alert__content";
  const heading = paragraph(title);
  heading.className = "utrecht-alert__title";
  content.append(heading, paragraph(...parts));
  notice.append(content);
  removeNotice(form);
  if (form) form.prepend(notice);
  else document.querySelector("main > .wrap")?.prepend(notice);
  notice.focus();
}

function tellSessionEnded(source) {
  tellWhyNotSaved(
    source,
    "U bent uitgelogd. Uw tekst is nog niet opgeslagen, maar staat hier nog",
    loginLink(),
    ". Kom dan hier terug en druk nog een keer op dezelfde knop.",
  );
}

const isLoginPage = (url) =>
  Boolean(url) && new URL(url, location.href).pathname === new URL(loginUrl, location.href).pathname;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "get") return;
  // The cookie knows the newest token; the one in the form is old after signing in again in another tab.
  const token = csrfToken();
  if (!token) return;
  detail.headers["X-CSRFToken"] = token;
  delete detail.parameters.csrfmiddlewaretoken;
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const { elt } = detail;
  if (elt.matches("form")) {
    removeNotice(elt);
    setBusy(elt, true);
    elt.dataset.sending = "yes";
  } else if (elt.matches("a[href]") && !elt.closest("[data-editor]")) {
    opener = elt.getAttribute("href");
  }
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.elt.matches("form")) return;
  delete detail.elt.dataset.sending;
  setBusy(detail.elt, false);
});

// A text that is checked while somebody types: a check that fails stays quiet, because saving checks again, and the same
// warning once more isn't read aloud again and keeps its tick.
const isCheck = (element) => element.matches?.("[data-guarded]");

function saysTheSame(target, html) {
  const words = (text) => text.replace(/\s+/g, " ").trim();
  const template = document.createElement("template");
  template.innerHTML = html;
  return words(template.content.textContent) === words(target.textContent);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, elt } = detail;
  if (isCheck(elt)) {
    detail.shouldSwap = xhr.status === 200 && !isLoginPage(xhr.responseURL) && !saysTheSame(detail.target, xhr.response);
    return;
  }
  if (isLoginPage(xhr.responseURL) && !isLoginPage(location.href)) {
    detail.shouldSwap = false;
    tellSessionEnded(elt);
    return;
  }
  if (!detail.shouldSwap) return;
  if (elt.matches("form")) touched.delete(elt);
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { xhr, elt } = detail;
  if (isCheck(elt)) return;
  if (xhr.status === 401) return tellSessionEnded(elt);
  if (xhr.status === 403 && !csrfToken()) return tellSessionEnded(elt);
  if (xhr.status === 403) {
    return tellWhyNotSaved(
      elt,
      "Dit is niet opgeslagen",
      "U mag dit niet veranderen, of de bladzijde is verlopen. Uw tekst staat hier nog. Druk nog een keer op dezelfde knop. Lukt het weer niet? ",
      loginLink(),
      ".",
    );
  }
  if (xhr.status === 404) {
    return tellWhyNotSaved(
      elt,
      "Dit is niet opgeslagen",
      "Wat u wilt veranderen bestaat niet meer. Kopieer uw tekst en laad de bladzijde opnieuw.",
    );
  }
  if (xhr.status === 413) {
    return tellWhyNotSaved(
      elt,
      "Dit is niet opgeslagen",
      "Het bestand of de tekst is te groot. Kies een kleiner bestand.",
    );
  }
  tellWhyNotSaved(
    elt,
    "Het portaal heeft een storing. Uw tekst is nog niet opgeslagen, maar staat hier nog",
    "Wacht een minuut en druk nog een keer op dezelfde knop.",
  );
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    if (isCheck(detail.elt)) return;
    tellWhyNotSaved(
      detail.elt,
      "Het portaal is niet bereikbaar. Uw tekst is nog niet opgeslagen, maar staat hier nog",
      "Controleer uw verbinding, wacht een minuut en druk nog een keer op dezelfde knop.",
    );
  });
}

// The scripts of the account pages tell in English when a passkey is refused; ours tells it in Dutch.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  tellWhyNotSaved(
    document.querySelector("main form") ?? document.body,
    "De passkey of sleutel is niet gebruikt",
    "Probeer het nog een keer, of kies een andere manier om in te loggen.",
  );
});

// --- a session that is about to end --------------------------------------------------------------------------

const WARNED_BEFORE = 120; // seconds
const sessionDialog = document.querySelector("[data-session-seconds]");
const otherTabs = sessionDialog && new BroadcastChannel("session");
let sessionEndsAt; // by this clock, in milliseconds
let sessionTimer;

// A computer that slept wakes with late timers, so every tick looks at the clock itself.
function watchSession() {
  clearTimeout(sessionTimer);
  const left = (sessionEndsAt - Date.now()) / 1000;
  if (left <= 0) return leaveEndedSession();
  if (left <= WARNED_BEFORE && !sessionDialog.open) sessionDialog.showModal();
  sessionTimer = setTimeout(watchSession, Math.min(30, left > WARNED_BEFORE ? left - WARNED_BEFORE : left) * 1000);
}

function sessionLasts(seconds) {
  sessionEndsAt = Date.now() + seconds * 1000;
  if (sessionDialog.open && seconds > WARNED_BEFORE) sessionDialog.close();
  watchSession();
}

// Nothing stays on the screen for whoever finds this computer, except what was typed and not yet saved.
function leaveEndedSession() {
  if (!unsavedForms(document).length) return location.assign(`${loginUrl}?next=${encodeURIComponent(location.pathname)}`);
  sessionDialog.close();
  tellSessionEnded(unsavedForms(document)[0]);
}

async function continueSession() {
  const headers = { "X-CSRFToken": csrfToken() ?? "" };
  const answer = await fetch(sessionDialog.dataset.sessionUrl, { method: "POST", headers }).catch(() => null);
  if (!answer?.ok) return leaveEndedSession();
  const { seconds } = await answer.json();
  sessionLasts(seconds);
  otherTabs.postMessage(seconds);
}

if (sessionDialog) {
  const seconds = Number(sessionDialog.dataset.sessionSeconds);
  otherTabs.addEventListener("message", ({ data }) => sessionLasts(data));
  otherTabs.postMessage(seconds);
  sessionDialog.querySelector("[data-session-continue]").addEventListener("click", continueSession);
  sessionDialog.addEventListener("cancel", continueSession); // Escape: somebody is there
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status < 400) sessionLasts(seconds);
  });
  sessionLasts(seconds);
}

// --- after a fragment arrived, and when a page opens ---------------------------------------------------------

function markErrorsInTitle() {
  const title = document.title.replace(/^Fout: /, "");
  document.title = document.querySelector("[data-error-summary]") ? `Fout: ${title}` : title;
}

function settle(root) {
  showWhatTheLightAsks(root.closest?.("form") ?? root);
  showWhatTheLightAsks(root);
  for (const form of root.querySelectorAll('form[method="post"]')) form.noValidate = true; // our own errors are in Dutch
  markErrorsInTitle();
}

function closeOtherEditors(editor) {
  for (const other of document.querySelectorAll("[data-editor]")) {
    if (other !== editor && !other.contains(editor)) other.querySelector("[data-close]")?.click();
  }
}

function giveBackFocus(root) {
  if (!opener) return;
  const link = [...root.querySelectorAll("a[href]")].find((candidate) => candidate.getAttribute("href") === opener);
  if (link) link.focus();
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const root = detail.elt;
  settle(root);
  const spoken = root.querySelector("[data-announce]") ?? root.closest?.("[data-announce]");
  if (spoken) announce(spoken.dataset.announce);
  const editor = root.querySelector("[data-editor]") ?? (root.matches?.("[data-editor]") ? root : null);
  const wanted = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus], [aria-invalid='true']");
  if (wanted) focusOn(wanted);
  else if (!editor) giveBackFocus(root);
  if (editor) closeOtherEditors(editor);
});

settle(document);
focusOn(document.querySelector("main [data-focus]"));
