import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRunConfig } from '@throughline/domain';
import type { DeliveryRequest, DestinationType } from '../destinations/destination.js';
import { documentsOf } from '../destinations/paperless/documents.js';
import { requestOf } from '../testing/request.js';
import { ContextOf } from '../testing/step-context.js';
import { DeliverHandler } from './deliver-handler.js';
import { OutputGate } from './output-gate.js';

describe('the type of what is delivered', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-filed-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  /** What a destination is asked to take of these files, whose types a client has said. */
  async function requested(texts: Readonly<Record<string, string>>, told: string): Promise<DeliveryRequest> {
    const requests: DeliveryRequest[] = [];
    const asked: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        skips: (request) => {
          requests.push(request);
          return 'not_applicable';
        },
        send: () => Promise.reject(new Error('nothing is sent')),
      }),
    };
    const { files } = await requestOf(dir, texts);
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'asked', settings: {} }] };
    const given = new ContextOf(files.map((file) => ({ ...file, mediaType: told })));
    await new DeliverHandler({ asked }, new OutputGate(60_000)).run(given.context({ config }));
    const [request] = requests;
    if (request === undefined) throw new Error('not asked');
    return request;
  }
  const filing = (role: string): string => JSON.stringify({ source_role: role, media_type: 'application/pdf', name: 'a.pdf' });

  it('is the one that was found where a document goes as it came, and Paperless takes it', async () => {
    const { files } = await requested({ 'source.bin': '%PDF-1.7', 'filing.json': filing('source') }, 'application/octet-stream');
    expect(files.map(({ mediaType }) => mediaType)).toEqual(['application/pdf']);
    expect(documentsOf(files)).toEqual(files);
  });

  it('is that of the file where it was made here, or is no document', async () => {
    const made = await requested({ 'document.pdf': '%PDF-1.7', 'filing.json': filing('source') }, 'application/x-made');
    const recording = await requested({ 'source.mp4': 'frames' }, 'video/mp4');
    expect([...made.files, ...recording.files].map(({ mediaType }) => mediaType)).toEqual(['application/x-made', 'video/mp4']);
  });

  it.each(['{', '{"media_type":1}'])('is not guessed where the filing cannot be read: %s', async (text) => {
    const asking = requested({ 'source.bin': '%PDF-1.7', 'filing.json': text }, 'application/pdf');
    await expect(asking).rejects.toMatchObject({ kind: 'permanent', code: 'filing-unreadable' });
  });
});
