/** Draws a figure of any kind; loaded once, when the first chart comes near. */
import { bars } from "./bars";
import { concentration } from "./concentration";
import { contributions } from "./contributions";
import { correlation } from "./correlation";
import { Figure, type Builder } from "./figure";
import { histogram } from "./histogram";
import { history } from "./history";
import { ranks } from "./ranks";
import { scatter } from "./scatter";
import { shares } from "./shares";

const KINDS: Record<string, unknown> = {
  bars, ranks, contributions, history, histogram, scatter, correlation, concentration, shares,
};

const figures = new WeakMap<HTMLElement, Figure>();

/** Draw a chart, or draw it again with other data. */
export async function draw(element: HTMLElement, data: unknown): Promise<void> {
  await document.fonts.load("14px Vazirmatn", "همیار").catch(() => undefined);
  const drawn = figures.get(element);
  if (drawn) return drawn.update(data);
  const build = KINDS[element.dataset["chart"] ?? ""] as Builder | undefined;
  if (!build) throw new Error(`There is no chart of the kind "${element.dataset["chart"]}".`);
  figures.set(element, new Figure(element, build, data));
  element.dataset["drawn"] = "yes";
}
