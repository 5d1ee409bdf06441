import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRunConfig } from '@throughline/domain';
import type { DeliveryRequest, DestinationType } from '../destinations/destination.js';
import { documentsOf } from '../destinations/paperless/documents.js';
import { destinationTypesOf } from '../testing/destination-types.js';
import { requestOf } from '../testing/request.js';
import { ContextOf } from '../testing/step-context.js';
import { DeliverHandler } from './deliver-handler.js';
import { OutputGate } from './output-gate.js';

describe('a document that was filed', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-filed-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  interface Asked {
    /** What a client has said of the types of all files. */
    readonly told?: string;
    readonly describedByFile?: true;
  }
  const NAMED = { steps: { finalize_document_storage: { details: { name: '2024 Bricks.pdf' } } } };

  /** What a destination is asked to take of these files. */
  async function requested(
    texts: Readonly<Record<string, string>>,
    { told = 'application/pdf', ...more }: Asked = {},
  ): Promise<DeliveryRequest> {
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
        ...more,
      }),
    };
    const { files } = await requestOf(dir, texts);
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'asked', settings: {} }] };
    const given = new ContextOf(files.map((file) => ({ ...file, mediaType: told })));
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

  it('is of the type that was found where it goes as it came, and Paperless takes it', async () => {
    const { files } = await requested(
      { 'source.bin': '%PDF-1.7', 'filing.json': filing() },
      { told: 'application/octet-stream' },
    );
    expect(files.map(({ mediaType }) => mediaType)).toEqual(['application/pdf']);
    expect(documentsOf(files)).toEqual(files);
  });

  it('is of the type of the file where that was made here; what is no document is, too', async () => {
    const made = await requested({ 'document.pdf': '%PDF-1.7', 'filing.json': filing() }, { told: 'application/x-made' });
    const recording = await requested({ 'source.mp4': 'frames' }, { told: 'video/mp4' });
    expect([...made.files, ...recording.files].map(({ mediaType }) => mediaType)).toEqual(['application/x-made', 'video/mp4']);
  });

  it('goes to the folder that the pattern has given; a recording is filed nowhere', async () => {
    expect(await filedIn('2024/ACME Ltd')).toEqual(['2024', 'ACME Ltd']);
    expect(await filedIn('')).toEqual([]);
    expect(await requested({ 'source.mp4': 'frames' })).not.toHaveProperty('filedIn');
  });

  it('is filed in no folder that is called as that of another document', async () => {
    expect(await filedIn('2024/Bricks [0123456789ab]')).toEqual(['2024', 'Bricks (0123456789ab)']);
  });

  it('is another delivery in another folder, as it is to be moved', async () => {
    const keys: string[] = [];
    for (const folder of ['', '2024', '2025', '2024'])
      keys.push((await requested({ 'source.bin': '%PDF-1.7', 'filing.json': filing({ folder }) })).key);
    expect(keys[3]).toBe(keys[1]);
    expect(new Set(keys).size).toBe(3);
  });

  it('has its metadata beside it, under its name, where an output has no fields for them', async () => {
    const texts = { 'source.bin': '%PDF-1.7', 'metadata.json': '{"title":"Bricks"}', 'filing.json': filing() };
    const { files } = await requested(texts, { describedByFile: true });
    expect(files.map(({ name, size }) => [name, size])).toEqual([
      ['2024 Bricks.pdf', 8],
      ['2024 Bricks.json', 18],
    ]);
    expect((await requested(texts)).files.map(({ name }) => name)).toEqual(['2024 Bricks.pdf']);
  });

  it('stands in a folder output where its pattern has it, with its metadata beside it, and moves where that has changed', async () => {
    const settings = { folder: 'library' };
    const config = { ...defaultRunConfig, outputs: [{ name: 'out', type: 'folder', settings }] };
    const types = destinationTypesOf({ TL_OUTPUT_FOLDERS: JSON.stringify({ library: join(dir, 'library') }) });
    let checkpoints = {};
    const deliveredAs = async (folder: string): Promise<readonly string[]> => {
      const texts = { 'document.pdf': '%PDF-1.7', 'metadata.json': '{}', 'filing.json': filing({ folder }) };
      const given = new ContextOf((await requestOf(dir, texts)).files);
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
  ])('is not kept anywhere where its filing cannot be read, or leads elsewhere: %s', async (text) => {
    const asking = requested({ 'source.bin': '%PDF-1.7', 'filing.json': text });
    await expect(asking).rejects.toMatchObject({ kind: 'permanent', code: 'filing-unreadable' });
  });
});
