/** Suggestions under a search box while typing: a list of options moved through with the arrow keys. Without it the box just searches. */
const PAUSE = 120;
let boxes = 0;

class Suggestions {
  private readonly list = document.createElement("ul");
  private timer = 0;
  private asked = "";
  private request: AbortController | null = null;

  constructor(
    private readonly box: HTMLInputElement,
    private readonly address: string,
  ) {
    this.list.id = `suggestions-${++boxes}`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", box.labels?.[0]?.textContent?.trim() ?? "");
    box.after(this.list);
    const says = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(says)) box.setAttribute(name, value);
    box.addEventListener("input", () => this.wait());
    box.addEventListener("keydown", (event) => this.onKey(event));
    box.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("click", (event) => this.go((event.target as Element).closest("[role=option]")));
  }

  private get options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  private wait(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const text = this.box.value.trim();
    this.request?.abort();
    if (text.length < 2) return this.close();
    this.request = new AbortController();
    this.asked = text;
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, { signal: this.request.signal });
      if (answer.ok && text === this.asked) this.show(await answer.text());
    } catch {
      this.close(); // the line is lost or the next letter came first; searching still works
    }
  }

  private show(options: string): void {
    this.list.innerHTML = options;
    this.options.forEach((option, place) => (option.id = `${this.list.id}-${place}`));
    const isOpen = this.options.length > 0 && document.activeElement === this.box;
    this.list.hidden = !isOpen;
    this.box.setAttribute("aria-expanded", String(isOpen));
    this.box.removeAttribute("aria-activedescendant");
  }

  private close(): void {
    window.clearTimeout(this.timer);
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  private onKey(event: KeyboardEvent): void {
    if (this.list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.choose(step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && this.chosen()) this.go(this.chosen());
    else return;
    event.preventDefault();
  }

  private chosen(): HTMLElement | null {
    return this.list.querySelector<HTMLElement>("[aria-selected=true]");
  }

  private choose(step: number): void {
    const options = this.options;
    const next = (options.indexOf(this.chosen() as HTMLElement) + step + options.length + (this.chosen() || step > 0 ? 0 : 1)) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === next)));
    this.box.setAttribute("aria-activedescendant", options[next]?.id ?? "");
    options[next]?.scrollIntoView({ block: "nearest" });
  }

  private go(option: Element | null): void {
    const address = option?.getAttribute("data-address");
    if (address) window.location.assign(address);
  }
}

export function watchSuggestions(): void {
  for (const box of document.querySelectorAll<HTMLInputElement>("input[data-suggest]")) {
    const address = box.dataset["suggest"];
    if (address) new Suggestions(box, address);
  }
}
