import { TRANSCRIBE } from '@throughline/contracts';
import type { Asset } from '../asset/state.js';
import { mediaSecondsOf } from '../asset/steps/media.js';
import { resultOf, stepOf } from '../asset/steps/steps.js';
import { languageOf } from '../asset/config/language.js';

/** The facts of an item that its texts can show. They are no personal data. */
export interface TextFacts {
  readonly registeredAt: string;
  readonly source: string;
  /** Absent: not measured yet. */
  readonly seconds?: number;
  /** Absent: not detected yet. */
  readonly language?: string;
}

/** Returns the length of the delivered media, which is cut if silence was trimmed. */
function findSeconds(asset: Asset): number | undefined {
  const trimmed = resultOf(stepOf(asset, 'TRIM'))?.['duration_seconds'];
  return typeof trimmed === 'number' && trimmed > 0 ? trimmed : mediaSecondsOf(asset);
}

export function textFactsOf(asset: Asset): TextFacts {
  const [seconds, language] = [findSeconds(asset), languageOf(asset, resultOf(stepOf(asset, TRANSCRIBE)))];
  return {
    registeredAt: asset.registeredAt,
    source: asset.sourceKind,
    ...(seconds === undefined ? {} : { seconds }),
    ...(language === undefined ? {} : { language }),
  };
}
