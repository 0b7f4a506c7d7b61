/** A title is told on hover only; this tells it on focus and touch too, beside what it belongs to. */
const TOLD = ".missing, .money, [data-tip]";

let tip: HTMLElement | undefined;
let owner: HTMLElement | undefined;

function wordsOf(element: HTMLElement): string {
  if (element.title) {
    element.dataset["tip"] = element.title;
    element.removeAttribute("title");
  }
  return element.dataset["tip"] ?? "";
}

function place(box: HTMLElement, beside: DOMRect): void {
  const size = box.getBoundingClientRect();
  const room = document.documentElement.clientWidth - size.width - 8;
  const wanted = beside.left + beside.width / 2 - size.width / 2;
  const above = beside.top - size.height - 6;
  box.style.left = `${Math.max(8, Math.min(room, wanted))}px`;
  box.style.top = `${above < 4 ? beside.bottom + 6 : above}px`;
}

function show(element: HTMLElement): void {
  const words = wordsOf(element);
  if (!words || owner === element) return;
  hide();
  tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.textContent = words;
  document.body.append(tip);
  place(tip, element.getBoundingClientRect());
  owner = element;
}

function hide(): void {
  tip?.remove();
  tip = owner = undefined;
}

const told = (event: Event) => (event.target instanceof Element ? event.target.closest<HTMLElement>(TOLD) : null);

export function watchTips(): void {
  for (const kind of ["pointerover", "focusin"] as const) {
    document.addEventListener(kind, (event) => {
      const element = told(event);
      if (element) show(element);
      else if (kind === "pointerover" && !owner?.matches(":focus")) hide();
    });
  }
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}
