import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig } from '@throughline/contracts';
import type { GatewayPorts } from '#src/testing/gateway-ports.js';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';
import type { MemoryOptions } from '#src/testing/memory-parts.js';
import { renewMemoryGateway } from '#src/testing/renewed-memory-gateway.js';
import { SimulationSettings } from '#src/workers/simulation/settings.js';
import { ReusableConsents, generousProviders } from './credential-world.js';
import { FuzzMail } from './notice-world.js';
import { ZOOM } from './zoom-world.js';

/** The names are those of the documented examples. */
const OUTPUTS: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'sim-keyed', type: 'simulated', settings: { class: 'keyed' } },
];

const createPorts = (): Partial<GatewayPorts> => ({ credentials: new ReusableConsents(), consent: generousProviders });

/** The mail server and the simulated outputs of a gateway. */
class Surroundings {
  private constructor(
    private readonly mail: FuzzMail,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Surroundings> {
    return new Surroundings(await FuzzMail.open(), await mkdtemp(join(tmpdir(), 'throughline-fuzz-')));
  }

  get options(): MemoryOptions {
    return {
      ports: createPorts(),
      limits: { maxUploadBytes: 20_000, maxBodyBytes: 64 * 1024 },
      settings: {
        outputs: OUTPUTS,
        simulation: new SimulationSettings(true, this.folder),
        zoom: ZOOM,
        invitationsCreateUsers: true,
        ...this.mail.settings,
      },
    };
  }

  async empty(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder);
  }

  async close(): Promise<void> {
    await this.mail.close();
    await rm(this.folder, { recursive: true });
  }
}

/** Node's own limit. Jest has raised it tenfold, but each of the many thousand refusals takes a stack. */
const SHORT_STACK = 10;

/** Opens a gateway for one world. */
export async function openFuzzGateway(): Promise<MemoryGateway> {
  Error.stackTraceLimit = SHORT_STACK;
  const surroundings = await Surroundings.open();
  const gateway = await openMemoryGateway(surroundings.options);
  const close = async (): Promise<void> => {
    await gateway.close();
    await surroundings.close();
  };
  return { ...gateway, close };
}

/**
 * Opens one gateway for all worlds of the surrounding `describe`, at the first use. Returns a function that gives each world this
 * gateway over empty stores.
 */
export function renewFuzzGateway(): () => Promise<MemoryGateway> {
  let opened: Surroundings | undefined;
  const renew = renewMemoryGateway(async () => {
    Error.stackTraceLimit = SHORT_STACK;
    opened = await Surroundings.open();
    return opened.options;
  });
  afterAll(() => opened?.close());
  return async () => {
    await opened?.empty();
    return renew(createPorts());
  };
}
