import type { MemoryGateway } from '#src/testing/memory-gateway.js';

/** Returns a function that makes one more template, and returns its number. */
export function templateFactory({ app }: MemoryGateway, token: string, name: string): () => Promise<string> {
  let made = 0;
  return async () => {
    made += 1;
    const payload = { name: `${name}-${String(made)}`, output_config: { outputs: ['library'] } };
    const headers = { authorization: `Bearer ${token}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/templates', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}
