import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchFiles, writeFetchRecord } from '@throughline/media/speech-models';
import { readStackConfig } from '@throughline/stack';
import { reportModels, reportSelectedModel } from './models.js';

describe('the models in tl engine list', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'models-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const read = (setting?: string) =>
    reportModels(
      readStackConfig({ TL_MODELS_DIR: folder, ...(setting === undefined ? {} : { TL_WHISPER_MODEL: setting }) }).models,
    );

  it('are those of the list, with the selected one and their state', async () => {
    const path = join(folder, 'ggml-small.bin');
    const at = new Date().toISOString();
    await writeFile(join(folder, 'ggml-tiny.bin'), 'model');
    await writeFile(fetchFiles(path).partial, Buffer.alloc(620));
    await writeFetchRecord(path, {
      v: 1,
      phase: 'retrying',
      since: at,
      updatedAt: at,
      attempts: 2,
      failures: 1,
      nextAttemptAt: at,
      source: { url: 'http://x', total: 1_000 },
      error: { code: 'download-failed', message: 'no network', at },
    });
    const reports = await read('small');
    expect(reports.map(({ name, selected, says }) => [name, selected, says])).toEqual([
      ['tiny', false, 'fetched'],
      ['base', false, 'not fetched'],
      ['base.en', false, 'not fetched'],
      ['small', true, `62 % fetched; next attempt at ${at}; no network`],
      ['medium', false, 'not fetched'],
    ]);
    expect(reports[3]).toMatchObject({ phase: 'retrying', fetched_bytes: 620, total_bytes: 1_000, attempts: 2 });
  });

  it('begin with the file that the operator has named', async () => {
    const file = join(folder, 'own.bin');
    await writeFile(file, 'model');
    expect((await read(file)).map(({ name, selected }) => [name, selected]).slice(0, 2)).toEqual([
      [file, true],
      ['tiny', false],
    ]);
    const { models } = readStackConfig({ TL_MODELS_DIR: folder, TL_WHISPER_MODEL: file });
    expect(await reportSelectedModel(models)).toMatchObject({ name: file, phase: 'ready' });
  });
});
