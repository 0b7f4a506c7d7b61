/**
 * The explorer: `<form data-explorer action="…" method="get">`. Each move of a slider or a choice asks the form's
 * address for JSON (`Answer`) and shows it at once; the address bar keeps the choices, so that they can be shared.
 * Without a script the form is sent by its button and the server answers with the whole page.
 */
import { say } from "./app/language";
import { show, type Answer } from "./explorer/answers";
import { reset, showValues } from "./explorer/slider";

const PAUSE_MS = 80;

function queryOf(form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value !== "") query.append(name, value);
  }
  return query.toString();
}

class Explorer {
  private waiting: number | undefined;
  private running: AbortController | undefined;
  private readonly words: HTMLElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.words = document.getElementById(form.dataset["words"] ?? "");
    this.words?.setAttribute("aria-live", "polite");
    showValues(form);
    form.addEventListener("input", () => this.soon());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    form.querySelector("[data-reset]")?.addEventListener("click", (event) => {
      event.preventDefault();
      reset(form);
    });
  }

  private soon(): void {
    showValues(this.form);
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.ask(), PAUSE_MS);
  }

  private async ask(): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    const query = queryOf(this.form);
    const target = document.getElementById(this.form.dataset["target"] ?? "");
    target?.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(`${this.form.action}?${query}`, {
        signal: this.running.signal,
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(String(response.status));
      show((await response.json()) as Answer, this.words);
      history.replaceState(null, "", `${location.pathname}?${query}`);
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === "AbortError") return;
      if (this.words) this.words.textContent = say("پاسخی از سرور نرسید؛ دوباره تلاش کنید.", "The server did not answer; try again.");
    }
    target?.removeAttribute("aria-busy");
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-explorer]")) new Explorer(form);
for (const form of document.querySelectorAll<HTMLFormElement>("form:not([data-explorer])")) showValues(form);
for (const part of document.querySelectorAll<HTMLElement>("[data-sliders]")) {
  showValues(part);
  part.addEventListener("input", () => showValues(part));
}
