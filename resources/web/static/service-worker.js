// Keeps all files of one version of the page, and gives them instead of the network. `falx serve --static` writes the
// name of the version, and the files with their checksums, above.

// Several folders of one web space keep their files separate.
const PREFIX = `falx ${registration.scope} `;
const CACHE = PREFIX + VERSION;
const INDEX = "./";

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("fetch", (event) => {
  const place = placeOf(event.request);
  if (place !== null) event.respondWith(answer(place, event.request));
});

/** Fetches each file anew; one of another version fails its checksum, and the whole is tried again later. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    Object.entries(FILES).map(async ([place, integrity]) => {
      const response = await fetch(place, { cache: "no-cache", integrity });
      if (!response.ok) throw new Error(`${place}: ${response.status}`);
      await cache.put(new URL(place, registration.scope), response);
    }),
  );
}

/** Other versions go once no page uses them. */
async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  await clients.claim();
}

/** Which file of this folder is asked for; null for anything else. */
function placeOf(request) {
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(registration.scope);
  if (request.method !== "GET" || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return null;
  const place = pathname.slice(scope.pathname.length);
  if (place === "" || place === "index.html") return INDEX;
  return Object.hasOwn(FILES, place) ? place : null;
}

async function answer(place, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(new URL(place, registration.scope))) ?? fetch(request);
}
