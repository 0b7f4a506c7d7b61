/** What the server answers while a reader tries weights, and how it gets onto the page. */
export interface Answer {
  /** New data of charts by the id of their figure. */
  charts?: Record<string, unknown>;
  /** New data of maps by the id of their figure. */
  maps?: Record<string, unknown>;
  /** New content of elements by id, as HTML made by the server's templates. */
  html?: Record<string, string>;
  /** One sentence that tells what changed, also to screen readers. */
  words?: string;
}

function tell(id: string, kind: "chart" | "map", data: unknown): void {
  const element = document.getElementById(id)?.querySelector(`[data-${kind}]`);
  element?.dispatchEvent(new CustomEvent("hamyar:data", { detail: data }));
}

export function show(answer: Answer, words: HTMLElement | null): void {
  for (const [id, data] of Object.entries(answer.charts ?? {})) tell(id, "chart", data);
  for (const [id, data] of Object.entries(answer.maps ?? {})) tell(id, "map", data);
  for (const [id, html] of Object.entries(answer.html ?? {})) {
    const element = document.getElementById(id);
    if (!element) continue;
    element.innerHTML = html;
    element.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  }
  if (words && answer.words !== undefined) words.textContent = answer.words;
}
