import { describeShortage, itemNeeds, type QuotaForecast } from '../../people/quotas/index.js';
import type { SyncedEntry } from '../../sources/index.js';
import type { TemplateId } from '../../templates/index.js';
import { judgeItem, type JudgedBy } from './judge-item.js';
import type { NotStartedReason } from './left-out-reasons.js';
import type { SourceReading } from './job-sources.js';

/** `start`: imported and started. `import`: imported only. `wait`: not complete yet. `fail`: cannot be imported. */
export const NEW_ITEM_VERDICTS = ['start', 'import', 'wait', 'fail'] as const;
export type NewItemVerdict = (typeof NEW_ITEM_VERDICTS)[number];

/** A recording that is not in the library yet. */
export interface NewItem {
  readonly sourceId: number;
  readonly title: string;
  /** Absent: its source does not tell, so the time of the import counts. */
  readonly startedAt?: string;
  readonly verdict: NewItemVerdict;
  readonly templateId?: TemplateId;
  readonly alsoMatches?: readonly TemplateId[];
  readonly reason?: NotStartedReason;
  /** The finding of the source about an entry that cannot be imported yet. */
  readonly detail?: string;
}

type Judgement = Pick<NewItem, 'verdict' | 'templateId' | 'alsoMatches' | 'reason'>;
type Foreseen = NonNullable<SyncedEntry['foreseen']>;
type ReadSource = NonNullable<SourceReading['source']>;

const importOnly = (reason: NotStartedReason): Judgement => ({ verdict: 'import', reason });

function judge(
  { title, startedAt, durationSeconds, templateId, isMapped }: Foreseen,
  source: ReadSource,
  by: JudgedBy,
): Judgement {
  if (source.isRun) return importOnly('started-by-source');
  if (!by.task.filters.status.includes(isMapped ? 'INITIALIZED' : 'SKIPPED'))
    return importOnly(isMapped ? 'other-status' : 'no-template');
  const facts = {
    startedAt: startedAt ?? by.window.to,
    isBlank: durationSeconds === 0,
    isActive: false,
    isImported: false,
    boundTo: templateId,
  };
  const judged = judgeItem({ ...facts, sourceId: source.id, title, durationSeconds }, by);
  if ('leftOut' in judged) return importOnly(judged.leftOut);
  const { templateId: used = templateId, alsoMatches } = judged.item;
  return {
    verdict: 'start',
    ...(used === undefined ? {} : { templateId: used }),
    ...(alsoMatches === undefined ? {} : { alsoMatches }),
  };
}

/** The room for new items. */
export interface Room {
  /** Recordings that fit into the run beside those of the library. */
  readonly places: number;
  /** Absent: the library has no limit. A sync compares each item with the quotas alone, so they are added up here. */
  readonly quotas?: QuotaForecast | undefined;
}

interface Judge {
  readonly by: JudgedBy;
  readonly room: Room;
}

function newItemOf(entry: SyncedEntry, source: ReadSource, { by, room }: Judge): NewItem | undefined {
  const { name, verdict, foreseen, message } = entry;
  const detail = message === undefined ? {} : { detail: message };
  if (verdict === 'waiting') return { sourceId: source.id, title: name, verdict: 'wait', ...detail };
  if (verdict === 'failed') return { sourceId: source.id, title: name, verdict: 'fail', ...detail };
  if (foreseen === undefined) return undefined;
  const { title, startedAt, bytes = 0 } = foreseen;
  const refused = room.quotas?.add(itemNeeds(bytes));
  if (refused !== undefined)
    return { sourceId: source.id, title: name, verdict: 'fail', detail: describeShortage(refused, refused.month) };
  return { sourceId: source.id, title, ...(startedAt === undefined ? {} : { startedAt }), ...judge(foreseen, source, by) };
}

/** Returns what a run would bring, and whether it would start it. */
export function judgeNewItems(readings: readonly SourceReading[], by: JudgedBy, room: Room): readonly NewItem[] {
  const items = readings.flatMap(({ source, entries }) =>
    source === undefined ? [] : entries.flatMap((entry) => newItemOf(entry, source, { by, room }) ?? []),
  );
  const late = new Set(items.filter(({ verdict }) => verdict === 'start').slice(Math.max(0, room.places)));
  return items.map((item) => (late.has(item) ? { ...item, ...importOnly('too-many') } : item));
}
