import { classifyRequest } from './classify-request.js';
import { renderNotKept } from './not-kept.js';
import { PageCache, type Later } from './page-cache.js';
import { forgetOldShared, keepShared } from './shared-cache.js';

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends LifeEvent {
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

const shared = { caches, scope, now: Date.now };

/** The page takes over what was shared when it has loaded. */
async function answerShare(request: Request): Promise<Response> {
  try {
    await keepShared(await request.formData(), shared);
    return Response.redirect(scope, 303);
  } catch {
    return new Response(renderNotKept(navigator.languages, scope), {
      status: 507,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  }
}

const ANSWERS = {
  asset: (request: Request, later: Later) => page.answerAsset(request, later),
  file: (request: Request) => page.answerFile(request),
  view: (request: Request, later: Later) => {
    later(forgetOldShared(shared).catch(() => undefined));
    return page.answerView(request, later);
  },
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
  if (kind === undefined) return;
  const later: Later = (work) => {
    event.waitUntil(work);
  };
  event.respondWith(ANSWERS[kind](event.request, later));
});
