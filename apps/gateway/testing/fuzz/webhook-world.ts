import type { MemoryGateway } from '#src/testing/memory-gateway.js';

/** Returns a function that makes one more webhook, and returns its number. A library has few: then the newest one is used again. */
export function webhookFactory({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  let newest = '';
  return async () => {
    made += 1;
    // No name server knows this host, so nothing is sent.
    const payload = { name: `${name}-${String(made)}`, url: 'https://hooks.invalid/throughline', events: ['item.ready'] };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/webhook-endpoints', headers, payload });
    if (response.statusCode === 201) newest = String(response.json<{ id: number }>().id);
    return newest;
  };
}
