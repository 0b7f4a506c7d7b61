// Keeps the field page and its files on the device; data lie in the page's own database, never here.
const VERSION = "{{ version }}";
const SHELL = "{{ shell }}";
const FILES = {{ files|safe }};
const PREFIX = `hamyar-field:${SHELL}:`;
const KEPT = PREFIX + VERSION;

async function keep() {
  const cache = await caches.open(KEPT);
  const shell = await fetch(SHELL, { cache: "reload", credentials: "same-origin" });
  if (!shell.ok || shell.redirected) throw new Error("The page is not open to this person.");
  await cache.addAll(FILES);
  await cache.put(SHELL, shell);
}

async function forgetOlder() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== KEPT) await caches.delete(name);
  }
  await self.clients.claim();
}

async function keptOr(request, key) {
  const cache = await caches.open(KEPT);
  return (await cache.match(key)) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === SHELL) event.respondWith(keptOr(request, SHELL));
  else if (FILES.includes(address.pathname)) event.respondWith(keptOr(request, address.pathname));
});
