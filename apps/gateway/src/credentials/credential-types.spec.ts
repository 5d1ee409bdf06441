import { CREDENTIAL_TYPES } from '@throughline/credentials';
import { openMemoryGateway, type MemoryGateway } from '../testing/memory-gateway.js';
import type { CredentialTypeList } from './credential.js';

describe('the types of credentials', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const headers = () => ({ authorization: `Bearer ${gateway.token}` });
  const create = (payload: object) =>
    gateway.app.inject({ method: 'POST', url: '/api/v1/credentials', headers: headers(), payload });

  it('are listed, each once', async () => {
    const answer = await gateway.app.inject({ url: '/api/v1/credential-types', headers: headers() });
    const { items } = answer.json<CredentialTypeList>();
    expect(items.map(({ type }) => type)).toEqual(CREDENTIAL_TYPES);
    expect(items.find(({ type }) => type === 'vk')).toEqual({
      type: 'vk',
      label: 'VK account',
      account: true,
      fields: [
        { name: 'client_id', label: 'App ID', hidden: false, hint: null },
        { name: 'client_secret', label: 'Protected key', hidden: true, hint: null },
      ],
      client_file: false,
    });
  });

  it.each(CREDENTIAL_TYPES)('are created with exactly the fields that are listed: %s', async (type) => {
    const answer = await gateway.app.inject({ url: '/api/v1/credential-types', headers: headers() });
    const fields = answer.json<CredentialTypeList>().items.find((each) => each.type === type)?.fields ?? [];
    const secrets = Object.fromEntries(fields.map(({ name }) => [name, 'words']));
    expect((await create({ type, name: `All of ${type}`, ...secrets })).statusCode).toBe(201);
    for (const { name } of fields) {
      const { [name]: _left, ...others } = secrets;
      const refused = await create({ type, name: 'Some', ...others });
      expect([refused.statusCode, refused.json<{ errors: unknown }>().errors]).toMatchObject([400, [{ pointer: `/${name}` }]]);
    }
  });
});
