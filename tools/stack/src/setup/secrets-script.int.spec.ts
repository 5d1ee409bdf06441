import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NATS_USERS } from '../nats/nats-users.js';
import { tryCommand, type CommandResult } from '../processes/run-command.js';
import { testProjectRoot } from '#testing/config.js';
import { tempDir, type TempDir } from '#testing/until.js';

describe('tools/compose/secrets.mjs', () => {
  let folder: TempDir;
  let to: string;
  beforeEach(async () => {
    folder = await tempDir('tl-secrets-');
    to = join(folder.path, 'secrets');
  });
  afterEach(() => folder.remove());

  const run = (...args: string[]): Promise<CommandResult> =>
    tryCommand(process.execPath, [join(testProjectRoot(), 'tools/compose/secrets.mjs'), '--to', to, ...args]);
  const contents = async (): Promise<Record<string, string>> => {
    const names = await readdir(to);
    const texts = await Promise.all(names.map((name) => readFile(join(to, name), 'utf8')));
    return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  };
  const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

  it('creates a password for every NATS user, readable only for containers', async () => {
    expect(await run()).toMatchObject({ code: 0, stderr: '' });
    const files = await contents();
    for (const user of NATS_USERS) {
      const password = files[`nats_${user}_password`];
      expect(password).toMatch(/^[\w-]{32}$/);
      expect(files['nats_passwords']).toContain(`TL_NATS_${user.toUpperCase()}: "${password ?? ''}"\n`);
    }
    expect(files['nats_passwords']?.trim().split('\n')).toHaveLength(NATS_USERS.length);
    expect(await mode(to)).toBe('700');
    expect(await mode(join(to, 'secrets.json'))).toBe('600');
    expect(await mode(join(to, 'master_key'))).toBe('444');
  });

  it('keeps existing secrets when it runs again, and adds missing ones', async () => {
    await run();
    const before = await contents();
    const stored = JSON.parse(before['secrets.json'] ?? '') as Record<'nats' | 'postgres', Record<string, string>>;
    // The file of an earlier release with fewer users of NATS and PostgreSQL.
    const { projector: _, ...nats } = stored.nats;
    const { projectionOwner: __, ...postgres } = stored.postgres;
    await writeFile(join(to, 'secrets.json'), JSON.stringify({ ...stored, nats, postgres }));
    expect(await run()).toMatchObject({ code: 0 });
    const after = await contents();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(changed.sort()).toEqual(['nats_passwords', 'nats_projector_password', 'postgres_owner_url', 'secrets.json']);
  });

  it('imports the secrets of npm start but never overwrites secrets in use', async () => {
    const other = join(folder.path, 'secrets.json');
    const taken = {
      nats: { admin: 'a', gateway: 'b', ingest: 'c', processing: 'd', upload: 'e', projector: 'f' },
      postgres: { superuser: 'p', gateway: 'g', projector: 'h' },
      masterKey: 'k',
      bootstrapToken: 't',
    };
    await writeFile(other, JSON.stringify(taken));
    expect(await run('--from', other)).toMatchObject({ code: 0 });
    expect(await contents()).toMatchObject({ master_key: 'k', nats_upload_password: 'e', bootstrap_token: 't' });
    expect(await run('--from', other)).toMatchObject({ code: 2, stderr: expect.stringContaining('is there already') as string });
  });

  it('rejects an incomplete file instead of creating another master key', async () => {
    await mkdir(to);
    await writeFile(join(to, 'secrets.json'), '{"nats":');
    expect(await run()).toMatchObject({ code: 2, stderr: expect.stringContaining('restore it from a copy') as string });
    expect(await readdir(to)).toEqual(['secrets.json']);
  });

  it.each([['db.internal:6432?sslmode=verify-full'], ['db.internal?sslmode=require'], ['10.0.0.5:5432']])(
    'writes database addresses for %s',
    async (server) => {
      await run('--postgres', server);
      const url = new URL((await contents())['postgres_gateway_url'] ?? '');
      const [host = '', search = ''] = server.split('?');
      expect({ host: url.host, path: url.pathname, user: url.username, search: url.search.slice(1) }).toEqual({
        host: host.includes(':') ? host : `${host}:5432`,
        path: '/throughline',
        user: 'tl_gateway',
        search,
      });
    },
  );

  describe('with engines of the operator', () => {
    const engines = (file: unknown): Promise<void> =>
      writeFile(join(to, 'engines.json'), typeof file === 'string' ? file : JSON.stringify(file), { mode: 0o600 });
    const hosted = {
      name: 'hosted',
      kind: 'openai-compatible',
      base_url: 'https://api.example.com/v1',
      model: 'm',
      key_file: 'hosted.key',
    };
    const secretOf = async (name: string): Promise<Record<string, string> | undefined> => {
      const { stdout } = await run('--kubernetes');
      const { items } = JSON.parse(stdout) as { items: { metadata: { name: string }; stringData: Record<string, string> }[] };
      return items.find(({ metadata }) => metadata.name === name)?.stringData;
    };

    it('creates an engines.json without engines and never overwrites an existing one', async () => {
      await run();
      expect(JSON.parse((await contents())['engines.json'] ?? '')).toEqual({ speech: [] });
      await engines({ topics: hosted });
      await writeFile(join(to, 'hosted.key'), 'sk-secret\n', { mode: 0o600 });
      expect(await run()).toMatchObject({ code: 0 });
      expect(JSON.parse((await contents())['engines.json'] ?? '')).toEqual({ topics: hosted });
      expect(await Promise.all(['engines.json', 'hosted.key'].map((name) => mode(join(to, name))))).toEqual(['644', '644']);
    });

    it('gives engines and their keys only to the processing service', async () => {
      await run();
      await engines({ topics: hosted, speech: [] });
      await writeFile(join(to, 'hosted.key'), 'sk-secret\n');
      expect(await secretOf('processing')).toMatchObject({ 'hosted.key': 'sk-secret\n' });
      expect(await secretOf('ingest')).toEqual({
        'nats-password': expect.anything() as string,
        'master-key': expect.anything() as string,
      });
    });

    it.each([
      ['a missing key file', { topics: hosted }, /hosted\.key, a key_file/],
      ['a key file in another folder', { topics: { ...hosted, key_file: '../master_key' } }, /beside it/],
      ['a file that is not JSON', '{"topics": "sk-secret', /is not JSON/],
    ])('refuses %s without revealing the file', async (_, file, words) => {
      await run();
      await engines(file);
      const { code, stderr, stdout } = await run('--kubernetes');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(words);
      expect(stderr).not.toContain('sk-secret');
    });
  });

  it.each([['--postgres', 'user@host/x'], ['--bogus']])('prints its usage for %s', async (...args) => {
    expect(await run(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining('usage:') as string });
  });

  it('creates files that containers can read, whatever the umask', async () => {
    await chmod(folder.path, 0o755);
    const script = join(testProjectRoot(), 'tools/compose/secrets.mjs');
    await tryCommand('sh', ['-c', `umask 077; exec "$0" "$1" --to "$2"`, process.execPath, script, to]);
    expect(await mode(join(to, 'nats_passwords'))).toBe('444');
  });
});
