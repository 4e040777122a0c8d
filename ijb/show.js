/* Runs the show: one screen at a time, by keys, clicker, buttons or finger, and the questions parked beside it.
   Mounted by ijb/showing.py over the app, or run in the file of ijb/export/show.py; nothing is asked of a server. */

const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const MOST_PARKED = 60;
const MOST_LETTERS = 300;
const SEND_AFTER = 400; // milliseconds of rest before what is parked is sent on
const ANSWER_WITHIN = 4_000; // milliseconds in which the app should have gone on when the show was left
const MOST_TELLS = 4;
const SWIPE = 60; // pixels
const ICONS = {
  back: '<svg viewBox="0 0 28 28" aria-hidden="true"><path d="M18 4L8 14L18 24"/></svg>',
  next: '<svg viewBox="0 0 28 28" aria-hidden="true"><path d="M10 4L20 14L10 24"/></svg>',
  full: '<svg viewBox="0 0 28 28" aria-hidden="true"><path d="M4 10V4H10M18 4H24V10M24 18V24H18M10 24H4V18"/></svg>',
  leave: '<svg viewBox="0 0 28 28" aria-hidden="true"><path d="M5 5L23 23M23 5L5 23"/></svg>',
};

const shows = new WeakMap();

export default function show(component) {
  const place = component.parentElement;
  if (component.data.preview) return preview(component.data.screens, place);
  const running = shows.get(place) ?? new Show(component);
  shows.set(place, running);
  const call = running.told(component);
  // The app may call again at once: the show ends only if no later call has come.
  return () => setTimeout(() => {
    if (running.calls === call) {
      running.end();
      shows.delete(place);
    }
  });
}

/* Screens as they will be, small and in the page. */
function preview(screens, place) {
  const drawn = place.querySelector(".ijb-show-preview") ?? made("div", { class: "ijb-show-preview" });
  const inside = made("div", { class: "ijb-show" });
  inside.innerHTML = screens.join("");
  drawn.replaceChildren(inside);
  place.append(drawn);
}

function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

class Show {
  constructor({ data, parentElement }) {
    this.parent = parentElement;
    this.data = data; // kept as it came: the show does not change while it runs
    this.calls = 0;
    this.inApp = !parentElement.querySelector(".ijb-show");
    this.root = this.inApp ? this.#overApp(parentElement) : parentElement.querySelector(".ijb-show");
    this.stage = this.root.querySelector(".ijb-show-stage");
    this.screens = [...this.root.querySelectorAll(".ijb-show-screen")];
    const kept = this.#kept();
    this.base = [];
    this.list = [];
    this.#merge(data.parked ?? [], kept);
    this.#furnish();
    this.#listen();
    if (this.inApp) this.#cover();
    this.go(kept.place ?? data.start ?? 0);
    this.stage.focus({ preventScroll: true });
  }

  /* --- the app: over everything, and what comes back to it --- */

  #overApp(parent) {
    const screens = made("div", { class: "ijb-show-screens" });
    screens.innerHTML = this.data.screens.join("");
    const stage = made("div", { class: "ijb-show-stage", tabindex: "-1" }, screens);
    const root = made("dialog", { class: "ijb-show", "aria-label": `Presentation: ${this.data.title}` }, stage);
    parent.append(root);
    return root;
  }

  #cover() {
    this.scrolling = document.documentElement.style.overflow;
    document.documentElement.style.overflow = "hidden";
    this.root.addEventListener("cancel", (event) => {
      if (event.target !== this.root) return;
      event.preventDefault();
      this.escape();
    });
    this.root.addEventListener("close", (event) => { if (event.target === this.root) this.leave(); });
    this.root.showModal();
  }

  /* A later call brings only what is parked now and the ways to send back. */
  told({ data, setStateValue, setTriggerValue }) {
    this.send = setStateValue;
    this.trigger = setTriggerValue;
    this.calls += 1;
    if (this.over) this.#sayLeft();
    else if (this.calls > 1) {
      this.#merge(data.parked ?? [], { base: this.base, list: this.list });
      this.#drawParked();
    }
    return this.calls;
  }

  escape() {
    if (document.fullscreenElement) this.fill();
    else this.leave();
  }

  leave() {
    if (!this.inApp || !this.root.isConnected) return;
    this.end();
    this.over = true;
    this.#forgetPlace();
    this.#sendParked();
    this.#sayLeft();
    this.waiting = setTimeout(() => this.#unanswered(), ANSWER_WITHIN);
  }

  /* The server may have been away when it was told: it is told again when it calls, but not for ever. */
  #sayLeft() {
    this.tells = (this.tells ?? 0) + 1;
    if (this.tells <= MOST_TELLS) this.trigger?.("left", this.place);
  }

  /* The page under the show is still the one that mounted it: it says so, and offers a way on. */
  #unanswered() {
    const again = this.#button("", "Open the page again", () => location.reload());
    const said = made("p", {}, "The presentation has been left, but the server has not answered. Questions are kept here.");
    this.parent.append(made("div", { class: "ijb-show ijb-show-left", role: "status" }, said, again));
  }

  end() {
    for (const undo of this.undo.splice(0)) undo();
    clearTimeout(this.waiting);
    if (!this.inApp || !this.root.isConnected) return;
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    document.documentElement.style.overflow = this.scrolling;
    this.root.remove();
  }

  /* --- what is on the stage beside the screens --- */

  #furnish() {
    this.live = made("p", { class: "ijb-show-hidden", "aria-live": "polite" });
    this.bar = made("span");
    this.dark = made("div", { class: "ijb-show-black", hidden: "" });
    this.back = this.#button("Back", ICONS.back, () => this.go(this.place - 1));
    this.next = this.#button("Next", ICONS.next, () => this.go(this.place + 1));
    this.asked = this.#button("", "Questions", () => this.open(this.questions));
    const buttons = [
      this.back,
      this.next,
      this.asked,
      this.#button("", "Notes", () => this.open(this.notes)),
      this.#button("Full screen", ICONS.full, () => this.fill()),
    ];
    if (this.inApp) buttons.push(this.#button("Leave the presentation", ICONS.leave, () => this.leave()));
    this.questions = this.#questions();
    this.notes = made("dialog", { class: "ijb-show-panel", "aria-label": "Notes", tabindex: "-1" });
    this.stage.append(
      made("nav", { class: "ijb-show-controls", "aria-label": "Presentation" }, ...buttons),
      made("div", { class: "ijb-show-progress", "aria-hidden": "true" }, this.bar),
      this.live,
      this.dark,
      this.questions,
      this.notes,
    );
    this.#drawParked();
  }

  #button(label, inside, press) {
    const button = made("button", { type: "button" });
    button.innerHTML = inside; // only the words and pictures above
    if (label) {
      button.setAttribute("aria-label", label);
      button.title = label;
    }
    button.addEventListener("click", (event) => {
      // After a mouse or a finger the space bar turns the screen again, and does not press the button once more.
      if (event.detail && !button.closest("dialog.ijb-show-panel")) this.stage.focus({ preventScroll: true });
      press();
    });
    return button;
  }

  go(place) {
    this.place = Math.min(Math.max(place, 0), this.screens.length - 1) || 0;
    this.screens.forEach((screen, each) => { screen.hidden = each !== this.place; });
    const screen = this.screens[this.place];
    this.bar.style.width = `${((this.place + 1) / this.screens.length) * 100}%`;
    this.back.setAttribute("aria-disabled", String(this.place === 0));
    this.next.setAttribute("aria-disabled", String(this.place >= this.screens.length - 1));
    this.live.textContent = screen ? `${this.place + 1} of ${this.screens.length}: ${screen.dataset.title}` : "";
    this.stage.scrollTop = 0;
    this.#reachable();
    this.#keep();
  }

  /* What scrolls sideways on a small screen is reached by keyboard too. */
  #reachable() {
    for (const body of this.screens[this.place]?.querySelectorAll(".ijb-show-drawn, .ijb-show-scroll") ?? []) {
      const scrolls = body.scrollWidth > body.clientWidth + 1;
      for (const [name, value] of [["tabindex", "0"], ["role", "region"], ["aria-label", "The whole width"]]) {
        if (scrolls) body.setAttribute(name, value);
        else body.removeAttribute(name);
      }
    }
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    else this.stage.requestFullscreen?.().catch(() => {});
  }

  open(panel) {
    if (panel === this.notes) this.#fillNotes();
    if (panel === this.questions) this.#drawParked();
    panel.showModal();
    if (panel === this.notes) panel.focus(); // so that the arrow keys scroll it
    panel.scrollTop = 0;
  }

  #fillNotes() {
    const behind = this.screens[this.place]?.querySelector("template")?.content.cloneNode(true) ?? "";
    const close = this.#button("", "Close", () => this.notes.close());
    this.notes.replaceChildren(made("h2", {}, "Notes"), behind, made("div", { class: "ijb-show-row" }, close));
  }

  /* --- keys and fingers --- */

  #listen() {
    this.undo = [];
    const on = (target, name, act, options) => {
      target.addEventListener(name, act, options);
      this.undo.push(() => target.removeEventListener(name, act, options));
    };
    on(window, "keydown", (event) => this.#key(event), true);
    on(window, "resize", () => this.#reachable());
    on(this.stage, "touchstart", (event) => { this.touched = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
    on(this.stage, "touchend", (event) => this.#swipe(event), { passive: true });
    on(this.dark, "click", () => { this.dark.hidden = true; });
  }

  #key(event) {
    if (!this.root.isConnected) return;
    event.stopPropagation(); // the app has keys of its own
    if (event.altKey || event.ctrlKey || event.metaKey || this.questions.open || this.notes.open) return;
    if (this.#acts(event)) event.preventDefault();
  }

  /* Does what a key asks for; false where the browser should do what it does with it. */
  #acts(event) {
    const { key } = event;
    const pressed = key === "Enter" || key === " ";
    if (pressed && event.composedPath()[0] instanceof HTMLButtonElement) return false;
    if (this.stage.scrollHeight > this.stage.clientHeight + 1 && (key === "ArrowDown" || key === "ArrowUp")) return false;
    const letter = key.toLowerCase();
    const turns = NEXT.includes(key) || BACK.includes(key);
    if (!this.dark.hidden && (turns || letter === "b" || key === ".")) this.dark.hidden = true;
    else if (letter === "b" || key === ".") this.dark.hidden = false;
    else if (BACK.includes(key) || (key === " " && event.shiftKey)) this.go(this.place - 1);
    else if (NEXT.includes(key)) this.go(this.place + 1);
    else if (key === "Home") this.go(0);
    else if (key === "End") this.go(this.screens.length - 1);
    else if (letter === "q") this.open(this.questions);
    else if (letter === "n") this.open(this.notes);
    else if (letter === "f" || key === "F5") this.fill();
    else if (key === "Escape" && this.inApp) this.escape();
    else return false;
    return true;
  }

  #swipe(event) {
    const from = this.touched;
    const to = event.changedTouches[0];
    this.touched = null;
    if (!from || !to || this.questions.open || this.notes.open) return;
    if (event.composedPath().some((part) => part instanceof Element && part.getAttribute("role") === "region")) return;
    const across = to.clientX - from.clientX;
    if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(to.clientY - from.clientY)) return;
    this.go(this.place + (across < 0 ? 1 : -1));
  }

  /* --- the questions parked --- */

  #questions() {
    this.field = made("input", {
      id: "ijb-show-field", maxlength: String(MOST_LETTERS), autocomplete: "off",
    });
    this.label = made("label", { for: "ijb-show-field" });
    this.parkedList = made("ol", { class: "ijb-show-parked" });
    this.parkedLive = made("p", { class: "ijb-show-hidden", role: "status" });
    const form = made("form", {}, this.label, this.field, made("button", { type: "submit" }, "Park"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.park(this.field.value);
    });
    const panel = made("dialog", { class: "ijb-show-panel", "aria-label": "Questions parked" });
    this.save = this.#button("", "Save as a text file", () => this.download());
    const close = this.#button("", "Close", () => panel.close());
    const row = made("div", { class: "ijb-show-row" }, this.save, close);
    panel.append(made("h2", {}, "Questions parked"), form, this.parkedList, row, this.parkedLive);
    return panel;
  }

  park(words) {
    const said = words.split(/\s+/).join(" ").trim().slice(0, MOST_LETTERS);
    if (!said || this.list.length >= MOST_PARKED) return;
    if (!this.list.some((each) => each.question === said)) {
      const title = this.screens[this.place]?.dataset.title ?? "";
      this.list.push({ question: said, slide: this.place + 1, title });
    }
    this.field.value = "";
    this.#changed(`Parked: ${said}`);
    this.field.focus();
  }

  #takeAway(question) {
    this.list = this.list.filter((each) => each.question !== question);
    this.#changed(`Taken away: ${question}`);
    this.field.focus();
  }

  #changed(said) {
    this.parkedLive.textContent = said;
    this.#drawParked();
    this.#keep();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#sendParked(), SEND_AFTER);
  }

  #drawParked() {
    const many = this.list.length;
    this.asked.textContent = many ? `Questions ${many}` : "Questions";
    this.label.textContent = many < MOST_PARKED
      ? `A question to come back to, from ${this.place + 1} of ${this.screens.length}`
      : `There is no room for more than ${MOST_PARKED}`;
    this.save.hidden = !many;
    this.parkedList.replaceChildren(...this.list.map(({ question, slide }) => {
      const from = slide ? made("span", {}, ` (${slide} of ${this.screens.length})`) : "";
      const away = this.#button(`Take away: ${question}`, ICONS.leave, () => this.#takeAway(question));
      return made("li", {}, made("span", {}, question, from), away);
    }));
    if (!many) this.parkedList.append(made("li", {}, "None yet."));
  }

  #sendParked() {
    try {
      this.send?.("parked", this.list.map((each) => each.question));
    } catch { /* the server has stopped: they are kept here */ }
  }

  download() {
    const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(new Date());
    const lines = ["Questions parked", this.data.title, `Saved on ${day}`];
    if (this.data.built) lines.push(`Figures as built ${this.data.built}`);
    this.list.forEach(({ question, slide, title }, place) => {
      lines.push("", `${place + 1}. ${question}`);
      if (slide) lines.push(`   Slide ${slide} of ${this.screens.length}: ${title}`);
    });
    const address = URL.createObjectURL(new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/plain;charset=utf-8" }));
    const link = made("a", { href: address, download: "questions.txt" });
    this.stage.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  /* --- what a reload must not lose --- */

  /* What Python knows and what was changed here since, put together: neither side's changes are undone. */
  #merge(given, kept) {
    const theirs = given.map((each) => (typeof each === "string" ? { question: each, slide: 0, title: "" } : each));
    const base = new Set(kept.base ?? []);
    const known = new Set(theirs.map((each) => each.question));
    const mine = (kept.list ?? []).filter((each) => known.has(each.question) || !base.has(each.question));
    const held = new Set((kept.list ?? []).map((each) => each.question));
    const added = theirs.filter((each) => !held.has(each.question) && !base.has(each.question));
    this.list = [...mine, ...added].slice(0, MOST_PARKED);
    this.base = [...known];
  }

  get #name() {
    return `ijb-show-${this.data.key}`;
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#name) ?? "{}");
    } catch {
      return {};
    }
  }

  #keep() {
    this.#write({ place: this.place, base: this.base, list: this.list });
  }

  #forgetPlace() {
    this.#write({ base: this.base, list: this.list });
  }

  #write(kept) {
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(kept));
    } catch { /* a browser that keeps nothing: the show goes on */ }
  }
}
