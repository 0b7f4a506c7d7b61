/** The meeting's screen: arrows lead on, number keys open a step, Escape leaves a field, a clock counts. */
const WRITING = "input, textarea, select, [contenteditable]";
const STEPS = "1234";
const PERSIAN = "۱۲۳۴";

function follow(rel: "next" | "prev"): void {
  document.querySelector<HTMLAnchorElement>(`[data-meeting] a[rel=${rel}]`)?.click();
}

function openStep(key: string): boolean {
  const step = document.querySelector<HTMLDetailsElement>(`[data-meeting] [data-key="${key}"]`);
  if (!step) return false;
  for (const other of document.querySelectorAll<HTMLDetailsElement>("[data-meeting] [data-key][open]")) other.open = other === step;
  step.open = true;
  step.querySelector<HTMLElement>("textarea, input:not([type=hidden])")?.focus();
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const writing = event.target instanceof Element ? event.target.closest<HTMLElement>(WRITING) : null;
  if (writing) {
    if (event.key === "Escape") writing.blur();
    return;
  }
  const forwards = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backwards = forwards === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  if (event.key === forwards) follow("next");
  else if (event.key === backwards) follow("prev");
  else {
    const place = PERSIAN.indexOf(event.key);
    if (openStep(place < 0 ? event.key : STEPS[place]!)) event.preventDefault();
  }
}

function show(clock: HTMLElement, began: number, seconds: number): void {
  const passed = Math.max(0, Math.floor((Date.now() - began) / 1000));
  const two = (value: number): string => value.toLocaleString(document.documentElement.lang, { minimumIntegerDigits: 2, useGrouping: false });
  clock.textContent = `${two(Math.floor(passed / 60))}:${two(passed % 60)}`;
  clock.classList.toggle("is-over", passed > seconds);
}

export function watchMeeting(): void {
  const screen = document.querySelector<HTMLElement>("[data-meeting]");
  const clock = screen?.querySelector<HTMLElement>("[data-clock]");
  if (!screen || !clock) return;
  const began = Date.parse(screen.dataset["began"] ?? "");
  const seconds = Number(screen.dataset["seconds"]);
  show(clock, began, seconds);
  window.setInterval(() => show(clock, began, seconds), 1000);
  document.addEventListener("keydown", onKey);
}
