import { TRANSCRIBE } from '@throughline/contracts';
import type { Personal } from '../asset/personal.js';
import type { Asset } from '../asset/state.js';
import { mediaSecondsOf } from '../steps/media.js';
import { isUnconfirmed, stepOf } from '../steps/steps.js';
import { isDone, missingTranscription } from './outcome.js';

/** What comes with `Complete` (AUD-09). */
export interface FinalProperties {
  readonly driveUrl?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly durationSeconds?: number;
  readonly completedAt: string;
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

/** Where it was delivered to: on Google Drive, else the first place that has an address. */
function addressOf({ steps }: Asset, personal: Personal): string | undefined {
  const delivered = steps.flatMap((step) => {
    const url = step.kind === 'delivery' && step.phase === 'completed' ? personal.steps?.[step.step]?.url : undefined;
    return url !== undefined && isWebAddress(url) ? [{ type: step.output?.type, url }] : [];
  });
  return (delivered.find(({ type }) => type === 'google_drive') ?? delivered[0])?.url;
}

/** As it was heard; where nothing was, as it was said to be. */
function languageOf(asset: Asset): string | undefined {
  const heard = stepOf(asset, TRANSCRIBE)?.result?.['language'];
  if (typeof heard === 'string' && heard !== '') return heard;
  return asset.language === 'auto' ? undefined : asset.language;
}

/** When the last part of it was done. What earlier runs have left is no younger than the run that found it complete. */
const completedAt = ({ run, steps, registeredAt }: Asset): string =>
  steps.reduce(
    (latest, { kind, changedAt }) => (kind !== 'followUp' && changedAt > latest ? changedAt : latest),
    run?.startedAt ?? registeredAt,
  );

/** The final properties, once everything is where it was to go and nobody has to look whether it is. */
export function completionOf(asset: Asset, personal: Personal): FinalProperties | undefined {
  if (!isDone(asset) || asset.steps.some(isUnconfirmed) || missingTranscription(asset) !== undefined) return undefined;
  const [driveUrl, language, durationSeconds] = [addressOf(asset, personal), languageOf(asset), mediaSecondsOf(asset)];
  return {
    ...(driveUrl === undefined ? {} : { driveUrl }),
    ...(language === undefined ? {} : { language }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    completedAt: completedAt(asset),
  };
}
