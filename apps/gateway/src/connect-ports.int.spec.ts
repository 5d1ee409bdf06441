import { randomBytes } from 'node:crypto';
import { newAssetId } from '@throughline/contracts';
import { JetStreamDataKeys } from '@throughline/event-store';
import { createLogger } from '@throughline/service-kit';
import { connectPorts } from './connect-ports.js';
import { retryUntilAvailable } from './projection/retry-until-available.js';
import { openWorld } from './testing/real-gateway.js';

describe('the gateway at startup', () => {
  it("refuses a master key that is not the log's, and does not wait for a better one", async () => {
    const world = await openWorld();
    try {
      const keys = new JetStreamDataKeys(world.admin, { masterKey: world.config.masterKey });
      await keys.create(newAssetId());
      await keys.close();
      const log = createLogger({ service: 'gateway', level: 'silent' });
      const config = { ...world.config, masterKey: new Uint8Array(randomBytes(32)) };
      await expect(connectPorts(config, log, (what, task) => retryUntilAvailable(what, log, task))).rejects.toMatchObject({
        kind: 'wrong-master-key',
        message: expect.stringContaining('give every service the same, original key') as string,
      });
    } finally {
      await world.close();
    }
  });
});
