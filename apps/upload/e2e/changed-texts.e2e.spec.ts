import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAKE_VK_TOKEN, GoogleFake, VkFake } from '@throughline/strict-fakes';
import { giveConsent, startSystem, tempDir, until, type System, type TempDir } from '@throughline/stack/testing';
import { askSystem } from '#src/testing/ask-system.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const TL = join(PROJECT, 'tools/tl/bin/tl.mjs');
const TALK = join(PROJECT, 'assets/short-talk.mp4');
const STAGES = ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
const OUTPUTS = ['tube', 'wall', 'library'];
const CHANGED = 'The talk, second edition';
const REFUSED = 3;

interface Item {
  readonly id: string;
  readonly status: string;
  readonly outputs: readonly { readonly id: string; readonly old_texts: boolean }[];
}
interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('a title that was changed after the delivery', () => {
  const redirectUris: string[] = [];
  let google: GoogleFake;
  let vk: VkFake;
  let home: TempDir;
  let system: System;
  let id: string;
  beforeAll(async () => {
    [google, vk, home] = await Promise.all([
      GoogleFake.start({ client: { redirectUris } }),
      VkFake.start(),
      tempDir('tl-texts-'),
    ]);
    const env = { TL_FETCH_ALLOW: '127.0.0.1', TL_GOOGLE_URL: google.url, TL_VK_URL: vk.url };
    system = await startSystem({
      outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [100] } },
      env: { gateway: env, upload: env },
    });
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
    const { clientId: client_id, clientSecret: client_secret } = google.client;
    const channel = await addCredential({ type: 'youtube', name: 'Channel', client_id, client_secret });
    const { url } = await ask<{ url: string }>(`/credentials/${String(channel)}/connect`, {});
    expect((await giveConsent(url, system.token)).status).toBe(200);
    const account = await addCredential({ type: 'token', name: 'Community', token: FAKE_VK_TOKEN });
    await ask('/presets', { name: 'tube', type: 'youtube', settings: { privacy: 'unlisted' }, credential_id: channel });
    await ask('/presets', { name: 'wall', type: 'vk', settings: {}, credential_id: account });
    const settings = [...STAGES.flatMap((stage) => ['--disable', stage]), ...OUTPUTS.flatMap((name) => ['--output', name])];
    const pushed = await tl('push', TALK, '--title', 'A talk', ...settings, '--wait', '--patience', '60', '--json');
    ({ id } = JSON.parse(pushed.out) as Item);
    expect(await item()).toMatchObject({ status: 'READY' });
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await Promise.all([google.close(), vk.close(), home.remove()]);
  });

  const ask = <T>(path: string, body?: object): Promise<T> => askSystem<T>(system, path, body);
  const addCredential = async (body: object): Promise<number> => (await ask<{ id: number }>('/credentials', body)).id;
  const item = (): Promise<Item> => ask<Item>(`/recordings/${id}`);
  const tl = (...args: readonly string[]): Promise<Result> =>
    new Promise((resolve) => {
      const env = { TL_URL: system.url, TL_TOKEN: system.token, XDG_CONFIG_HOME: home.path };
      execFile(process.execPath, [TL, ...args], { env }, (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
  const outputsWithOldTexts = async (): Promise<readonly string[]> =>
    (await item()).outputs.filter(({ old_texts }) => old_texts).map((output) => output.id);
  const videosAtYouTube = (): readonly string[] => google.youtube.videos.map(({ title }) => title);
  const videosAtVk = (): readonly string[] => vk.uploaded.map(({ title }) => title);

  it('is named by the next run, which sends nothing and says how to send it', async () => {
    expect(await tl('describe', id, '--title', CHANGED)).toMatchObject({ code: 0 });
    const { code, out, err } = await tl('run', id);
    expect(code).toBe(0);
    expect(out + err).toContain('These outputs have the earlier texts: tube, wall.');
    expect(out + err).toContain('tl redeliver ID OUTPUT --metadata');
    expect(await tl('run', id, '--json')).toMatchObject({ out: expect.stringContaining('"already-complete"') as string });
    expect((await tl('status', id)).out).toContain('an earlier title or description');
    expect([videosAtYouTube(), videosAtVk()]).toEqual([['A talk'], ['A talk']]);
    expect(await outputsWithOldTexts()).toEqual(['tube', 'wall']);
  }, 60_000);

  it('is sent to the videos at YouTube and VK, by steps of their own, without another upload', async () => {
    const sessions = google.uploads.sessions.size;
    expect(await tl('redeliver', id, 'tube', '--metadata', '--dry-run')).toMatchObject({ code: 0 });
    expect(videosAtYouTube()).toEqual(['A talk']);
    for (const output of ['tube', 'wall']) {
      expect(await tl('redeliver', id, output, '--metadata')).toMatchObject({ code: 0 });
      await until(async () => !(await outputsWithOldTexts()).includes(output), { what: `the texts at ${output}` });
    }
    expect([videosAtYouTube(), videosAtVk()]).toEqual([[CHANGED], [CHANGED]]);
    expect(google.uploads.sessions.size).toBe(sessions);
    expect(vk.log.filter(({ target }) => target.includes('video.save'))).toHaveLength(1);
    const { out } = await tl('events', id, '--json');
    const completed = (JSON.parse(out) as readonly { type: string; step: string | null }[])
      .filter(({ type, step }) => type === 'StepCompleted' && step?.startsWith('deliver:') === true)
      .map(({ step }) => step ?? '');
    expect(completed.toSorted()).toEqual([
      'deliver:library',
      'deliver:tube',
      'deliver:tube/texts',
      'deliver:wall',
      'deliver:wall/texts',
    ]);
    expect(await item()).toMatchObject({ status: 'READY' });
    expect([google.troubles, vk.troubles]).toEqual([[], []]);
  }, 60_000);

  it('is refused by an output that cannot change texts, and by one that already has it', async () => {
    expect(await tl('redeliver', id, 'library', '--metadata')).toMatchObject({
      code: REFUSED,
      err: expect.stringMatching(
        /cannot be changed\. \[texts-not-changeable\]\s+Change them at the destination by hand/,
      ) as string,
    });
    expect(await tl('redeliver', id, 'tube', '--metadata')).toMatchObject({
      code: REFUSED,
      err: expect.stringContaining('The output has the present title and description. [nothing-newer]') as string,
    });
  }, 60_000);
});
