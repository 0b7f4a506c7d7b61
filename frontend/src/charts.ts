/**
 * Charts from JSON islands: `<div data-chart="ranks" data-source="ID">` and `<script type="application/json" id="ID">`.
 * The drawing itself is fetched when a chart comes near.
 */
import { whenNear } from "./app/near";
import { within } from "./app/within";

function islandOf(element: HTMLElement): unknown {
  const source = element.dataset["source"];
  const script = source ? document.getElementById(source) : element.parentElement?.querySelector("script[type='application/json']");
  return script?.textContent ? JSON.parse(script.textContent) : undefined;
}

async function show(element: HTMLElement, data: unknown): Promise<void> {
  if (data === undefined) return;
  const { draw } = await import("./charts/draw");
  await draw(element, data);
}

function prepare(part: ParentNode): void {
  const charts = within<HTMLElement>(part, "[data-chart]:not([data-awaited])");
  for (const element of charts) {
    element.dataset["awaited"] = "yes";
    element.addEventListener("hamyar:data", (event) => void show(element, (event as CustomEvent<unknown>).detail));
  }
  whenNear(charts, (element) => void show(element, islandOf(element)));
}

prepare(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement && event.target !== document.body) prepare(event.target);
});
