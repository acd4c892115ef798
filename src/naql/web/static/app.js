// The desk's script. Every page works without it; it lights words up, moves by keys, copies citations and keeps the address short.
// It writes no markup: it only sets classes, attributes and text.
"use strict";

const root = document.documentElement;
const said = document.getElementById("said");
const wide = matchMedia("(min-width: 54rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// Language and theme: links that work by themselves; here they keep the place in the page, and the theme changes without a reload.

const YEAR = 365 * 24 * 3600;

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

function showTheme(theme) {
  if (theme === "auto") root.removeAttribute("data-theme");
  else root.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = theme === "auto" ? "light dark" : theme;
  for (const link of document.querySelectorAll("[data-theme-set]")) {
    if (link.dataset.themeSet === theme) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  remember("naql_theme", theme);
}

function themeShown() {
  return root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const toggle = event.target.closest("[data-theme-toggle]");
  const set = event.target.closest("[data-theme-set]");
  const swap = event.target.closest("[data-switch]");
  if (toggle || set) {
    event.preventDefault();
    showTheme(set ? set.dataset.themeSet : themeShown() === "dark" ? "light" : "dark");
  } else if (swap) {
    const address = new URL(location.href);
    address.searchParams.set("lang", new URL(swap.href).searchParams.get("lang"));
    swap.href = address.href;
  }
});

// The cookie now holds what the address asked for, so the address need not.
const address = new URL(location.href);
for (const name of ["lang", "theme"]) {
  if (address.searchParams.has(name) && document.cookie.includes(`naql_${name}=${address.searchParams.get(name)}`)) address.searchParams.delete(name);
}
if (address.href !== location.href) history.replaceState(history.state, "", address.href);

// Filters: empty fields stay out of the address, whether htmx or the browser sends the form.

document.addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") delete event.detail.parameters[name];
  }
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const field of event.target.elements) if (field.name && field.value === "") field.disabled = true;
});

addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll(".filters [disabled]")) field.disabled = false;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

const closer = document.querySelector("details[data-wide-open]");
if (closer && wide.matches) closer.open = true;

// Copying a citation. A page that is not on this machine and not on https has no clipboard: there the old way is taken.

async function copy(button) {
  const words = button.dataset.citation;
  let done = true;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = document.createElement("textarea");
    field.value = words;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const label = button.querySelector(".copy-words");
  label.dataset.words ??= label.textContent;
  label.textContent = said.textContent = done ? said.dataset.copied : said.dataset.failed;
  button.classList.toggle("copied", done);
  setTimeout(() => {
    label.textContent = label.dataset.words;
    button.classList.remove("copied");
    said.textContent = "";
  }, 1600);
}

function showCopies() {
  for (const button of document.querySelectorAll(".copy[hidden]")) button.hidden = false;
}
showCopies();
document.addEventListener("htmx:afterSwap", () => {
  showCopies();
  said.textContent = document.querySelector("#results [role=status]")?.textContent || "";
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});

// Lighting up: words in the text and items beside it carry the key of the record they belong to.

const text = document.querySelector(".report");
const items = [...document.querySelectorAll(".beside [data-k]")];
const pieces = new Map(); // key -> its pieces of text and its item
for (const element of document.querySelectorAll(".report .m[data-k], .beside [data-k]")) {
  for (const key of element.dataset.k.split(" ")) {
    if (!pieces.has(key)) pieces.set(key, []);
    pieces.get(key).push(element);
  }
}
const keyOf = (element) => element.dataset.k.split(" ")[0];
const itemOf = (key) => items.find((item) => item.dataset.k === key);

function light(key, name) {
  for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
  for (const element of pieces.get(key) || []) element.classList.add(name);
}

function bring(element, block) {
  element.scrollIntoView({ block, inline: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

// Chooses a record: both its words and its item stay lit, and what is out of sight is brought into it.
function choose(key, from) {
  light(key, "lit");
  const item = itemOf(key);
  const words = text.querySelector(`.m[data-k~="${key}"]`);
  if (from !== "text" && words) bring(words, "center");
  if (wide.matches) {
    if (from !== "item" && item) bring(item, "nearest");
  } else if (from === "text") peek(item);
}

function unchoose() {
  light("", "lit");
  light("", "over");
  peek(null);
}

// On a narrow page the items are far below the text: the chosen one is shown at the foot of the window.
function peek(item) {
  const box = document.getElementById("peek");
  if (!box) return;
  box.hidden = !item;
  if (!item) return;
  const shown = item.cloneNode(true);
  shown.removeAttribute("id");
  box.querySelector(".peeked").replaceChildren(shown);
}

if (text) {
  const hit = (event) => event.target.closest?.(".report [data-k], .beside [data-k]");
  document.addEventListener("mouseover", (event) => {
    const element = hit(event);
    light(element ? keyOf(element) : "", "over");
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("#peek .close")) return unchoose();
    if (event.target.closest("a[href]:not(.number), button") || getSelection().toString()) return;
    const element = hit(event);
    if (!element) return;
    if (event.target.closest("a.number")) {
      event.preventDefault();
      history.replaceState(history.state, "", event.target.closest("a.number").hash);
    }
    choose(keyOf(element), text.contains(element) ? "text" : "item");
  });
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.(".beside [data-item]");
    if (item) light(item.dataset.k, "over");
  });
  for (const layer of document.querySelectorAll("[data-layer]")) {
    layer.addEventListener("click", () => {
      const off = text.classList.toggle(`no-${layer.dataset.layer}`);
      layer.setAttribute("aria-pressed", String(!off));
    });
  }
  const follow = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.dataset.k) choose(place.dataset.k, "address");
  };
  addEventListener("hashchange", follow);
  document.fonts.ready.then(follow);
}

// Keys, by their place on the keyboard, so that they are the same on a Persian one.

function step(list, current, by) {
  const at = list.indexOf(current);
  return list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
}

function move(by) {
  if (text) {
    const statements = items.filter((item) => item.dataset.item === "statement");
    const next = step(statements, statements.find((item) => item.classList.contains("lit")), by);
    if (!next) return;
    choose(next.dataset.k, "key");
    if (wide.matches) next.focus({ preventScroll: true });
  } else {
    const rows = [...document.querySelectorAll("[data-row]")];
    const next = step(rows, document.activeElement.closest?.("[data-row]"), by);
    next?.querySelector(".words").focus();
    if (next) bring(next, "nearest");
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest?.("input, select, textarea");
  if (event.code === "Escape") {
    if (typing) typing.blur();
    else if (text) unchoose();
    return;
  }
  if (typing) return;
  if (event.code === "KeyJ" || event.code === "KeyK") {
    event.preventDefault();
    move(event.code === "KeyJ" ? 1 : -1);
  } else if (event.code === "KeyC") {
    const chosen = text ? document.querySelector(".beside .lit[data-item=statement]") : document.activeElement.closest?.("[data-row]");
    const button = chosen?.querySelector(".copy");
    if (button) copy(button);
  } else if (event.code === "Slash" || event.key === "/") {
    const search = document.querySelector("[data-search]");
    event.preventDefault();
    if (search) search.select();
    else location.href = "/statements#text";
  }
});

if (location.hash === "#text") document.getElementById("text")?.focus();
