// Referencing in the internal edition: a second person goes through every claim, and saves what was said as a file.
(() => {
  const source = document.getElementById("_skjema");
  if (!source) return;
  const { audit, subjects, words } = JSON.parse(source.textContent);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const button = (label, act, attributes = {}) => {
    const made = make("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
  };
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const fold = (name) => name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  // Characters that nobody sees, such as those that word processors leave: the import would refuse them.
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ue000-\uf8ff\ufb00-\ufb06\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}\u{f0000}-\u{10ffff}]/gu;
  const cleaned = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, " ").replace(HIDDEN, "").trim();

  // --- What is kept: in the browser as one goes, where it lets us -----------------------------------------------------
  const KEY = `auditlib.referering.${audit}`;
  let reviewer = "", marks = {}, keeps = true, unsaved = false;
  const stored = (key) => { try { return localStorage.getItem(key); } catch { keeps = false; return null; } };
  const store = (key, value) => { try { localStorage.setItem(key, value); } catch { keeps = false; } };
  const read = (text) => { try { return JSON.parse(text); } catch { return null; } };
  const sound = (each) => each && ["agree", "disagree", "ask", "settle", ""].includes(each.kind)
    && typeof each.version === "string" && typeof (each.reason ?? "") === "string" && typeof each.on === "string";
  const begin = (name) => {
    reviewer = name;
    store(KEY, name);
    const found = read(stored(`${KEY}.${fold(name)}`) ?? "") ?? {};
    marks = Object.fromEntries(Object.entries(found).filter(([, each]) => sound(each)));
  };
  const keep = () => { unsaved = true; store(`${KEY}.${fold(reviewer)}`, JSON.stringify(marks)); };
  window.addEventListener("beforeunload", (event) => { if (unsaved && !keeps) event.preventDefault(); });

  // --- Where each claim stands ---------------------------------------------------------------------------------------
  const needsReason = (kind) => kind === "disagree" || kind === "ask";
  const mine = (each) => marks[each.id]?.version === each.version ? marks[each.id] : null;
  const whole = (mark) => Boolean(mark?.kind) && !(needsReason(mark.kind) && !cleaned(mark.reason ?? ""));
  const own = (each) => each.writers.includes(fold(reviewer));
  const closed = (each) => own(each) || each.writers.length === 0;
  const raised = (each) => each.points.filter((point) => fold(point.by) === fold(reviewer));
  const done = (each) => {
    const mark = mine(each);
    if (mark) return whole(mark);
    if (raised(each).some((point) => point.answers.length)) return false;  // answered: to be settled, or not
    return each.points.length > 0 || each.state === "agreed";
  };
  const mineToRead = () => subjects.filter((each) => !closed(each));
  const SIGNS = { agree: "✓", disagree: "✗", ask: "?", settle: "✓", "": "○", void: "!" };
  const stateOf = (each) => {
    const mark = mine(each);
    if (whole(mark)) return mark.kind;
    if (!mark && done(each)) return each.points.length ? each.points[0].kind : "agree";
    return !mark && (marks[each.id] || each.state === "void") ? "void" : "";
  };
  const spoken = (each) => (closed(each) ? words.own : words[stateOf(each)] ?? words.unread).toLowerCase();

  // --- In the text: a mark beside each claim and each item -----------------------------------------------------------
  const flags = new Map();
  const placeOf = (each) => each.place.startsWith("assessed:")
    ? document.querySelector(`[data-assessed="${CSS.escape(each.place.slice(9))}"]`)
    : document.getElementById(each.place);
  const flag = (each) => {
    const at = placeOf(each);
    if (!at) return;
    const made = button("", () => turnTo(each, true), { class: "review-flag" });
    const heading = at.matches("a") ? null : at.querySelector("h2, h3, th, strong");
    if (heading?.matches("h2, h3")) heading.after(made);
    else if (heading) heading.append(" ", made);
    else at.after(made);
    flags.set(each.id, made);
  };
  const drawFlag = (each) => {
    const made = flags.get(each.id);
    if (!made) return;
    made.textContent = each.id === each.owner ? `${SIGNS[stateOf(each)]} ${each.id}` : SIGNS[stateOf(each)];
    made.setAttribute("aria-label", filled(words.mark, { id: each.id, state: spoken(each) }));
    made.dataset.state = closed(each) ? "own" : stateOf(each) || "unread";
  };

  // --- The panel where one judges ------------------------------------------------------------------------------------
  let now = null;
  const said = make("p", { role: "status", class: "review-status" });
  const count = make("label", { for: "_skjema-framdrift" });
  const meter = make("progress", { id: "_skjema-framdrift" });
  const title = make("h2", { tabindex: "-1" });
  const about = make("div", { class: "review-about" });
  const reason = make("textarea", { id: "_skjema-begrunnelse", rows: "2", "aria-describedby": "_skjema-begrunnelse-hjelp" });
  const help = make("p", { id: "_skjema-begrunnelse-hjelp", class: "review-help" });
  const choices = ["agree", "disagree", "ask", "settle"].map((kind) =>
    button(`${SIGNS[kind]} ${words[kind]}`, () => judge(kind), { "data-kind": kind, "aria-pressed": "false" }));
  const judging = make("fieldset", {}, make("legend", {}, words.judgement), make("div", { class: "review-row" }, ...choices),
    make("label", { for: "_skjema-begrunnelse" }, words.reason), reason, help);
  const file = make("input", { type: "file", accept: ".json,application/json", id: "_skjema-fil", class: "review-file" });
  const panel = make("aside", { class: "review-panel", "aria-label": words.title },
    make("div", { class: "review-head" }, count, meter, said),
    make("div", { class: "review-body" }, title, about),
    make("div", { class: "review-judging" }, judging),
    make("div", { class: "review-foot" },
      make("div", { class: "review-row" }, button(words.previous, () => step(-1)), button(words.next, () => step(1)),
        button(words.next_open, () => nextOpen(), { class: "main" })),
      make("div", { class: "review-row" }, button(words.save, () => save(), { class: "main" }),
        button(words.open, () => file.click()), button(words.end, () => finish())),
      make("p", { class: "review-help" }, words.keys), file));
  file.hidden = true;
  panel.hidden = true;

  const quoted = (each) => {
    const at = each.id === each.owner ? -1 : each.sentence.indexOf(each.said);
    if (at < 0) return make("blockquote", { class: "whole" }, each.sentence || each.said);
    return make("blockquote", {}, each.sentence.slice(0, at), make("mark", {}, each.said),
      each.sentence.slice(at + each.said.length));
  };
  const told = (each) => {
    const lines = [];
    const old = marks[each.id];
    if (own(each)) lines.push(words.own);
    else if (closed(each)) lines.push(words.unknown_writer);
    else if (old && !mine(each)) lines.push(words.changed);
    else if (!old && each.state === "void") lines.push(filled(words.changed_since, { by: each.void }));
    if (each.state === "agreed") lines.push(filled(words.agreed_by, { by: each.by.join(", ") }));
    for (const point of each.points) {
      lines.push(filled(point.kind === "ask" ? words.asks : words.says, point));
      for (const [by, text] of point.answers) lines.push(filled(words.answers, { by, reason: text }));
    }
    if (raised(each).length) lines.push(words.waiting);
    return lines.map((line) => make("p", { class: "review-told" }, line));
  };
  const basis = (each) => {
    const link = document.getElementById(each.place);
    const target = link?.matches("a") ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!target) return [];
    if (!target.matches(".panel, tr, li")) return [make("p", {}, make("a", { href: link.hash }, words.show))];
    const copy = target.matches("tr")
      ? make("p", {}, [...target.cells].map((cell) => cell.textContent.trim()).filter(Boolean).join(" · "))
      : target.cloneNode(true);
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    for (const part of copy.querySelectorAll(".said, .review-flag")) part.remove();
    for (const part of copy.querySelectorAll("h4")) part.replaceWith(make("h3", {}, ...part.childNodes));
    const details = make("details", {}, make("summary", {}, words.basis), copy);
    details.open = window.matchMedia("(min-width: 60rem)").matches;
    return [details];
  };

  const draw = () => {
    const all = mineToRead(), read = all.filter(done).length;
    meter.max = Math.max(all.length, 1);
    meter.value = read;
    count.textContent = filled(words.progress, { n: read, of: all.length });
    if (!now) return;
    drawFlag(now);
    const mark = mine(now);
    const settling = raised(now).length > 0;
    for (const each of choices) {
      each.setAttribute("aria-pressed", String(mark?.kind === each.dataset.kind));
      each.hidden = settling ? each.dataset.kind === "agree" : each.dataset.kind === "settle";
    }
    judging.disabled = closed(now);
    const lacks = needsReason(mark?.kind) && !whole(mark);
    help.textContent = lacks ? words.missing : needsReason(mark?.kind) ? words.required : words.optional;
    help.classList.toggle("lacks", lacks);
    reason.setAttribute("aria-invalid", String(lacks));
  };
  const turnTo = (each, focuses = false) => {
    for (const old of document.querySelectorAll(".review-now")) old.classList.remove("review-now");
    now = each;
    said.textContent = keeps ? "" : words.not_kept;
    title.textContent = `${each.id} · ${each.id === each.owner ? each.said : filled(words.claim, { owner: each.within })}`;
    about.replaceChildren(...told(each), quoted(each), ...basis(each));
    reason.value = marks[each.id]?.reason ?? "";
    draw();
    panel.scrollTop = panel.querySelector(".review-body").scrollTop = 0;
    const at = placeOf(each);
    if (at) {
      for (let part = at.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      at.classList.add("review-now");
      (at.matches("a, li, tr") ? at : at.querySelector("h2, h3") ?? at).scrollIntoView({ block: "center" });
    }
    if (focuses) title.focus({ preventScroll: true });
  };
  const step = (by) => {
    const at = subjects.indexOf(now);
    turnTo(subjects[(at + by + subjects.length) % subjects.length]);
  };
  const nextOpen = () => {
    const at = subjects.indexOf(now);
    const order = [...subjects.slice(at + 1), ...subjects.slice(0, at + 1)];
    const next = order.find((each) => !closed(each) && !done(each));
    if (!next) { said.textContent = words.all_done; return false; }
    turnTo(next);
    return true;
  };
  const put = (kind) => {
    const text = reason.value;
    if (!kind && !text.trim()) delete marks[now.id];
    else marks[now.id] = { kind, reason: text, version: now.version, on: new Date().toISOString() };
    keep();
    draw();
    if (!keeps) said.textContent = words.not_kept;
  };
  const judge = (kind) => {
    if (closed(now)) return;
    const again = mine(now)?.kind === kind;
    put(again ? "" : kind);
    if (again) return;
    if (needsReason(kind)) { reason.focus(); return; }
    const told = filled(words.now, { id: now.id, state: words[kind].toLowerCase() });
    if (nextOpen()) said.textContent = keeps ? `${told} ${title.textContent}` : words.not_kept;
  };
  reason.addEventListener("input", () => { if (!closed(now)) put(mine(now)?.kind ?? ""); });
  panel.addEventListener("keydown", (event) => {  // only while one is in the panel, and not while one writes
    if (event.target === reason || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const shown = choices.filter((each) => !each.hidden);
    const chosen = { 1: shown.find((each) => ["agree", "settle"].includes(each.dataset.kind)) }[key]
      ?? shown.find((each) => each.dataset.kind === { 2: "disagree", 3: "ask" }[key]);
    if (chosen && !judging.disabled) { event.preventDefault(); judge(chosen.dataset.kind); }
    else if (key === "n") { event.preventDefault(); nextOpen(); }
  });

  // --- Files: what was said is saved, and taken up again ---------------------------------------------------------------
  const save = () => {
    const all = Object.entries(marks).filter(([, each]) => each.kind);
    const ready = all.filter(([, each]) => whole(each));
    if (!ready.length) { said.textContent = words.nothing; return; }
    const content = {
      audit, reviewer, saved: new Date().toISOString(),
      marks: ready.map(([subject, { kind, version, on, reason: text }]) =>
        ({ subject, kind, version, on, ...(cleaned(text ?? "") ? { reason: cleaned(text) } : {}) })),
    };
    const url = URL.createObjectURL(new Blob([`${JSON.stringify(content, null, 1)}\n`], { type: "application/json" }));
    const name = `referering-${audit}-${fold(reviewer).replace(/[^\p{L}\p{N}]+/gu, "-")}.json`;
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    unsaved = false;
    const left = all.length - ready.length;
    said.textContent = filled(words.saved, { n: ready.length }) + (left ? ` ${filled(words.left_out, { n: left })}` : "");
  };
  file.addEventListener("change", async () => {
    const found = read(await (file.files[0]?.text() ?? "")) ?? {};
    file.value = "";
    if (found.audit !== audit || fold(String(found.reviewer ?? "")) !== fold(reviewer) || !Array.isArray(found.marks)) {
      said.textContent = words.not_read;
      return;
    }
    const good = found.marks.filter((each) => sound(each) && typeof each.subject === "string");
    for (const { subject, ...mark } of good) if (!(marks[subject]?.on > mark.on)) marks[subject] = mark;
    keep();
    subjects.forEach(drawFlag);
    turnTo(now);
    said.textContent = filled(words.was_read, { n: good.length });
  });

  // --- On and off ------------------------------------------------------------------------------------------------------
  const go = (name) => {
    begin(name);
    subjects.forEach(flag);
    subjects.forEach(drawFlag);
    panel.hidden = false;
    opener.hidden = true;
    document.documentElement.classList.add("reviewing");
    said.textContent = keeps ? "" : words.not_kept;
    turnTo(subjects.find((each) => !closed(each) && !done(each)) ?? subjects[0], true);
  };
  const finish = () => {
    for (const each of flags.values()) each.remove();
    flags.clear();
    for (const old of document.querySelectorAll(".review-now")) old.classList.remove("review-now");
    document.documentElement.classList.remove("reviewing");
    panel.hidden = true;
    opener.hidden = false;
    opener.focus();
  };
  const name = make("input", { id: "_skjema-navn", type: "text", required: "", autocomplete: "name" });
  const asking = make("dialog", { class: "review-who", "aria-labelledby": "_skjema-tittel" });
  const form = make("form", {},
    make("h2", { id: "_skjema-tittel" }, words.who), make("p", {}, words.ask_name),
    make("label", { for: "_skjema-navn" }, words.name), name,
    make("div", { class: "review-row" }, make("button", { type: "submit", class: "main" }, words.start),
      button(words.cancel, () => asking.close())));
  asking.append(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = cleaned(name.value).replace(/\s+/g, " ");
    if (!given) { name.value = ""; name.reportValidity(); return; }
    asking.close();
    go(given);
  });
  const opener = button(words.begin, () => {
    name.value = reviewer || stored(KEY) || "";
    asking.showModal();
    name.select();
  }, { class: "review-begin" });
  if (!subjects.length) return;
  (document.querySelector(".edition") ?? document.body).append(" ", opener);
  document.body.append(panel, asking);
})();
