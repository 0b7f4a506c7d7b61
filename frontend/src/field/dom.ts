/** Building pages without markup in texts: `h("p", { class: "soft" }, "words", node)`. */
type Attributes = Record<string, string | number | boolean | ((event: Event) => void) | undefined>;
type Child = Node | string | number | false | null | undefined;

export function h<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== false && child !== null && child !== undefined).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

export const button = (words: string, act: (event: Event) => void, css = "btn"): HTMLButtonElement => h("button", { type: "button", class: css, click: act }, words);

export const link = (words: string, address: string, css = ""): HTMLAnchorElement => h("a", { href: address, class: css }, words);

export function note(kind: "info" | "warning" | "error", title: string, ...words: Child[]): HTMLElement {
  const css = { info: "note note-info", warning: "note note-warning", error: "note note-error" }[kind];
  return h("div", { class: css }, h("div", {}, h("p", { class: "note-title" }, title), ...words));
}

/** Ask before something that cannot be undone; true when the person went on. */
export function ask(title: string, words: string, go: string, stay: string): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => () => {
      dialog.close();
      dialog.remove();
      resolve(yes);
    };
    const tools = h("div", { class: "form-actions" }, button(stay, answer(false), "btn btn-primary"), button(go, answer(true), "btn btn-danger"));
    const dialog = h("dialog", { class: "field-dialog", "aria-labelledby": "field-ask", cancel: answer(false) }, h("h2", { id: "field-ask" }, title), h("p", {}, words), tools);
    document.body.append(dialog);
    dialog.showModal();
  });
}
