/** One map on a page: points by size and tier, boundaries when there are any, tours as lines; no other host is asked. */
import type { FeatureCollection, Point } from "geojson";
import { AttributionControl, FullscreenControl, LngLatBounds, Map, NavigationControl, Popup, ScaleControl, type GeoJSONSource, type MapLayerMouseEvent } from "maplibre-gl";
import { number, say } from "../app/language";
import type { MapData, Town } from "./data";
import { keyOf } from "./key";
import { background, layers } from "./look";

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };

const LOCALE = {
  "NavigationControl.ZoomIn": say("نزدیک‌تر", "Zoom in"),
  "NavigationControl.ZoomOut": say("دورتر", "Zoom out"),
  "FullscreenControl.Enter": say("تمام‌صفحه", "Full screen"),
  "FullscreenControl.Exit": say("خروج از تمام‌صفحه", "Leave full screen"),
  "AttributionControl.ToggleAttribution": say("منبع نقشه", "Source of the map"),
  "Map.Title": say("نقشه؛ همین داده‌ها در جدول کنار آن هست", "Map; the table beside it holds the same"),
  "Popup.Close": say("بستن", "Close"),
  "ScaleControl.Kilometers": say("کیلومتر", "km"),
  "ScaleControl.Meters": say("متر", "m"),
};

export class MapView {
  private readonly map: Map;
  private hovered: number | string | undefined;

  constructor(
    private readonly element: HTMLElement,
    private data: MapData,
  ) {
    this.map = new Map({
      container: element,
      style: background(),
      locale: LOCALE,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      cooperativeGestures: false,
      fadeDuration: 0,
      maxZoom: 12,
      bounds: this.bounds(),
      fitBoundsOptions: { padding: 56, animate: false, maxZoom: 10 },
    });
    this.map.scrollZoom.disable();
    this.map.touchZoomRotate.disableRotation();
    this.addControls();
    this.map.on("load", () => this.fill());
    this.listen();
    element.after(keyOf(data));
  }

  /** Draw other data in the same view; the explorer calls this while a slider moves. */
  update(data: MapData): void {
    this.data = { ...this.data, ...data };
    for (const name of ["points", "boundaries", "tours"] as const) {
      this.map.getSource<GeoJSONSource>(name)?.setData(this.data[name] ?? EMPTY);
    }
  }

  private bounds(): LngLatBounds {
    const bounds = new LngLatBounds();
    for (const feature of this.data.points?.features ?? []) bounds.extend(feature.geometry.coordinates as [number, number]);
    for (const tour of this.data.tours?.features ?? []) tour.geometry.coordinates.forEach((at) => bounds.extend(at as [number, number]));
    return bounds.isEmpty() ? new LngLatBounds([56.2, 33.5], [61.3, 37.8]) : bounds;
  }

  private addControls(): void {
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-left");
    this.map.addControl(new FullscreenControl(), "top-left");
    this.map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
    const words = this.data.attribution;
    if (words || document.documentElement.dataset["mapTiles"]) this.map.addControl(new AttributionControl({ compact: false, ...(words && { customAttribution: words }) }), "bottom-right");
  }

  private fill(): void {
    for (const name of ["boundaries", "tours", "points"] as const) {
      this.map.addSource(name, { type: "geojson", data: this.data[name] ?? EMPTY, generateId: true });
    }
    for (const layer of layers()) this.map.addLayer(layer);
    this.map.once("idle", () => (this.element.dataset["drawn"] = "yes"));
  }

  /** Colours follow the theme: the layers are drawn again with the colours of the moment. */
  private recolour(): void {
    if (!this.map.getLayer("towns")) return;
    this.map.setPaintProperty("ground", "background-color", background().layers[0]!.paint!["background-color" as never]);
    for (const layer of layers()) {
      this.map.removeLayer(layer.id);
      this.map.addLayer(layer);
    }
  }

  private listen(): void {
    this.map.on("click", "towns", (event) => this.open(event));
    this.map.on("mousemove", "towns", (event) => this.hover(event.features?.[0]?.id));
    this.map.on("mouseleave", "towns", () => this.hover(undefined));
    this.map.on("focus" as never, () => this.map.scrollZoom.enable());
    this.element.addEventListener("focusin", () => this.map.scrollZoom.enable());
    this.element.addEventListener("focusout", () => this.map.scrollZoom.disable());
    document.addEventListener("hamyar:theme", () => this.recolour());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
  }

  private hover(id: number | string | undefined): void {
    if (id === this.hovered) return;
    if (this.hovered !== undefined) this.map.setFeatureState({ source: "points", id: this.hovered }, { hover: false });
    if (id !== undefined) this.map.setFeatureState({ source: "points", id }, { hover: true });
    this.hovered = id;
    this.map.getCanvas().style.cursor = id === undefined ? "" : "pointer";
  }

  private open(event: MapLayerMouseEvent): void {
    const feature = event.features?.[0];
    if (!feature) return;
    const town = this.data.points!.features[feature.id as number]!.properties;
    new Popup({ maxWidth: "260px", locale: LOCALE } as never)
      .setLngLat((feature.geometry as Point).coordinates as [number, number])
      .setDOMContent(wordsAbout(town))
      .addTo(this.map);
  }
}

function wordsAbout(town: Town): HTMLElement {
  const box = document.createElement("div");
  box.className = "map-words";
  const name = box.appendChild(document.createElement(town.href ? "a" : "strong"));
  name.textContent = town.name;
  if (town.href) (name as HTMLAnchorElement).href = town.href;
  const people = say(`جمعیت: ${number(town.population)} نفر`, `population: ${number(town.population)}`);
  for (const line of [...(town.population === undefined ? [] : [people]), ...(town.words ?? [])]) {
    box.appendChild(document.createElement("div")).textContent = line;
  }
  return box;
}
