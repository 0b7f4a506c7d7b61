/** What a map is drawn from: an island on the page, or addresses of GeoJSON on this host. */
import type { FeatureCollection, LineString, MultiPolygon, Point, Polygon } from "geojson";

export interface Town {
  name: string;
  href?: string;
  population?: number | null;
  tier?: number | null;
  /** The step of the five-step scale when there are more or fewer tiers than five. */
  step?: number | null;
  /** Further lines for the popup, such as «سطح ۵: در اولویت حمایت». */
  words?: string[];
  highlight?: boolean;
}

export interface Tour {
  name: string;
  /** Which of the colours; one per team. */
  order?: number;
  words?: string[];
}

export interface MapData {
  points?: FeatureCollection<Point, Town>;
  boundaries?: FeatureCollection<Polygon | MultiPolygon, { name?: string }>;
  tours?: FeatureCollection<LineString, Tour>;
  attribution?: string;
  /** Words of the five steps where they are not those of the tiers, the most endowed first. */
  steps?: string[];
  /** Words for a point without a step, where it is not «not ranked». */
  missing?: string;
}

async function fetched<T>(address: string | undefined): Promise<T | undefined> {
  if (!address) return undefined;
  const response = await fetch(address, { headers: { Accept: "application/geo+json" } });
  return response.ok ? ((await response.json()) as T) : undefined;
}

/** Read the island named by `data-map`, and what `data-url`, `data-boundaries` and `data-tours` lead to. */
export async function dataOf(element: HTMLElement): Promise<MapData> {
  const island = document.getElementById(element.dataset["map"] ?? "")?.textContent;
  const own: MapData = island ? (JSON.parse(island) as MapData) : {};
  const [points, boundaries, tours] = await Promise.all([
    fetched<NonNullable<MapData["points"]>>(element.dataset["url"]),
    fetched<NonNullable<MapData["boundaries"]>>(element.dataset["boundaries"]),
    fetched<NonNullable<MapData["tours"]>>(element.dataset["tours"]),
  ]);
  return { ...own, ...(points && { points }), ...(boundaries && { boundaries }), ...(tours && { tours }) };
}
