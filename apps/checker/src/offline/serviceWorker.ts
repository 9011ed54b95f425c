import { cacheName, keyOf, outdated, type Precache } from "./precache.ts";

/** The parts of a service worker's surroundings that are used here. */
interface Surroundings {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listen: (event: Lifetime) => void): void;
  addEventListener(type: "fetch", listen: (event: FetchLike) => void): void;
}

interface Lifetime {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchLike extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as Surroundings;
const { scope } = worker.registration;

/** The build puts the files here. */
const precache = JSON.parse("__PRECACHE__") as Precache;

/** Keeps every file of this version. Where one cannot be had, the version before stays. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName(precache));
  const addresses = precache.files.map((file) => new Request(new URL(file, scope), { cache: "no-cache" }));
  await cache.addAll(addresses);
}

/** A version begins once no page of the one before is open, so that no page misses its own scripts. */
async function activate(): Promise<void> {
  const old = outdated(await caches.keys(), precache);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** What was kept; else what the network says. */
async function answer(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(cacheName(precache));
  return (await cache.match(key)) ?? (await fetch(request));
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const key = event.request.method === "GET" ? keyOf(event.request.url, scope) : undefined;
  if (key !== undefined) event.respondWith(answer(event.request, key));
});
