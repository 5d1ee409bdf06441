import type { DeletionPreview } from '@throughline/api-client';

export type AffectedLibrary = DeletionPreview['libraries'][number];

export interface LibraryChoice {
  readonly id: string;
  readonly action: 'erase' | 'move' | 'transfer';
  readonly to?: string;
}

/** The selected option of each library, by its id: `erase`, or an action with the id of its target, e.g. `move 01J8…`. */
export type ChoiceDraft = Readonly<Record<string, string>>;

export interface LibraryOption {
  readonly value: string;
  readonly action: LibraryChoice['action'];
  /** The library that gets the items, or the new owner. */
  readonly target?: string;
}

/** A library lasts if others own it, or if the draft gives it another owner. */
const isLasting = ({ id, needs_choice: needsChoice }: AffectedLibrary, draft: ChoiceDraft): boolean =>
  !needsChoice || draft[id]?.startsWith('transfer ') === true;

/** Lists what can happen to a library, which depends on the choices for the others. */
export function listOptions(
  library: AffectedLibrary,
  libraries: readonly AffectedLibrary[],
  draft: ChoiceDraft,
): readonly LibraryOption[] {
  const targets = libraries.filter((one) => one.id !== library.id && one.role !== 'viewer' && isLasting(one, draft));
  return [
    { value: 'erase', action: 'erase' },
    ...targets.map(({ id, name }): LibraryOption => ({ value: `move ${id}`, action: 'move', target: name })),
    ...library.members.map(({ id, name }): LibraryOption => ({ value: `transfer ${id}`, action: 'transfer', target: name })),
  ];
}

/** Returns the selected option; empty if there is none, also because another choice has made it impossible. */
export function selectedOption(library: AffectedLibrary, libraries: readonly AffectedLibrary[], draft: ChoiceDraft): string {
  const selected = draft[library.id];
  return listOptions(library, libraries, draft).find(({ value }) => value === selected)?.value ?? '';
}

function readOption(id: string, option: string): readonly LibraryChoice[] {
  const [action, to] = option.split(' ');
  if (action === 'erase') return [{ id, action }];
  return (action === 'move' || action === 'transfer') && to !== undefined ? [{ id, action, to }] : [];
}

export const choicesOf = (libraries: readonly AffectedLibrary[], draft: ChoiceDraft): readonly LibraryChoice[] =>
  libraries
    .filter(({ needs_choice: needsChoice }) => needsChoice)
    .flatMap((library) => readOption(library.id, selectedOption(library, libraries, draft)));
