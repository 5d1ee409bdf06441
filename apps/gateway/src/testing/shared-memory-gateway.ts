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

/** Returns a port that forwards to the fake of the present test, for a gateway that several tests share. */
export const forwardTo = <Port extends object>(current: () => Port | undefined): Port =>
  new Proxy({} as Port, {
    get: (_, member) => {
      // Nest looks for the hooks of a provider before the first test has its fake.
      const port = current();
      const value: unknown = port === undefined ? undefined : Reflect.get(port, member);
      return typeof value === 'function' ? (value.bind(port) as unknown) : value;
    },
  });
