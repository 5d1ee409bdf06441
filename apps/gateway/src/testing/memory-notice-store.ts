import { randomUUID } from 'node:crypto';
import type { KnownCause, NoticeSettings } from '../announcements/notices/notice.js';
import {
  ABSENCE_MS,
  type NoticeChange,
  type NoticeClaim,
  type NoticeResult,
  type NoticeStore,
} from '../announcements/notices/notice-store.js';

interface StoredCause {
  readonly foundAt: number;
  readonly absentSince: number | undefined;
  isNoticed: boolean;
}

interface StoredSettings {
  settings: NoticeSettings;
  confirmationAt: number;
  isBaselineDue: boolean;
  nextLookAt: number;
  claim: string | undefined;
  leaseUntil: number;
  causes: Map<string, StoredCause>;
}

/** The part of removed settings that is kept. */
interface Removed {
  readonly confirmationAt: number;
  readonly revision: number;
}

const NEVER: Removed = { confirmationAt: Number.NEGATIVE_INFINITY, revision: 0 };
const CONFIRMATION_MS = 60_000;

/** A new address is not confirmed. */
const changeSettings = (
  known: Partial<NoticeSettings>,
  change: NoticeChange & Pick<NoticeSettings, 'libraryId'>,
  removedRevision: number,
): NoticeSettings => ({
  ...change,
  confirmedAt: known.email === change.email ? known.confirmedAt : undefined,
  lastSentAt: known.lastSentAt,
  problem: undefined,
  revision: (known.revision ?? removedRevision) + 1,
});

export class MemoryNoticeStore implements NoticeStore {
  readonly #stored = new Map<string, StoredSettings>();
  readonly #removed = new Map<string, Removed>();

  constructor(
    private readonly now: () => Date,
    private readonly isDisabled: (libraryId: string) => boolean = () => false,
  ) {}

  find(libraryId: string): Promise<NoticeSettings | undefined> {
    return Promise.resolve(this.#stored.get(libraryId)?.settings);
  }

  save(libraryId: string, revision: number, { email, kinds }: NoticeChange): Promise<NoticeSettings | 'stale'> {
    const before = this.#stored.get(libraryId);
    if ((before?.settings.revision ?? 0) !== revision) return Promise.resolve('stale');
    const removed = this.#removed.get(libraryId) ?? NEVER;
    const known: Partial<NoticeSettings> = before?.settings ?? {};
    const isSame = known.email === email;
    const settings = changeSettings(known, { libraryId, email, kinds }, removed.revision);
    this.#stored.set(libraryId, {
      confirmationAt: removed.confirmationAt,
      claim: undefined,
      leaseUntil: 0,
      causes: new Map(),
      ...before,
      settings,
      isBaselineDue: !isSame || before?.isBaselineDue === true,
      nextLookAt: this.#ms(),
    });
    return Promise.resolve(settings);
  }

  startConfirmation(libraryId: string): Promise<boolean> {
    const stored = this.#stored.get(libraryId);
    if (stored === undefined || stored.confirmationAt > this.#ms() - CONFIRMATION_MS) return Promise.resolve(false);
    stored.confirmationAt = this.#ms();
    return Promise.resolve(true);
  }

  confirm(libraryId: string, email: string): Promise<boolean> {
    const stored = this.#stored.get(libraryId);
    if (stored?.settings.email !== email) return Promise.resolve(false);
    const { settings } = stored;
    if (settings.confirmedAt === undefined) {
      stored.settings = { ...settings, confirmedAt: this.now().toISOString(), revision: settings.revision + 1 };
      stored.nextLookAt = this.#ms();
    }
    return Promise.resolve(true);
  }

  remove(libraryId: string): Promise<void> {
    const stored = this.#stored.get(libraryId);
    if (stored !== undefined)
      this.#removed.set(libraryId, { confirmationAt: stored.confirmationAt, revision: stored.settings.revision + 1 });
    this.#stored.delete(libraryId);
    return Promise.resolve();
  }

  due(limit: number): Promise<readonly string[]> {
    const due = [...this.#stored].filter(([, stored]) => this.#isDue(stored)).map(([libraryId]) => libraryId);
    return Promise.resolve(due.slice(0, limit));
  }

  claim(libraryId: string, leaseMs: number): Promise<NoticeClaim | undefined> {
    const stored = this.#stored.get(libraryId);
    if (stored === undefined || !this.#isDue(stored)) return Promise.resolve(undefined);
    const token = randomUUID();
    [stored.claim, stored.leaseUntil] = [token, this.#ms() + leaseMs];
    const { lastSentAt } = stored.settings;
    const quietMs = lastSentAt === undefined ? undefined : this.#ms() - Date.parse(lastSentAt);
    return Promise.resolve({ settings: stored.settings, token, quietMs });
  }

  renew(claim: NoticeClaim, leaseMs: number): Promise<boolean> {
    const stored = this.#held(claim);
    if (stored !== undefined) stored.leaseUntil = this.#ms() + leaseMs;
    return Promise.resolve(stored !== undefined);
  }

  compare(claim: NoticeClaim, keys: readonly string[]): Promise<readonly KnownCause[]> {
    const stored = this.#held(claim);
    if (stored === undefined) return Promise.resolve([]);
    for (const [key, cause] of stored.causes) {
      const { absentSince = keys.includes(key) ? undefined : this.#ms() } = cause;
      if (absentSince !== undefined && absentSince <= this.#ms() - ABSENCE_MS) stored.causes.delete(key);
      else stored.causes.set(key, { ...cause, absentSince });
    }
    for (const key of keys) {
      const { foundAt, isNoticed } = stored.causes.get(key) ?? { foundAt: this.#ms(), isNoticed: false };
      stored.causes.set(key, { foundAt, absentSince: undefined, isNoticed: isNoticed || stored.isBaselineDue });
    }
    stored.isBaselineDue = false;
    return Promise.resolve(
      [...stored.causes]
        .filter(([, { absentSince }]) => absentSince === undefined)
        .map(([key, { foundAt, isNoticed }]) => ({ key, ageMs: this.#ms() - foundAt, isNoticed })),
    );
  }

  finish(claim: NoticeClaim, { noticed, problem, nextLookMs }: NoticeResult): Promise<void> {
    const stored = this.#held(claim);
    if (stored === undefined) return Promise.resolve();
    for (const key of noticed) {
      const cause = stored.causes.get(key);
      if (cause !== undefined) cause.isNoticed = true;
    }
    const sent = noticed.length > 0 ? { lastSentAt: this.now().toISOString() } : {};
    stored.settings = { ...stored.settings, ...sent, problem };
    [stored.claim, stored.leaseUntil, stored.nextLookAt] = [undefined, 0, this.#ms() + nextLookMs];
    return Promise.resolve();
  }

  #isDue({ settings: { libraryId, confirmedAt }, nextLookAt, claim, leaseUntil }: StoredSettings): boolean {
    const isFree = claim === undefined || leaseUntil <= this.#ms();
    return confirmedAt !== undefined && nextLookAt <= this.#ms() && isFree && !this.isDisabled(libraryId);
  }

  #held({ settings: { libraryId }, token }: NoticeClaim): StoredSettings | undefined {
    const stored = this.#stored.get(libraryId);
    return stored?.claim === token ? stored : undefined;
  }

  #ms(): number {
    return this.now().getTime();
  }
}
