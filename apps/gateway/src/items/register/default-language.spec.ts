import { randomUUID } from 'node:crypto';
import { formOf } from '../../testing/forms.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';
import { createTusClient } from '../../testing/tus.js';

interface Item {
  readonly id: string;
  readonly language: string;
  readonly language_source?: string;
  readonly errors?: readonly { readonly pointer: string }[];
}

describe('the default language of a library', () => {
  let gateway: MemoryGateway;
  const nextOwner = shareMemoryGateway();
  beforeEach(async () => {
    gateway = await nextOwner();
  });

  const authorization = (token = gateway.token) => ({ authorization: `Bearer ${token}` });
  const me = async (method: 'GET' | 'PATCH', payload?: object, token?: string) => {
    const body = payload === undefined ? {} : { payload };
    const response = await gateway.app.inject({ method, url: '/api/v1/me', headers: authorization(token), ...body });
    return { status: response.statusCode, body: response.json<{ default_language: string; code?: string }>() };
  };
  const setDefault = (language: unknown, token?: string) => me('PATCH', { default_language: language }, token);
  const register = async (fields: Record<string, string>, token?: string): Promise<Item> => {
    const form = formOf(fields, { bytes: randomUUID() });
    const headers = { ...authorization(token), ...form.headers };
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/recordings', headers, payload: form.payload });
    return response.json<Item>();
  };

  it('is automatic detection until somebody changes it', async () => {
    expect((await me('GET')).body.default_language).toBe('auto');
    expect(await setDefault('de-at')).toMatchObject({ status: 200, body: { default_language: 'de-AT' } });
    expect((await me('GET')).body.default_language).toBe('de-AT');
    expect((await setDefault('auto')).body.default_language).toBe('auto');
    expect((await me('GET')).body.default_language).toBe('auto');
  });

  it.each([
    ['words', 'the language of Goethe'],
    ['an empty text', ''],
    ['a number', 7],
  ])('refuses %s', async (_what, language) => {
    expect(await setDefault(language)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/default_language' }] } });
  });

  it('cannot be changed with a token that only reads', async () => {
    const reader = await gateway.tokenFor(['read'], gateway.owner);
    expect(await setDefault('de', reader)).toMatchObject({ status: 403 });
  });

  it('is the language of new recordings that give none, which say so', async () => {
    expect(await register({})).toMatchObject({ language: 'auto' });
    await setDefault('de');
    expect(await register({})).toMatchObject({ language: 'de', language_source: 'default' });
    for (const language of ['fr', 'auto']) {
      const item = await register({ language });
      expect(item).toMatchObject({ language });
      expect(item).not.toHaveProperty('language_source');
    }
  });

  it('is no longer named as the source once a person sets the language', async () => {
    await setDefault('de');
    const { id } = await register({});
    const headers = { ...authorization(), 'if-match': '*' };
    const url = `/api/v1/recordings/${id}`;
    const changed = await gateway.app.inject({ method: 'PATCH', url, headers, payload: { language: 'fr' } });
    expect(changed.json()).toMatchObject({ language: 'fr' });
    expect(changed.json()).not.toHaveProperty('language_source');
  });

  it('applies to the items of every user who works in the library, and to no other library', async () => {
    const { users } = gateway.ports;
    const owner = await users.find(gateway.owner);
    await setDefault('de');
    const member = await users.add({
      id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E5',
      name: 'member',
      role: 'operator',
      joins: { libraryId: gateway.owner, role: 'operator' },
    });
    const other = await users.add({ id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E6', name: 'other', role: 'operator' });
    const [ofMember, ofOther] = [
      await gateway.tokenFor(['write'], member?.id ?? ''),
      await gateway.tokenFor(['write'], other?.id ?? ''),
    ];
    expect(owner?.library.id).toBe(gateway.owner);
    expect((await me('GET', undefined, ofMember)).body.default_language).toBe('de');
    expect(await register({}, ofMember)).toMatchObject({ language: 'de', language_source: 'default' });
    expect(await register({}, ofOther)).toMatchObject({ language: 'auto' });
    expect((await setDefault('fr', ofMember)).body.default_language).toBe('fr');
    expect(await register({})).toMatchObject({ language: 'fr', language_source: 'default' });
  });

  it('applies to an address too', async () => {
    await setDefault('de');
    const url = 'https://files.example/talk.mp4';
    const response = await gateway.app.inject({
      method: 'POST',
      url: '/api/v1/recordings',
      headers: authorization(),
      payload: { url },
    });
    expect(response.json()).toMatchObject({ language: 'de', language_source: 'default' });
  });

  it('applies to a resumable upload, as it was when the upload began', async () => {
    await setDefault('de');
    const { begin, send } = createTusClient(gateway, gateway.token);
    const { location } = await begin(5, { filename: 'talk.mp4' });
    await setDefault('fr');
    const last = await send(location, 0, Buffer.from('bytes'));
    const url = `/api/v1/recordings/${String(last.headers['throughline-recording'])}`;
    const item = await gateway.app.inject({ url, headers: authorization() });
    expect(item.json()).toMatchObject({ language: 'de', language_source: 'default' });
  });
});
