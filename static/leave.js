// Leave fast: blank the page, go to a neutral one, and do not come back with the Back button.
(() => {
  "use strict";
  const link = document.getElementById("leave");
  const status = document.getElementById("leave-status");
  const away = link.href;

  function leave() {
    document.body.replaceChildren();
    document.title = "";
    location.replace(away);
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  // Shift three times, each within five seconds of the last. Any other key starts the count again.
  let presses = 0;
  let timer;
  function count(number) {
    presses = number;
    status.textContent = number ? status.dataset[`after${number}`] : "";
  }
  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    clearTimeout(timer);
    if (event.key !== "Shift") return count(0);
    if (presses === 2) return leave();
    count(presses + 1);
    timer = setTimeout(count, 5000, 0);
  });

  // Leaving replaces this page in the tab's history, but not our earlier pages. So we mark each page
  // when somebody goes on from it, by a tap or by Forward. If they come back to it from one of our
  // pages, we remove the mark. If they come from anywhere else, they have left and pressed Back: we
  // hide it. If a browser does not say where it came from, each page replaces the one before,
  // except when a form is sent.
  const PASSED = "passed";
  const visit = window.navigation && navigation.activation ? navigation : null;
  const mark = (state) => visit.updateCurrentEntry({ state });

  if (visit) {
    visit.addEventListener("navigate", (event) => {
      const to = new URL(event.destination.url);
      const ours = to.protocol === location.protocol && to.host === location.host;
      const onward =
        event.navigationType === "push" ||
        (event.navigationType === "traverse" &&
          event.destination.index > visit.currentEntry.index);
      if (ours && onward && !event.hashChange) mark(PASSED);
    });
    addEventListener("pageshow", () => {
      if (visit.currentEntry.getState() !== PASSED) return;
      if (visit.activation.from) mark(null);
      else leave();
    });
  } else {
    document.addEventListener("click", (event) => {
      // Links to our own pages have no site and no telephone number, so they have no colon.
      const step = event.target.closest("a:not([href*=':']):not([href^='#'])");
      const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
      if (!step || elsewhere) return;
      event.preventDefault();
      location.replace(step.href);
    });
  }

  // Forget what was written or ticked when somebody goes away from the page.
  addEventListener("pagehide", () => {
    for (const field of document.querySelectorAll("textarea")) field.value = "";
    for (const field of document.querySelectorAll("input")) field.checked = false;
  });

  // A field cannot go over to the next page, and in older browsers it shows only its rows. So what was
  // written is printed from a copy beside it, which is there only while the page is printed.
  function copy(words) {
    for (const field of document.querySelectorAll("textarea")) {
      field.previousElementSibling.textContent = words(field);
    }
  }
  addEventListener("beforeprint", () => copy((field) => field.value));
  for (const end of ["afterprint", "pagehide"]) addEventListener(end, () => copy(() => ""));

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
