/** Light, dark or as the device: the choice is kept in a cookie that the server reads too, so pages never flash. */
const ORDER = ["auto", "light", "dark"] as const;
type Theme = (typeof ORDER)[number];

const YEAR = 365 * 24 * 3600;

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset["bsTheme"];
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

function keep(theme: Theme): void {
  const age = theme === "auto" ? 0 : YEAR;
  document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
}

function show(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["bsTheme"];
  else document.documentElement.dataset["bsTheme"] = theme;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
  document.dispatchEvent(new CustomEvent("hamyar:theme", { detail: theme }));
}

export function watchTheme(): void {
  const kept = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1] as Theme | undefined;
  if (kept && kept !== currentTheme()) show(kept);
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLButtonElement>("button[name=theme]");
    if (!button || !ORDER.includes(button.value as Theme)) return;
    event.preventDefault();
    keep(button.value as Theme);
    show(button.value as Theme);
    button.closest("details")?.removeAttribute("open");
  });
}
