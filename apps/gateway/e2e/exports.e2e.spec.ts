import { readFile } from 'node:fs/promises';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { readZip } from '#src/testing/read-zip.js';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

interface Answer {
  readonly id: string;
  readonly state: string;
  readonly items: number;
  readonly archive: { readonly url: string } | null;
}

describe('a gateway that is killed during an export', () => {
  let system: System;
  afterEach(() => system.close(), 60_000);

  it('offers nothing until the whole archive was made again', async () => {
    system = await startSystem({ env: { gateway: { TL_FAILPOINT: 'gateway.export-item@2=kill;gateway.export-stored=kill' } } });
    const client = new RecordingsClient(system.url, system.token);
    const titles = ['one', 'two', 'three'];
    const ids: string[] = [];
    for (const title of titles) ids.push((await client.pushPatiently(shortTalk(), { title, allowDuplicate: true })).id);
    const ask = async (path: string, init: RequestInit = {}): Promise<Response | undefined> =>
      fetch(`${system.url}${path}`, { ...init, headers: { authorization: `Bearer ${system.token}` } }).catch(() => undefined);
    const find = async (): Promise<Answer | undefined> => {
      const answer = await ask('/api/v1/me/exports');
      return answer?.status === 200 ? ((await answer.json()) as { items: readonly Answer[] }).items[0] : undefined;
    };
    await until(async () => (await ask('/api/v1/me/exports', { method: 'POST' }))?.status === 202);
    const seen = new Set<string>();
    const done = await until(
      async () => {
        const one = await find();
        if (one !== undefined) seen.add(`${one.state} ${one.archive === null ? 'without' : 'with'} an archive`);
        return one?.state === 'ready' ? one : undefined;
      },
      { timeout: 200_000 },
    );
    expect(seen).toEqual(new Set(['running without an archive', 'ready with an archive']));
    expect(system.service('gateway').crashes).toBe(2);
    const archive = await until(() => ask(done.archive?.url ?? ''));
    const files = await readZip(Buffer.from(await archive.arrayBuffer()));
    const film = await readFile(shortTalk());
    for (const id of ids) {
      const folder = [...files.keys()].filter((path) => path.includes(`/recordings/${id}/files/`));
      expect(folder.map((path) => files.get(path)?.equals(film))).toEqual([true]);
    }
  }, 300_000);
});
