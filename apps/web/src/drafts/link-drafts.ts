import type { Output } from '@throughline/api-client';
import type { ItemKind } from '@throughline/api-client/items';
import type { DraftFormat } from './shared-draft.js';

/** Links that a person has typed and not sent, by the names of the outputs of one item. */
export type LinkDrafts = Readonly<Record<string, string>>;

/** Reads stored drafts. Damaged ones are left out. */
const parseLinkDrafts = (stored: unknown): LinkDrafts | undefined =>
  typeof stored !== 'object' || stored === null
    ? undefined
    : Object.fromEntries(
        Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== ''),
      );

const formatOf = (kind: DraftFormat<LinkDrafts>['kind']): DraftFormat<LinkDrafts> => ({
  kind,
  none: {},
  parse: parseLinkDrafts,
  isFilled: (drafts) => Object.values(drafts).some((link) => link !== ''),
});
const [ofRecording, ofDocument] = [formatOf('link'), formatOf('document-link')];

/** Sessions have no outputs. */
export const linkDrafts = (kind: ItemKind): DraftFormat<LinkDrafts> => (kind === 'documents' ? ofDocument : ofRecording);

type OutputState = Pick<Output, 'id' | 'unconfirmed' | 'status'>;

const filterLinks = (drafts: LinkDrafts, isWanted: (output: string) => boolean): LinkDrafts => {
  const kept = Object.entries(drafts).filter(([output]) => isWanted(output));
  return kept.length === Object.keys(drafts).length ? drafts : Object.fromEntries(kept);
};

export const listWaiting = (outputs: readonly OutputState[]): readonly string[] =>
  outputs.filter(({ unconfirmed }) => unconfirmed).map(({ id }) => id);

/** Returns the drafts of the outputs that wait for an answer. */
export function keepWaiting(drafts: LinkDrafts, outputs: readonly OutputState[]): LinkDrafts {
  const waiting = listWaiting(outputs);
  return filterLinks(drafts, (output) => waiting.includes(output));
}

const ANSWERED: readonly Output['status'][] = ['UPLOADED', 'SKIPPED'];

/**
 * Returns the drafts without those of answered outputs. `before` have waited when this tab last looked. A hidden tab may not know
 * yet that an output waits, so an output that is not sent yet keeps its draft.
 */
export function forgetAnswered(drafts: LinkDrafts, before: readonly string[], outputs: readonly OutputState[]): LinkDrafts {
  const answered = outputs.filter(
    ({ id, unconfirmed, status }) => !unconfirmed && (before.includes(id) || ANSWERED.includes(status)),
  );
  return filterLinks(drafts, (output) => answered.every(({ id }) => id !== output));
}
