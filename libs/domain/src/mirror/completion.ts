import { TRANSCRIBE } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import type { Asset } from '../asset/state.js';
import { mediaSecondsOf } from '../asset/steps/media.js';
import { deliveredUrlOf, isUnconfirmed, resultOf, stepOf } from '../asset/steps/steps.js';
import { languageOf } from '../asset/config/language.js';
import { isDone, findMissingTranscription } from './outcome.js';

/** The properties that are written with `Complete` (AUD-09). */
export interface FinalProperties {
  readonly driveUrl?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly durationSeconds?: number;
  readonly completedAt: string;
}

const isWebAddress = (url: string): boolean => /^https?:\/\//i.test(url);

/** Returns the address of the delivered file: on Google Drive, otherwise the first one with an address. */
function addressOf({ steps }: Asset, personal: PersonalData): string | undefined {
  const delivered = steps.flatMap((step) => {
    const url = deliveredUrlOf(step, personal);
    return url !== undefined && isWebAddress(url) ? [{ type: step.output?.type, url }] : [];
  });
  return (delivered.find(({ type }) => type === 'google_drive') ?? delivered[0])?.url;
}

/** Returns the end of the last part. Parts of earlier runs count from the start of the newest run. */
const completedAt = ({ run, steps, registeredAt }: Asset): string =>
  steps.reduce(
    (latest, { kind, changedAt }) => (kind !== 'followUp' && changedAt > latest ? changedAt : latest),
    run?.startedAt ?? registeredAt,
  );

/** Returns the final properties once everything is delivered and no person needs to check it. */
export function findCompletion(asset: Asset, personal: PersonalData): FinalProperties | undefined {
  if (!isDone(asset) || asset.steps.some(isUnconfirmed) || findMissingTranscription(asset) !== undefined) return undefined;
  const [driveUrl, language, durationSeconds] = [
    addressOf(asset, personal),
    languageOf(asset, resultOf(stepOf(asset, TRANSCRIBE))),
    mediaSecondsOf(asset),
  ];
  return {
    ...(driveUrl === undefined ? {} : { driveUrl }),
    ...(language === undefined ? {} : { language }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
    completedAt: completedAt(asset),
  };
}
