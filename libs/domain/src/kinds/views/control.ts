import type { AllowedAction } from '../allowed-actions.js';
import type { PersonalData } from '../../asset/personal.js';
import type { Asset } from '../../asset/state.js';
import { isReadyToUpload } from '../../status/ready-to-upload.js';
import { renderStatus } from '../../status/render-status.js';
import { RUNTIME } from '../../status/runtime.js';
import { needsReview } from '../../asset/steps/review.js';
import { pauseOf } from '../../asset/steps/run.js';

export interface ActionItem {
  readonly action: string;
  /** The stage of a skip, or the output of `skip_output` or `settle`. */
  readonly target: string | null;
  readonly allowed: boolean;
  readonly code: string | null;
  readonly reason: string | null;
  readonly try_instead: string | null;
}
export interface ControlFields {
  readonly ready_to_upload: boolean;
  /** Finished content waits until a person publishes it. */
  readonly needs_review: boolean;
  readonly is_runtime: boolean;
  readonly can_run: boolean;
  readonly can_pause: boolean;
  readonly on_pause: boolean;
  readonly pause_requested_at: string | null;
  readonly pause_reason: string | null;
  readonly pause_until: string | null;
  readonly paused_by: string | null;
  readonly allowed_actions: readonly ActionItem[];
}
export interface LifeFields {
  readonly cancelled_at: string | null;
  readonly cancelled_by: string | null;
  readonly cancel_reason: string | null;
  readonly cancel_cause: 'import' | null;
  readonly imported_at: string | null;
  readonly deleted_at: string | null;
  readonly expires_at: string | null;
  /** Set once the retention date has passed and all content and personal data was destroyed. */
  readonly expired_at: string | null;
  readonly erased_at: string | null;
}

export const actionItem = ({ action, target, allowed, code, reason, tryInstead }: AllowedAction): ActionItem => ({
  action,
  target: target ?? null,
  allowed,
  code: code ?? null,
  reason: reason ?? null,
  try_instead: tryInstead ?? null,
});

const pauseFields = (
  asset: Asset,
  personal: PersonalData,
): Pick<ControlFields, 'on_pause' | 'pause_requested_at' | 'pause_reason' | 'pause_until' | 'paused_by'> => {
  const pause = pauseOf(asset);
  return {
    on_pause: pause !== undefined,
    pause_requested_at: pause?.at ?? null,
    pause_reason: pause === undefined ? null : (personal.pauseReason ?? null),
    pause_until: pause?.until ?? null,
    paused_by: pause?.by ?? null,
  };
};

/** RUN-16, RUN-24 to RUN-27, U2, U8, U21. */
export function controlFields(asset: Asset, personal: PersonalData, actions: readonly AllowedAction[]): ControlFields {
  const can = (action: string): boolean => actions.some((each) => each.action === action && each.allowed);
  return {
    ready_to_upload: isReadyToUpload(asset),
    needs_review: needsReview(asset),
    is_runtime: RUNTIME.has(renderStatus(asset)),
    can_run: can('run'),
    // A timed pause can get another end, but the item is already paused (RUN-25, D9).
    can_pause: can('pause') && pauseOf(asset) === undefined,
    ...pauseFields(asset, personal),
    allowed_actions: actions.map(actionItem),
  };
}

const cancelFields = (
  { run }: Asset,
  personal: PersonalData,
): Pick<LifeFields, 'cancelled_at' | 'cancelled_by' | 'cancel_reason' | 'cancel_cause'> => {
  const cancelled = run?.cancelled;
  return cancelled === undefined
    ? { cancelled_at: null, cancelled_by: null, cancel_reason: null, cancel_cause: null }
    : {
        cancelled_at: cancelled.at,
        cancelled_by: cancelled.by,
        cancel_reason: personal.cancelReason ?? null,
        cancel_cause: cancelled.cause ?? null,
      };
};

export const lifeFields = (asset: Asset, personal: PersonalData): LifeFields => ({
  ...cancelFields(asset, personal),
  imported_at: asset.importedAt ?? null,
  deleted_at: asset.deletedAt ?? null,
  expires_at: asset.expiresAt ?? null,
  expired_at: asset.expiredAt ?? null,
  erased_at: asset.erasedAt ?? null,
});
