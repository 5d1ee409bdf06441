import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelPath, readModelState } from '@throughline/media/speech-models';
import { until } from '@throughline/stack/testing';
import { ModelDownloadProcesses } from './model-downloads.js';

/** The program of `npm start`. */
const program = join(process.cwd(), 'tools/stack/dist/models.main.js');

describe('a download that a person has requested', () => {
  let folder: string;
  let server: Server;
  let requests: number;
  let isHanging: boolean;
  let lines: string[];
  beforeEach(async () => {
    [requests, isHanging, lines] = [0, false, []];
    folder = await mkdtemp(join(tmpdir(), 'model-downloads-'));
    server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(200, { 'content-length': 9 });
      if (isHanging) response.write('no');
      else response.end('no model!');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const open = (path = program): ModelDownloadProcesses => {
    const mirror = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const env = { PATH: '', TL_MODELS_DIR: folder, TL_WHISPER_MODELS: mirror };
    return new ModelDownloadProcesses({ path, env, say: (line) => lines.push(line) });
  };
  const phase = async (): Promise<string> => (await readModelState({ path: modelPath(folder, 'tiny'), listed: undefined })).phase;

  it('is carried out by a process of its own, which ends when it cannot succeed', async () => {
    const downloads = open();
    downloads.start('tiny');
    expect(downloads.isRunning('tiny')).toBe(true);
    await until(() => !downloads.isRunning('tiny'), { what: 'the end of the download' });
    expect(lines.at(-1)).toMatch(/^the speech model tiny cannot be fetched: the checksum/);
    expect(await phase()).toBe('stopped');
  });

  it('starts again without the wait of an earlier one', async () => {
    isHanging = true;
    const downloads = open();
    downloads.start('tiny');
    await until(() => requests > 0, { what: 'a request for the model' });
    isHanging = false;
    downloads.start('tiny');
    await until(() => !downloads.isRunning('tiny'), { what: 'the end of the download' });
    expect(lines.at(-1)).toMatch(/cannot be fetched/);
    expect(requests).toBeGreaterThan(1);
  });

  it('is over at once if its program is missing', async () => {
    const downloads = open(join(folder, 'nothing.js'));
    downloads.start('tiny');
    await until(() => !downloads.isRunning('tiny'), { what: 'the end of the download' });
    expect(requests).toBe(0);
  });
});
