#include "attest/report/assets.hpp"

namespace attest::report {

std::string_view style_sheet() {
  return R"css(:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1b1b1f; --faint: #5a5a66; --line: #d5d5de; --box: #f5f5f8; --link: #0b4f9e;
  --proved: #cdeed6; --verified: #dff2d8; --loose: #fbe7bf; --repaired: #dbe3fb; --refuted: #f9d3cf;
  --undecided: #e4e4e8; --recorded: #e9e4f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16161a; --ink: #e8e8ee; --faint: #a6a6b4; --line: #3a3a45; --box: #212128; --link: #8ab8f5;
    --proved: #1d4a2b; --verified: #2a4722; --loose: #59430f; --repaired: #2a3764; --refuted: #662722;
    --undecided: #3b3b44; --recorded: #40365a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 1rem 2rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word;
}
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible,
[tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; display: inline-block; padding: 0.5rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; padding: 0.75rem 0;
  border-bottom: 1px solid var(--line); }
header .name { font-weight: 600; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: 0.25rem 0; }
nav a[aria-current] { color: inherit; font-weight: 600; text-decoration-thickness: 2px; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 1.5rem 0 0.5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2rem 0 0.5rem; }
p, ul, dl { margin: 0.5rem 0; }
.source, .faint, footer { color: var(--faint); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); font-size: 0.9rem; }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
code { overflow-wrap: anywhere; }
.verdict { display: inline-block; min-width: 6.7rem; padding: 0.05rem 0.4rem; border-radius: 0.3rem; text-align: center;
  font-size: 0.9rem; font-weight: 600; background: var(--box); print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.proved { background: var(--proved); } .verified { background: var(--verified); } .loose { background: var(--loose); }
.repaired { background: var(--repaired); } .refuted { background: var(--refuted); }
.undecided { background: var(--undecided); } .recorded { background: var(--recorded); }
.formula { overflow-x: auto; overflow-y: hidden; padding: 0.75rem 1rem; margin: 0.75rem 0; background: var(--box);
  border-radius: 0.4rem; display: flex; flex-wrap: wrap; gap: 0.9rem 2rem; align-items: center; }
.formula code { white-space: pre; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "DejaVu Math TeX Gyre", "Noto Sans Math", math;
  font-size: 1.15rem; }
.formula math { display: block math; width: auto; text-align: left; margin: 0; }
.witness, .fact { overflow-x: auto; overflow-y: hidden; }
math.matrix { font-size: 1rem; vertical-align: middle; }
math.matrix mtd { padding: 0.1em 0.35em; }
.scroll { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
tbody th { font-weight: 400; }
ul.counts { list-style: none; padding: 0; }
ul.counts li { display: grid; grid-template-columns: 7rem 3rem minmax(0, 2fr) minmax(0, 3fr); gap: 0 0.9rem;
  align-items: start; padding: 0.4rem 0; border-top: 1px solid var(--line); }
.count { text-align: right; font-variant-numeric: tabular-nums; }
.bar { display: block; height: 1rem; margin-top: 0.25rem; border-radius: 0.2rem; min-width: 2px;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; border: 1px solid var(--faint); }
pre { overflow-x: auto; padding: 0.6rem 0.75rem; background: var(--box); border-radius: 0.4rem; margin: 0.5rem 0; }
.with-copy { display: flex; gap: 0.5rem; align-items: start; }
.with-copy pre { flex: 1 1 auto; min-width: 0; margin: 0; }
pre.command { white-space: pre-wrap; }
.copying { margin: 0.5rem 0; }
button, input, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--faint);
  border-radius: 0.4rem; padding: 0.4rem 0.7rem; min-height: 2.5rem; }
button { cursor: pointer; background: var(--box); }
form.filter { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end; padding: 0.75rem; margin: 0.75rem 0;
  background: var(--box); border-radius: 0.4rem; }
form.filter[hidden] { display: none; }
form.filter > div { min-width: 0; max-width: 100%; }
form.filter label { display: block; font-size: 0.9rem; }
form.filter .search { flex: 1 1 16rem; min-width: 0; }
form.filter input { width: 100%; }
form.filter select { max-width: 100%; }
form.filter output { flex-basis: 100%; font-size: 0.95rem; }
ul.claims { list-style: none; padding: 0; margin: 0; }
ul.claims > li { display: grid; grid-template-columns: 6.9rem minmax(0, 1fr); gap: 0 0.9rem; padding: 0.7rem 0;
  border-top: 1px solid var(--line); align-items: start; break-inside: avoid; }
ul.claims > li[hidden], section[hidden] { display: none; }
ul.claims .id { font-weight: 600; overflow-wrap: anywhere; }
ul.claims p { margin: 0.15rem 0 0; }
ul.claims .evidence { color: var(--faint); font-size: 0.93rem; }
@media screen {
  ul.claims.brief .evidence { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2;
    overflow: hidden; }
}
.verdict-line { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: baseline; margin: 0.9rem 0; }
.verdict-line .verdict { font-size: 1rem; padding: 0.2rem 0.8rem; }
.beside { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; margin-top: 2.5rem; }
figure { margin: 1.5rem 0 2.5rem; }
figure.table { margin: 1.25rem 0; }
figure.table figcaption { max-width: 55rem; margin: 0; }
figure svg { display: block; width: 100%; height: auto; max-width: 48rem; }
figure .drawing { overflow-x: auto; }
figcaption { color: var(--faint); max-width: 48rem; margin-top: 0.5rem; }
details summary { cursor: pointer; padding: 0.25rem 0; }
@media (max-width: 34rem) {
  ul.claims > li { grid-template-columns: minmax(0, 1fr); gap: 0.25rem; }
  ul.claims > li > .verdict { justify-self: start; }
  ul.counts li { grid-template-columns: 7rem 2.2rem minmax(0, 1fr); }
  ul.counts .meaning { grid-column: 1 / -1; color: var(--faint); }
  .formula { padding: 0.6rem 0.75rem; }
  math { font-size: 1.05rem; }
  figure svg { min-width: 30rem; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --box: #fff; --link: #000; color-scheme: light;
    --proved: #cdeed6; --verified: #dff2d8; --loose: #fbe7bf; --repaired: #dbe3fb; --refuted: #f9d3cf;
    --undecided: #e4e4e8; --recorded: #e9e4f5; }
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  nav, .skip, form.filter, button, .beside, details, [data-show] { display: none !important; }
  header { padding-top: 0; }
  .formula, .scroll, pre { overflow: visible; border: 1px solid var(--line); }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .scroll { border: 0; }
  h1, h2 { break-after: avoid; }
  .formula, .verdict-line, tr, li { break-inside: avoid; }
  a { text-decoration: none; }
}
)css";
}

std::string_view script() {
  return R"js("use strict";
(() => {
  // The search box over the list of claims; the query stands in the address behind #.
  const form = document.querySelector("form.filter");
  const items = [...document.querySelectorAll("ul.claims > li")];
  if (form && items.length) {
    const fields = { q: form.elements.q, verdict: form.elements.verdict, paper: form.elements.paper };
    const count = form.querySelector("output");
    const groups = [...document.querySelectorAll("section[data-group]")];
    const known = items.map((item) => (item.textContent + " " + item.dataset.words).toLowerCase());
    const show = () => {
      const words = fields.q.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach((item, i) => {
        const fits = words.every((word) => known[i].includes(word)) &&
          (!fields.verdict.value || item.dataset.verdict === fields.verdict.value) &&
          (!fields.paper.value || item.dataset.paper === fields.paper.value);
        item.hidden = !fits;
        if (fits) shown += 1;
      });
      for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
      count.textContent = shown === items.length ? `All ${shown} are shown.` : `${shown} of ${items.length} are shown.`;
    };
    const read = () => {
      if (location.hash && !location.hash.includes("=")) return show();
      const asked = new URLSearchParams(location.hash.slice(1));
      for (const [name, field] of Object.entries(fields)) field.value = asked.get(name) || "";
      show();
    };
    const changed = () => {
      const asked = new URLSearchParams();
      for (const [name, field] of Object.entries(fields)) if (field.value) asked.set(name, field.value);
      try {
        history.replaceState(null, "", asked.toString() ? "#" + asked : location.href.split("#")[0]);
      } catch (refused) { /* some browsers do not let a file change its address */ }
      show();
    };
    form.hidden = false;
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(changed));
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        fields.q.focus();
      } else if (event.key === "Escape" && event.target === fields.q) {
        fields.q.value = "";
        changed();
      }
    });
    addEventListener("hashchange", read);
    for (const cell of document.querySelectorAll("[data-show]")) {
      const link = document.createElement("a");
      link.href = "#verdict=" + cell.dataset.show;
      link.textContent = "show";
      link.setAttribute("aria-label", "show the claims with verdict " + cell.dataset.show);
      link.addEventListener("click", () => form.scrollIntoView());
      cell.append(link);
    }
    read();
  }

  // A button beside each command.
  for (const command of document.querySelectorAll("pre.command")) {
    const box = document.createElement("div");
    box.className = "copying";
    const line = document.createElement("div");
    line.className = "with-copy";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy the command " + command.textContent);
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    said.className = "faint";
    command.replaceWith(box);
    line.append(command, button);
    box.append(line, said);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(command.textContent);
        said.textContent = "Copied.";
      } catch (refused) {
        getSelection().selectAllChildren(command);
        said.textContent = "Selected: copy it with the keyboard.";
      }
    });
  }
})();
)js";
}

}  // namespace attest::report
