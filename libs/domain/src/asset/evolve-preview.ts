import { PREVIEW } from '@throughline/contracts';
import { previewFileOf } from './previews/preview-file.js';
import { isOpen } from './steps/steps.js';
import { isSameContent } from './content.js';
import { createPendingStep, endOpenAttempts } from './evolve-run.js';
import { changeOf, type StepEvent } from './evolve-step.js';
import type { RecordedAt } from './recorded-at.js';
import type { Asset, Source, StepState } from './state.js';

export const isOfPreview = (event: StepEvent): boolean => event.data.step === PREVIEW;

const firstPreview = (at: string): StepState =>
  createPendingStep({ step: PREVIEW, kind: 'preview', attempts: [], checkpoints: {} }, at);

/** An attempt that another system left open ends here, because nobody continues it. */
function reopen({ isForeign: _isForeign, ...step }: StepState): StepState {
  return { ...step, attempts: endOpenAttempts(step.attempts, 'withdrawn') };
}

/** Notes the file that the attempt reads, because the item may get another one before its end. */
function recordFile(asset: Asset, step: StepState): StepState {
  const newest = step.attempts.at(-1);
  const file = previewFileOf(asset);
  if (newest === undefined || file === undefined) return step;
  return { ...step, attempts: [...step.attempts.slice(0, -1), { ...newest, fileSha256: file.sha256 }] };
}

/**
 * Applies an event of the previews. It changes nothing else about the item, not even the time of its last change, so that
 * previews never show in a status, a list or a mirror. Files of earlier previews stay until the next ones are complete.
 */
export function evolvePreview(asset: Asset, event: StepEvent, { at, importedAt }: RecordedAt): Asset {
  const known = asset.preview ?? (event.type === 'StepScheduled' ? firstPreview(at) : undefined);
  if (known === undefined) return asset;
  const before = event.type === 'StepScheduled' ? reopen(known) : known;
  const changed = changeOf(asset, event, at)(before);
  if (changed === known) return asset;
  const after = event.type === 'StepStarted' ? recordFile(asset, changed) : changed;
  return { ...asset, preview: importedAt === undefined ? after : { ...after, isForeign: true } };
}

/** Ends an open attempt at the previews of a deleted item. Its files stay for a restoration. */
export function stopPreview(asset: Asset, at: string): Asset {
  const { preview } = asset;
  if (preview === undefined || !isOpen(preview)) return asset;
  const { artifacts, ...stopped } = createPendingStep(
    { ...preview, attempts: endOpenAttempts(preview.attempts, 'cancelled') },
    at,
  );
  return { ...asset, preview: { ...stopped, artifacts: preview.artifacts.length === 0 ? artifacts : preview.artifacts } };
}

/** Forgets the previews of content that is gone or was replaced. The attempts stay, so that late results are still recorded. */
export function dropPreview(asset: Asset, at: string): Asset {
  const { preview } = asset;
  if (preview === undefined) return asset;
  return { ...asset, preview: createPendingStep({ ...preview, attempts: endOpenAttempts(preview.attempts, 'cancelled') }, at) };
}

/** Forgets the previews if the item gets other content. */
export const dropPreviewOfOther = (asset: Asset, source: Source, at: string): Asset =>
  isSameContent(asset.source, source) ? asset : dropPreview(asset, at);
