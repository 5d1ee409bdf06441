import { DOWNLOAD, TRANSCRIBE, quotaOfStep, type AssetEventOf, type QuotaName } from '@throughline/contracts';
import { isPresent, waitOf, type StepState } from '@throughline/domain';
import type { AuditEvent } from '../adapters/projection/rows.js';
import type { Month } from '../people/quotas/month.js';
import { REGISTRATION, type HoldRequest, type QuotaBook, type QuotaHolder, type QuotaWait } from '../people/quotas/quota-book.js';
import { findShortage, mapQuotas } from '../people/quotas/quota.js';
import type { QuotaAmounts, QuotaLimits, QuotaUses, Shortage } from '../people/quotas/quota.js';
import type { MemoryItemRows } from './memory-rows.js';

interface Hold extends QuotaHolder {
  readonly quota: QuotaName;
  readonly amount: number;
  readonly state: 'held' | 'waiting';
  readonly expiresAt: number | undefined;
}

interface Usage {
  readonly quota: QuotaName;
  readonly amount: number;
}

type SourceReady = AssetEventOf<'SourceBecameReady'>['data'];
type Completed = AssetEventOf<'StepCompleted'>['data'];

const isIn = ({ recorded_at, imported }: AuditEvent, { start, end }: Month): boolean =>
  !imported && Date.parse(recorded_at) >= Date.parse(start) && Date.parse(recorded_at) < Date.parse(end);

function findSeconds(events: readonly AuditEvent[], until: AuditEvent): number {
  const before = events.slice(0, events.indexOf(until));
  const source = before.filter(({ type, step }) => type === 'StepCompleted' && step === DOWNLOAD).at(-1);
  return Number((source?.detail as Completed | undefined)?.result['duration_seconds'] ?? 0);
}

function isUpload(events: readonly AuditEvent[], until: AuditEvent): boolean {
  const present = events.slice(0, events.indexOf(until)).findLast(({ type }) => type === 'SourceBecameReady');
  return present === undefined || 'size' in (present.detail as SourceReady).source;
}

function completedUsage(event: AuditEvent, events: readonly AuditEvent[]): readonly Usage[] {
  const { artifacts } = event.detail as Completed;
  const quota = quotaOfStep(event.step ?? '');
  if (quota === undefined) return [];
  if (quota === 'bytes')
    return isUpload(events, event) ? [] : [{ quota, amount: artifacts.reduce((sum, artifact) => sum + artifact.size, 0) }];
  return [{ quota, amount: event.step === TRANSCRIBE ? findSeconds(events, event) / 60 : 1 }];
}

/** Counts as the view `quota_usage` of the projection does. */
function usageOf(event: AuditEvent, events: readonly AuditEvent[]): readonly Usage[] {
  if (event.type === 'AssetRegistered') return [{ quota: 'items', amount: 1 }];
  if (event.type === 'StepCompleted') return completedUsage(event, events);
  if (event.type !== 'SourceBecameReady') return [];
  const { source } = event.detail as SourceReady;
  return 'size' in source ? [{ quota: 'bytes', amount: source.size }] : [];
}

const sum = (usage: readonly Usage[], quota: QuotaName): number =>
  usage.reduce((all, each) => all + (each.quota === quota ? each.amount : 0), 0);

const numberOf = (step: StepState | undefined): number => step?.attempts.at(-1)?.number ?? 0;
const isUnfinished = (step: StepState | undefined): boolean => step?.phase === 'scheduled' || step?.phase === 'running';

export class MemoryQuotaBook implements QuotaBook {
  #holds: readonly Hold[] = [];

  constructor(
    private readonly rows: readonly MemoryItemRows[],
    private readonly now: () => number,
  ) {}

  used(owners: readonly string[], month: Month): Promise<ReadonlyMap<string, QuotaAmounts>> {
    const found = owners.map((owner) => [owner, this.#usage(owner, month)] as const);
    const known = found.filter(([, usage]) => usage.length > 0);
    return Promise.resolve(new Map(known.map(([owner, usage]) => [owner, mapQuotas((quota) => sum(usage, quota))])));
  }

  uses(owner: string, limits: QuotaLimits, month: Month): Promise<QuotaUses> {
    return Promise.resolve(this.#uses({ owner, limits, month }));
  }

  hold(request: HoldRequest): Promise<Shortage | undefined> {
    const { assetId, step, needs, keptMs } = request;
    if (step === REGISTRATION && this.#isProjected(assetId)) return Promise.resolve(undefined);
    const shortage = findShortage(needs, this.#uses(request));
    this.#remove(assetId, step);
    if (shortage !== undefined && step === REGISTRATION) return Promise.resolve(shortage);
    const { owner, attempt } = request;
    const state = shortage === undefined ? 'held' : 'waiting';
    const expiresAt = keptMs === undefined ? undefined : this.now() + keptMs;
    const kept = (shortage === undefined ? needs : [shortage]).map(({ quota, amount }): Hold => ({
      owner,
      assetId,
      step,
      attempt,
      quota,
      amount,
      state,
      expiresAt,
    }));
    this.#holds = [...this.#holds, ...kept];
    return Promise.resolve(shortage);
  }

  release(assetId: string): Promise<void> {
    this.#remove(assetId, REGISTRATION);
    return Promise.resolve();
  }

  waiting(): Promise<readonly QuotaWait[]> {
    return Promise.resolve(this.#holds.filter(({ state }) => state === 'waiting'));
  }

  removeEnded(): Promise<number> {
    const before = this.#holds.length;
    this.#holds = this.#holds.filter((hold) => (hold.state === 'held' ? this.#isLive(hold) : !this.#isContinued(hold)));
    return Promise.resolve(before - this.#holds.length);
  }

  #usage(owner: string, month: Month): readonly Usage[] {
    return this.rows
      .flatMap((rows) => rows.usedIn(owner))
      .flatMap(({ events, isThere }) =>
        events.filter((event) => isThere(event) && isIn(event, month)).flatMap((event) => usageOf(event, events)),
      );
  }

  #uses({
    owner,
    limits,
    month,
    assetId,
    step,
  }: Pick<HoldRequest, 'owner' | 'limits' | 'month'> & Partial<HoldRequest>): QuotaUses {
    const usage = this.#usage(owner, month);
    const holds = this.#holds.filter(
      (hold) =>
        hold.owner === owner && hold.state === 'held' && this.#isLive(hold) && !(hold.assetId === assetId && hold.step === step),
    );
    return mapQuotas((quota) => ({ used: sum(usage, quota), held: sum(holds, quota), limit: limits[quota] }));
  }

  #isLive({ assetId, step, attempt, expiresAt }: Hold): boolean {
    if (expiresAt !== undefined && expiresAt <= this.now()) return false;
    if (step === REGISTRATION) return !this.#isProjected(assetId);
    const projected = this.#stepOf(assetId, step);
    const number = numberOf(projected);
    return number < attempt || (number === attempt && isUnfinished(projected));
  }

  #isContinued({ assetId, step, attempt }: Hold): boolean {
    const projected = this.#stepOf(assetId, step);
    const waits = projected !== undefined && waitOf(projected)?.for.startsWith('quota-') === true;
    return !waits && numberOf(projected) > attempt;
  }

  #isProjected(assetId: string): boolean {
    return this.rows.some((rows) => rows.all().some(({ id }) => id === assetId));
  }

  #stepOf(assetId: string, name: string): StepState | undefined {
    const row = this.rows.flatMap((rows) => rows.all()).find(({ id }) => id === assetId);
    return row !== undefined && isPresent(row.state) ? row.state.steps.find(({ step }) => step === name) : undefined;
  }

  #remove(assetId: string, step: string): void {
    this.#holds = this.#holds.filter((hold) => hold.assetId !== assetId || hold.step !== step);
  }
}
