import { followUpOf, outputOf } from '@throughline/contracts';
import {
  failedFollowUps,
  failureOf,
  followUpTarget,
  nounOf,
  outputStatus,
  renderAssetStatus,
  renderOutput,
  type Asset,
  type ItemNoun,
  type PersonalData,
  titleOf,
} from '@throughline/domain';
import { parseRevision, type EventStore } from '@throughline/event-store';
import { foldUntil } from '../../items/index.js';
import { findAttention, type AttentionReason } from './attention.js';
import type { WebhookEvent, WebhookMessage } from './webhook-endpoint.js';

interface PayloadOutput {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  /** The address of the delivered file, if the destination has told one. */
  readonly url: string | null;
  readonly uploaded_at: string | null;
}

export interface WebhookPayload {
  readonly type: WebhookEvent;
  /** The time of the event. */
  readonly timestamp: string;
  readonly data: {
    readonly id: string;
    readonly kind: ItemNoun;
    /** The title as the API shows it; null if there is none, or if the item was erased. */
    readonly title: string | null;
    /** The value for `after_revision` and `If-Match` of the API. */
    readonly revision: string;
    /** Grows with each event of an item. */
    readonly position: string;
    readonly status: string;
    readonly previous_status: string | null;
    readonly failed: boolean;
    readonly failed_at_stage: string | null;
    readonly failed_code: string | null;
    readonly attention: readonly AttentionReason[];
    /** The output of `delivery.completed` and `follow_up.failed`. */
    readonly output: string | null;
    /** The follow-up of `follow_up.failed`. */
    readonly follow_up: string | null;
    /** The stable code of its failure. */
    readonly follow_up_code: string | null;
    readonly outputs: readonly PayloadOutput[];
    /** The item in the API: an address, or a path if the server does not know its public address. */
    readonly item_url: string;
  };
}

const PATHS: Readonly<Record<ItemNoun, string>> = {
  recording: '/api/v1/recordings/',
  document: '/api/v1/documents/',
  session: '/api/v1/sessions/',
};

const outputsOf = (asset: Asset, personal: PersonalData): readonly PayloadOutput[] =>
  asset.steps
    .filter(({ kind }) => kind === 'delivery')
    .map((step) => {
      const { id, target_type: type, target_meta: meta, uploaded_at } = renderOutput(asset, step, { personal });
      const url = meta?.['url'];
      return { id, type, status: outputStatus(step), url: typeof url === 'string' ? url : null, uploaded_at };
    });

function renderFailure(asset: Asset): Pick<WebhookPayload['data'], 'status' | 'failed' | 'failed_at_stage' | 'failed_code'> {
  const { status, failed } = renderAssetStatus(asset);
  const failure = failed ? failureOf(asset) : undefined;
  return { status, failed, failed_at_stage: failure?.stage ?? null, failed_code: failure?.code ?? null };
}

type FollowUpFields = Pick<WebhookPayload['data'], 'output' | 'follow_up' | 'follow_up_code'>;

/** Renders the output of a message, and its follow-up if the message names one. */
function renderTarget(asset: Asset, target: string | undefined): FollowUpFields {
  const step = failedFollowUps(asset).find((one) => followUpTarget(one) === target);
  if (step === undefined) return { output: target ?? null, follow_up: null, follow_up_code: null };
  return {
    output: outputOf(step.step) ?? null,
    follow_up: followUpOf(step.step) ?? null,
    follow_up_code: step.error.code,
  };
}

export interface PayloadPorts {
  readonly history: Pick<EventStore, 'load'>;
  /** The public address of the server. */
  readonly origin: string | undefined;
}

/**
 * Renders the payload of a message from the log: the item as it was after the commit of the event, without personal data that
 * was erased since. So every attempt tells the same state. Returns `undefined` if the log no longer has the commit, because an
 * older copy of the log was restored. Throws if the history cannot be read.
 */
export async function renderPayload(
  message: Pick<WebhookMessage, 'assetId' | 'position' | 'event' | 'output' | 'previousStatus'>,
  { history, origin = '' }: PayloadPorts,
): Promise<WebhookPayload | undefined> {
  const { assetId, position, event, output, previousStatus } = message;
  // The position of a commit is the revision that it gave the item.
  const commits = await history.load(assetId, { upTo: parseRevision(position) });
  const past = foldUntil(commits, { kind: 'position', position });
  if (past?.last.position !== position) return undefined;
  const { asset, personal, last } = past;
  const kind = nounOf(asset.pipeline);
  return {
    type: event,
    timestamp: last.commit.at,
    data: {
      id: assetId,
      kind,
      title: titleOf(asset, personal) ?? null,
      revision: last.revision,
      position: last.position,
      previous_status: previousStatus ?? null,
      ...renderFailure(asset),
      attention: findAttention(asset),
      ...renderTarget(asset, output),
      outputs: outputsOf(asset, personal),
      item_url: `${origin}${PATHS[kind]}${assetId}`,
    },
  };
}
