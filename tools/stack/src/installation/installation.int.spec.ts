import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readStackConfig, type StackConfig } from '../config.js';
import { DataFolder } from '../data-folder/data-folder.js';
import { acquireLock } from '../data-folder/lock.js';
import { loadSecrets } from '../data-folder/secrets.js';
import { ChildRecord } from '../data-folder/child-record.js';
import type { Tool, ToolId } from '../provision/tool.js';
import { tempDir, type TempDir } from '#testing/until.js';
import { findInstallation } from './installation.js';
import { forgetInstallation, recordInstallation } from './record.js';

const ports = { nats: 4, postgres: 5, gateway: 6 };
const tool = <Id extends ToolId>(id: Id, paths: Tool<Id>['paths']): Tool<Id> => ({
  id,
  paths,
  foundBy: 'path',
  version: '1.2.3',
  env: { LD_LIBRARY_PATH: '/lib' },
  notes: ['a note'],
});
const tools = {
  nats: tool('nats-server', { server: '/bin/nats-server' }),
  postgres: tool('postgres', { postgres: '/bin/postgres', initdb: '/bin/initdb' }),
  ffmpeg: tool('ffmpeg', { ffmpeg: '/bin/ffmpeg' }),
  ffprobe: tool('ffprobe', { ffprobe: '/bin/ffprobe' }),
  pocketsphinx: undefined,
};

describe('findInstallation', () => {
  let folder: TempDir;
  let config: StackConfig;
  let data: DataFolder;
  beforeEach(async () => {
    folder = await tempDir('tl installation ');
    config = readStackConfig({ TL_DATA_DIR: join(folder.path, 'data') });
    data = new DataFolder(config.dataDir);
  });
  afterEach(() => folder.remove());

  it('finds and creates nothing before the first start', async () => {
    expect(await findInstallation(config)).toMatchObject({ pid: undefined, record: undefined, access: undefined, children: [] });
    await expect(stat(config.dataDir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('finds ports, programs, children and credentials with the rights of one service each', async () => {
    await data.create();
    const lock = await acquireLock(data.lock());
    const secrets = await loadSecrets(data);
    await new ChildRecord(data).add('gateway', process.pid);
    await recordInstallation(data, ports, tools);
    const { access, record, ...found } = await findInstallation(config);
    expect(found).toMatchObject({
      pid: process.pid,
      children: [{ name: 'gateway', pid: process.pid, running: true, halted: false }],
    });
    expect(record?.ports).toEqual(ports);
    expect(record?.tools.map(({ id, path }) => [id, path])).toEqual([
      ['nats-server', '/bin/nats-server'],
      ['postgres', '/bin/postgres'],
      ['ffmpeg', '/bin/ffmpeg'],
      ['ffprobe', '/bin/ffprobe'],
    ]);
    expect(access).toMatchObject({
      gatewayUrl: 'http://127.0.0.1:6',
      token: secrets.bootstrapToken,
      nats: { servers: 'nats://127.0.0.1:4', user: 'gateway', pass: secrets.nats.gateway },
      databaseUrl: `postgres://tl_gateway:${secrets.postgres.gateway}@127.0.0.1:5/throughline`,
      rebuildEnv: {
        TL_NATS_USER: 'projector',
        TL_NATS_PASSWORD: secrets.nats.projector,
        TL_MASTER_KEY: secrets.masterKey,
        TL_POSTGRES_URL: `postgres://tl_projection_owner:${secrets.postgres.projectionOwner}@127.0.0.1:5/throughline`,
      },
    });
    expect(JSON.stringify(access)).not.toContain(secrets.nats.admin);
    expect(JSON.stringify(access)).not.toContain(secrets.postgres.superuser);
    await lock.release();
    expect(await findInstallation(config)).toMatchObject({ pid: undefined, record: { ports } });
  });

  it('returns no access between the beginning of a start and its servers', async () => {
    await data.create();
    await loadSecrets(data);
    await recordInstallation(data, ports, tools);
    await forgetInstallation(data);
    expect(await findInstallation(config)).toMatchObject({ record: undefined, access: undefined });
  });

  it('rejects a damaged record', async () => {
    await data.create();
    await writeFile(data.file('installation.json'), '{"ports":{"nats":0}}');
    await expect(findInstallation(config)).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('start the stack again'),
    });
  });
});
