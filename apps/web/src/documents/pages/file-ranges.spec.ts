import { connection } from '../../api/connection.js';
import { text } from '../../texts/text.js';
import { FileRanges } from './file-ranges.js';

type Answer = () => Promise<Response>;
const FILE = Uint8Array.from({ length: 100 }, (_, index) => index);
const SHA256 = 'a'.repeat(64);
const problem = { type: 'about:blank', title: 'File is missing', status: 404, code: 'file-missing', detail: 'It was deleted.' };

const answer = (status: number, bytes: Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}): Answer => {
  return () => Promise.resolve(new Response(bytes, { status, headers }));
};
const refuse: Answer = () => Promise.resolve(Response.json(problem, { status: 404 }));
const otherVersion: Answer = () =>
  Promise.resolve(new Response(FILE.slice(3, 5), { status: 206, headers: { etag: `"${'b'.repeat(64)}"` } }));
const hangUp: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

const opened = new Set<FileRanges>();

/** Answers the requests in their order. */
function open(...answers: readonly Answer[]) {
  const asked: (string | null)[] = [];
  const rest = [...answers];
  globalThis.fetch = (_, init) => {
    asked.push(new Headers(init?.headers).get('range'));
    const answered = rest.shift()?.() ?? Promise.reject(new Error('more requests than answers'));
    const aborted = new Promise<never>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
    return Promise.race([answered, aborted]);
  };
  const arrivals = new Set<(bytes: readonly number[]) => void>();
  const ranges = new FileRanges({
    url: '/files/a.pdf',
    sha256: SHA256,
    onBytes: (begin, bytes) => {
      for (const arrive of arrivals) arrive([begin, ...bytes]);
      arrivals.clear();
    },
  });
  opened.add(ranges);
  const change = (): Promise<void> =>
    new Promise((resolve) => {
      const end = ranges.subscribe(() => {
        end();
        resolve();
      });
    });
  const arrival = (): Promise<readonly number[]> => new Promise((resolve) => void arrivals.add(resolve));
  return { ranges, asked, change, arrival };
}

describe('the ranges of a file', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    for (const ranges of opened) ranges.close();
    opened.clear();
    globalThis.fetch = fetch;
    connection.answered();
  });

  it('are asked for again after each failure', async () => {
    const { ranges, asked, change, arrival } = open(hangUp, refuse, answer(206, FILE.slice(3, 5)));
    let changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    expect(ranges.failure).toMatchObject({ kind: 'away' });
    ranges.retry();
    expect(ranges.failure).toBeUndefined();
    changed = change();
    await changed;
    expect(ranges.failure).toMatchObject({ kind: 'problem', document: { title: 'File is missing' } });
    const arrived = arrival();
    ranges.retry();
    expect(await arrived).toEqual([3, 3, 4]);
    expect(asked).toEqual(['bytes=3-4', 'bytes=3-4', 'bytes=3-4']);
    expect(ranges.failure).toBeUndefined();
  });

  it('of another version of the file are refused, and say so', async () => {
    const { ranges, change, arrival } = open(otherVersion, answer(206, FILE.slice(3, 5), { etag: `W/"${SHA256}"` }));
    const changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    expect(ranges.failure).toMatchObject({ kind: 'problem', document: text.documentView.pages.changed });
    const arrived = arrival();
    ranges.retry();
    expect(await arrived).toEqual([3, 3, 4]);
  });

  it('that failed are asked for again when another one is answered', async () => {
    const { ranges, asked, change, arrival } = open(hangUp, answer(206, FILE.slice(8, 9)), answer(206, FILE.slice(3, 5)));
    const changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    const first = arrival();
    ranges.request({ begin: 8, end: 9 });
    expect(await first).toEqual([8, 8]);
    expect(await arrival()).toEqual([3, 3, 4]);
    expect(asked).toEqual(['bytes=3-4', 'bytes=8-8', 'bytes=3-4']);
  });

  it('are asked for again as soon as the server answers anything', async () => {
    const { ranges, change, arrival } = open(hangUp, answer(206, FILE.slice(3, 5)));
    const changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    const arrived = arrival();
    connection.answered();
    expect(await arrived).toEqual([3, 3, 4]);
  });

  it('are not asked for again after the file was closed', async () => {
    const { ranges, asked, change } = open(hangUp);
    const changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    ranges.close();
    connection.answered();
    ranges.retry();
    expect(asked).toHaveLength(1);
  });

  it('are cut from the whole file if the server sends that', async () => {
    const { ranges, arrival } = open(answer(200, FILE));
    const arrived = arrival();
    ranges.request({ begin: 10, end: 12 });
    expect(await arrived).toEqual([10, 10, 11]);
  });

  it('are not taken if some of their bytes are missing', async () => {
    const { ranges, change } = open(answer(206, FILE.slice(3, 4)));
    const changed = change();
    ranges.request({ begin: 3, end: 5 });
    await changed;
    expect(ranges.failure).toMatchObject({ kind: 'away' });
  });

  it('are asked for two at a time, so that none waits in the browser for its turn', async () => {
    const answers: (() => void)[] = [];
    const answerLater = (from: number): Answer => {
      return () =>
        new Promise((resolve) => {
          answers.push(() => {
            resolve(new Response(FILE.slice(from, from + 1), { status: 206 }));
          });
        });
    };
    const { ranges, asked, arrival } = open(answerLater(1), answerLater(2), answerLater(3));
    for (const begin of [1, 2, 3]) ranges.request({ begin, end: begin + 1 });
    expect(asked).toEqual(['bytes=1-1', 'bytes=2-2']);
    const first = arrival();
    answers.shift()?.();
    expect(await first).toEqual([1, 1]);
    expect(asked).toEqual(['bytes=1-1', 'bytes=2-2', 'bytes=3-3']);
  });
});
