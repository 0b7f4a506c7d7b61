/** The elements of a part of a page that match, the part itself among them: htmx may bring exactly one. */
export function within<T extends Element>(part: ParentNode, selector: string): T[] {
  const inside = [...part.querySelectorAll<T>(selector)];
  return part instanceof Element && part.matches(selector) ? [part as unknown as T, ...inside] : inside;
}
