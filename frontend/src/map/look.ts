/** Colours of the moment (WebGL knows no tokens) and the layers drawn with them. */
import type { AddLayerObject, ExpressionSpecification, StyleSpecification } from "maplibre-gl";

/** What a token means now: the browser resolves it on a hidden element. */
function resolved(token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return asRgb(colour);
}

/** MapLibre reads rgb(); a canvas turns whatever the browser says into it. */
function asRgb(colour: string): string {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

export const SIZES: [number, number][] = [[2_000, 5], [10_000, 7], [50_000, 11], [250_000, 18], [3_000_000, 34]];

/** Something that grows with the population as the points do. */
const bySize = (size: (pixels: number) => number) =>
  [
    "interpolate", ["linear"], ["sqrt", ["coalesce", ["get", "population"], 2_000]],
    ...SIZES.flatMap(([people, pixels]) => [Math.sqrt(people), size(pixels)]),
  ] as unknown as ExpressionSpecification;

const NAME_SIZE = 13;

const step: ExpressionSpecification = ["to-string", ["coalesce", ["get", "step"], ["get", "tier"], 0]];

/** Pictures of the ground, only where the organisation has set an address of its own (HAMYAR_MAP_TILES). */
const tiles = document.documentElement.dataset["mapTiles"];

export function background(): StyleSpecification {
  const ground = { id: "ground", type: "background" as const, paint: { "background-color": resolved("--hy-sunken") } };
  if (!tiles) return { version: 8, sources: {}, layers: [ground] };
  const attribution = new URL(tiles.replaceAll(/[{}]/g, "")).host;
  return {
    version: 8,
    sources: { tiles: { type: "raster", tiles: [tiles], tileSize: 256, attribution } },
    layers: [ground, { id: "tiles", source: "tiles", type: "raster", paint: { "raster-opacity": 0.75 } }],
  };
}

export function layers(): AddLayerObject[] {
  const [ink, surface, line, strong, soft] = ["--hy-ink", "--hy-surface", "--hy-line", "--hy-line-strong", "--hy-ink-soft"].map(resolved);
  const tiers = [1, 2, 3, 4, 5].flatMap((tier) => [String(tier), resolved(`--hy-tier-${tier}`)]);
  const fill = ["match", step, ...tiers, resolved("--hy-missing")] as unknown as ExpressionSpecification;
  const teams = ["--hy-accent-solid", "--hy-warning", "--hy-danger-solid", "--hy-tier-3", "--hy-ink-soft"].map(resolved);
  const team = [
    "match", ["%", ["coalesce", ["get", "order"], 0], teams.length],
    ...teams.flatMap((colour, order) => [order, colour]), ink,
  ] as unknown as ExpressionSpecification;
  const isMarked: ExpressionSpecification = ["boolean", ["get", "highlight"], false];
  const isHovered: ExpressionSpecification = ["boolean", ["feature-state", "hover"], false];
  return [
    { id: "counties", source: "boundaries", type: "fill", paint: { "fill-color": surface!, "fill-opacity": tiles ? 0.15 : 0.9 } },
    { id: "county-lines", source: "boundaries", type: "line", paint: { "line-color": strong!, "line-width": 0.8 } },
    { id: "tours", source: "tours", type: "line", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": team, "line-width": 3, "line-opacity": 0.85 } },
    {
      id: "towns", source: "points", type: "circle",
      layout: { "circle-sort-key": ["-", 0, ["coalesce", ["get", "population"], 0]] },
      paint: {
        "circle-radius": bySize((pixels) => pixels),
        "circle-color": fill,
        "circle-stroke-color": ["case", isMarked, ink!, isHovered, ink!, surface!] as ExpressionSpecification,
        "circle-stroke-width": ["case", isMarked, 3, isHovered, 2.5, 1.2] as ExpressionSpecification,
      },
    },
    {
      id: "county-names", source: "boundaries", type: "symbol", minzoom: 7.2,
      layout: { "text-field": ["get", "name"], "text-font": ["Vazirmatn"], "text-size": 12, "text-optional": true },
      paint: { "text-color": soft!, "text-halo-color": line!, "text-halo-width": 1 },
    },
    {
      id: "town-names", source: "points", type: "symbol",
      layout: {
        "text-field": ["get", "name"], "text-font": ["Vazirmatn"], "text-size": NAME_SIZE, "text-optional": true,
        "text-variable-anchor": ["right", "left", "top", "bottom"], "text-radial-offset": bySize((pixels) => pixels / NAME_SIZE + 0.35), "text-padding": 4,
        "symbol-sort-key": ["-", ["case", isMarked, -1e8, 0], ["coalesce", ["get", "population"], 0]],
      },
      paint: { "text-color": ink!, "text-halo-color": resolved("--hy-sunken"), "text-halo-width": 1.6 },
    },
    {
      id: "tour-names", source: "tours", type: "symbol",
      layout: { "symbol-placement": "line-center", "text-field": ["get", "name"], "text-font": ["Vazirmatn"], "text-size": 12 },
      paint: { "text-color": team, "text-halo-color": surface!, "text-halo-width": 2 },
    },
  ];
}
