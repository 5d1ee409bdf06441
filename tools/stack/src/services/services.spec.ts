import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testConfig } from '#testing/config.js';
import type { OwnFolders } from '../config.js';
import { DataFolder } from '../data-folder/data-folder.js';
import type { Secrets } from '../data-folder/secrets.js';
import { findUnused, services, type Service } from './services.js';

const SECRETS: Secrets = {
  masterKey: 'key',
  bootstrapToken: 'token',
  nats: { admin: 'a', gateway: 'g', ingest: 'i', processing: 'p', upload: 'u', projector: 's', search: 'x' },
  postgres: { superuser: 's', gateway: 'g', projector: 'p', projectionOwner: 'o', search: 'x' },
};
const TOOL = { paths: { ffmpeg: '/bin/ffmpeg', ffprobe: '/bin/ffprobe' }, env: {}, version: '5', foundBy: 'path', notes: [] };

const servicesWith = (folders: OwnFolders): Service[] =>
  services({
    data: new DataFolder('/srv/tl'),
    secrets: SECRETS,
    natsUrl: 'nats://127.0.0.1:14222',
    natsMonitorUrl: 'http://127.0.0.1:18222',
    postgresPort: 15_432,
    gatewayPort: 8080,
    media: { ffmpeg: TOOL, ffprobe: TOOL, pocketsphinx: undefined } as never,
    folders,
    modelFetcher: '/fetch',
    simulation: { TL_SIMULATION: 'on' },
  });
const environmentOf = (name: string, folders: OwnFolders): Readonly<Record<string, string>> =>
  servicesWith(folders).find((service) => service.name === name)?.env ?? {};

describe('the environment of services', () => {
  it('has the folders of the operator beside those of the data folder, and in place of one of the same name', () => {
    const own = { sources: { nas: '/mnt/nas' }, outputs: { library: '/mnt/library', archive: '/mnt/archive' } };
    const [ingest, upload] = ['ingest', 'upload'].map((name) => environmentOf(name, own));
    expect(JSON.parse(ingest?.['TL_SOURCE_FOLDERS'] ?? '')).toEqual({ inbox: '/srv/tl/inbox', nas: '/mnt/nas' });
    expect(JSON.parse(upload?.['TL_OUTPUT_FOLDERS'] ?? '')).toEqual({ library: '/mnt/library', archive: '/mnt/archive' });
    const none = environmentOf('ingest', { sources: {}, outputs: {} });
    expect(JSON.parse(none['TL_SOURCE_FOLDERS'] ?? '')).toEqual({ inbox: '/srv/tl/inbox' });
  });

  it('replaces no variable of the operator without naming it', async () => {
    const guides = await Promise.all(
      ['operating', 'sources', 'destinations', 'engines', 'documents', 'signing-in', 'observability'].map((guide) =>
        readFile(join(testConfig().projectRoot, `docs/${guide}.md`), 'utf8'),
      ),
    );
    const names = new Set(guides.flatMap((guide) => guide.match(/\bTL_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []));
    expect(names.size).toBeGreaterThan(60);
    const env = Object.fromEntries([...names].map((name) => [name, 'as the operator wants']));
    const all = servicesWith({ sources: {}, outputs: {} });
    const replaced = all.flatMap((service) => [...names].filter((name) => ({ ...env, ...service.env })[name] !== env[name]));
    const named = [...findUnused(env, all), 'TL_OUTPUT_FOLDERS', 'TL_SOURCE_FOLDERS'];
    expect([...new Set(replaced)].filter((name) => !named.includes(name))).toEqual([]);
    expect(named).toEqual(expect.arrayContaining(['TL_ARTIFACTS_DIR', 'TL_NATS_USER']));
  });

  it('names only what the operator has set to something else', () => {
    const all = servicesWith({ sources: {}, outputs: {} });
    expect(findUnused({ TL_HTTP_PORT: '', TL_SIMULATION: 'on', TL_LOG_LEVEL: 'debug' }, all)).toEqual([]);
    expect(findUnused({ TL_NATS_URL: 'nats://other:4222', TL_HTTP_PORT: '8080' }, all)).toEqual(['TL_HTTP_PORT', 'TL_NATS_URL']);
  });
});
