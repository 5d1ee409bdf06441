import type { QuotaNeed } from '@throughline/domain';
import DataLoader from 'dataloader';
import type { AdministrationLog } from '../administration-log/index.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { changeAtRevision } from '../../kit/http/requests/change-at-revision.js';
import { dayOf, monthAt, type Month } from './month.js';
import { REGISTRATION, type QuotaBook, type QuotaHolder } from './quota-book.js';
import { QuotaForecast, type RefusedNeed } from './quota-forecast.js';
import { recordLimits, type LimitedUser } from './quota-records.js';
import type { QuotaLimitStore } from './quota-limit-store.js';
import { NO_OWN_LIMITS, describeShortage, findShortage, isLimited, resolveLimits, roundAmount } from './quota.js';
import type { OwnLimits, QuotaAmounts, QuotaLimits, QuotaUses, Shortage, StoredLimits } from './quota.js';

export interface QuotasPorts {
  readonly limits: QuotaLimitStore;
  readonly book: QuotaBook;
  readonly log: AdministrationLog;
  /** The operator's limits. */
  readonly defaults: QuotaLimits;
  readonly now: () => Date;
}

export interface NewItem {
  readonly owner: string;
  readonly assetId: string;
  /** The size of an uploaded file; 0 if it is not known before the bytes arrive. */
  readonly bytes: number;
  /** The longest time that the registration may take. */
  readonly keptMs: number;
}

/** The needs of an item that is registered. */
export const itemNeeds = (bytes: number): readonly QuotaNeed[] => [
  { quota: 'items', amount: 1 },
  { quota: 'bytes', amount: bytes },
];

/** The renewal is at least a second away, also for a clock that has just passed it. */
const secondsUntil = (time: string, now: Date): string =>
  String(Math.max(1, Math.ceil((Date.parse(time) - now.getTime()) / 1_000)));

const exceeded = (shortage: Shortage, month: Month, now: Date): Problem => {
  const { quota, used, held, limit } = shortage;
  return new Problem('quota-exceeded', {
    headers: { 'retry-after': secondsUntil(month.end, now) },
    detail: describeShortage(shortage, month),
    members: { quota, used: roundAmount(used + held), limit: limit ?? 0, renews_on: dayOf(month.end) },
  });
};

/** The quotas of libraries: what they may use in a calendar month of UTC, and what they have used. */
export class Quotas {
  readonly #limits = new DataLoader<string, StoredLimits>(
    async (ids) => {
      const stored = await this.ports.limits.load([...new Set(ids)]);
      return ids.map((id) => stored.get(id) ?? NO_OWN_LIMITS);
    },
    { cache: false },
  );

  constructor(private readonly ports: QuotasPorts) {}

  get defaults(): QuotaLimits {
    return this.ports.defaults;
  }

  month(): Month {
    return monthAt(this.ports.now());
  }

  ownLimits(userId: string): Promise<StoredLimits> {
    return this.#limits.load(userId);
  }

  changeLimits({ id, name }: LimitedUser, own: OwnLimits, ifMatch: string | undefined): Promise<StoredLimits> {
    const { limits, log } = this.ports;
    return changeAtRevision({ ifMatch, read: () => this.ownLimits(id), otherwise: 'quota-changed' }, (before) =>
      log.change(
        () => limits.replace(id, before.revision, own),
        (after) => after !== 'stale' && recordLimits({ id, name }, before.own, after.own),
      ),
    );
  }

  async limitsOf(owner: string): Promise<QuotaLimits> {
    return resolveLimits(this.defaults, (await this.ownLimits(owner)).own);
  }

  /** Returns true if the library has a limit, so that its runs ask before each step that uses a quota. */
  async isMetered(owner: string): Promise<boolean> {
    return isLimited(await this.limitsOf(owner));
  }

  async uses(owner: string, month = this.month()): Promise<QuotaUses> {
    return this.ports.book.uses(owner, await this.limitsOf(owner), month);
  }

  used(owners: readonly string[], month: Month): Promise<ReadonlyMap<string, QuotaAmounts>> {
    return this.ports.book.used(owners, month);
  }

  /** Returns a forecast from the present use, or undefined if the library has no limit. */
  async forecast(owner: string): Promise<QuotaForecast | undefined> {
    const limits = await this.limitsOf(owner);
    if (!isLimited(limits)) return undefined;
    const month = this.month();
    return new QuotaForecast(await this.ports.book.uses(owner, limits, month), month);
  }

  /** Holds the room for an item that is about to be registered. Throws `quota-exceeded` if there is none. */
  async reserve({ owner, assetId, bytes, keptMs }: NewItem): Promise<void> {
    const holder = { owner, assetId, step: REGISTRATION, attempt: 0 };
    const refused = await this.hold(holder, itemNeeds(bytes), keptMs);
    if (refused !== undefined) throw exceeded(refused, refused.month, this.ports.now());
  }

  /** Throws `quota-exceeded` if there is no room for the bytes of an item that is registered, and counted, already. */
  requireRoom({ owner, bytes }: Pick<NewItem, 'owner' | 'bytes'>): Promise<void> {
    return this.#requireRoom(owner, [{ quota: 'bytes', amount: bytes }]);
  }

  /** Throws `quota-exceeded` if there is no room for one more item. Holds nothing. */
  requireRoomForItem({ owner, bytes }: Pick<NewItem, 'owner' | 'bytes'>): Promise<void> {
    return this.#requireRoom(owner, itemNeeds(bytes));
  }

  async #requireRoom(owner: string, needs: readonly QuotaNeed[]): Promise<void> {
    const limits = await this.limitsOf(owner);
    // A sync asks for each item of a source: the use of a month is counted only if a limit needs it.
    if (needs.every(({ quota }) => limits[quota] === null)) return;
    const month = this.month();
    const shortage = findShortage(needs, await this.ports.book.uses(owner, limits, month));
    if (shortage !== undefined) throw exceeded(shortage, month, this.ports.now());
  }

  /** Ends the hold of an item that was not registered. */
  release(assetId: string): Promise<void> {
    return this.ports.book.release(assetId);
  }

  /** Holds the needs of an attempt. Returns the need for which its step has to wait. */
  async hold(holder: QuotaHolder, needs: readonly QuotaNeed[], keptMs?: number): Promise<RefusedNeed | undefined> {
    const limits = await this.limitsOf(holder.owner);
    const limited = needs.filter(({ quota }) => limits[quota] !== null);
    if (limited.length === 0) return undefined;
    const month = this.month();
    const retention = keptMs === undefined ? {} : { keptMs };
    const shortage = await this.ports.book.hold({ ...holder, needs: limited, limits, month, ...retention });
    return shortage === undefined ? undefined : { ...shortage, month };
  }
}
