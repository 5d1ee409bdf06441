import type { PlanStep } from '@throughline/contracts';
import { isWritten } from '../document-pages.js';
import type { Asset } from '../state.js';
import { plannedStep, resultOf, stepOf } from './steps.js';

/** A page without a text layer needs OCR. */
const hasText = (asset: Asset): boolean =>
  resultOf(stepOf(asset, 'check_text'))?.['text'] === 'layer' ||
  isWritten(resultOf(stepOf(asset, 'create_file_record'))?.['kind']);

/** Returns the lane for an attempt of the step: a document with text does not wait behind scans. */
export function laneOf(asset: Asset, planned: PlanStep): string {
  if (planned.step !== 'extract_text' || !hasText(asset)) return planned.lane;
  return plannedStep(asset, 'check_text')?.lane ?? planned.lane;
}
