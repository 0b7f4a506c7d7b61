/** Draws a map; loaded once, when the first map comes near. */
import "maplibre-gl/dist/maplibre-gl.css";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { setWorkerUrl } from "maplibre-gl";
import { say } from "../app/language";
import "../styles/map.css";
import { dataOf, type MapData } from "./data";
import { MapView } from "./view";

setWorkerUrl(new URL(workerAddress, import.meta.url).href);

function hasWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function tellWhy(element: HTMLElement): void {
  element.classList.add("map-off");
  element.textContent = say(
    "این مرورگر نمی‌تواند نقشه را بکشد. همین داده‌ها در جدول آمده است.",
    "This browser cannot draw the map. The table holds the same.",
  );
  element.dataset["drawn"] = "no";
}

export async function draw(element: HTMLElement): Promise<void> {
  if (!hasWebGl()) return tellWhy(element);
  await document.fonts.load("16px Vazirmatn", "همیار").catch(() => undefined);
  const view = new MapView(element, await dataOf(element));
  element.addEventListener("hamyar:data", (event) => view.update((event as CustomEvent<MapData>).detail));
}
