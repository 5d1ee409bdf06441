import { createShortTimeoutBuckets } from '@throughline/bucket/testing';
import { Workshop } from '@throughline/engine/testing';
import { startHost, type LocalHost, parseAllowedHosts } from '@throughline/outgoing/testing';
import { createLogger } from '@throughline/service-kit';
import { tempDir, until } from '@throughline/stack/testing';
import type { Destination } from '../kit/destination.js';
import { openDrive } from '#testing/google-drive/drive-at.js';
import { createPaperlessOutput as paperlessPlace } from '../destinations/paperless/paperless-output.js';
import { PaperlessDestination } from '../destinations/paperless/paperless-destination.js';
import { S3Destination } from '../destinations/s3/s3-destination.js';
import { createWebdavOutput as webdavPlace } from '../destinations/webdav/webdav-output.js';
import { RemoteDestination } from '../remote-folders/remote-destination.js';
import { DeliveryLog } from '../testing/delivery-log.js';
import { createRequest } from '../testing/request.js';

const LOG_FORMATS = ['json', 'text'] as const;
type LogFormat = (typeof LOG_FORMATS)[number];
const WORD = 'zanzibar';
const ANSWER = `<?xml version="1.0"?><Error><Code>${WORD}</Code><Message>${WORD} said no</Message></Error>`;

const openLines: { close(): Promise<void> }[] = [];
const driveOf = async (origin: string, hasToken: boolean): Promise<Destination> => {
  const { destination, line } = await openDrive(origin, { timeoutMs: 2_000, hasToken });
  openLines.push(line);
  return destination;
};

const outputs: Readonly<Record<string, (origin: string) => Destination | Promise<Destination>>> = {
  WebDAV: (url) =>
    new RemoteDestination(
      webdavPlace({ connection: 'it' }, { connections: { it: { url } }, allowed: parseAllowedHosts('127.0.0.1') }),
    ),
  Paperless: (url) => {
    const parts = { connections: { it: { url, token: 'token' } }, allowed: parseAllowedHosts('127.0.0.1') };
    return new PaperlessDestination(paperlessPlace({ connection: 'it' }, parts));
  },
  'Google Drive': (url) => driveOf(url, true),
  'the sign-in of Google': (url) => driveOf(url, false),
  S3: (url) => new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out' }, createShortTimeoutBuckets(url, 2_000)),
};

describe('the log of a delivery', () => {
  let host: LocalHost;
  let status = 400;
  beforeAll(async () => {
    host = await startHost((_request, response) => {
      response.writeHead(status, WORD, { 'content-type': 'application/xml', 'x-words': WORD }).end(ANSWER);
    });
  });
  afterAll(async () => {
    for (const line of openLines) await line.close();
    await host.close();
  });

  const cases = Object.keys(outputs).flatMap((name) =>
    [200, 400, 403, 500].flatMap((code) => LOG_FORMATS.map((format) => [name, code, format] as const)),
  );

  it.each<readonly [string, number, LogFormat]>(cases)(
    'contains no text of the answer of %s with %i, as %s',
    async (name, code, format) => {
      status = code;
      const lines: string[] = [];
      const log = createLogger({ service: 'upload', level: 'debug', format, out: { write: (line) => lines.push(line) } });
      const folder = await tempDir();
      const workshop = new Workshop();
      const destination = await outputs[name]?.(`http://127.0.0.1:${String(host.port)}`);
      if (destination === undefined) throw new Error(name);
      const run = async (): Promise<never> => {
        const request = await createRequest(folder.path, { 'words.srt': 'words' }, { title: `The ${WORD} talk` });
        await new DeliveryLog(destination).attempt(request, { signal: new AbortController().signal });
        // A server may pretend to accept the delivery, which also ends the attempt.
        throw new Error(`${WORD} was taken`);
      };
      workshop.hire('ingest');
      workshop.hire('processing');
      workshop.hire('upload', { 'deliver:library': { run } }, { log });
      await workshop.start();
      await until(() => lines.some((line) => line.includes('an attempt failed') || line.includes('an attempt is waiting')), {
        what: 'the end of the attempt in the log',
      });
      await workshop.close();
      await folder.remove();
      expect(lines.join('')).not.toContain(WORD);
    },
  );
});
