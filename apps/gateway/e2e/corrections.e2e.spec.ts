import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

interface Segment {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
interface TranscriptView {
  readonly version: string;
  readonly basis: string | null;
  readonly corrected_at: string | null;
  readonly corrected_segments: number;
  readonly outdated_outputs: readonly { readonly id: string }[];
  readonly segments: readonly Segment[];
}

const filesBelow = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe('correcting a transcript while gateways are killed', () => {
  let system: System;
  let client: RecordingsClient;
  let id: string;
  beforeAll(async () => {
    const TL_FAILPOINT = 'gateway.correction-stored=kill;gateway.correction-appended=kill';
    system = await startSystem({ env: { gateway: { TL_FAILPOINT, TL_ORPHAN_AGE_MS: '1000' } } });
    client = new RecordingsClient(system.url, system.token);
    ({ id } = await client.pushPatiently(shortTalk(), { title: 'A talk', run: true, language: 'en' }));
    await client.waitReady(id, 120_000);
  }, 180_000);
  afterAll(() => system.close(), 60_000);

  const read = async (): Promise<TranscriptView> => {
    const { status, transcript } = await until(
      async () => {
        const answer = await client.request(`/api/v1/recordings/${id}/transcript`);
        return answer.status >= 500 ? undefined : { status: answer.status, transcript: (await answer.json()) as TranscriptView };
      },
      { what: 'the gateway' },
    );
    expect(status).toBe(200);
    return transcript;
  };
  const save = ({ version, segments }: TranscriptView, text: string, key: string): Promise<Response> =>
    client.request(`/api/v1/recordings/${id}/transcript`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"`, 'idempotency-key': key },
      body: JSON.stringify({ segments: segments.map(({ id: number, start, end }) => ({ id: number, start, end, text })) }),
    });
  const corrections = (): Promise<readonly string[]> => filesBelow(join(system.artifactsDir, 'objects', id, 'corrections'));
  const inOutput = async (name: string): Promise<string> => {
    const file = (await filesBelow(system.outputDir)).find((each) => each.endsWith(`/${name}`));
    return readFile(file ?? '', 'utf8');
  };

  it('saves a correction once or not at all, removes orphaned files, and delivers the correction on request', async () => {
    const heard = await read();
    await expect(save(heard, 'Never saved.', 'lost')).rejects.toThrow();
    // The gateway is dead: nobody has cleaned up, and readers still get the transcribed version.
    expect(await corrections()).toHaveLength(4);
    expect(await read()).toEqual(heard);
    // The next one dies after its event, and the same request finds the correction done.
    await expect(save(heard, 'Said by hand.', 'kept')).rejects.toThrow();
    const answer = await until(
      async () => {
        const again = await save(heard, 'Said by hand.', 'kept').catch(() => undefined);
        return again === undefined || again.status >= 500 || again.status === 409 ? undefined : again;
      },
      { what: 'the answer to a correction' },
    );
    expect([answer.status, await answer.json()]).toEqual([
      200,
      expect.objectContaining({ basis: heard.version, outdated_outputs: [expect.objectContaining({ id: 'library' })] }),
    ]);
    const corrected = await until(async () => {
      const now = await read();
      return now.corrected_at === null ? undefined : now;
    });
    expect(corrected.corrected_segments).toBe(heard.segments.length);
    expect((await client.events(id)).filter(({ type }) => type === 'TranscriptCorrected')).toHaveLength(1);
    // A starting gateway sweeps the leftovers of crashed ones.
    await until(async () => (await corrections()).length === 4, { what: 'the orphan to be gone' });
    expect(await filesBelow(join(system.artifactsDir, 'objects', 'pending-corrections'))).toEqual([]);
    const subtitles = await client.request(`/api/v1/recordings/${id}/artifacts/subtitles.srt`);
    expect(await subtitles.text()).toContain('Said by hand.');
    expect(await inOutput('subtitles.srt')).not.toContain('Said by hand.');
    expect((await client.ask(id, 'outputs/library/redeliver')).status).toBe(202);
    const { recording } = await client.waitReady(id, 60_000);
    expect(recording.outputs).toEqual([expect.objectContaining({ status: 'UPLOADED', old_words: false })]);
    expect(await readdir(system.outputDir)).toHaveLength(1);
    for (const name of ['subtitles.srt', 'subtitles.vtt', 'transcript.txt'])
      expect(await inOutput(name)).toContain('Said by hand.');
    const refused = await client.ask(id, 'outputs/library/redeliver');
    expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: 'nothing-newer' })]);
  }, 240_000);

  it('leaves no correction in any file after an erasure', async () => {
    expect(await corrections()).toHaveLength(4);
    expect((await client.ask(id, 'erase', { confirm: true })).status).toBe(200);
    await until(async () => (await filesBelow(join(system.artifactsDir, 'objects', id))).length === 0, {
      timeout: 60_000,
      what: 'the files to be gone',
    });
    expect((await client.request(`/api/v1/recordings/${id}/transcript/versions`)).status).toBe(410);
  }, 90_000);
});
