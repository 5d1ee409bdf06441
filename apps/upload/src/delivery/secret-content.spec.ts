import { Workshop } from '@throughline/engine/testing';
import { createLogger } from '@throughline/service-kit';
import { tempDir, until } from '@throughline/stack/testing';
import { FAKE_VK_TOKEN, type Fault, type FaultScript } from '@throughline/strict-fakes';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { DeliveryLog } from '../testing/delivery-log.js';
import { createRequest } from '../testing/request.js';
import type { Destination } from '../kit/destination.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';
import { asVideo } from '#testing/videos/video-requests.js';
import { VkAccount } from '#testing/vk/vk-account.js';
import { YouTubeAccount } from '#testing/youtube/youtube-account.js';

interface OpenedAccount {
  readonly destination: Destination;
  readonly faults: FaultScript;
  /** Tokens, and addresses that open an upload without one. */
  readonly secrets: () => readonly string[];
  readonly close: () => Promise<void>;
}

const ACCOUNTS: Readonly<Record<string, () => Promise<OpenedAccount>>> = {
  YouTube: async () => {
    const account = await YouTubeAccount.open();
    const { fake } = account;
    const secrets = (): readonly string[] => [...fake.oauth.issued, fake.client.clientSecret, ...fake.uploads.sessions.keys()];
    return { destination: account.destination(), faults: fake.faults, secrets, close: () => account.close() };
  },
  Dropbox: async () => {
    const account = await openDropbox();
    const { oauth, faults, uploads } = account.fake;
    const secrets = (): readonly string[] => [...oauth.issued, oauth.client.clientSecret, ...uploads.sessions.keys()];
    return { destination: account.destination(), faults, secrets, close: () => account.close() };
  },
  OneDrive: async () => {
    const account = await openOneDrive();
    const { fake } = account;
    const secrets = (): readonly string[] => [...fake.oauth.issued, fake.oauth.client.clientSecret, ...fake.addresses];
    return { destination: account.destination(), faults: fake.faults, secrets, close: () => account.close() };
  },
  VK: async () => {
    const account = await VkAccount.open();
    const { fake } = account;
    const secrets = (): readonly string[] => [FAKE_VK_TOKEN, ...[...fake.videos.all.values()].map(({ uploadKey }) => uploadKey)];
    return { destination: account.destination(), faults: fake.faults, secrets, close: () => account.close() };
  },
};

/** Each ends a request that has a secret in its address, its headers or its body. */
const FAULTS: Readonly<Record<string, Fault>> = {
  'refused requests': { kind: 'answer', status: 403, body: '{}' },
  'cut connections': { kind: 'drop-answer' },
};

describe('the log and the spans of deliveries', () => {
  let spans: RecordedSpans;
  beforeAll(() => {
    spans = recordSpans();
  });
  afterAll(() => spans.end());

  // The first requests get a token and open an upload, so each later one has more secrets.
  const cases = Object.keys(ACCOUNTS).flatMap((name) =>
    Object.keys(FAULTS).flatMap((fault) => [1, 4].map((skip) => [name, fault, skip] as const)),
  );

  it.each(cases)(
    'contain no token, secret or upload address of %s, after %s from request %i on',
    async (name, faultName, skip) => {
      spans.clear();
      const [account, fault, folder] = [await ACCOUNTS[name]?.(), FAULTS[faultName], await tempDir()];
      if (account === undefined || fault === undefined) throw new Error(name);
      account.faults.add({ fault, skip, times: Infinity });
      const lines: string[] = [];
      const log = createLogger({ service: 'upload', level: 'debug', format: 'json', out: { write: (line) => lines.push(line) } });
      const workshop = new Workshop();
      const run = async (): Promise<never> => {
        const request = asVideo(await createRequest(folder.path, { 'video.mp4': 'frames'.repeat(60_000) }));
        await new DeliveryLog(account.destination).attempt(request);
        throw new Error('The faults have spared the delivery');
      };
      workshop.hire('ingest');
      workshop.hire('processing');
      workshop.hire('upload', { 'deliver:library': { run } }, { log });
      await workshop.start();
      const hasEnded = (): boolean => lines.some((line) => /an attempt (failed|is waiting)/.test(line));
      await until(hasEnded, { what: 'the end of the attempt in the log' });
      await workshop.close();
      expect(spans.all().length).toBeGreaterThan(0);
      const seen = `${lines.join('')}${spans.contents()}`;
      expect(seen).not.toContain('have spared');
      expect(account.secrets().length).toBeGreaterThan(0);
      for (const secret of account.secrets()) expect(seen).not.toContain(secret);
      await account.close();
      await folder.remove();
    },
  );
});
