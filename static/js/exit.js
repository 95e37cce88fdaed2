// «Verlaat deze site»: shows a neutral site at once and keeps Back from returning here for ten minutes.
// Loaded in the head, before the page is drawn. Without JavaScript the button is an ordinary link.
(function () {
  "use strict";

  var KEY = "w"; // says nothing to who finds it; holds the time of leaving, and goes when the tab closes
  var TEN_MINUTES = 10 * 60 * 1000;
  var root = document.documentElement;
  var neutralSite = document.currentScript.getAttribute("data-exit");

  function leave() {
    root.hidden = true;
    try {
      sessionStorage.setItem(KEY, String(Date.now()));
    } catch (error) {
      // storage is switched off: leaving matters more than remembering it
    }
    location.replace(neutralSite);
  }

  function leftLately() {
    try {
      var leftAt = Number(sessionStorage.getItem(KEY));
      if (!leftAt) return false;
      if (Date.now() - leftAt < TEN_MINUTES) return true;
      sessionStorage.removeItem(KEY);
    } catch (error) {
      // storage is switched off: then nothing was remembered
    }
    return false;
  }

  function guard() {
    if (!leftLately()) return;
    root.hidden = true;
    location.replace(neutralSite);
  }

  guard();
  addEventListener("pageshow", guard);

  document.addEventListener("click", function (event) {
    if (!event.target.closest("a[data-exit]")) return;
    event.preventDefault();
    leave();
  });

  // Keys: Escape twice within a second, or Shift three times within five seconds and nothing in between.
  var shifts = 0;
  var stopCounting;
  var lastEscape = 0;

  function announce(text) {
    var region = document.querySelector("[data-exit-status]");
    if (!region) {
      region = document.createElement("p");
      region.className = "visually-hidden";
      region.setAttribute("role", "status");
      region.setAttribute("data-exit-status", "");
      document.body.append(region);
    }
    region.textContent = text;
  }

  function forgetShifts(spoken) {
    clearTimeout(stopCounting);
    if (spoken && shifts) announce("Verlaten gestopt");
    shifts = 0;
  }

  var shiftAlone = false;

  addEventListener("keydown", function (event) {
    if (event.repeat) return;
    if (event.key === "Shift") {
      shiftAlone = true;
      return;
    }
    shiftAlone = false;
    if (event.key === "Escape") {
      if (lastEscape && event.timeStamp - lastEscape < 1000) return leave();
      lastEscape = event.timeStamp;
    }
    forgetShifts(true);
  });

  addEventListener("pointerdown", function () {
    shiftAlone = false;
  });

  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !shiftAlone) return;
    shiftAlone = false;
    shifts += 1;
    if (shifts === 3) return leave();
    if (shifts === 1) stopCounting = setTimeout(forgetShifts, 5000, true);
    announce(shifts === 1 ? "Nog 2 keer" : "Nog 1 keer");
  });
})();
