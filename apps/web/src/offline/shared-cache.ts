import { SHARED } from './shared-name.js';

/** Files and words that another app has shared with the page. */
export interface SharedInput {
  readonly files: readonly File[];
  /** A web address among the words; empty without one. */
  readonly address: string;
}

/** A person who opens the page later may not be the one who has shared it. */
const KEPT_MS = 60 * 60_000;

const nameOf = (scope: string): string => `${SHARED}${scope}`;
const wordsUrl = (scope: string): string => `${scope}share/words`;
const fileUrl = (scope: string, index: number): string => `${scope}share/${String(index)}`;
const HEADERS = { name: 'x-name', modified: 'x-modified' } as const;

interface SharedWords {
  readonly at: number;
  readonly address: string;
  /** Their number. */
  readonly files: number;
}

const ADDRESS = /https?:\/\/\S+/i;
const WORDS = ['url', 'text', 'title'];

/** Apps give an address as `url`, or somewhere in the text. */
function findAddress(form: FormData): string {
  const found = WORDS.map((field) => form.get(field)).map((words) => (typeof words === 'string' ? ADDRESS.exec(words) : null));
  return found.find((match) => match !== null)?.[0] ?? '';
}

/** Keeps what was shared until the page takes it, in place of what was shared before. Keeps nothing if it cannot keep all. */
export async function keepShared(form: FormData, { caches, scope, now }: SharedPorts): Promise<void> {
  const name = nameOf(scope);
  await caches.delete(name);
  const files = form.getAll('files').filter((part): part is File => typeof part !== 'string' && part.size > 0);
  const words: SharedWords = { at: now(), address: findAddress(form), files: files.length };
  try {
    const cache = await caches.open(name);
    await cache.put(wordsUrl(scope), new Response(JSON.stringify(words)));
    for (const [index, file] of files.entries()) await cache.put(fileUrl(scope, index), answerWith(file));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

const answerWith = (file: File): Response =>
  new Response(file, {
    headers: {
      'content-type': file.type,
      [HEADERS.name]: encodeURIComponent(file.name),
      [HEADERS.modified]: String(file.lastModified),
    },
  });

export interface SharedPorts {
  readonly caches: CacheStorage;
  /** The address of the page's root. */
  readonly scope: string;
  readonly now: () => number;
}

async function readFile(answer: Response): Promise<File> {
  const { headers } = answer;
  const options = { type: headers.get('content-type') ?? '', lastModified: Number(headers.get(HEADERS.modified)) };
  return new File([await answer.blob()], decodeURIComponent(headers.get(HEADERS.name) ?? ''), options);
}

/** They are stored first. */
const readWords = async (cache: Cache, scope: string): Promise<SharedWords> =>
  ((await (await cache.match(wordsUrl(scope)))?.json()) ?? { at: 0, address: '', files: 0 }) as SharedWords;

async function readShared(cache: Cache, { scope, now }: SharedPorts): Promise<SharedInput | undefined> {
  const { at, address, files: count } = await readWords(cache, scope);
  if (now() - at > KEPT_MS) return undefined;
  const kept = await Promise.all(Array.from({ length: count }, (_, index) => cache.match(fileUrl(scope, index))));
  const found = kept.filter((answer) => answer !== undefined);
  // Whatever ended the share in the middle, the app has not had its answer.
  return found.length < count ? undefined : { files: await Promise.all(found.map(readFile)), address };
}

/** Removes what nobody has taken within the hour. */
export async function forgetOldShared(ports: SharedPorts): Promise<void> {
  const { caches, scope, now } = ports;
  if (!(await caches.has(nameOf(scope)))) return;
  const { at } = await readWords(await caches.open(nameOf(scope)), scope);
  if (now() - at > KEPT_MS) await caches.delete(nameOf(scope));
}

/** Takes what was shared, once. Undefined if there is nothing, or if nobody has taken it within the hour. */
export async function takeShared(ports: SharedPorts): Promise<SharedInput | undefined> {
  const { caches, scope } = ports;
  if (!(await caches.has(nameOf(scope)))) return undefined;
  const shared = await readShared(await caches.open(nameOf(scope)), ports);
  await caches.delete(nameOf(scope));
  return shared;
}
