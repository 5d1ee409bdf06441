import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { templateFactory } from './template-world.js';

/** Returns a function that makes one more job, and returns its number. */
export function jobFactory(gateway: MemoryGateway, token: string, name: string): () => Promise<string> {
  const makeTemplate = templateFactory(gateway, token, `${name}-of-jobs`);
  let made = 0;
  return async () => {
    made += 1;
    const payload = {
      name: `${name}-${String(made)}`,
      template_ids: [Number(await makeTemplate())],
      schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' },
    };
    const headers = { authorization: `Bearer ${token}` };
    const response = await gateway.app.inject({ method: 'POST', url: '/api/v1/jobs', headers, payload });
    return String(response.json<{ id: number }>().id);
  };
}
