// Service worker of the field pages, scope /field/. It keeps pages that hold nobody's data, and never deletes what was
// prepared: older copies go only when a page of the new version asks for it, once it has read everything back.
const BUILD = {{ build|safe }};
const CACHE = `csc-field-${BUILD.version}`;
const MEDIA = "csc-media";

const isGood = (response, address) => {
  if (!response || response.status !== 200 || response.redirected || response.type === "opaqueredirect") return false;
  const type = response.headers.get("Content-Type") || "";
  if (BUILD.pages.includes(address)) return response.headers.get("X-CSC-Offline") === "1" && response.headers.get("X-CSC-Version") === BUILD.version;
  return !type.includes("text/html");
};

async function keep(addresses) {
  const cache = await caches.open(CACHE);
  await Promise.all(addresses.map(async (address) => {
    const response = await fetch(address, { credentials: "same-origin", redirect: "manual", cache: "reload" });
    if (!isGood(response, address)) throw new Error(`not kept: ${address}`);
    await cache.put(address, response);
  }));
}

addEventListener("install", (event) => event.waitUntil(keep([...BUILD.pages, ...BUILD.files])));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function tidy() {
  const cache = await caches.open(CACHE);
  for (const address of [...BUILD.pages, ...BUILD.files]) if (!(await cache.match(address))) return;
  for (const name of await caches.keys()) if (name.startsWith("csc-field-") && name !== CACHE) await caches.delete(name);
}

addEventListener("message", (event) => {
  const asked = event.data && event.data.type;
  const answer = (promise) => event.waitUntil(promise.then(
    () => event.ports[0] && event.ports[0].postMessage({ ok: true, version: BUILD.version }),
    (error) => event.ports[0] && event.ports[0].postMessage({ ok: false, version: BUILD.version, error: String(error) }),
  ));
  if (asked === "skipWaiting") skipWaiting();
  else if (asked === "keep") answer(keep([...BUILD.pages, ...BUILD.files]));
  else if (asked === "pages") answer(keep(BUILD.pages));
  else if (asked === "tidy") answer(tidy());
  else if (asked === "version") answer(Promise.resolve());
});

// Any session's, or cycle's, address is answered by the one page kept for all of them.
function pageOf(path) {
  if (path === BUILD.start) return BUILD.pages[0];
  if (/^\/field\/sessions\/[0-9a-f-]{36}\/$/.test(path)) return BUILD.pages[1];
  if (/^\/field\/cycles\/[0-9a-f-]{36}\/$/.test(path)) return BUILD.pages[2];
  return null;
}

async function kept(address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address)) || caches.match(address);
}

// A kept page gets the files kept with it; a page of the network (the preparation) gets today's, or the kept ones.
async function file(event, address) {
  const client = event.clientId ? await clients.get(event.clientId) : null;
  if (client && !pageOf(new URL(client.url).pathname)) return fetch(event.request).catch(() => kept(address));
  return (await kept(address)) || fetch(event.request);
}

async function part(request, response) {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("Range") || "");
  if (!range) return response;
  const whole = await response.arrayBuffer();
  const from = Number(range[1]), to = range[2] ? Math.min(Number(range[2]), whole.byteLength - 1) : whole.byteLength - 1;
  return new Response(whole.slice(from, to + 1), { status: 206, headers: {
    "Content-Type": response.headers.get("Content-Type") || "audio/webm",
    "Content-Range": `bytes ${from}-${to}/${whole.byteLength}`, "Content-Length": String(to - from + 1), "Accept-Ranges": "bytes" } });
}

async function media(request) {
  const found = await (await caches.open(MEDIA)).match(request.url);
  return found ? part(request, found) : fetch(request);
}

addEventListener("fetch", (event) => {
  const request = event.request, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    const page = pageOf(url.pathname);
    if (page) event.respondWith(kept(page).then((found) => found || fetch(request)));
    else event.respondWith(fetch(request).catch((error) => kept(BUILD.pages[0]).then((found) => {
      if (!found) throw error;
      return Response.redirect(BUILD.start, 302);
    })));
    return;
  }
  if (url.pathname === "/field/who/") return;
  if (BUILD.files.includes(url.pathname)) event.respondWith(file(event, url.pathname));
  else if (request.destination === "image" || request.destination === "audio" || request.destination === "video") event.respondWith(media(request));
});
