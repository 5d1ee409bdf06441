import { openProjector, openRealGateway, openWorld, type RealGateway, type World } from './real-gateway.js';
import { createTl, type ProcessResult } from './run-tl.js';

/** A gateway and a projector with real servers, and `tl` as their administrator. */
export interface TlWorld {
  readonly world: World;
  readonly gateway: RealGateway;
  readonly tl: (...args: readonly string[]) => Promise<ProcessResult>;
  readonly close: () => Promise<void>;
}

export async function openTlWorld(limits: Parameters<typeof openRealGateway>[3] = {}): Promise<TlWorld> {
  const world = await openWorld();
  const closeProjector = await openProjector(world);
  const gateway = await openRealGateway(world, undefined, 0, limits);
  return {
    world,
    gateway,
    tl: await createTl(world, gateway),
    close: async () => {
      await gateway.close();
      await closeProjector();
      await world.close();
    },
  };
}
