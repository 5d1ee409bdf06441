import {
  failedDeliveries,
  failedFollowUps,
  failureOf,
  followUpTarget,
  isPresent,
  nounOf,
  renderAssetStatus,
  type Asset,
  titleOf,
} from '@throughline/domain';
import { outputOf } from '@throughline/contracts';
import type { LostCredentials } from '../../credentials/index.js';
import type { SourceStore } from '../../sources/index.js';
import { findAttention } from '../webhooks/index.js';
import type { WebhookEndpoint, WebhookStore } from '../webhooks/index.js';
import type { ItemFilter, ItemRow, ItemRows, PageKey } from '../../adapters/projection/index.js';
import { findNearlyUsed, type QuotaUses, type Quotas } from '../../people/quotas/index.js';
import { AccountWaits } from './lost-accounts.js';
import type { NoticeCause } from './notice.js';

/** Items that are read at once. */
const PAGE_ITEMS = 500;

export interface CauseLimits {
  readonly signal?: AbortSignal | undefined;
  /** Looks at this many items of each sort of cause, the newest ones. Undefined: at all. */
  readonly most?: number | undefined;
}

export interface FoundCauses {
  /** Failures, then questions. */
  readonly ofItems: readonly NoticeCause[];
  /** Accounts, quotas and webhooks. */
  readonly others: readonly NoticeCause[];
  /** More items have failed or have questions. */
  readonly hasMore: boolean;
}

export interface CausePorts {
  readonly tables: readonly Pick<ItemRows, 'page'>[];
  readonly quotas: Pick<Quotas, 'uses' | 'month'>;
  readonly webhooks: Pick<WebhookStore, 'list'>;
  readonly lost: Pick<LostCredentials, 'find' | 'listIds'>;
  readonly sources: Pick<SourceStore, 'list'>;
}

const PATHS = { recording: '/recordings/', document: '/documents/', session: '/sessions/' } as const;

interface CausingItem {
  readonly asset: Asset;
  readonly path: string;
  /** The title in quotes, or the kind and id of an item without one. */
  readonly name: string;
  readonly title: string | undefined;
}

/** The newest run of an imported item may have failed in another system, which has told its people. */
const toItem = ({ id, state, personal }: ItemRow): readonly CausingItem[] => {
  if (!isPresent(state) || state.run?.isImported === true) return [];
  const noun = nounOf(state.pipeline);
  const title = titleOf(state, personal);
  const name = title === undefined ? `The ${noun} ${id}` : `“${title}”`;
  return [{ asset: state, path: `${PATHS[noun]}${id}`, name, title }];
};

function findFailure({ asset, path, name, title }: CausingItem): readonly NoticeCause[] {
  if (!renderAssetStatus(asset).failed) return [];
  const failure = failureOf(asset);
  const place = failure === undefined ? '' : ` at the stage ${failure.stage} (${failure.code})`;
  const text = `${name} has failed${place}. Look at the reason, then run it again.`;
  // A later failure of the same item is another cause.
  const item = { cause: 'failed', title, step: failure?.step, code: failure?.code } as const;
  return [{ key: `failed:${asset.assetId}:${failure?.at ?? ''}`, kind: 'failed', text, path, item }];
}

/** The item itself has not failed: other outputs have it. */
const findFailedDeliveries = ({ asset, path, name, title }: CausingItem): readonly NoticeCause[] =>
  failedDeliveries(asset).map((step) => ({
    key: `delivery:${asset.assetId}:${step.step}:${step.error.at}`,
    kind: 'failed',
    text: `${name} was delivered to some outputs, but not to ${outputOf(step.step) ?? step.step} (${step.error.code}). Look at the reason, then retry it.`,
    path,
    item: { cause: 'delivery_failed', title, step: step.step, code: step.error.code },
  }));

const findFailedFollowUps = ({ asset, path, name, title }: CausingItem): readonly NoticeCause[] =>
  failedFollowUps(asset).map((step) => ({
    key: `follow-up:${asset.assetId}:${step.step}:${step.error.at}`,
    kind: 'failed',
    text: `${name} was delivered, but the follow-up ${followUpTarget(step)} has failed (${step.error.code}). Look at the reason, then retry it.`,
    path,
    item: { cause: 'follow_up_failed', title, step: step.step, code: step.error.code },
  }));

function findQuestions({ asset, path, name, title }: CausingItem): readonly NoticeCause[] {
  const run = asset.run?.runId ?? '';
  const texts = {
    review: `${name} is ready and waits until you publish it.`,
    unconfirmed: `It is unknown whether ${name} has arrived at an output. Look there, then confirm the delivery.`,
  };
  return findAttention(asset).flatMap((reason): readonly NoticeCause[] =>
    reason === 'reconnect'
      ? []
      : [
          {
            key: `${reason}:${asset.assetId}:${run}`,
            kind: 'attention',
            text: texts[reason],
            path,
            item: { cause: reason, title },
          },
        ],
  );
}

const QUOTA_TEXTS = {
  items: ['items', 'new items are refused until next month'],
  bytes: ['bytes of files', 'new files are refused until next month'],
  transcription_minutes: ['minutes of transcription', 'transcriptions wait for the next month'],
  deliveries: ['deliveries', 'deliveries wait for the next month'],
} as const;

const findQuotas = (uses: QuotaUses, month: string): readonly NoticeCause[] =>
  findNearlyUsed(uses).map(({ quota, used, limit }) => {
    const [name, effect] = QUOTA_TEXTS[quota];
    const text = `${String(Math.floor(used))} of ${String(limit)} ${name} of this month are used. Beyond the limit, ${effect}.`;
    return { key: `quota:${quota}:${month}`, kind: 'quota', text, path: '/settings/you' };
  });

const findDisabled = (endpoints: readonly WebhookEndpoint[]): readonly NoticeCause[] =>
  endpoints.flatMap(({ id, name, disabledAt, disabledReason }): readonly NoticeCause[] => {
    if (disabledAt === undefined) return [];
    const why = disabledReason === 'gone' ? 'its receiver wants no more requests' : 'no request has succeeded for five days';
    const text = `The webhook ${name} is disabled: ${why}. No event is lost. Mend the receiver, then resume the webhook.`;
    return [{ key: `webhook:${String(id)}:${disabledAt}`, kind: 'attention', text, path: '/settings/webhooks' }];
  });

const ALL = { statuses: [], q: undefined, from: undefined, before: undefined, deleted: false } as const;

const FLAGS: readonly Partial<ItemFilter>[] = [
  { failed: true },
  { partial: true },
  { followUpsFailed: true },
  { needsReview: true },
  { unconfirmed: true },
  { waiting: true },
];

/** Says what was left out. An item that only waits is no cause by itself. */
interface Cut {
  items: boolean;
  waits: boolean;
}

/** Yields each item that may be a cause once, page by page, so that only one page is in memory. */
async function* readItems(
  owner: string,
  table: CausePorts['tables'][number],
  { signal, most }: CauseLimits,
  cut: Cut,
): AsyncGenerator<CausingItem> {
  const seen = new Set<string>();
  for (const flag of FLAGS) {
    let after: PageKey | undefined;
    do {
      signal?.throwIfAborted();
      const { rows, next } = await table.page({
        filter: { owner, ...ALL, ...flag },
        sort: { column: 'created_at', descending: most !== undefined },
        after,
        limit: most ?? PAGE_ITEMS,
        withTotal: false,
      });
      yield* rows.filter(({ id }) => !seen.has(id)).flatMap(toItem);
      for (const { id } of rows) seen.add(id);
      if (most === undefined) after = next;
      else if (next !== undefined) cut[flag.waiting === true ? 'waits' : 'items'] = true;
    } while (after !== undefined);
  }
}

async function findItemCauses(
  libraryId: string,
  { tables, lost, sources }: Pick<CausePorts, 'tables' | 'lost' | 'sources'>,
  limits: CauseLimits,
): Promise<FoundCauses> {
  const cut: Cut = { items: false, waits: false };
  const [failures, questions]: [NoticeCause[], NoticeCause[]] = [[], []];
  const waits = new AccountWaits(await sources.list(libraryId));
  for (const table of tables)
    for await (const item of readItems(libraryId, table, limits, cut)) {
      failures.push(...findFailure(item), ...findFailedDeliveries(item), ...findFailedFollowUps(item));
      questions.push(...findQuestions(item));
      waits.add(item.asset);
    }
  const [found, own] = await Promise.all([lost.find(libraryId, waits.checks), lost.listIds(libraryId)]);
  const accounts = waits.findCauses(found, own, cut.waits);
  return { ofItems: [...failures, ...questions], others: accounts, hasMore: cut.items };
}

/** Returns what in a library its owner should know of now. Throws if the signal is aborted. */
export async function findCauses(
  libraryId: string,
  { quotas, webhooks, ...ports }: CausePorts,
  limits: CauseLimits = {},
): Promise<FoundCauses> {
  const month = quotas.month();
  const [items, uses, endpoints] = await Promise.all([
    findItemCauses(libraryId, ports, limits),
    quotas.uses(libraryId, month),
    webhooks.list(libraryId),
  ]);
  return { ...items, others: [...items.others, ...findQuotas(uses, month.period), ...findDisabled(endpoints)] };
}
