import type { Artifact, Document } from '@throughline/api-client';
import type { AddressTabs } from '../recording/use-part-tab.js';
import { hasDetails } from './fields/document-fields.js';
import type { SidePart } from './document-phase.js';

export type Tab = 'fields' | 'outputs' | 'files' | 'about' | 'history';

export const NAMED_TABS: AddressTabs<Tab> = { events: 'history', settings: 'about' };

/** The tab of each panel on a phone. */
export const TAB_OF: Readonly<Record<SidePart, Tab>> = { fields: 'fields', outputs: 'outputs', files: 'files', steps: 'history' };

interface FilledInput {
  readonly document: Parameters<typeof hasDetails>[0] & Pick<Document, 'outputs'>;
  readonly files: { readonly artifacts: readonly Artifact[] };
  readonly side: readonly SidePart[];
  readonly isPast: boolean;
}

/** Lists the parts that have content, the most wanted first. */
export function listFilled({ document, files, side, isPast }: FilledInput): readonly Tab[] {
  const isFilled: Readonly<Record<Tab, boolean>> = {
    fields: hasDetails(document),
    outputs: document.outputs.length > 0,
    files: !isPast && files.artifacts.length > 0,
    about: !isPast,
    history: true,
  };
  // The steps are a part of the history.
  const wanted = new Set<Tab>([...side.map((part) => TAB_OF[part]), 'about', 'history']);
  return [...wanted].filter((tab) => isFilled[tab]);
}
