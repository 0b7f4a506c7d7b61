// Keeps the offline page and its style; pages themselves always come from the network.
const KEPT = "hamyar-offline-1";
const PAGES = { fa: "/offline/", en: "/en/offline/" };

async function keepOfflinePages() {
  const cache = await caches.open(KEPT);
  for (const page of Object.values(PAGES)) {
    const response = await fetch(page, { cache: "reload" });
    if (!response.ok) continue;
    const html = await response.clone().text();
    await cache.put(page, response);
    const files = [...html.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((match) => match[1]);
    await Promise.allSettled(files.map((file) => cache.add(file)));
  }
}

async function fromNetworkOrKept(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const cache = await caches.open(KEPT);
    const isPage = request.mode === "navigate";
    const path = new URL(request.url).pathname;
    const kept = await cache.match(isPage ? PAGES[path.startsWith("/en/") ? "en" : "fa"] : request);
    if (kept) return kept;
    throw failure;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepOfflinePages().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const isStatic = new URL(request.url).pathname.startsWith("/static/build/");
  if (request.mode === "navigate" || isStatic) event.respondWith(fromNetworkOrKept(request));
});
