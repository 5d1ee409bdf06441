import { LONGEST_NOTE, type NoteItem } from '@throughline/domain';
import { SessionHarness } from '../../testing/session-harness.js';
import type { SessionItem } from './session-view.js';

interface Answer extends SessionItem {
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string }[];
  readonly outcome?: { readonly code: string };
  readonly dry_run?: boolean;
}

describe('the notes of a session', () => {
  let room: SessionHarness;
  let id: string;
  const renew = SessionHarness.renewed();
  beforeEach(async () => {
    room = await renew();
    id = (await room.create()).session_id;
  });

  type Options = NonNullable<Parameters<SessionHarness['send']>[2]>;
  const ask = async (method: 'POST' | 'PUT' | 'DELETE', path: string, options: Options = {}) => {
    const answer = await room.send(method, path, options);
    return { status: answer.statusCode, body: answer.json<Answer>() };
  };
  const add = (body: object, options: Options = {}) => ask('POST', `/${id}/notes`, { ...options, body });
  const change = (note: string, version: string, body: object) => ask('PUT', `/${id}/notes/${note}`, { ifMatch: version, body });
  const remove = (note: string, version: string) => ask('DELETE', `/${id}/notes/${note}`, { ifMatch: version });
  const notes = async (options: Options = {}): Promise<readonly NoteItem[]> => {
    await room.projected(id);
    return (await room.send('GET', `/${id}/notes`, options)).json<{ items: readonly NoteItem[] }>().items;
  };
  const addNote = async (body: object): Promise<NoteItem> => {
    await add(body);
    const [note] = await notes();
    if (note === undefined) throw new Error('The note is not there');
    return note;
  };

  it('are read in the order of their moments, with author and time', async () => {
    expect(await add({ text: 'Come back to this.' })).toMatchObject({ status: 200, body: { outcome: { code: 'note-saved' } } });
    await add({ text: ' A “no”\r\nwith an offer. ', at_seconds: 819.5 });
    const by = room.gateway.owner;
    expect(await notes()).toMatchObject([
      { text: 'A “no”\nwith an offer.', at_seconds: 819.5, version: 1, by, at: expect.any(String) as string },
      { text: 'Come back to this.', at_seconds: null, version: 1, by },
    ]);
  });

  it('are written once for each key, and not in a preview', async () => {
    const body = { text: 'One' };
    const preview = await room.send('POST', `/${id}/notes?dry_run=true`, { body });
    expect(preview.json<Answer>()).toMatchObject({ dry_run: true, outcome: { code: 'note-saved' } });
    await add(body, { key: 'once' });
    await add(body, { key: 'once' });
    expect(await notes()).toHaveLength(1);
  });

  it('change only on the version that was read, so that no text of another person is lost', async () => {
    const note = await addNote({ text: 'One', at_seconds: 5 });
    expect((await change(note.note_id, '"1"', { text: 'Two' })).body.outcome?.code).toBe('note-saved');
    const late = await change(note.note_id, '"1"', { text: 'Three' });
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'note-changed', detail: 'The note has changed since you read it.' },
    });
    expect(await remove(note.note_id, '"1"')).toMatchObject({ status: 412, body: { code: 'note-changed' } });
    expect(await notes()).toMatchObject([{ text: 'Two', at_seconds: null, version: 2 }]);
    expect((await change(note.note_id, '"2"', { text: 'Two' })).body.outcome?.code).toBe('already-so');
    const blind = await ask('PUT', `/${id}/notes/${note.note_id}`, { body: { text: 'Four' } });
    expect(blind).toMatchObject({ status: 428, body: { code: 'precondition-required' } });
  });

  it('are removed, and a change of a removed note is refused', async () => {
    const note = await addNote({ text: 'One' });
    expect((await remove(note.note_id, '*')).body.outcome?.code).toBe('note-removed');
    expect(await notes()).toEqual([]);
    expect(await change(note.note_id, '*', { text: 'Two' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    // A missing note is missing, whatever the request is based on.
    const blind = await ask('PUT', `/${id}/notes/${note.note_id}`, { body: { text: 'Two' } });
    expect(blind).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    [{}, '/text'],
    [{ text: ' \n ' }, '/text'],
    [{ text: 'a\u0000b' }, '/text'],
    [{ text: 'a', at_seconds: -1 }, '/at_seconds'],
    [{ text: 'a', at_seconds: '5' }, '/at_seconds'],
    [{ text: 'a', by: 'b' }, '/by'],
  ])('are refused as %j', async (body, pointer) => {
    const answer = await add(body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('have a longest text', async () => {
    expect((await add({ text: 'a'.repeat(LONGEST_NOTE) })).status).toBe(200);
    expect((await add({ text: 'a'.repeat(LONGEST_NOTE + 1) })).status).toBe(400);
  });

  it('are in no event, no list and no explanation, and are lost with an erasure', async () => {
    await addNote({ text: 'Secret words' });
    for (const path of [`/${id}/events`, `/${id}/explain`, `/${id}`, ''])
      expect((await room.send('GET', path)).body).not.toContain('Secret words');
    expect((await room.send('GET', `/${id}/events`)).body).toContain('NoteSaved');
    await ask('POST', `/${id}/erase`, { body: { confirm: true } });
    expect(await notes()).toEqual([]);
    expect((await add({ text: 'More' })).body.code).toBe('erased');
  });

  it('are read by users who may only read, and written by others', async () => {
    const token = await room.gateway.tokenFor(['read'], room.gateway.owner);
    await addNote({ text: 'One' });
    expect(await notes({ token })).toHaveLength(1);
    expect(await add({ text: 'Two' }, { token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});
