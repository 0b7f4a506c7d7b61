/**
 * Heavy pictures wait until they are near: what the reader sees first is drawn at once, the rest when the reader first
 * moves, scrolls or types, and before the page is printed.
 */
const MARGIN = "300px";
const MOVES = ["scroll", "pointermove", "pointerdown", "keydown", "touchstart"] as const;

export function whenNear<T extends HTMLElement>(elements: T[], draw: (element: T) => void): void {
  const waiting = new Set(elements);
  const now = (element: T) => {
    if (!waiting.delete(element)) return;
    observer.unobserve(element);
    draw(element);
  };
  const all = () => [...waiting].forEach(now);
  const observer = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => now(entry.target as T)),
    { rootMargin: MARGIN },
  );
  elements.forEach((element) => observer.observe(element));
  window.addEventListener("beforeprint", all, { once: true });
  const soon = () => {
    MOVES.forEach((move) => window.removeEventListener(move, soon));
    setTimeout(all, 200);
  };
  MOVES.forEach((move) => window.addEventListener(move, soon, { passive: true }));
}
