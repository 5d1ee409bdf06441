import type { GatewayPorts } from './gateway-ports.js';
import { buildMemoryGateway, enterGateway, type MemoryGateway } from './memory-gateway.js';
import { createMemoryParts, type MemoryOptions } from './memory-parts.js';
import { forwardTo } from './shared-memory-gateway.js';

/** The gateway subscribes to changes, registers metrics and reports its health when it opens. */
const KEPT = ['changes', 'log', 'metrics', 'health'] as const;

const keptOf = (ports: GatewayPorts): Partial<GatewayPorts> => Object.fromEntries(KEPT.map((name) => [name, ports[name]]));

/** Returns ports that lead to those of the present test. */
function forwardAll(first: GatewayPorts, current: () => GatewayPorts): GatewayPorts {
  const forward = (name: keyof GatewayPorts): unknown => {
    if (typeof first[name] !== 'function') return forwardTo(() => current()[name] as object);
    return (...values: unknown[]) => (current()[name] as (...values: unknown[]) => unknown)(...values);
  };
  const names = Object.keys(first) as (keyof GatewayPorts)[];
  return Object.fromEntries(names.map((name) => [name, forward(name)])) as unknown as GatewayPorts;
}

interface RenewableGateway {
  renew(ports: Partial<GatewayPorts>): Promise<MemoryGateway>;
  close(): Promise<void>;
}

async function openRenewable(options: MemoryOptions): Promise<RenewableGateway> {
  let parts = createMemoryParts(options);
  const { changes } = parts;
  const kept = keptOf(parts.ports);
  const forwarded = forwardAll(parts.ports, () => parts.ports);
  const searchIndex = forwardTo(() => parts.searchIndex);
  const gateway = await buildMemoryGateway({ ports: { ...forwarded, ...kept }, searchIndex }, options);
  return {
    renew: async (ports) => {
      parts.close();
      const { last } = await parts.store.incarnation();
      const renewed = createMemoryParts({ ...options, ports: { ...options.ports, ...ports, ...kept } }, { last, changes });
      parts = renewed;
      // Changes may have been missed, so the gateway forgets what it has read.
      changes.next(undefined);
      const close = (): Promise<void> => {
        renewed.close();
        return Promise.resolve();
      };
      return { ...(await enterGateway(gateway, renewed)), close };
    },
    close: async () => {
      parts.close();
      await gateway.app.close();
    },
  };
}

/**
 * Opens one gateway for all tests of the surrounding `describe`, at its first use. Returns a function that gives each test this
 * gateway over empty stores. The ports that the test gives take the place of stores. Settings, metrics and rate limits stay, so
 * a test that changes or reads them opens a gateway of its own.
 */
export function renewMemoryGateway(
  options: () => MemoryOptions | Promise<MemoryOptions> = () => ({}),
): (ports?: Partial<GatewayPorts>) => Promise<MemoryGateway> {
  let opened: Promise<RenewableGateway> | undefined;
  afterAll(async () => (await opened)?.close());
  const open = async (): Promise<RenewableGateway> => openRenewable(await options());
  return async (ports = {}) => {
    opened ??= open();
    return (await opened).renew(ports);
  };
}
