import { newId } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import { formOf } from '../../testing/forms.js';
import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from '../../testing/real-gateway.js';
import { workThrough } from '../../testing/work-through.js';
import type { RestingItems } from './resting-items.js';

const LATER = '2199-01-01T00:00:00.000Z';
const EARLIER = '2000-01-01T00:00:00.000Z';

describe('items at rest, in the projection', () => {
  let world: World;
  let gateway: RealGateway;
  let closeProjector: () => Promise<void>;
  let resting: RestingItems;
  beforeAll(async () => {
    world = await openWorld();
    closeProjector = await openProjector(world);
    gateway = await openRealGateway(world);
    resting = gateway.ports.restingItems;
  }, 60_000);
  afterAll(async () => {
    await gateway.close();
    await closeProjector();
    await world.close();
  });

  const finishRecording = async (title: string, template?: number): Promise<string> => {
    const form = formOf({ title, run: 'true' }, { bytes: title });
    const response = await gateway.fetch('/api/v1/recordings', { method: 'POST', headers: form.headers, body: form.payload });
    const { id } = (await response.json()) as { id: string };
    await workThrough(gateway, id);
    if (template === undefined) return id;
    const meta = { commandId: newId(), actor: { kind: 'user', id: 'spec' }, correlationId: 'spec' } as const;
    await gateway.ports.commands.execute(id, { type: 'BindTemplate', by: 'spec', template, now: new Date().toISOString() }, meta);
    return id;
  };

  it('are found by template and time, without deleted ones, those that rest for the longest time first', async () => {
    const [first, second, bound, gone] = [
      await finishRecording('first'),
      await finishRecording('second'),
      await finishRecording('bound', 7),
      await finishRecording('gone'),
    ];
    await gateway.fetch(`/api/v1/recordings/${gone}`, { method: 'DELETE' });
    const everything = [
      { template: undefined, since: LATER },
      { template: 7, since: LATER },
    ];
    // Each partition is projected by itself, so the deletion may be shown last.
    await until(async () => {
      const { items } = (await (await gateway.fetch('/api/v1/recordings?deleted=true')).json()) as { items: { id: string }[] };
      return items.some(({ id }) => id === gone);
    });
    const owner = await until(async () => {
      const [found] = await resting.owners(LATER);
      const items = found === undefined ? [] : await resting.list(found, everything, 10);
      return items.length === 3 && items.some(({ template }) => template === 7) ? found : undefined;
    });
    const idsOf = async (...args: Parameters<RestingItems['list']>): Promise<readonly string[]> =>
      (await resting.list(...args)).map(({ id }) => id);
    expect(await idsOf(owner, everything, 10)).toEqual([first, second, bound]);
    expect(await idsOf(owner, everything, 1)).toEqual([first]);
    expect(await idsOf(owner, [{ template: undefined, since: LATER }], 10)).toEqual([first, second]);
    expect(await idsOf(owner, [{ template: 7, since: EARLIER }], 10)).toEqual([]);
    expect(await idsOf(owner, [{ template: 8, since: LATER }], 10)).toEqual([]);
    expect(await idsOf('nobody', everything, 10)).toEqual([]);
    expect(await resting.owners(EARLIER)).toEqual([]);
    const [item] = await resting.list(owner, everything, 1);
    expect(await idsOf(owner, [{ template: undefined, since: item?.since ?? '' }], 10)).toEqual([first]);
  }, 60_000);
});
