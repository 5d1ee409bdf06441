import { CHANNEL_NAME_EXAMPLE, WEBHOOK_SECRET_EXAMPLE } from '../../docs/openapi/channels.js';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { hashOf } from '../../tokens/token.js';

/** Channels as the API makes them, each with a name of its own. */
export function channelsIn({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  return async () => {
    made += 1;
    const payload = { name: `${name}-${String(made)}`, outputs: ['library'] };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/channels', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}

/** The secret of the document's example opens the channel of the document's example. */
export async function letWebhookIn({ ports, owner }: MemoryGateway): Promise<void> {
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
      secretHash: hashOf(WEBHOOK_SECRET_EXAMPLE),
    },
    () => Promise.resolve(),
  );
}
