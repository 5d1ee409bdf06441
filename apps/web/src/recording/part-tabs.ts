import type { Recording } from '@throughline/api-client';
import { findDelivery } from './actions/find-run.js';
import type { Part } from './order.js';
import type { RecordingResult } from './results/use-result.js';
import type { AddressTabs } from './use-part-tab.js';

/** A part of the page of a recording that a phone shows in a tab. */
export type PartTab = 'transcript' | 'topics' | 'outputs' | 'downloads' | 'details' | 'history';

export const NAMED_TABS: AddressTabs<PartTab> = { events: 'history', settings: 'details' };

/** The tab of the parts below the result. The others are never hidden. */
export const TAB_OF_PART: Readonly<Partial<Record<Part, PartTab>>> = {
  details: 'details',
  made: 'history',
  why: 'history',
  past: 'history',
  history: 'history',
};

/** Lists the tabs that have content, the most wanted first. */
export function listFilledTabs(
  { hasTranscript, topics, artifacts }: Pick<RecordingResult, 'hasTranscript' | 'topics' | 'artifacts'>,
  recording: Pick<Recording, 'allowed_actions' | 'outputs' | 'run'>,
): readonly PartTab[] {
  const isFilled: Readonly<Record<PartTab, boolean>> = {
    transcript: hasTranscript,
    topics: topics.length > 0,
    outputs: recording.outputs.length > 0 || findDelivery(recording) !== undefined,
    downloads: artifacts.length > 0,
    details: true,
    history: true,
  };
  return (Object.keys(isFilled) as PartTab[]).filter((tab) => isFilled[tab]);
}
