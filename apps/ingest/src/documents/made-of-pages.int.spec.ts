import { newAssetId, newId, type PagesOrigin } from '@throughline/contracts';
import { readLayer } from '@throughline/documents';
import { photo, textPdf } from '@throughline/documents/testing';
import { currentArtifacts, defaultRunConfig, isPresent } from '@throughline/domain';
import { Workshop } from '@throughline/engine/testing';
import { until } from '@throughline/stack/testing';
import { createHandlers } from '@throughline/worker-host/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceTypes } from '../sources/registry.js';
import { intakeSteps } from './registry.js';

// Each read of a document is a separate process, which is slow on a busy machine.
jest.setTimeout(180_000);

describe('the file of a document that is made of pages', () => {
  let shop: Workshop;
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'tl-pages-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));
  beforeEach(() => {
    shop = new Workshop();
    const handlerFor = createHandlers(intakeSteps, { types: sourceTypes({ simulation: false }), now: () => new Date() });
    shop.hire('ingest', {}, { handlerFor });
    shop.hire('processing');
    shop.hire('upload');
  });
  afterEach(() => shop.close());

  const store = async (bytes: Uint8Array, pages?: PagesOrigin['pages']): Promise<PagesOrigin> => {
    const id = newAssetId();
    const key = `uploads/${id}/source`;
    const { size, sha256 } = await shop.artifacts.put(key, Buffer.from(bytes));
    return { id, key, size, sha256, ...(pages === undefined ? {} : { pages }) };
  };
  const make = async (...documents: PagesOrigin[]) => {
    const assetId = newAssetId();
    const outcome = await shop.commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        pipeline: 'document',
        now: new Date().toISOString(),
        assetId,
        run: { runId: newId(), config: defaultRunConfig, configSources: {} },
        source: { kind: 'pages', documents },
        ...{ owner: 'owner', title: 'A trial', language: 'auto', isMapped: true },
      },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    await until(() => shop.isOver(assetId));
    const { state } = await shop.asset(assetId);
    if (!isPresent(state)) throw new Error('not registered');
    const step = (name: string) => state.steps.find((one) => one.step === name);
    return { state, hashed: step('hash_file'), recorded: step('create_file_record') };
  };

  it('has the pages of all files, and its own record', async () => {
    const letters = await store(await textPdf([['Alpha letter'], ['Beta letter'], ['Gamma letter']]), [
      { from: 3, to: 3, rotate: 180 },
      { from: 1, to: 1 },
    ]);
    const { state, hashed, recorded } = await make(letters, await store(await photo({ lines: [] })));
    expect(hashed).toMatchObject({ phase: 'completed', result: { left_out: [] } });
    expect(recorded).toMatchObject({ result: { kind: 'pdf', pages: 3 } });
    const file = currentArtifacts(state).find(({ role }) => role === 'source');
    expect(file).toMatchObject({ name: 'original', mediaType: 'application/pdf' });
    const local = await shop.artifacts.materialize(file?.key ?? '');
    const texts = (await readLayer(local.path, { scratch })).map(({ text }) => text.trim());
    await local.release();
    expect(texts).toEqual(['Gamma letter', 'Alpha letter', '']);
  });

  it('is refused for good if the file was erased meanwhile', async () => {
    const gone = await store(await textPdf([['Alpha letter']]));
    await shop.artifacts.removePrefix(`uploads/${gone.id}`);
    expect((await make(gone)).hashed).toMatchObject({ phase: 'failed', error: { code: 'origin-gone', retryable: false } });
  });

  it('is refused for good if the stored file is another one', async () => {
    const changed = { ...(await store(await textPdf([['Alpha letter']]))), sha256: '0'.repeat(64) };
    expect((await make(changed)).hashed).toMatchObject({ phase: 'failed', error: { code: 'origin-damaged', retryable: false } });
  });
});
