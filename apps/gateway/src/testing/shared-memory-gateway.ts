import { ulid } from 'ulid';
import { openMemoryGateway, type MemoryGateway } from './memory-gateway.js';

/**
 * Opens one gateway for all tests of the surrounding `describe`. Returns a function that gives each test an owner, with a library
 * of its own. A test that reads what all libraries share, such as users, metrics or the log of administrators, needs a gateway of
 * its own.
 */
export function shareMemoryGateway(options?: Parameters<typeof openMemoryGateway>[0]): () => Promise<MemoryGateway> {
  let shared: MemoryGateway;
  beforeAll(async () => {
    shared = await openMemoryGateway(options);
  });
  afterAll(() => shared.close());
  return async () => {
    const owner = ulid();
    return { ...shared, owner, token: await shared.tokenFor(['admin'], owner) };
  };
}
