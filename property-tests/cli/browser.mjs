// A report in headless Chromium: node browser.mjs PLAYWRIGHT CHROMIUM REPORT SHOTS.  Prints one JSON document: what was
// found, for browser.py to judge.  Screenshots go to SHOTS.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [playwright, executablePath, report, shots] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(playwright);
const address = (name) => pathToFileURL(path.join(report, name)).href;
const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };
const found = { complaints: [], visited: {}, wide: [], unlabelled: [], unreached: [], tables: {}, search: {}, keyboard: {}, plain: {}, copied: "" };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

async function open(size, options = {}) {
  const context = await browser.newContext({ viewport: sizes[size], ...options });
  const page = await context.newPage();
  page.on("console", (m) => { if (["error", "warning"].includes(m.type())) found.complaints.push(`${page.url()}: ${m.text()}`); });
  page.on("pageerror", (e) => found.complaints.push(`${page.url()}: ${e}`));
  page.on("requestfailed", (r) => found.complaints.push(`${r.url()}: ${r.failure()?.errorText}`));
  page.on("request", (r) => { if (!/^(file|data):/.test(r.url())) found.complaints.push(`${r.url()}: asked for`); });
  return page;
}
const shown = (page) => page.locator("ul.claims > li:visible").count();
const shot = (page, name, whole = false) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: whole });

// Every page that a link leads to, at phone width: nothing wider than the screen, every anchor there.
const phone = await open("phone");
const waiting = [address("index.html")];
const anchors = [];
while (waiting.length) {
  const url = waiting.pop();
  if (found.visited[url]) continue;
  await phone.goto(url);
  const page = await phone.evaluate(() => ({
    title: document.title,
    width: document.documentElement.scrollWidth,
    room: innerWidth,
    headings: [...document.querySelectorAll("h1, h2, h3")].map((h) => Number(h.tagName[1])),
    links: [...document.querySelectorAll("a[href]")].map((a) => ({ href: a.href, download: a.hasAttribute("download") })),
    ids: [...document.querySelectorAll("[id]")].map((e) => e.id),
    nameless: [...document.querySelectorAll("a, button, input, select, img, svg[role=img]")].filter((e) =>
      !(e.textContent.trim() || e.getAttribute("aria-label") || e.getAttribute("alt") || e.labels?.length)).map((e) => e.outerHTML),
    unreached: [...document.querySelectorAll("main *")].filter((e) =>
      e.tabIndex < 0 && e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)).map((e) => e.outerHTML),
    unread: [...document.querySelectorAll("math")].filter((m) => m.getBoundingClientRect().height < 5).length,
  }));
  found.visited[url] = { title: page.title, headings: page.headings, unread: page.unread };
  if (page.width > page.room) found.wide.push(`${url}: ${page.width} > ${page.room}`);
  found.unlabelled.push(...page.nameless.map((e) => `${url}: ${e}`));
  found.unreached.push(...page.unreached.map((e) => `${url}: ${e}`));
  found.tables[url] = page.ids;
  for (const { href, download } of page.links) {
    const [bare, fragment] = href.split("#");
    if (fragment && !fragment.includes("=")) anchors.push({ from: url, bare, fragment });
    if (/\.html$/.test(bare) && !download) waiting.push(bare);
  }
}
found.broken = anchors.filter((a) => !found.tables[a.bare]?.includes(decodeURIComponent(a.fragment)));
delete found.tables;

// The search box.
await phone.goto(address("index.html"));
const all = await shown(phone);
await phone.fill("#q", "softmax FREE-denominator");
found.search = { all, after: await shown(phone), said: await phone.locator("form.filter output").textContent(), hash: await phone.evaluate(() => location.hash) };
await phone.selectOption("#verdict", "verified");
found.search.contradiction = await shown(phone);
await phone.reload();
found.search.reloaded = await shown(phone);
await phone.goto(address("index.html") + "#verdict=refuted");
found.search.verdict = await phone.$$eval("ul.claims > li:not([hidden])", (items) => [...new Set(items.map((i) => i.dataset.verdict))]);
await phone.goto(address("rulings.html"));
await phone.fill("#q", "P0-12");
found.search.item = await phone.locator("h2:visible").allTextContents();

// By the keyboard alone: the skip link first, / to the search box, Escape empties it, the link of a claim.
const desktop = await open("desktop");
await desktop.goto(address("index.html"));
await desktop.keyboard.press("Tab");
found.keyboard.first = await desktop.evaluate(() => document.activeElement.textContent);
await desktop.keyboard.press("/");
await desktop.keyboard.type("free-denominator");
found.keyboard.after = await shown(desktop);
await desktop.keyboard.press("Escape");
found.keyboard.emptied = await shown(desktop);
await desktop.keyboard.type("free-denominator");
for (let i = 0; i < 4; ++i) await desktop.keyboard.press("Tab");
await desktop.keyboard.press("Enter");
await desktop.waitForURL(/claims\//);
found.keyboard.reached = path.basename(new URL(desktop.url()).pathname);
await desktop.locator("button").first().click();
const status = desktop.locator("[role=status]").first();
await status.filter({ hasText: /\S/ }).waitFor();  // it is said once the clipboard has answered
found.copied = await status.textContent();

// Without a script: the whole list, no search box.
const plain = await open("desktop", { javaScriptEnabled: false });
await plain.goto(address("index.html"));
found.plain = { items: await plain.locator("ul.claims > li").count(), box: await plain.locator("#q").isVisible() };

// Pictures for a person to look at.
const pages = ["index.html", "rulings.html", "figures.html", "heads.html", ...(process.env.ATTEST_SHOTS || "").split(" ").filter(Boolean)];
for (const name of pages) {
  const url = address(name);
  if (!found.visited[url]) continue;
  const label = path.basename(name, ".html");
  for (const [size, page] of [["phone", phone], ["desktop", desktop]]) {
    await page.goto(url);
    await shot(page, `${label}-${size}`, !/index|rulings/.test(name));
  }
}
const dark = await open("desktop", { colorScheme: "dark" });
for (const name of pages.filter((n) => found.visited[address(n)])) {
  await dark.goto(address(name));
  await shot(dark, `${path.basename(name, ".html")}-dark`, !/index|rulings/.test(name));
}
await dark.emulateMedia({ media: "print" });
for (const name of pages.filter((n) => found.visited[address(n)] && !/rulings/.test(n))) {
  await dark.goto(address(name));
  await dark.pdf({ path: path.join(shots, `${path.basename(name, ".html")}.pdf`), format: "A4", margin: { top: "15mm", bottom: "15mm", left: "15mm", right: "15mm" } });
}
await browser.close();
console.log(JSON.stringify(found));
