// The page's behaviour: it keeps what the reader asks for, sends it, and shows what the engine answers. The controls
// stand in controls.js.
"use strict";

const $ = (id) => document.getElementById(id);
const state = {
  facts: null,
  lang: "vi",
  // What the controls ask for.
  shares: {},
  districts: {},
  communes: {},
  floors: {},
  // The answer that is shown, what was asked for it, and the run that goes on now.
  answer: null,
  answered: null,
  run: null,
  // How the last run ended: the key of a text, and what more there is to say of it.
  ended: null,
  notice: null,
};

const text = (key) => state.facts.texts[key];
const number = (value, decimals = 0) =>
  new Intl.NumberFormat(state.lang === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
// What rounds to nothing has no sign.
const signed = (value, decimals) =>
  Number(value.toFixed(decimals)) === 0
    ? number(0, decimals)
    : (value > 0 ? "+" : "") + number(value, decimals).replace("-", "−");
const percent = (share) => number(100 * share) + " %";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// What the server is asked: nothing that is not a share, a factor or a floor.
function wish() {
  return {
    base: $("base").value,
    against: $("against").value,
    shares: state.shares,
    districts: state.districts,
    communes: state.communes,
    floors: state.floors,
    title: $("name").value,
  };
}

// What the results depend on, the same text for the same wish however the controls came there; a name changes nothing.
function asked() {
  const { components, districts, targets } = state.facts;
  const factors = (own) => Object.entries(own ?? {}).filter(([, factor]) => factor !== 1).sort();
  return JSON.stringify([
    $("base").value,
    $("against").value,
    components.map((it) => [it.sources.map((source) => share(it.id, source)), factors(state.communes[it.id])]),
    districts.map((it) => state.districts[it.code] ?? 1),
    targets.map((it) => state.floors[it.id]),
  ]);
}

const invalid = () => document.querySelector("#targets input:invalid");

// What the status line says: of the run, of the answer, and whether the controls still ask for what is shown.
function status() {
  const { answer, run, ended } = state;
  const said = [];
  if (run) {
    const all = answer && `${number(answer.replicates)} / ${number(answer.of)}`;
    said.push(...(run.answered ? [text("serve-quick"), all] : [text("serve-running")]));
  } else if (ended) {
    said.push(text(ended.key) + (ended.why ? ": " + ended.why() : ""));
    if (answer && ended.key === "serve-done") said.push(number(answer.replicates));
  } else {
    said.push(text("serve-no-results"));
  }
  if (answer && state.answered !== asked()) said.push(text("serve-stale"));
  if (invalid()) said.push(text("serve-invalid"));
  const words = said.join(" · ");
  if ($("status").textContent !== words) $("status").textContent = words;
}

// What came of saving or downloading, in the language of now.
function notice(key, more) {
  if (key) state.notice = { key, more };
  $("notice").textContent = state.notice ? `${text(state.notice.key)}: ${state.notice.more()}` : "";
}

// The answer if all is well; else an error that holds what the server says is wrong.
async function good(response) {
  if (response.ok) return response;
  const answer = await response.json().catch(() => ({}));
  throw Object.assign(new Error(), { told: answer.errors?.join("; ") ?? `HTTP ${response.status}` });
}

// Why something failed; without a word from the server nobody answered.
const why = (error) => () => error.told ?? text("serve-unreachable");

function ask(path, body, options = {}) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...options,
  });
}

async function load(lang) {
  const facts = await (await good(await fetch("/api/facts?lang=" + lang))).json();
  const first = state.facts === null;
  // A name that nobody gave changes its language, too.
  if (first || $("name").value === text("serve-own-name")) $("name").value = facts.texts["serve-own-name"];
  state.facts = facts;
  state.lang = facts.language;
  document.documentElement.lang = facts.language;
  document.title = text("serve-title");
  for (const it of document.querySelectorAll("[data-text]")) {
    it.textContent = text(it.dataset.text);
  }
  $("scenario").textContent = facts.title;
  $("synthetic").textContent = facts.synthetic ?? "";
  $("synthetic").hidden = !facts.synthetic;
  for (const id of ["base", "against"]) {
    const chosen = $(id).value;
    $(id).replaceChildren(...facts.alternatives.map((it) => element("option", { value: it.id }, it.title)));
    if (chosen) $(id).value = chosen;
  }
  if (first) reset();
  draw();
  if (state.answer) show();
  notice();
}

// After every change of what is asked for.
function moved() {
  for (const it of document.querySelectorAll("details[data-communes]")) it.refresh();
  status();
}

async function run() {
  // A floor that is no number would be run as the one before it.
  if (invalid()) return invalid().reportValidity(), status();
  cancel();
  const control = new AbortController();
  const wanted = asked();
  state.run = control;
  going(true);
  // In one column the answer would appear out of sight.
  if (matchMedia("(max-width: 60rem)").matches) $("results").scrollIntoView();
  let ended = { key: "serve-done" };
  try {
    const response = await good(await ask("/api/run?lang=" + state.lang, wish(), { signal: control.signal }));
    await events(response, (answer) => {
      control.answered = true;
      Object.assign(state, { answer, answered: wanted });
      show();
    });
    if (!control.answered || state.answer.replicates < state.answer.of) throw new Error("it ended early");
  } catch (error) {
    ended = error.name === "AbortError" ? { key: "serve-cancelled" } : { key: "serve-failed", why: why(error) };
  }
  if (state.run !== control) return;
  Object.assign(state, { run: null, ended });
  going(false);
}

// The buttons and the bar while a run goes on, or not.
function going(on) {
  $("run").disabled = on;
  $("cancel").disabled = !on;
  $("progress").hidden = !on;
  if (on) $("progress").removeAttribute("value");
  status();
}

// Server-sent events of a response to POST, which EventSource cannot make.
async function events(response, tell) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const data = buffer.slice(0, end).split("\n").filter((it) => it.startsWith("data:"));
      buffer = buffer.slice(end + 2);
      if (data.length) tell(JSON.parse(data.map((it) => it.slice(5).trimStart()).join("\n")));
    }
  }
}

function cancel() {
  state.run?.abort();
}

function table(caption, heads, rows) {
  const head = element("tr", {}, ...heads.map((it) => element("th", { scope: "col" }, it)));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((it) => element("td", { class: "number" }, it))),
  );
  const made = element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, made);
}

// The answer in the language of now.
function show() {
  const { replicates, of, [state.lang]: answer } = state.answer;
  for (const it of document.querySelectorAll("[data-file]")) it.disabled = false;
  if (state.run) $("progress").value = replicates / of;
  const names = answer.money.map((it) => it.name);
  const target = (it) => (it.floor ? `${it.name} · ${it.floor}` : it.name);
  $("answer").replaceChildren(
    table(text("serve-chances"), [text("serve-target"), ...names], answer.chances.map((it) => [target(it), it.against, it.own])),
    table(
      text("serve-differences"),
      [text("serve-measure"), text("serve-mean"), text("serve-interval"), text("serve-better")],
      answer.differences.map((it) => [
        `${it.name} (${it.unit})`,
        signed(it.mean, it.decimals),
        `${signed(it.low, it.decimals)} … ${signed(it.high, it.decimals)}`,
        it.better,
      ]),
    ),
    table(text("serve-spent"), ["", ...names], [
      [text("serve-spent"), ...answer.money.map((it) => number(it.spent / 1000, 1))],
      [text("serve-left"), ...answer.money.map((it) => number(it.left / 1000, 1))],
    ]),
  );
}

function give(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// Saves or downloads, and says what went wrong.
async function attempt(failed, action) {
  try {
    await action();
  } catch (error) {
    notice(failed, why(error));
  }
}

const handed = (name, asking) =>
  attempt("serve-not-downloaded", async () => give(name, await (await good(await asking())).blob()));

// A file of the run that is shown, whatever was changed since.
function download(file) {
  const path = `/api/runs/${state.answer.run}/${file}?lang=${state.lang}`;
  return handed($("name").value + file.slice(file.lastIndexOf(".")), () => fetch(path));
}

function save() {
  const path = `/api/save?lang=${state.lang}&name=` + encodeURIComponent($("name").value);
  return attempt("serve-not-saved", async () => {
    const { file } = await (await good(await ask(path, wish()))).json();
    notice("serve-saved", () => file);
  });
}

$("run").addEventListener("click", run);
$("cancel").addEventListener("click", cancel);
$("save").addEventListener("click", save);
$("reset").addEventListener("click", () => (reset(), draw()));
$("base").addEventListener("change", () => (reset(), draw()));
$("against").addEventListener("change", moved);
$("language").addEventListener("click", () =>
  load(state.lang === "vi" ? "en" : "vi").catch((error) => notice("serve-failed", why(error))),
);
$("toml").addEventListener("click", () =>
  handed($("name").value + ".toml", () => ask("/api/scenario.toml?lang=" + state.lang, wish())),
);
for (const it of document.querySelectorAll("[data-file]")) {
  it.addEventListener("click", () => download(it.dataset.file));
}
load(navigator.language.startsWith("en") ? "en" : "vi");
