import { newId, quotaWaitCode } from '@throughline/contracts';
import type { AssetCommands } from '@throughline/engine';
import type { QuotaBook, QuotaWait } from './quota-book.js';
import { findShortage, type QuotaUses } from './quota.js';
import type { Quotas } from './quotas.js';

const GATEWAY = 'gateway';

interface QuotaWaitsPorts {
  readonly quotas: Pick<Quotas, 'uses'>;
  readonly book: QuotaBook;
  readonly commands: Pick<AssetCommands, 'execute'>;
  readonly now: () => Date;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Continues steps that wait for a quota as soon as it has room: after a higher limit, and after work that ended without using
 * its part. At the end of the month their timers continue them anyway.
 */
export class QuotaWaits {
  constructor(private readonly ports: QuotaWaitsPorts) {}

  /** Returns the number of steps that continue. */
  async continueAll(signal: AbortSignal): Promise<number> {
    const { book } = this.ports;
    await book.removeEnded();
    const uses = new Map<string, QuotaUses | undefined>();
    let continued = 0;
    for (const wait of await book.waiting()) {
      signal.throwIfAborted();
      if (!uses.has(wait.owner)) uses.set(wait.owner, await this.#tryToRead(wait.owner));
      const present = uses.get(wait.owner);
      if (present === undefined || findShortage([wait], present) !== undefined) continue;
      if (!(await this.#tryToContinue(wait))) continue;
      const { [wait.quota]: use } = present;
      uses.set(wait.owner, { ...present, [wait.quota]: { ...use, held: use.held + wait.amount } });
      continued += 1;
    }
    return continued;
  }

  /** One library whose use cannot be counted now must not keep the others waiting. */
  #tryToRead(owner: string): Promise<QuotaUses | undefined> {
    return this.ports.quotas.uses(owner).catch((error: unknown) => {
      this.ports.onProblem(error);
      return undefined;
    });
  }

  /** One item that cannot be changed now must not keep the others waiting. */
  #tryToContinue(wait: QuotaWait): Promise<boolean> {
    return this.#continue(wait).catch((error: unknown) => {
      this.ports.onProblem(error);
      return false;
    });
  }

  async #continue({ assetId, step, quota }: QuotaWait): Promise<boolean> {
    const command = {
      type: 'EndWait',
      now: this.ports.now().toISOString(),
      by: GATEWAY,
      step,
      for: quotaWaitCode(quota),
    } as const;
    const commandId = newId();
    const outcome = await this.ports.commands.execute(assetId, command, {
      commandId,
      actor: { kind: 'service', id: GATEWAY },
      correlationId: commandId,
    });
    // A wait that is not in the log yet, or is over, is removed by `removeEnded`, and so is this one.
    return outcome.kind === 'accepted';
  }
}
