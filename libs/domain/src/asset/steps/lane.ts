import type { PlanStep } from '@throughline/contracts';
import type { Asset } from '../state.js';
import { plannedStep, resultOf, stepOf } from './steps.js';

/** Kinds of files whose text can be read directly. A page without a text layer needs OCR. */
const WRITTEN: ReadonlySet<unknown> = new Set(['text', 'html', 'email']);
const hasText = (asset: Asset): boolean =>
  resultOf(stepOf(asset, 'check_text'))?.['text'] === 'layer' ||
  WRITTEN.has(resultOf(stepOf(asset, 'create_file_record'))?.['kind']);

/** Returns the lane for an attempt of the step: a document with text does not wait behind scans. */
export function laneOf(asset: Asset, planned: PlanStep): string {
  if (planned.step !== 'extract_text' || !hasText(asset)) return planned.lane;
  return plannedStep(asset, 'check_text')?.lane ?? planned.lane;
}
