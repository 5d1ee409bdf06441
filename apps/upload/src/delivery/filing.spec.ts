import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRunConfig } from '@throughline/domain';
import type { DeliveryRequest, DestinationType } from '../kit/destination.js';
import { selectDocuments } from '../destinations/paperless/documents.js';
import { createDestinationTypesFrom } from '../testing/destination-types.js';
import { createRequest } from '../testing/request.js';
import { StepContextFixture } from '../testing/step-context.js';
import { DeliverHandler } from './deliver-handler.js';
import { OutputGate } from './output-gate.js';

describe('a filed document', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-filed-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  interface FilingRequest {
    /** Media type that the client declared for all files. */
    readonly mediaType?: string;
    readonly describedByFile?: true;
  }
  const NAMED = { steps: { finalize_document_storage: { details: { name: '2024 Bricks.pdf' } } } };

  async function requested(
    texts: Readonly<Record<string, string>>,
    { mediaType = 'application/pdf', ...more }: FilingRequest = {},
  ): Promise<DeliveryRequest> {
    const requests: DeliveryRequest[] = [];
    const asked: DestinationType = {
      open: () => ({
        class: 'blind',
        place: 'here',
        check: () => Promise.resolve(),
        probes: () => [],
        skips: (request) => {
          requests.push(request);
          return 'not_applicable';
        },
        send: () => Promise.reject(new Error('nothing is sent')),
        ...more,
      }),
    };
    const { files } = await createRequest(dir, texts);
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'asked', settings: {} }] };
    const given = new StepContextFixture(files.map((file) => ({ ...file, mediaType })));
    const personal = () => Promise.resolve({ title: 'Bricks', ...NAMED });
    await new DeliverHandler({ asked }, new OutputGate(60_000)).run(given.context({ config, personal }));
    const [request] = requests;
    if (request === undefined) throw new Error('not asked');
    return request;
  }
  const filing = (more: object = {}): string =>
    JSON.stringify({ source_role: 'source', media_type: 'application/pdf', name: 'a.pdf', ...more });
  const filedIn = async (folder: string): Promise<readonly string[] | undefined> =>
    (await requested({ 'source.bin': '%PDF-1.7', 'filing.json': filing({ folder }) })).filedIn;

  it('has its detected type if it is sent unchanged, so that Paperless accepts it', async () => {
    const { files } = await requested(
      { 'source.bin': '%PDF-1.7', 'filing.json': filing() },
      { mediaType: 'application/octet-stream' },
    );
    expect(files.map(({ mediaType }) => mediaType)).toEqual(['application/pdf']);
    expect(selectDocuments(files)).toEqual(files);
  });

  it('has the type of the file that was made from it, whether or not that is a document', async () => {
    const made = await requested({ 'document.pdf': '%PDF-1.7', 'filing.json': filing() }, { mediaType: 'application/x-made' });
    const recording = await requested({ 'source.mp4': 'frames' }, { mediaType: 'video/mp4' });
    expect([...made.files, ...recording.files].map(({ mediaType }) => mediaType)).toEqual(['application/x-made', 'video/mp4']);
  });

  it('is placed in the folder of its pattern, while a recording has none', async () => {
    expect(await filedIn('2024/ACME Ltd')).toEqual(['2024', 'ACME Ltd']);
    expect(await filedIn('')).toEqual([]);
    expect(await requested({ 'source.mp4': 'frames' })).not.toHaveProperty('filedIn');
  });

  it("is never placed in a folder with the name of another document's folder", async () => {
    expect(await filedIn('2024/Bricks [0123456789ab]')).toEqual(['2024', 'Bricks (0123456789ab)']);
  });

  it('is another delivery in another folder, because it has to be moved', async () => {
    const keys: string[] = [];
    for (const folder of ['', '2024', '2025', '2024'])
      keys.push((await requested({ 'source.bin': '%PDF-1.7', 'filing.json': filing({ folder }) })).key);
    expect(keys[3]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('has its metadata beside it, under its name, at outputs without metadata fields', async () => {
    const texts = { 'source.bin': '%PDF-1.7', 'metadata.json': '{"title":"Bricks"}', 'filing.json': filing() };
    const { files } = await requested(texts, { describedByFile: true });
    expect(files.map(({ name, size }) => [name, size])).toEqual([
      ['2024 Bricks.pdf', 8],
      ['2024 Bricks.json', 18],
    ]);
    expect((await requested(texts)).files.map(({ name }) => name)).toEqual(['2024 Bricks.pdf']);
  });

  it('is in the folder of its pattern in a folder output, with its metadata, and moves with the pattern', async () => {
    const settings = { folder: 'library' };
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'folder', settings }] };
    const types = createDestinationTypesFrom({ TL_OUTPUT_FOLDERS: JSON.stringify({ library: join(dir, 'library') }) });
    let checkpoints = {};
    const deliveredAs = async (folder: string): Promise<readonly string[]> => {
      const texts = { 'document.pdf': '%PDF-1.7', 'metadata.json': '{}', 'filing.json': filing({ folder }) };
      const given = new StepContextFixture((await createRequest(dir, texts)).files);
      given.checkpoints = checkpoints;
      const personal = () => Promise.resolve({ title: 'Bricks', ...NAMED });
      await new DeliverHandler(types, new OutputGate(60_000)).run(given.context({ config, personal }));
      checkpoints = given.checkpoints;
      const paths = await readdir(join(dir, 'library'), { recursive: true });
      return paths.filter((path) => /(pdf|json)$/.test(path)).sort();
    };
    const item = '2024 Bricks [0123456789ab]';
    const files = ['.throughline.json', '2024 Bricks.json', '2024 Bricks.pdf'];
    expect(await deliveredAs('2024/ACME')).toEqual(files.map((file) => `2024/ACME/${item}/${file}`));
    expect(await deliveredAs('ACME')).toEqual(files.map((file) => `ACME/${item}/${file}`));
  });

  it.each([
    '{',
    '{"media_type":1}',
    filing({ folder: '../x' }),
    filing({ folder: '/etc' }),
    filing({ folder: 'a//b' }),
    filing({ folder: 'a/.hidden' }),
    filing({ folder: 'a\\b' }),
    filing({ folder: 7 }),
  ])('is delivered nowhere if its filing is unreadable or leads elsewhere: %s', async (text) => {
    const asking = requested({ 'source.bin': '%PDF-1.7', 'filing.json': text });
    await expect(asking).rejects.toMatchObject({ kind: 'permanent', code: 'filing-unreadable' });
  });
});
