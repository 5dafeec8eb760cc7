"use strict";
// What the page does more of with scripts on; without them every link leads to what it names further down the page.
(() => {
  const words = JSON.parse(document.getElementById("_ord").textContent);
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(words.sorting, { numeric: true, sensitivity: "base" });
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // --- Claims: what one rests on opens beside the text -------------------------------------------------------------
  const title = make("h3", { id: "_grunnlag-tittel", tabindex: "-1" });
  const body = make("div", { class: "drawer-body" });
  const close = make("button", { type: "button", class: "close" }, words.close);
  const drawer = make("dialog", { class: "drawer", "aria-labelledby": "_grunnlag-tittel" }, close, title, body);
  document.body.append(drawer);
  close.addEventListener("click", () => drawer.close());
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
  let opener = null;
  drawer.addEventListener("close", () => { opener?.focus({ preventScroll: true }); });

  const asText = (row) => {  // a row of a table is read as a list when it stands alone
    const heads = [...row.closest("table").querySelectorAll("thead th")].map((each) => each.textContent);
    const pairs = [...row.cells].map((cell, place) =>
      make("div", {}, make("dt", {}, heads[place] ?? ""), make("dd", {}, ...cell.cloneNode(true).childNodes)));
    return make("dl", { class: "facts" }, ...pairs);
  };
  const shown = (target) => {
    const copy = target.tagName === "TR" ? asText(target) : target.cloneNode(true);
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    for (const each of copy.querySelectorAll(".said, .neighbours")) each.remove();
    return copy;
  };
  const open = (link, target) => {
    title.textContent = target.querySelector(".said")?.textContent ?? link.textContent;
    const copy = shown(target);
    const whole = make("p", { class: "uses" }, make("a", { href: `#${target.id}` }, words.whole));
    body.replaceChildren(copy, ...(target.matches(".panel") ? [] : [whole]));
    if (!drawer.open) { opener = link; drawer.showModal(); }
    drawer.scrollTop = 0;
    title.focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    const small = target.matches(".panel, tr, li, section") && !target.contains(link);
    const inside = drawer.contains(link);
    if (small && (link.matches(".claim, .ref") || (inside && !link.closest(".uses")))) {
      event.preventDefault();
      open(link, target);
    } else if (inside) {
      opener = null;
      drawer.close();
      reveal(target);
    }
  });

  // --- What is folded away opens when a link leads into it ---------------------------------------------------------
  function reveal(target) {
    for (let each = target?.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  }
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    reveal(target);
    target?.scrollIntoView();
  };
  window.addEventListener("hashchange", arrive);
  if (location.hash) arrive();

  // --- Contents: the chapter being read is marked ------------------------------------------------------------------
  const entries = new Map([...document.querySelectorAll(".contents li > a")].map((each) => [each.hash.slice(1), each]));
  const seen = new IntersectionObserver((found) => {
    for (const each of found) {
      if (!each.isIntersecting) continue;
      document.querySelector(".contents [aria-current]")?.removeAttribute("aria-current");
      entries.get(each.target.querySelector("h1")?.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  for (const each of document.querySelectorAll("main > article")) seen.observe(each);

  // --- Search ------------------------------------------------------------------------------------------------------
  const box = document.getElementById("_sok");
  const list = document.getElementById("_treff");
  const count = document.getElementById("_antall-treff");
  const fold = (text) => text.toLocaleLowerCase(language).replace(/\s+/g, " ");
  const MOST = 50;
  const SLICE = 40;  // milliseconds of searching at a time: in a report of any length one can type and read meanwhile
  const folded = [];  // what each block says, from when it was first looked through
  let blocks = null;
  let searches = 0;
  const place = (block) => {
    const section = block.closest("article");
    return section?.querySelector("h1")?.textContent ?? "";
  };
  const excerpt = (text, at, length) => {
    const start = Math.max(0, at - 40);
    const before = (start ? "…" : "") + text.slice(start, at);
    return [before, make("mark", {}, text.slice(at, at + length)), text.slice(at + length, at + length + 70)];
  };
  const hit = (number, wanted) => {
    const block = blocks[number];
    const text = block.textContent.replace(/\s+/g, " ").trim();
    const at = Math.max(0, fold(text).indexOf(wanted));
    block.id ||= `_treff-${number}`;
    const link = make("a", { href: `#${block.id}` }, ...excerpt(text, at, wanted.length));
    return make("li", {}, make("span", { class: "where" }, place(block)), link);
  };
  const search = async () => {
    const mine = ++searches;
    const wanted = fold(box.value.trim());
    list.replaceChildren();
    count.textContent = "";
    if (wanted.length < 2) return;
    blocks ??= [...document.querySelectorAll(
      "main :is(h1, h2, h3, p, li, dd, caption, figcaption, tbody tr, blockquote)")]
      .filter((each) => !each.matches("li:has(li), dd:has(p)"));
    let found = 0;
    let until = performance.now() + SLICE;
    for (let number = 0; number < blocks.length; number += 1) {
      folded[number] ??= fold(blocks[number].textContent);
      if (folded[number].includes(wanted)) {
        found += 1;
        if (found <= MOST) list.append(hit(number, wanted));
      }
      if (performance.now() < until) continue;
      await new Promise((resolve) => { setTimeout(resolve); });
      if (mine !== searches) return;  // something else is looked for by now
      until = performance.now() + SLICE;
    }
    count.textContent = (found === 1 ? words.hit : words.hits).replace("{}", found)
      + (found > MOST ? ` ${words.first.replace("{}", MOST)}` : "");
  };
  if (box) {
    box.closest("form").hidden = false;
    box.addEventListener("input", search);
    box.closest("form").addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) reveal(document.getElementById(link.hash.slice(1)));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !event.target.matches("input, textarea, select") && !drawer.open) {
        event.preventDefault();
        box.focus();
      }
    });
  }

  // --- Tables: sorted by a heading, and narrowed by words ----------------------------------------------------------
  const value = (cell) => {
    const text = cell.textContent.trim();
    const plain = words.decimal === "," ? text.replace(",", ".") : text.replaceAll(",", "");
    const number = plain.replace(/[\s\u00a0\u202f]/g, "").replace("−", "-").replace(/%$/, "");
    return number !== "" && Number.isFinite(Number(number)) ? Number(number) : text;
  };
  const order = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === typeof b) return collator.compare(a, b);
    return typeof a === "number" ? -1 : 1;
  };
  const sort = (table, column, down) => {
    const rows = [...table.tBodies[0].rows].map((row) => [value(row.cells[column]), row]);
    rows.sort((a, b) => (down ? -1 : 1) * order(a[0], b[0]));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(table, column, down);
      });
    });
    if (table.tBodies[0].rows.length < 12) continue;
    const field = make("input", { type: "search", autocomplete: "off" });
    const said = make("span", { role: "status", class: "narrowed" });
    table.before(make("p", { class: "narrow" }, make("label", {}, `${words.narrow} `, field), " ", said));
    field.addEventListener("input", () => {
      const wanted = fold(field.value.trim());
      let left = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = wanted !== "" && !fold(row.textContent).includes(wanted);
        left += row.hidden ? 0 : 1;
      }
      said.textContent = wanted ? words.left.replace("{}", left) : "";
    });
  }
})();
