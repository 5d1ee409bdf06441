import { classifyRequest } from './classify-request.js';
import { PageCache } from './page-cache.js';
import { keepShared } from './shared-cache.js';

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The part of the scope of a service worker that is used. The types of pages lack it. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: RequestEvent) => void): void;
}

const worker = globalThis as unknown as WorkerScope;
const { scope } = worker.registration;
const page = new PageCache({ scope, caches, fetch: (request) => fetch(request) });

/** The page takes over what was shared when it has loaded. */
async function answerShare(request: Request): Promise<Response> {
  await keepShared(await request.formData(), { caches, scope, now: Date.now });
  return Response.redirect(scope, 303);
}

const ANSWERS = {
  asset: (request: Request) => page.answerAsset(request),
  file: (request: Request) => page.answerFile(request),
  view: (request: Request) => page.answerView(request),
  share: answerShare,
};

worker.addEventListener('install', (event) => {
  event.waitUntil(Promise.all([worker.skipWaiting(), page.prepare().catch(() => undefined)]));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { method, mode, url, headers } = event.request;
  const kind = classifyRequest({ method, mode, url, hasRange: headers.has('range') }, scope);
  if (kind !== undefined) event.respondWith(ANSWERS[kind](event.request));
});
