import { randomBytes } from 'node:crypto';
import { newAssetId } from '@throughline/contracts';
import { JetStreamDataKeys } from '@throughline/event-store';
import { openRealGateway, openWorld } from './testing/real-gateway.js';

describe('the gateway at startup', () => {
  it("refuses a master key that is not the log's, and does not wait for a better one", async () => {
    const world = await openWorld();
    try {
      const keys = new JetStreamDataKeys(world.admin, { masterKey: world.config.masterKey });
      await keys.create(newAssetId());
      await keys.close();
      const config = { ...world.config, masterKey: new Uint8Array(randomBytes(32)) };
      await expect(openRealGateway({ ...world, config })).rejects.toMatchObject({
        kind: 'wrong-master-key',
        message: expect.stringContaining('give every service the same, original key') as string,
      });
    } finally {
      await world.close();
    }
  });
});
