import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { readModelState } from '@throughline/media/speech-models';
import { testProjectRoot } from '#testing/config.js';
import { startModelServer, type ModelServer } from '#testing/model-server.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { readStackConfig } from '../config.js';
import { fetchModelInBackground, modelFetcher } from './background-fetch.js';
import type { WhisperModelChoice } from './fetch-model.js';
import { keepFetching, type KeepFetchingOptions } from './keep-fetching.js';

const bytes = Buffer.alloc(100_000, 'model');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const NOWHERE = 'http://127.0.0.1:1';

describe('fetching a model until it is there', () => {
  let folder: TempDir;
  let server: ModelServer;
  beforeEach(async () => {
    folder = await tempDir();
    server = await startModelServer(bytes);
  });
  afterEach(async () => {
    await server.close();
    await folder.remove();
  });

  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
  });
  const choice = (origin: string, sum = sha256): WhisperModelChoice => ({
    model: 'base',
    pinned: { url: `${origin}/file`, sha256: sum },
  });
  const keep = (options: Partial<KeepFetchingOptions> = {}, of = choice(server.url)): Promise<boolean> =>
    keepFetching(of, { folder: folder.path, env: {}, say: (line) => lines.push(line), ...options });

  it('reports its progress and its end', async () => {
    expect(await keep()).toBe(true);
    expect([lines[0], lines.at(-1)]).toEqual(['fetching the speech model base: 0 % of 1 MB', 'the speech model base is fetched']);
  });

  it('says one line about a missing network, and tries again', async () => {
    const waits: number[] = [];
    const stop = new AbortController();
    const wait = (ms: number): Promise<void> => {
      if (waits.push(ms) === 3) stop.abort();
      return Promise.resolve();
    };
    expect(await keep({ wait, signal: stop.signal }, choice(NOWHERE))).toBe(false);
    expect(waits).toHaveLength(3);
    expect(lines).toEqual([
      expect.stringMatching(/^the speech model base cannot be fetched: 127\.0\.0\.1:1 cannot be reached .*retried in/),
    ]);
  });

  it('lets nothing wait for the model after the first attempt without a network', async () => {
    const stop = new AbortController();
    const phases: string[] = [];
    const wait = async (): Promise<void> => {
      phases.push((await readModelState({ path: join(folder.path, 'ggml-base.bin'), listed: undefined })).phase);
      stop.abort();
    };
    await keep({ wait, signal: stop.signal }, choice(NOWHERE));
    expect(phases).toEqual(['stopped']);
  });

  it('gives up on a wrong checksum, and says what to do', async () => {
    expect(await keep({}, choice(server.url, '0'.repeat(64)))).toBe(false);
    expect(lines.at(-1)).toMatch(/checksum .* npx tl engine fetch base$/);
  });

  describe('in a process of its own', () => {
    const env = (change: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
      TL_MODELS_DIR: join(folder.path, 'models'),
      TL_WHISPER_MODELS: server.url,
      PATH: '',
      ...change,
    });
    const background = async (change: NodeJS.ProcessEnv, signal = new AbortController().signal): Promise<void> => {
      await fetchModelInBackground(readStackConfig(env(change)), { say: (line) => lines.push(line), signal, programs: 'bundle' });
    };

    it('passes its lines on', async () => {
      await background({});
      expect(lines.at(-1)).toMatch(/^the speech model base cannot be fetched: the checksum of http.* npx tl engine fetch base$/);
    });

    it('ends with the signal, and leaves the model paused', async () => {
      server.cutAfter = 1_000;
      const stop = new AbortController();
      const fetching = fetchModelInBackground(readStackConfig(env({})), {
        say: () => {
          stop.abort();
        },
        signal: stop.signal,
        programs: 'bundle',
      });
      await fetching;
      expect((await readModelState(readStackConfig(env({})).models.selected)).phase).toBe('paused');
    });

    it.each([
      ['downloads are switched off', { TL_MODEL_DOWNLOADS: 'off' }],
      ['the operator names a file', { TL_WHISPER_MODEL: '/own/model.bin' }],
    ])('does nothing if %s', async (_what, change) => {
      await background(change);
      expect([lines, server.ranges]).toEqual([[], []]);
    });

    it('by itself ends with an error if it cannot succeed', async () => {
      const child = spawn(process.execPath, [modelFetcher(testProjectRoot(), 'bundle')], {
        env: env({}),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      child.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
      expect(await once(child, 'close')).toEqual([1, null]);
      expect(lines.join('')).toMatch(/cannot be fetched: the checksum/);
    });
  });
});
