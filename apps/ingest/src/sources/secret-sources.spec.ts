import type { RequestListener } from 'node:http';
import { createLogger } from '@throughline/service-kit';
import { FAKE_ZOOM_APP, FAKE_ZOOM_USER, ZoomFake, type Fault } from '@throughline/strict-fakes';
import { startHost } from '@throughline/outgoing/testing';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { FetchBench, QUICK } from '#testing/fetch-bench.js';
import { SourceListings } from '../listings/source-listings.js';
import { feedSource } from './feed/index.js';
import { ZoomAccounts, zoomLister, zoomSource } from './zoom/index.js';
import { toAddress } from './zoom/recording-address.js';

const notAsked = (): Promise<never> => Promise.reject(new Error('not asked'));

const FAULTS: Readonly<Record<string, Fault>> = {
  'a refused request': { kind: 'answer', status: 403, body: '{}' },
  'a cut connection': { kind: 'drop-answer' },
};

describe('the log and the spans of sources', () => {
  let spans: RecordedSpans;
  let lines: string[];
  beforeAll(() => {
    spans = recordSpans();
  });
  afterAll(() => spans.end());
  beforeEach(() => {
    spans.clear();
    lines = [];
  });

  const openLog = () =>
    createLogger({ service: 'ingest', level: 'debug', format: 'json', out: { write: (line) => lines.push(line) } });
  /** Returns what an operator sees, and what the log of the item shows to everybody who may read it. */
  const readAll = async (bench: FetchBench, assetId: string): Promise<string> => {
    expect(spans.all().length).toBeGreaterThan(0);
    expect(lines.length).toBeGreaterThan(0);
    const failed = (await bench.failures(assetId)).map(({ data }) => data);
    return `${lines.join('')}${spans.contents()}${JSON.stringify(failed)}`;
  };

  describe('of Zoom', () => {
    let zoom: ZoomFake;
    let accounts: ZoomAccounts;
    beforeEach(async () => {
      zoom = await ZoomFake.start();
      const app = { account_id: FAKE_ZOOM_APP.accountId, client_id: FAKE_ZOOM_APP.clientId };
      const connection = { ...app, client_secret: FAKE_ZOOM_APP.clientSecret, url: zoom.url };
      accounts = new ZoomAccounts({ main: connection }, { allowed: QUICK.allowed, now: Date.now });
    });
    afterEach(() => zoom.close());

    // The first requests get a token of the account and one of the download, so each later one has more secrets.
    const cases = Object.keys(FAULTS).flatMap((fault) => [0, 1, 2].map((skip) => [fault, skip] as const));

    it.each(cases)('contain no token or secret after %s from request %i of a run on', async (name, skip) => {
      const fault = FAULTS[name];
      if (fault === undefined) throw new Error(name);
      zoom.faults.add({ fault, skip, times: Infinity });
      zoom.storageFaults.add({ fault, times: Infinity });
      const source = zoomSource({ accounts, url: QUICK, freeBytes: () => Promise.resolve(Infinity) });
      const bench = new FetchBench({}, undefined, { source, log: openLog() });
      const { uuid, start_time: start } = zoom.addMeeting();
      const address = toAddress({ uuid, start: new Date(start).toISOString() });
      const settings = { connection: 'main', view: 'gallery_view' };
      const { assetId, step } = await bench.fetch(address, { kind: 'zoom', settings });
      expect(step.phase).toBe('failed');
      const seen = await readAll(bench, assetId);
      for (const secret of zoom.secrets) expect(seen).not.toContain(secret);
      await bench.close();
    });

    it.each(Object.keys(FAULTS))('and the answers to the gateway contain none after %s', async (name) => {
      const fault = FAULTS[name];
      if (fault === undefined) throw new Error(name);
      zoom.faults.add({ fault, skip: 1, times: Infinity });
      const types = { zoom: zoomLister(accounts, 1_000) };
      const listings = new SourceListings(types, { take: notAsked }, notAsked);
      const source = { type: 'zoom', settings: { connection: 'main', user: FAKE_ZOOM_USER } };
      const listed = await listings.list({ v: 1, source, limit: 10 }, new AbortController().signal);
      const tested = await listings.test({ v: 1, source, extent: 'connection' }, new AbortController().signal);
      expect(listed).toHaveProperty('error');
      expect(zoom.oauth.issued.length).toBeGreaterThan(0);
      for (const secret of zoom.secrets) expect(JSON.stringify([listed, tested])).not.toContain(secret);
    });
  });

  describe('of addresses', () => {
    const SECRETS = ['hunter2', 's1gnature'];
    it.each<[string, RequestListener]>([
      ['a refused request', (_, response) => void response.writeHead(403).end('denied')],
      ['a cut connection', (request) => request.socket.destroy()],
      ['a forbidden redirect', (_, response) => void response.writeHead(302, { location: `ftp://a.example/?k=s1gnature` }).end()],
    ])('contain no password and no signature after %s', async (_, behave) => {
      const host = await startHost(behave);
      const origin = `127.0.0.1:${String(host.port)}`;
      const bench = new FetchBench({}, undefined, { log: openLog() });
      const address = `http://me:hunter2@${origin}/talk.mp4?X-Signature=s1gnature`;
      const settings = { origin: `http://${origin}` };
      const { assetId, step } = await bench.fetch(address, { kind: 'url', settings });
      expect(step.phase).toBe('failed');
      const seen = await readAll(bench, assetId);
      for (const secret of SECRETS) expect(seen).not.toContain(secret);
      await bench.close();
      await host.close();
    });
  });

  it('of a private feed contain no password, key or signature, whether or not its files can be fetched', async () => {
    const basic = Buffer.from('me:hunter2').toString('base64');
    const feed = `<rss><channel><item><guid>1</guid><title>One</title>
      <enclosure url="/7.mp3?X-Signature=s1gnature" type="audio/mpeg"/></item></channel></rss>`;
    let isFailing = false;
    const host = await startHost(({ headers, url = '' }, response) => {
      const isFile = url.startsWith('/7.mp3');
      const isSignedIn = isFile || headers.authorization === `Basic ${basic}`;
      // A hostile server, which repeats all that it was sent.
      if (isFailing || !isSignedIn) response.writeHead(403).end(`${url} ${headers.authorization ?? ''}`);
      else response.end(isFile ? 'sound' : feed);
    });
    const origin = `http://127.0.0.1:${String(host.port)}`;
    const url = `${origin.replace('//', '//me:hunter2@')}/feed.xml?key=k3y`;
    const types = { feed: feedSource(QUICK, { staff: { url } }) };
    const listings = new SourceListings(types, { take: notAsked }, notAsked);
    const bench = new FetchBench({}, undefined, { log: openLog() });
    const source = { type: 'feed', settings: { feed: 'staff' } };
    const ask = async (): Promise<readonly unknown[]> => [
      await listings.list({ v: 1, source, limit: 10 }, new AbortController().signal),
      await listings.test({ v: 1, source, extent: 'connection' }, new AbortController().signal),
    ];
    try {
      const answers = [...(await ask())];
      const address = `${origin}/7.mp3?X-Signature=s1gnature`;
      expect(answers).toMatchObject([{ result: { entries: [{ fetched: { address } }] } }, {}]);
      const fetched = { kind: 'url', settings: { origin } };
      const { assetId: fetchedId, step } = await bench.fetch(address, fetched);
      expect(step.phase).toBe('completed');
      isFailing = true;
      answers.push(...(await ask()));
      expect(answers[2]).toHaveProperty('error');
      const { assetId, step: failed } = await bench.fetch(address, fetched);
      expect(failed.phase).toBe('failed');
      const seen = `${await readAll(bench, fetchedId)}${await readAll(bench, assetId)}`;
      for (const secret of ['hunter2', basic, 'k3y', 's1gnature']) expect(seen).not.toContain(secret);
      // The run needs the address of the file with its signature, and nothing else.
      for (const secret of ['hunter2', basic, 'k3y']) expect(JSON.stringify(answers)).not.toContain(secret);
    } finally {
      await bench.close();
      await host.close();
    }
  });
});
