import { newAssetId, newId } from '@throughline/contracts';
import { textPdf } from '@throughline/documents/testing';
import { currentArtifacts, defaultRunConfig, isPresent, type Source } from '@throughline/domain';
import { Workshop } from '@throughline/engine/testing';
import { until } from '@throughline/stack/testing';
import { sourceTypes } from '../sources/registry.js';
import { intakeHandlers } from './registry.js';

describe('the intake of documents', () => {
  let shop: Workshop;
  beforeEach(() => {
    shop = new Workshop();
    const handlers = intakeHandlers({ types: sourceTypes({ simulation: false }), now: () => new Date('2026-01-02T03:04:05Z') });
    shop.hire('ingest', Object.fromEntries(handlers));
    shop.hire('processing');
    shop.hire('upload');
  });
  afterEach(() => shop.close());

  const register = async (bytes: Uint8Array, promised: Partial<Extract<Source, { key: string }>> = {}): Promise<string> => {
    const [assetId, now] = [newAssetId(), new Date().toISOString()];
    const key = `uploads/${assetId}/original`;
    const { size, sha256 } = await shop.artifacts.put(key, Buffer.from(bytes));
    const source = { kind: 'upload', key, size, sha256, mediaType: 'application/pdf', ...promised } as const;
    const personal = { owner: 'owner', title: 'A trial', language: 'auto', isMapped: true };
    const run = { runId: newId(), config: defaultRunConfig, configSources: {} };
    const outcome = await shop.commands.execute(
      assetId,
      { type: 'RegisterAsset', pipeline: 'document', now, assetId, source, run, ...personal },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    await until(() => shop.isOver(assetId));
    return assetId;
  };
  const step = async (assetId: string, name: string) => {
    const { state } = await shop.asset(assetId);
    return isPresent(state) ? state.steps.find((one) => one.step === name) : undefined;
  };

  it('takes over what was uploaded, with its sum, and says what kind of file it is and nothing of what stands in it', async () => {
    const bytes = await textPdf([['A page'], ['Another page']], 'The secret title');
    const asset = await register(bytes);
    const hashed = await step(asset, 'hash_file');
    expect(hashed).toMatchObject({ phase: 'completed', result: { size: bytes.length, sha256: hashed?.artifacts[0]?.sha256 } });
    expect(hashed?.artifacts).toMatchObject([{ role: 'source', name: 'original', key: `uploads/${asset}/original` }]);
    expect(await step(asset, 'create_file_record')).toMatchObject({
      phase: 'completed',
      result: {
        media_type: 'application/pdf',
        kind: 'pdf',
        extension: 'pdf',
        pages: 2,
        encrypted: false,
        locked: false,
        signed: false,
      },
    });
    expect(JSON.stringify((await step(asset, 'create_file_record'))?.result)).not.toContain('secret');
    expect(currentArtifacts((await shop.asset(asset)).state).map(({ role }) => role)).toContain('file_record');
  });

  it('refuses bytes that are not those that were promised', async () => {
    const asset = await register(Buffer.from('some text'), { sha256: '0'.repeat(64) });
    expect(await step(asset, 'hash_file')).toMatchObject({
      phase: 'failed',
      error: { code: 'checksum-mismatch', retryable: false },
    });
  });

  it('goes by the bytes of a file and not by what it is called', async () => {
    const asset = await register(Buffer.from('{\\rtf1 hello}'));
    expect(await step(asset, 'create_file_record')).toMatchObject({
      result: { kind: 'office', media_type: 'application/rtf', extension: 'rtf' },
    });
  });
});
