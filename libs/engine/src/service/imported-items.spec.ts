import { newAssetId, newId } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { Journey, aConfig } from '@throughline/domain/testing';
import { NO_REVISION } from '@throughline/event-store';
import { until } from '@throughline/stack/testing';
import { AssetCommands } from '../commands/asset-commands.js';
import { Workshop, done } from '../testing/workshop.js';

/** A run that another system has left open: a stage is queued there, or runs. */
const openElsewhere = (isRunning: boolean): Journey => {
  const journey = new Journey(newAssetId()).register();
  journey.run(aConfig(['library']));
  journey.through('DOWNLOAD');
  if (isRunning) journey.start('TRIM', 'elsewhere-1');
  return journey;
};

describe('a worker service and an imported item', () => {
  let workshop: Workshop;
  const begun: string[] = [];
  beforeEach(() => {
    workshop = new Workshop();
    begun.length = 0;
  });
  afterEach(() => workshop.close());

  const append = async ({ assetId, commits }: Journey, isImported: boolean): Promise<void> => {
    let revision = NO_REVISION;
    for (const [index, { commit }] of commits.entries())
      ({ revision } = await workshop.store.append(
        assetId,
        {
          id: newId(),
          actor: { kind: 'user', id: 'anna' },
          causationId: 'spec',
          correlationId: 'spec',
          ...commit,
          ...(isImported ? { origin: { kind: 'imported', ref: `other/${String(index)}` } as const } : {}),
        },
        revision,
      ));
  };
  const startWorkers = (): void => {
    const run = ({ assetId }: { readonly assetId: string }): Promise<typeof done> => {
      begun.push(assetId);
      return Promise.resolve(done);
    };
    workshop.hire('ingest');
    workshop.hire('processing', { TRIM: { run } });
    workshop.hire('upload');
  };
  const untilWorkedOn = async (assetId: string): Promise<void> => {
    await until(() => Promise.resolve(begun.includes(assetId)), { what: `the work on ${assetId}` });
  };

  it.each([
    ['queued', false],
    ['running', true],
  ])(
    'does none of its work that is %s elsewhere, and does that of an own item with the same history',
    async (_how, isRunning) => {
      const [imported, own] = [openElsewhere(isRunning), openElsewhere(false)];
      await append(imported, true);
      await append(own, false);
      startWorkers();
      await untilWorkedOn(own.assetId);
      const { state, revision } = await workshop.asset(imported.assetId);
      // A sweep pokes every service about items that look lost.
      await workshop.dispatcher.poke('processing', imported.assetId, { state, revision }, 'spec');
      expect(await workshop.recorded(imported.assetId, 'StepInterrupted')).toEqual([]);
      expect(begun).not.toContain(imported.assetId);
      expect((await workshop.store.load(imported.assetId)).commits).toHaveLength(imported.commits.length);
    },
  );

  it('takes the work of a run that a person starts after the import', async () => {
    const imported = openElsewhere(true);
    await append(imported, true);
    startWorkers();
    expect(await workshop.ask(imported.assetId, { type: 'EndImport' })).toMatchObject({
      kind: 'accepted',
      events: [{ type: 'ImportEnded' }],
    });
    expect(begun).toEqual([]);
    const { state } = await workshop.asset(imported.assetId);
    if (!isPresent(state) || state.run === undefined) throw new Error('The item has a run');
    const { config, configSources } = state.run;
    await workshop.ask(imported.assetId, { type: 'StartRun', runId: newId(), config, configSources });
    await untilWorkedOn(imported.assetId);
  });

  it('knows the checkpoints of its own attempts, and not those of another system', async () => {
    const batch = { id: 'batch-1' };
    const [imported, own] = [openElsewhere(true), openElsewhere(true)];
    for (const journey of [imported, own]) journey.checkpoint('TRIM', batch);
    await append(imported, true);
    await append(own, false);
    const commands = new AssetCommands(workshop.store);
    expect(await commands.checkpointsOf(own.assetId, 'TRIM')).toEqual([batch]);
    expect(await commands.checkpointsOf(imported.assetId, 'TRIM')).toEqual([]);
  });

  it('knows the time of the import, and not only that of the other system, also when it folds on', async () => {
    const imported = openElsewhere(false);
    const commands = new AssetCommands(workshop.store);
    await append(imported, true);
    const storedAt = (await workshop.store.load(imported.assetId)).commits.at(-1)?.storedAt;
    const loaded = await commands.load(imported.assetId);
    expect(loaded?.state).toMatchObject({ importedAt: storedAt });
    expect(storedAt).not.toBe(imported.now);
  });
});
