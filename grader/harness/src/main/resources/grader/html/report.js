"use strict";
(() => {
  const form = document.getElementById("filter");
  const search = document.getElementById("search");
  const state = document.getElementById("state");
  const suite = document.getElementById("suite");
  const toggle = document.getElementById("toggle");
  const shown = document.getElementById("shown");
  const cases = [...document.querySelectorAll("tbody.case")];
  const headings = [...document.querySelectorAll("tbody.suite")];
  const details = () => document.querySelectorAll("tbody.case:not([hidden]) details");

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const suites = new Set();
    let count = 0;
    for (const each of cases) {
      const matches =
        (state.value === "all" || each.dataset.state === state.value) &&
        (suite.value === "" || each.dataset.suite === suite.value) &&
        words.every((word) => each.dataset.search.includes(word));
      each.hidden = !matches;
      if (matches) {
        count++;
        suites.add(each.dataset.suite);
      }
    }
    for (const each of headings) {
      each.hidden = !suites.has(each.dataset.of);
    }
    shown.textContent = `${count} of ${cases.length} cases`;
  };

  const open = (all) => {
    toggle.setAttribute("aria-pressed", String(all));
    details().forEach((each) => (each.open = all));
  };

  /** A link leads to a check, whatever the filter hides. */
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const testCase = target && target.closest("tbody.case");
    if (!testCase) {
      return;
    }
    if (testCase.hidden) {
      form.reset();
      filter();
    }
    const next = target.nextElementSibling;
    const pictures = next && next.querySelector("details");
    if (pictures) {
      pictures.open = true;
    }
    target.scrollIntoView();
  };

  form.hidden = false;
  toggle.hidden = details().length === 0;
  if (form.dataset.failures === "yes") {
    state.value = "failed";
  }
  filter();
  follow();
  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", filter);
  state.addEventListener("change", filter);
  suite.addEventListener("change", filter);
  toggle.addEventListener("click", () => open(toggle.getAttribute("aria-pressed") !== "true"));
  window.addEventListener("hashchange", follow);
  window.addEventListener("beforeprint", () => open(true));
})();
