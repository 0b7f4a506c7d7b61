/** htmx, only on pages that use it, without eval, inline styles or requests to another host. */
const USES_HTMX = "[hx-get],[hx-post],[hx-put],[hx-patch],[hx-delete],[hx-boost],[data-hx-get],[data-hx-post]";

export async function loadHtmx(): Promise<void> {
  if (!document.querySelector(USES_HTMX)) return;
  const settings = document.createElement("meta");
  settings.name = "htmx-config"; // read while htmx starts, before the lines below could set it
  settings.content = JSON.stringify({ includeIndicatorStyles: false });
  document.head.append(settings);
  const { default: htmx } = await import("htmx.org");
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyCacheSize = 0;
  htmx.config.responseHandling = [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ];
  document.body.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value;
    const detail = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
    if (token) detail.headers["X-CSRFToken"] = token;
  });
  htmx.process(document.body);
}
