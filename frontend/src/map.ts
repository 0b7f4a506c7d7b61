/**
 * Maps: `<div data-map="ID">` with its island, or with addresses of GeoJSON on this host.
 * The drawing itself is fetched when a map comes near.
 */
import { whenNear } from "./app/near";

whenNear([...document.querySelectorAll<HTMLElement>("[data-map]")], (element) => {
  void import("./map/draw").then(({ draw }) => draw(element));
});
