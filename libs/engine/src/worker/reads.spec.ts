import type { EventStore } from '@throughline/event-store';
import { AssetCommands } from '../commands/asset-commands.js';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import type { StepHandler } from './step-handler.js';

const STEP = 'DOWNLOAD';

describe('the reads of an attempt', () => {
  let workshop: Workshop;
  let id: string;
  let reads: number;
  let store: EventStore;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start();
    reads = 0;
    store = Object.assign(Object.create(workshop.store) as EventStore, {
      load: (...given: Parameters<EventStore['load']>) => {
        reads += 1;
        return workshop.store.load(...given);
      },
    });
  });
  afterEach(() => workshop.close());

  const attend = async (handler: StepHandler): Promise<RecordingDelivery> => {
    const delivery = new RecordingDelivery(await workshop.message(id, STEP));
    await workshop.worker('ingest', { [STEP]: handler }, { store, commands: new AssetCommands(store) }).onWork(delivery);
    return delivery;
  };

  it('are none while nobody else changes the item, with checkpoints too', async () => {
    const delivery = await attend({
      run: async (context) => {
        for (let part = 1; part <= 3; part += 1) await context.checkpoint({ part });
        return done;
      },
    });
    expect(delivery.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepCheckpointed', STEP)).toHaveLength(3);
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
    expect(reads).toBe(0);
  });

  it('see what others have changed meanwhile', async () => {
    const delivery = await attend({
      run: async () => {
        await workshop.ask(id, { type: 'PauseRun' });
        return done;
      },
    });
    expect(delivery.answer).toBe('ack');
    expect(await workshop.recorded(id, 'StepCompleted', STEP)).toHaveLength(1);
    expect(await workshop.recorded(id, 'StepScheduled', 'TRIM')).toEqual([]);
    expect(reads).toBeGreaterThan(0);
  });
});
