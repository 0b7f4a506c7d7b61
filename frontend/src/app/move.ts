/** A plan's calendar: drag a visit to another day; the page's form is filled in and sent. Without a mouse: the Move link. */
function field(form: HTMLFormElement, name: string, value: string | undefined): void {
  const input = form.elements.namedItem(name);
  if (input instanceof HTMLInputElement) input.value = value ?? "";
}

/** The visit keeps its team; where that team is on the road already, any team may make it, so that no trip has to give way. */
function send(form: HTMLFormElement, visit: HTMLElement, cell: HTMLElement): void {
  const day = cell.dataset["day"]!;
  if (day === visit.dataset["from"]) return;
  const team = visit.dataset["team"]!;
  field(form, "municipality", visit.dataset["town"]);
  field(form, "from_on", visit.dataset["from"]);
  field(form, "team", cell.querySelector(`li[data-team="${team}"]`) ? "" : team);
  field(form, "on", day);
  form.requestSubmit();
}

function watch(plan: HTMLElement, form: HTMLFormElement): void {
  let dragged: HTMLElement | null = null;
  const dayOf = (event: DragEvent) => (event.target as Element | null)?.closest<HTMLElement>("td[data-day]") ?? null;
  const mark = (day: HTMLElement | null) => {
    plan.querySelectorAll<HTMLElement>("td[data-over]").forEach((cell) => cell !== day && delete cell.dataset["over"]);
    if (day) day.dataset["over"] = "";
  };
  plan.addEventListener("dragstart", (event) => {
    dragged = (event.target as Element).closest<HTMLElement>("li[data-town]");
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.textContent ?? "");
    dragged.dataset["dragged"] = "";
  });
  plan.addEventListener("dragover", (event) => {
    const day = dragged && dayOf(event);
    mark(day);
    if (day) event.preventDefault();
  });
  plan.addEventListener("drop", (event) => {
    const day = dayOf(event);
    if (!dragged || !day) return;
    event.preventDefault();
    send(form, dragged, day);
  });
  plan.addEventListener("dragend", () => {
    mark(null);
    if (dragged) delete dragged.dataset["dragged"];
    dragged = null;
  });
}

export function watchMoves(): void {
  for (const plan of document.querySelectorAll<HTMLElement>("[data-plan][data-move-form]")) {
    const form = document.querySelector(plan.dataset["moveForm"]!);
    if (form instanceof HTMLFormElement) watch(plan, form);
  }
}
