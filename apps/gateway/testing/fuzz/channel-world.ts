import { CHANNEL_NAME_EXAMPLE, CHANNEL_SECRET_EXAMPLE } from '#src/channels/channels.operations.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { hashOf } from '#src/people/tokens/token.js';

export function channelFactory({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  return async () => {
    made += 1;
    const payload = { name: `${name}-${String(made)}`, outputs: ['library'] };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/channels', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}

export async function addExampleChannel({ ports, owner }: MemoryGateway): Promise<void> {
  await ports.channels.add(
    {
      libraryId: owner,
      name: CHANNEL_NAME_EXAMPLE,
      actionType: 'update_origin',
      fieldMap: {},
      credentialId: undefined,
      dataSourceId: undefined,
      outputs: ['library'],
      language: 'auto',
      secretHash: hashOf(CHANNEL_SECRET_EXAMPLE),
    },
    () => Promise.resolve(),
  );
}
