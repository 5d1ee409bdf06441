import { newAssetId, newId } from '@throughline/contracts';
import { textPdf, whitePng } from '@throughline/documents/testing';
import { currentArtifacts, defaultRunConfig, isPresent, resultOf, type Source } from '@throughline/domain';
import { Workshop } from '@throughline/engine/testing';
import { until } from '@throughline/stack/testing';
import { AllowList } from '@throughline/outgoing';
import { createHandlers } from '@throughline/worker-host/testing';
import { sourceTypes } from '../sources/registry.js';
import { DEFAULT_URL_SETTINGS } from '../sources/url/settings.js';
import { FileServer, type ScriptedAnswer } from '#testing/file-server.js';
import { intakeSteps } from './registry.js';

const allowed = AllowList.parse('127.0.0.1');
if (!(allowed instanceof AllowList)) throw new Error(allowed.problem);
// This tool does not exist: web pages that are documents must never reach it.
const url = { ...DEFAULT_URL_SETTINGS, allowed, pageTool: { path: '/nowhere/yt-dlp', env: {} } };

describe('the intake of documents', () => {
  let shop: Workshop;
  beforeEach(() => {
    shop = new Workshop();
    const handlerFor = createHandlers(intakeSteps, {
      types: sourceTypes({ simulation: false, url }),
      now: () => new Date('2026-01-02T03:04:05Z'),
    });
    shop.hire('ingest', {}, { handlerFor });
    shop.hire('processing');
    shop.hire('upload');
  });
  afterEach(() => shop.close());

  const register = async (bytes: Uint8Array, promised: Partial<Extract<Source, { key: string }>> = {}): Promise<string> => {
    const assetId = newAssetId();
    const key = `uploads/${assetId}/original`;
    const { size, sha256 } = await shop.artifacts.put(key, Buffer.from(bytes));
    return take(assetId, { source: { kind: 'upload', key, size, sha256, mediaType: 'application/pdf', ...promised } });
  };
  const take = async (assetId: string, from: { readonly source: Source; readonly sourceUrl?: string }): Promise<string> => {
    const now = new Date().toISOString();
    const personal = { owner: 'owner', title: 'A trial', language: 'auto', isMapped: true };
    const run = { runId: newId(), config: defaultRunConfig, configSources: {} };
    const outcome = await shop.commands.execute(
      assetId,
      { type: 'RegisterAsset', pipeline: 'document', now, assetId, run, ...from, ...personal },
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

  it('keeps an upload with its checksum, and records its type without any of its content', async () => {
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
    expect(JSON.stringify(resultOf(await step(asset, 'create_file_record')))).not.toContain('secret');
    expect(currentArtifacts((await shop.asset(asset)).state).map(({ role }) => role)).toContain('file_record');
  });

  it('rejects an upload whose bytes differ from its registration', async () => {
    const asset = await register(Buffer.from('some text'), { sha256: '0'.repeat(64) });
    expect(await step(asset, 'hash_file')).toMatchObject({
      phase: 'failed',
      error: { code: 'checksum-mismatch', retryable: false },
    });
  });

  describe('by address', () => {
    let server: FileServer;
    beforeEach(async () => {
      server = await FileServer.start(Buffer.alloc(0));
    });
    afterEach(() => server.stop());

    const fetchFile = (name: string, behaviour: ScriptedAnswer): Promise<string> => {
      server.behave([], behaviour);
      return take(newAssetId(), { source: { kind: 'url', settings: {} }, sourceUrl: `${server.url}/papers/${name}?key=s3cret` });
    };

    it.each<[string, string, () => Buffer | Promise<Buffer>, string, string]>([
      ['a PDF', 'march.pdf', async () => Buffer.from(await textPdf([['A page']], 'March')), 'pdf', 'application/pdf'],
      ['a picture', 'receipt.png', () => whitePng(2, 2), 'image', 'image/png'],
      ['a web page', 'article', () => Buffer.from('<!doctype html><html><body>Read me</body></html>'), 'html', 'text/html'],
      ['text that looks like data', 'notes.txt', () => Buffer.from('{"a": 1}'), 'text', 'text/plain'],
    ])('accepts %s', async (_, name, bytes, kind, mediaType) => {
      const body = await bytes();
      const asset = await fetchFile(name, { body });
      expect(await step(asset, 'hash_file')).toMatchObject({
        phase: 'completed',
        result: { size: body.byteLength },
        artifacts: [{ mediaType }],
      });
      expect(await step(asset, 'create_file_record')).toMatchObject({ phase: 'completed', result: { kind } });
    });

    it.each([
      ['a sign-in page', '<!doctype html><html><title>Sign in</title></html>'],
      ['an error message', '{"error":"expired"}'],
    ])('rejects %s where the address names a PDF', async (_, text) => {
      const asset = await fetchFile('march.pdf', { body: Buffer.from(text) });
      expect(await step(asset, 'hash_file')).toMatchObject({
        phase: 'failed',
        error: { code: 'not-a-document', retryable: false },
      });
    });
  });

  it('detects the type by the bytes, not by the file name', async () => {
    const asset = await register(Buffer.from('{\\rtf1 hello}'));
    expect(await step(asset, 'create_file_record')).toMatchObject({
      result: { kind: 'office', media_type: 'application/rtf', extension: 'rtf' },
    });
  });
});
