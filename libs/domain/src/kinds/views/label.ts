import { QUEUE } from '@throughline/contracts';
import type { Asset } from '../../asset/state.js';
import type { WaitingItem } from './waiting.js';

/**
 * The words that lists show instead of the status, because the status would promise more. `stalled`: the worker of a running step
 * does not respond. `stopped`: a person ended the newest run before any output got the item. `queued`: no step runs, and the
 * next one waits for a worker.
 */
export const ITEM_LABELS = ['stalled', 'stopped', 'queued'] as const;
export type ItemLabel = (typeof ITEM_LABELS)[number];

/** The gateway's list filters repeat this rule in SQL (`IS_STOPPED`). */
export const isStopped = ({ run, steps, expiredAt, erasedAt }: Asset): boolean =>
  run?.cancelled !== undefined &&
  expiredAt === undefined &&
  erasedAt === undefined &&
  !steps.some(({ kind, phase, delivered }) => kind === 'delivery' && (phase === 'completed' || delivered !== undefined));

interface LabelContext {
  readonly waitingFor: readonly WaitingItem[];
  readonly isStalled: (step: string) => boolean;
}

export function labelOf(asset: Asset, { waitingFor, isStalled }: LabelContext): ItemLabel | null {
  if (asset.steps.some(({ step, phase }) => phase === 'running' && isStalled(step))) return 'stalled';
  if (isStopped(asset)) return 'stopped';
  return waitingFor.some((each) => each.for === QUEUE) ? 'queued' : null;
}
