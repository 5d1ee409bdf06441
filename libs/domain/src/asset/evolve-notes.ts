import type { AssetEventOf } from '@throughline/contracts';
import type { Note } from './annotations.js';
import type { Asset } from './state.js';

/** A changed note keeps its place among the others. */
export function evolveNoteSaved(asset: Asset, { by, note: id, second }: AssetEventOf<'NoteSaved'>['data'], at: string): Asset {
  const notes = asset.notes ?? [];
  const version = (notes.find((one) => one.id === id)?.version ?? 0) + 1;
  const saved: Note = { id, version, ...(second === undefined ? {} : { second }), by, at };
  return { ...asset, notes: version === 1 ? [...notes, saved] : notes.map((one) => (one.id === id ? saved : one)) };
}

const setNotes = ({ notes: _before, ...asset }: Asset, notes: readonly Note[]): Asset =>
  notes.length === 0 ? asset : { ...asset, notes };

export const evolveNoteRemoved = (asset: Asset, { note }: AssetEventOf<'NoteRemoved'>['data']): Asset =>
  asset.notes === undefined
    ? asset
    : setNotes(
        asset,
        asset.notes.filter(({ id }) => id !== note),
      );

/** The texts are gone with the content. */
export const dropNotes = (asset: Asset): Asset => setNotes(asset, []);
