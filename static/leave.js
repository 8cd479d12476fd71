// Leave fast: hide the page, go to a neutral one, and stay hidden if the page is reached again.
// This runs in the head, before anything is painted. docs/decisions/0027-leaving.md says why.
(() => {
  "use strict";
  const root = document.documentElement;

  // What is noted in a page's own entry of the tab's history: nothing before it is shown, then one
  // of these.
  const HERE = "here"; // it is on the screen
  const PASSED = "passed"; // somebody went on from it
  const SENT = "sent"; // they sent ticks from it
  const OUT = "out"; // they went on by a link to another site, and may come back
  const LEFT = "left"; // they left
  const visit = window.navigation && navigation.activation ? navigation : null;
  const read = () => (visit ? visit.currentEntry.getState() : history.state);
  function note(state) {
    if (visit) visit.updateCurrentEntry({ state });
    else history.replaceState(state, "");
  }

  // A page that was left stays hidden. So does a page that is reached again, but not from a page of
  // ours. A new arrival has no note and is shown.
  function mustHide(restored) {
    const noted = read();
    if (noted === LEFT) return true;
    if (visit) {
      const back = visit.activation.navigationType === "traverse";
      if (back && visit.entries().some((entry) => entry.getState() === LEFT)) return true;
      const from = visit.activation.from;
      // The page of sent ticks is an error page when it is reached again: that is no page of ours.
      if (noted === SENT) return !from || from.getState() !== HERE;
      return !from && (noted === PASSED || (back && noted === HERE && !document.wasDiscarded));
    }
    // This browser does not say where somebody comes from: only a new arrival or a reload is shown.
    const [arrival] = performance.getEntriesByType("navigation");
    return noted && noted !== OUT && (restored || arrival.type === "back_forward");
  }

  // A page that the browser keeps in memory does not learn what is noted since. A message to it makes
  // the browser drop it, and load it anew if it is gone back to. Nobody reads the message.
  const kept = window.BroadcastChannel && new BroadcastChannel("left");

  function leave() {
    root.hidden = true;
    note(LEFT);
    if (kept) kept.postMessage("");
    const away = document.getElementById("leave").href;
    document.body.replaceChildren();
    document.title = "";
    location.replace(away);
  }

  let arrived = false;
  function arrive(restored) {
    arrived = !mustHide(restored);
    root.hidden = !arrived;
    if (arrived) note(HERE);
  }
  arrive(false);
  addEventListener("pageshow", (event) => {
    if (!event.persisted || read() === LEFT) return;
    arrive(true);
    if (!arrived) leave();
  });

  // An address that is typed tells nobody before the page goes, so each page notes it as it goes.
  // Then it hides, so that a browser which kept it in memory does not flash it. It also forgets what
  // was written or ticked.
  addEventListener("pagehide", () => {
    if (read() === HERE) note(PASSED);
    root.hidden = true;
    for (const field of document.querySelectorAll(".field textarea, [type=text]")) field.value = "";
    for (const field of document.querySelectorAll("input")) field.checked = false;
  });

  // A field cannot go over to the next page, and in older browsers it shows only its rows. So what was
  // written is printed from a copy beside it, which is there only while the page is printed.
  function copy(words) {
    for (const field of document.querySelectorAll(".field textarea")) {
      field.previousElementSibling.textContent = words(field);
    }
  }
  addEventListener("beforeprint", () => copy((field) => field.value));
  for (const end of ["afterprint", "pagehide"]) addEventListener(end, () => copy(() => ""));

  // Older browsers print what is folded only if it is open.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  document.addEventListener("submit", () => note(SENT));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.id === "leave") {
      event.preventDefault();
      return leave();
    }
    if (link.protocol === location.protocol && link.host === location.host) {
      if (link.getAttribute("href").startsWith("#")) return;
      // Noted here too: if the next page fails, some browsers drop what is noted as a page goes.
      note(PASSED);
      if (visit) return;
      // This browser keeps one page of ours: each takes the place of the one before.
      event.preventDefault();
      location.replace(link.href);
    } else if (link.protocol.startsWith("http")) note(OUT);
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (!arrived) return leave();

    // Shift three times within five seconds, and nothing else in between.
    const status = document.getElementById("leave-status");
    let presses = 0;
    let timer;
    function count(number) {
      presses = number;
      status.textContent = number ? status.dataset[`after${number}`] : "";
      if (!number) clearTimeout(timer);
    }
    addEventListener("keydown", (event) => {
      if (event.repeat) return;
      if (event.key !== "Shift") return count(0);
      if (presses === 2) return leave();
      if (!presses) timer = setTimeout(count, 5000, 0);
      count(presses + 1);
    });
    for (const other of ["pointerdown", "wheel", "selectionchange", "input", "focusin", "blur"])
      addEventListener(other, () => presses && count(0), { capture: true, passive: true });

    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => print());
    }
  });
})();
