"use strict";
(() => {
  const PAGE = 50, MOST_PRINTED = 1000, NOTHING = "—";
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = (number) => data.strings[number];
  const said = (cell) => text(Array.isArray(cell) ? cell[0] : cell);
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const SVG = "http://www.w3.org/2000/svg";
  const tables = new Map();

  const make = (name, words, ...classes) => {
    const element = document.createElement(name);
    if (words !== undefined) element.textContent = words;
    element.classList.add(...classes.filter(Boolean));
    return element;
  };

  const amount = (words) => {
    const found = words.replace(/[▼,%\s]/g, "");
    return found === "" || Number.isNaN(Number(found)) ? null : Number(found);
  };

  const bar = (filled) => {
    const frame = document.createElementNS(SVG, "svg"), rect = document.createElementNS(SVG, "rect");
    frame.setAttribute("class", "bar");
    frame.setAttribute("viewBox", "0 0 100 10");
    frame.setAttribute("preserveAspectRatio", "none");
    frame.setAttribute("aria-hidden", "true");
    rect.setAttribute("width", filled);
    rect.setAttribute("height", 10);
    frame.append(rect);
    return frame;
  };

  class Table {
    constructor(box, own) {
      Object.assign(this, own, { box, page: 0, sorted: null, down: false, open: new Set(), everything: false });
      this.body = box.querySelector("tbody");
      this.found = own.rows.map((_, row) => row);
      this.words = null;
      this.heads();
      this.tools();
      for (const button of box.querySelectorAll("[data-page]"))
        button.addEventListener("click", () => this.turn(Number(button.dataset.page)));
      this.draw();
    }

    heads() {
      this.columns = [...this.box.querySelectorAll("thead th")];
      this.columns.forEach((head, place) => {
        const button = make("button", head.textContent);
        button.type = "button";
        button.addEventListener("click", () => this.sort(place));
        head.replaceChildren(button);
      });
      this.buttons = this.columns.map((head) => head.firstChild);
    }

    print(everything) {
      this.everything = everything;
      // Buttons are not painted in a heading that is repeated on the next sheet of paper.
      this.columns.forEach((head, place) =>
        head.replaceChildren(everything ? this.labels[place] : this.buttons[place]));
      this.draw();
    }

    tools() {
      const tools = this.box.querySelector(".tools");
      this.choosing = [];
      if (!tools) return;
      tools.hidden = false;
      this.find = tools.querySelector("[data-find]");
      this.choosing = [...tools.querySelectorAll("[data-choose]")];
      for (const control of [this.find, ...this.choosing]) control.addEventListener("input", () => this.filter());
      tools.querySelector("[data-clear]").addEventListener("click", () => this.clear());
    }

    clear() {
      for (const control of this.find ? [this.find, ...this.choosing] : []) control.value = "";
      this.filter();
    }

    filter() {
      const wanted = this.find ? this.find.value.trim().toLowerCase() : "";
      this.words ??= this.rows.map((row) => row.map(said).join("\n").toLowerCase());
      this.found = this.rows.map((_, row) => row).filter((row) =>
        (!wanted || this.words[row].includes(wanted)) &&
        this.choosing.every((each) => !each.value || said(this.rows[row][Number(each.dataset.choose)]) === each.value));
      this.order();
    }

    sort(place) {
      const figures = ["number", "heat", "bar"].includes(this.kinds[place]);
      this.down = this.sorted === place ? !this.down : figures && this.kinds[place] !== "heat" && !/名次/.test(this.labels[place]);
      this.sorted = place;
      this.columns.forEach((head, each) => {
        head.removeAttribute("aria-sort");
        if (each === place) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
        this.buttons[each].textContent = this.labels[each] + (each === place ? (this.down ? " ↓" : " ↑") : "");
      });
      this.order();
    }

    order() {
      if (this.sorted !== null) {
        const figures = ["number", "heat", "bar"].includes(this.kinds[this.sorted]), sign = this.down ? -1 : 1;
        const keys = new Map(this.found.map((row) => {
          const words = said(this.rows[row][this.sorted]);
          return [row, words === NOTHING || words === "" ? null : figures ? amount(words) : words];
        }));
        this.found.sort((one, other) => {
          const a = keys.get(one), b = keys.get(other);
          if (a === null || b === null) return (a === null) - (b === null) || one - other;
          return sign * (figures ? a - b : compare(a, b)) || one - other;
        });
      }
      if (this.whole) this.found.push(...this.found.splice(this.found.indexOf(this.rows.length - 1), 1));
      this.page = 0;
      this.draw();
    }

    turn(by) {
      this.page += by;
      this.draw();
      this.box.scrollIntoView();
    }

    draw() {
      const pages = Math.max(Math.ceil(this.found.length / PAGE), 1);
      const first = this.everything ? 0 : this.page * PAGE;
      const shown = this.found.slice(first, this.everything ? MOST_PRINTED : first + PAGE);
      this.body.replaceChildren(...shown.flatMap((row) => this.drawn(row)));
      const told = !this.find ? "" : this.found.length === this.rows.length
        ? `共 ${this.rows.length} ${this.unit}` : `${this.rows.length} ${this.unit}中的 ${this.found.length} ${this.unit}`;
      const most = this.everything && this.found.length > MOST_PRINTED ? `，只印前 ${MOST_PRINTED} 行，请先筛选` : "";
      this.box.querySelector(".told").textContent = (told + this.sum()).replace(/^；/, "") + most;
      const pager = this.box.querySelector(".pages"), [back, on] = pager.querySelectorAll("button");
      pager.hidden = pages === 1;
      pager.querySelector("span").textContent = `第 ${this.page + 1} 页，共 ${pages} 页`;
      back.disabled = this.page === 0;
      on.disabled = this.page === pages - 1;
    }

    sum() {
      if (this.added === null) return "";
      const kinds = new Map();
      for (const row of this.found) {
        const words = said(this.rows[row][this.added]);
        if (words === NOTHING) continue;
        const kind = said(this.rows[row][1]), [whole, part = ""] = words.replace(/,/g, "").split(".");
        const cents = BigInt(whole + part.padEnd(2, "0"));
        kinds.set(kind, (kinds.get(kind) ?? 0n) + cents);
      }
      return [...kinds].map(([kind, cents]) => {
        const digits = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
        const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",");
        return `；${kind}合计 ${cents < 0n ? "-" : ""}${whole}.${digits.slice(-2)} 元`;
      }).join("");
    }

    drawn(row) {
      const line = make("tr", undefined, this.whole && row === this.rows.length - 1 ? "whole" : "");
      this.rows[row].forEach((cell, place) => line.append(this.cell(cell, place, row)));
      return this.open.has(row) ? [line, this.explained(row)] : [line];
    }

    cell(cell, place, row) {
      const kind = this.kinds[place], words = said(cell);
      const made = make(place ? "td" : "th", undefined, kind, this.narrow[place] ? "" : "wide", kind === "heat" ? `depth${cell[1]}` : "");
      if (!place) made.scope = "row";
      if (kind === "bar") made.append(bar(cell[1]), " ", words);
      else if (kind === "person" && (Array.isArray(cell) || this.behind.length)) made.append(this.button(words, cell, row));
      else made.textContent = words;
      return made;
    }

    button(words, cell, row) {
      const button = make("button", words);
      button.type = "button";
      if (Array.isArray(cell)) {
        button.addEventListener("click", () => tables.get("people").show(cell[1]));
        return button;
      }
      button.setAttribute("aria-expanded", this.open.has(row));
      button.dataset.row = row;
      button.addEventListener("click", () => {
        if (!this.open.delete(row)) this.open.add(row);
        this.draw();
        this.focus(row);
      });
      return button;
    }

    focus(row) {
      this.body.querySelector(`[data-row="${row}"]`)?.focus();
    }

    show(row) {
      this.clear();
      this.open.add(row);
      this.page = Math.floor(this.found.indexOf(row) / PAGE);
      this.draw();
      this.focus(row);
      this.body.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: "center" });
    }

    explained(row) {
      const line = make("tr", undefined, "behind"), cell = make("td"), list = make("ul");
      cell.colSpan = this.kinds.length;
      for (const block of this.behind[row]) {
        const [name, figure, ...lines] = block.map(text), item = make("li"), head = make("p", undefined, "head");
        head.append(make("span", name), make("strong", figure));
        item.append(head, ...lines.map((each) => make("p", each)));
        list.append(item);
      }
      if (!this.behind[row].length) list.append(make("li", "还没有可以说明的数。"));
      cell.append(list);
      line.append(cell);
      return line;
    }
  }

  for (const own of data.tables)
    tables.set(own.key, new Table(document.querySelector(`[data-table="${own.key}"]`), own));
  const printing = (everything) => {
    for (const table of tables.values()) table.print(everything);
  };
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
})();
