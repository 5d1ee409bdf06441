import { RETENTION, dueSince, resolveRetention, type LibraryConfig, type RetentionRule } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { RestQuery, RestingItem, RestingItems } from '../../adapters/projection/index.js';
import type { LibraryConfigs } from '../runs/library-configs.js';

export interface RetentionSweepPorts {
  readonly resting: RestingItems;
  readonly libraries: Pick<LibraryConfigs, 'of'>;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly now: () => Date;
}

const SHORTEST_MS = 86_400_000;
/** The most items of a library in one sweep, so that others get their turn, and new settings apply soon. */
const AT_MOST = 100;
/** The most items of all libraries in one sweep: it delays the other sweeps. */
const AT_MOST_OF_ALL = 1_000;

/** Otherwise the first libraries could use up every sweep. */
const shuffle = (owners: readonly string[]): readonly string[] =>
  owners
    .map((owner) => ({ owner, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ owner }) => owner);

const ruleFor = (template: number | undefined, library: LibraryConfig): RetentionRule | undefined =>
  resolveRetention(template === undefined ? {} : { template: { id: template } }, library);

function buildQueries(library: LibraryConfig, now: string): readonly RestQuery[] {
  return [undefined, ...(library.templates?.keys() ?? [])].flatMap((template) => {
    const rule = ruleFor(template, library);
    return rule === undefined ? [] : [{ template, since: dueSince(now, rule) }];
  });
}

/**
 * The deletion of items whose days of retention have passed. The rows only find candidates: the decider checks each item's
 * history again. Several gateways may sweep at once, because both send the same command.
 */
export class RetentionSweep {
  constructor(private readonly ports: RetentionSweepPorts) {}

  /** Returns the number of deleted items. One that cannot be deleted does not keep the others. */
  async sweep(signal: AbortSignal): Promise<number> {
    const { resting, libraries, now } = this.ports;
    const at = now();
    const failures: unknown[] = [];
    let deleted = 0;
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      signal.throwIfAborted();
      await work().catch((error: unknown) => failures.push(error));
    };
    for (const owner of shuffle(await resting.owners(new Date(at.getTime() - SHORTEST_MS).toISOString()))) {
      if (deleted >= AT_MOST_OF_ALL) break;
      await attempt(async () => {
        const library = await libraries.of(owner);
        for (const item of await this.#findDue(owner, library, at.toISOString()))
          await attempt(async () => {
            if (await this.#delete(item, library, at.toISOString())) deleted += 1;
          });
      });
    }
    signal.throwIfAborted();
    if (failures.length > 0) throw new AggregateError(failures, 'Retention could not delete all items that are due');
    return deleted;
  }

  async #findDue(owner: string, library: LibraryConfig, now: string): Promise<readonly RestingItem[]> {
    const queries = buildQueries(library, now);
    return queries.length === 0 ? [] : this.ports.resting.list(owner, queries, AT_MOST);
  }

  async #delete({ id, template, since }: RestingItem, library: LibraryConfig, now: string): Promise<boolean> {
    const rule = ruleFor(template, library);
    if (rule === undefined) return false;
    const outcome = await this.ports.commands.execute(
      id,
      { type: 'ApplyRetention', rule, now },
      { commandId: `retention:${since}`, actor: { kind: 'service', id: RETENTION }, correlationId: id },
    );
    return outcome.kind === 'accepted' && !outcome.duplicate;
  }
}
