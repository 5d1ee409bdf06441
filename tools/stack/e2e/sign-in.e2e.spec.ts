import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startRunner, type RunnerProcess } from '#testing/runner-process.js';

const START_MS = 150_000;

describe('the link that npm start prints', () => {
  let runner: RunnerProcess;
  let link: URL;
  beforeAll(async () => {
    runner = await startRunner(['--no-sample'], /Ctrl-C stops/);
    link = new URL(/^Page +(\S+)$/m.exec(runner.output())?.[1] ?? 'missing:');
  }, START_MS);
  afterAll(() => runner.remove(), 60_000);

  const open = (): Promise<Response> =>
    fetch(`${link.origin}/api/v1/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: link.origin, 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ code: link.hash.slice(1) }),
    });

  it('signs in the user who opens it as the owner, works once, and is in no log', async () => {
    expect(link.href).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${String(runner.ports.gateway)}/sign-in#[\\w-]{43}$`));
    const opened = await open();
    expect(opened.status).toBe(200);
    const { csrf_token: csrfToken, ...me } = (await opened.json()) as { csrf_token: string };
    expect(me).toMatchObject({ name: 'owner', role: 'admin', scopes: ['read', 'write', 'admin'] });
    const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
    const made = await fetch(`${link.origin}/api/v1/me/tokens`, {
      method: 'POST',
      headers: { cookie, origin: link.origin, 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'by the page' }),
    });
    expect(made.status).toBe(201);
    expect((await open()).status).toBe(401);
    const folder = join(runner.dataDir, 'logs');
    const logs = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
    expect(logs.join('')).toContain('gateway is up');
    for (const secret of [link.hash.slice(1), cookie.split('=')[1] ?? '', csrfToken]) expect(logs.join('')).not.toContain(secret);
  });
});
