/** Charts from JSON islands: `<div data-chart="ranks" data-source="ID">` and `<script type="application/json" id="ID">`. */
import { within } from "./app/within";
import { concentration } from "./charts/concentration";
import { contributions } from "./charts/contributions";
import { correlation } from "./charts/correlation";
import { Figure, type Builder } from "./charts/figure";
import { histogram } from "./charts/histogram";
import { history } from "./charts/history";
import { ranks } from "./charts/ranks";
import { scatter } from "./charts/scatter";
import { shares } from "./charts/shares";

const KINDS: Record<string, unknown> = {
  ranks, contributions, history, histogram, scatter, correlation, concentration, shares,
};

const figures = new WeakMap<HTMLElement, Figure>();

function islandOf(element: HTMLElement): unknown {
  const source = element.dataset["source"];
  const script = source ? document.getElementById(source) : element.parentElement?.querySelector("script[type='application/json']");
  return script?.textContent ? JSON.parse(script.textContent) : undefined;
}

function draw(element: HTMLElement): void {
  if (figures.has(element)) return;
  const build = KINDS[element.dataset["chart"] ?? ""] as Builder | undefined;
  const data = islandOf(element);
  if (!build) throw new Error(`There is no chart of the kind "${element.dataset["chart"]}".`);
  if (data === undefined) return;
  const figure = new Figure(element, build, data);
  figures.set(element, figure);
  element.addEventListener("hamyar:data", (event) => figure.update((event as CustomEvent<unknown>).detail));
}

async function drawAll(part: ParentNode): Promise<void> {
  await document.fonts.load("14px Vazirmatn", "همیار").catch(() => undefined);
  for (const element of within<HTMLElement>(part, "[data-chart]")) draw(element);
  document.documentElement.dataset["charts"] = "drawn";
}

void drawAll(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof HTMLElement && event.target !== document.body) void drawAll(event.target);
});
