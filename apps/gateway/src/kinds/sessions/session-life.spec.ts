import type { ActionItem } from '@throughline/domain';
import { SessionHarness } from '../../testing/session-harness.js';
import type { SessionItem } from './session-view.js';

type Answer = SessionItem & {
  readonly code?: string;
  readonly outcome: { readonly code: string; readonly try_instead: string | null };
};

describe('deleting, restoring or erasing a session', () => {
  let room: SessionHarness;
  const renew = SessionHarness.renewed();
  beforeEach(async () => {
    room = await renew();
  });

  const ask = async (method: 'POST' | 'DELETE', path: string, body?: object) => {
    const response = await room.send(method, path, body === undefined ? {} : { body });
    return { status: response.statusCode, body: response.json<Answer>(), text: response.body };
  };
  const remove = (id: string) => ask('DELETE', `/${id}`);
  const restore = (id: string) => ask('POST', `/${id}/restore`);
  const erase = (id: string) => ask('POST', `/${id}/erase`, { confirm: true });
  const list = async (query = ''): Promise<string[]> =>
    (await room.send('GET', query)).json<{ items: SessionItem[] }>().items.map(({ session_id }) => session_id);
  const can = ({ allowed_actions: actions }: { readonly allowed_actions: readonly ActionItem[] }): string[] =>
    actions.filter(({ allowed }) => allowed).map(({ action }) => action);

  it('stops running work, hides the session from lists, and lets it be retried once restored', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id, 0.5);
    expect(can(await room.status(id))).toEqual(['delete', 'erase']);
    const deleted = await remove(id);
    expect(deleted).toMatchObject({
      status: 200,
      body: {
        session_id: id,
        status: 'failed',
        failed_reason: 'The run was cancelled.',
        allowed: ['upload'],
        deleted_at: expect.any(String) as string,
        expires_at: expect.any(String) as string,
        outcome: { code: 'deleted', try_instead: 'To undo the deletion until then, restore the item.' },
      },
    });
    expect(can(deleted.body)).toEqual(['restore', 'erase']);
    expect(await remove(id)).toMatchObject({ status: 200, body: { outcome: { code: 'already-deleted' } } });
    expect(await ask('POST', `/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'deleted' } });
    await room.projected(id);
    expect([await list(), await list('?deleted=true'), await list('?deleted=any')]).toEqual([[], [id], [id]]);
    expect((await room.status(id)).deleted_at).toBe(deleted.body.deleted_at);

    expect(await restore(id)).toMatchObject({
      status: 200,
      body: {
        status: 'failed',
        allowed: ['retry', 'upload'],
        outcome: { code: 'restored', try_instead: 'To continue, retry the session.' },
      },
    });
    expect(await restore(id)).toMatchObject({ status: 200, body: { outcome: { code: 'not-deleted' } } });
    expect(await ask('POST', `/${id}/retry`)).toMatchObject({ status: 202, body: { status: 'processing' } });
    await room.beginAgain(id);
    await room.finish(id);
    expect((await room.status(id)).status).toBe('completed');
  });

  it('leaves a session pending that had not begun, and lets it start', async () => {
    const { session_id: id } = await room.create();
    expect((await remove(id)).body).toMatchObject({ status: 'pending', allowed: [] });
    expect((await restore(id)).body).toMatchObject({ status: 'pending', allowed: ['retry'] });
    const started = await ask('POST', `/${id}/retry`);
    expect(started).toMatchObject({ status: 202, body: { status: 'pending', message: 'Waiting to be processed...' } });
    expect(await ask('POST', `/${id}/retry`)).toMatchObject({ status: 409, body: { code: 'refused' } });
  });

  it('keeps the transcript readable until its content is gone', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id);
    await room.finish(id);
    const { body } = await remove(id);
    expect(body).toMatchObject({ status: 'completed', allowed: ['download'] });
    expect((await room.send('GET', `/${id}/download`)).statusCode).toBe(200);
    const meta = { commandId: 'expire', actor: { kind: 'service', id: 'ingest' } as const, correlationId: 'spec' };
    await room.gateway.ports.commands.execute(id, { type: 'ExpireAsset', now: body.expires_at ?? '' }, meta);
    await room.projected(id);
    expect((await room.send('GET', `/${id}/download`)).json()).toMatchObject({ status: 410, code: 'gone' });
    expect(await restore(id)).toMatchObject({ status: 409, body: { code: 'expired' } });
  });

  it('removes all content on confirmation, and keeps the status', async () => {
    const { session_id: id } = await room.create();
    await room.begin(id);
    await room.finish(id);
    expect(await ask('POST', `/${id}/erase`, {})).toMatchObject({ status: 400, body: { code: 'invalid' } });
    const erased = await erase(id);
    expect(erased).toMatchObject({
      status: 200,
      body: { status: 'completed', title: null, audio_filename: null, erased_at: expect.any(String) as string, allowed: [] },
    });
    expect(erased.text).not.toContain('A talk');
    await room.projected(id);
    expect((await room.send('GET', `/${id}/status`)).body).not.toContain('A talk');
    expect((await room.send('GET', `/${id}/download`)).json()).toMatchObject({ status: 410, code: 'erased' });
    expect(await erase(id)).toMatchObject({ status: 200, body: { outcome: { code: 'already-erased' } } });
    for (const path of ['restore', 'retry']) expect(await ask('POST', `/${id}/${path}`)).toMatchObject({ status: 410 });
  });

  it('requires the owner and a token that may write', async () => {
    const { session_id: id } = await room.create();
    const stranger = await room.gateway.tokenFor(['admin']);
    const reader = await room.gateway.tokenFor(['read'], room.gateway.owner);
    const statuses = async (token: string): Promise<number[]> =>
      (
        await Promise.all([
          room.send('DELETE', `/${id}`, { token }),
          room.send('POST', `/${id}/restore`, { token }),
          room.send('POST', `/${id}/erase`, { token, body: { confirm: true } }),
        ])
      ).map(({ statusCode }) => statusCode);
    expect([await statuses(stranger), await statuses(reader)]).toEqual([
      [404, 404, 404],
      [403, 403, 403],
    ]);
  });
});
