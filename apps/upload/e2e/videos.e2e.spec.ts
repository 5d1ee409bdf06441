import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAKE_GOOGLE_ACCOUNT, FAKE_VK_TOKEN, GoogleFake, VkFake, matchRequests } from '@throughline/strict-fakes';
import { giveConsent, startSystem, tempDir, until, type System, type TempDir } from '@throughline/stack/testing';
import { askSystem } from '#src/testing/ask-system.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const TL = join(PROJECT, 'tools/tl/bin/tl.mjs');
const TALK = join(PROJECT, 'assets/short-talk.mp4');
const STAGES = ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'];
const OUTPUTS = ['tube', 'wall', 'library'];
const CHANGED = 'The talk, second edition';
const REFUSED = 3;
/** A call without an answer for this long counts as stuck. */
const STILL_MS = 300;

interface FollowUp {
  readonly name: string;
  readonly status: string;
  readonly failed_reason: string | null;
}
interface Item {
  readonly id: string;
  readonly status: string;
  readonly outputs: readonly { readonly id: string; readonly old_texts: boolean; readonly follow_ups: readonly FollowUp[] }[];
}
interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('a delivered video', () => {
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
    const reach = { TL_FETCH_ALLOW: '127.0.0.1', TL_GOOGLE_URL: google.url, TL_VK_URL: vk.url };
    system = await startSystem({
      outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [100] } },
      env: { gateway: reach, upload: { ...reach, TL_OUTPUT_STILL_MS: String(STILL_MS) } },
    });
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
    const { clientId: client_id, clientSecret: client_secret } = google.client;
    const channel = await addCredential({ type: 'youtube', name: 'Channel', client_id, client_secret });
    const { url } = await ask<{ url: string }>(`/credentials/${String(channel)}/connect`, {});
    expect((await giveConsent(url, system.token)).status).toBe(200);
    const account = await addCredential({ type: 'token', name: 'Community', token: FAKE_VK_TOKEN });
    await ask('/own-outputs', { name: 'tube', type: 'youtube', settings: { privacy: 'unlisted' }, credential_id: channel });
    const playlist = google.youtube.addPlaylist(FAKE_GOOGLE_ACCOUNT);
    const settings = { privacy: 'unlisted', playlist, thumbnail: 3 };
    await ask('/own-outputs', { name: 'reel', type: 'youtube', settings, credential_id: channel });
    await ask('/own-outputs', { name: 'wall', type: 'vk', settings: {}, credential_id: account });
    const outputs = OUTPUTS.flatMap((name) => ['--output', name]);
    ({ id } = await push('A talk', ...outputs, '--wait', '--patience', '60'));
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
  const push = async (title: string, ...options: readonly string[]): Promise<Item> => {
    const off = STAGES.flatMap((stage) => ['--disable', stage]);
    return JSON.parse((await tl('push', TALK, '--title', title, ...off, ...options, '--json')).out) as Item;
  };
  const outputsWithOldTexts = async (): Promise<readonly string[]> =>
    (await item()).outputs.filter(({ old_texts }) => old_texts).map((output) => output.id);
  const videosAtYouTube = (): readonly string[] => google.youtube.videos.map(({ title }) => title);
  const videosAtVk = (): readonly string[] => vk.uploaded.map(({ title }) => title);

  it('has an earlier title after a change, which the next run names without sending it', async () => {
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

  it('gets the changed title at YouTube and VK, by steps of their own, without another upload', async () => {
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

  it('gets no other title at an output that cannot change texts, or already has it', async () => {
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

  it('is added to its playlist while the call for its thumbnail gets no answer, and only the thumbnail shows an error', async () => {
    google.faults.add(
      { fault: { kind: 'hang' }, on: matchRequests('POST', /thumbnails/), times: 2 },
      { fault: { kind: 'answer', status: 500 }, on: matchRequests('GET', /playlistItems/) },
    );
    // The playlist is tried again when the thumbnail counts as stuck.
    const retry = { max_attempts: 2, wait_ms: [4 * STILL_MS] };
    const settings = { processing_config: { retry, limits: { no_progress_ms: 20 * STILL_MS } } };
    const file = join(home.path, 'settings.json');
    await writeFile(file, JSON.stringify(settings));
    const { id: reel } = await push('A reel', '--allow-duplicate', '--run', '--output', 'reel', '--config', file);
    const followUp = async (name: string): Promise<FollowUp | undefined> =>
      (await ask<Item>(`/recordings/${reel}`)).outputs[0]?.follow_ups.find((each) => each.name === name);
    await until(async () => (await followUp('playlist'))?.status === 'COMPLETED', { timeout: 60_000, what: 'the playlist' });
    expect(await followUp('thumbnail')).toMatchObject({ status: 'IN_PROGRESS', failed_reason: null });
    await until(async () => (await followUp('thumbnail'))?.status === 'FAILED', { timeout: 60_000, what: 'the failure' });
    expect(await followUp('thumbnail')).toMatchObject({ failed_reason: expect.stringContaining('no progress') as string });
    expect(await followUp('playlist')).toMatchObject({ failed_reason: null });
    expect(google.youtube.videos).toHaveLength(2);
  }, 120_000);
});
