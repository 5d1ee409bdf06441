import { until } from '@throughline/stack/testing';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import { createNumbered, type Numbered } from './create-numbered.js';
import { templateFactory } from './template-world.js';

/** Creates jobs with one run each, for the fuzzing user and for a stranger. */
export async function createJobs(gateway: MemoryGateway, stranger: string, secret: string): Promise<Numbered> {
  const runs = new Map<string, string>();
  const factory = (_gateway: MemoryGateway, token: string, name: string): (() => Promise<string>) => {
    const makeTemplate = templateFactory(gateway, token, `${name}-of-jobs`);
    let made = 0;
    const headers = { authorization: `Bearer ${token}` };
    const post = async (url: string, payload: object): Promise<string> =>
      String((await gateway.app.inject({ method: 'POST', url, headers, payload })).json<{ id: number | string }>().id);
    return async () => {
      made += 1;
      const id = await post('/api/v1/jobs', {
        name: `${name}-${String(made)}`,
        template_ids: [Number(await makeTemplate())],
        schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'UTC' },
      });
      runs.set(id, await post(`/api/v1/jobs/${id}/run`, {}));
      // A job with a run in progress refuses another one.
      await until(async () => (await gateway.ports.jobs.runs(Number(id), 1))[0]?.state !== 'running');
      return id;
    };
  };
  return { ...(await createNumbered(gateway, [stranger, secret], factory)), partOf: (id) => runs.get(id) };
}
