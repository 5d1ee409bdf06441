import type { PersonalData } from '../asset/personal.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import type { ActorCommand } from './command-context.js';
import { checkNotGone, reject, satisfy, unknownAsset, type AcceptedDecision, type Decision } from './decision.js';
import { newEvent } from './event.js';

/** Notes of one session. */
export const MAX_NOTES = 200;
/** Characters of one note. All notes of a session are read at once. */
export const LONGEST_NOTE = 2_000;

/** The content of a note. The text is personal data. */
interface NoteContent {
  readonly text: string;
  /** The moment of the audio. Absent: the note is about the whole session. */
  readonly second?: number;
}

/** Writes a note of a session, or changes it. */
export interface SaveNote extends ActorCommand, NoteContent {
  readonly type: 'SaveNote';
  readonly note: string;
  /** The version that the person has changed. Absent: the note is new. */
  readonly basis?: number;
  /** The note already has this content. Only the sender can compare texts. */
  readonly isUnchanged?: boolean;
}

export interface RemoveNote extends ActorCommand {
  readonly type: 'RemoveNote';
  readonly note: string;
  /** The version that the person has read. */
  readonly basis: number;
}

/** Returns true if the note has this content. The state holds no texts, so `decide` cannot compare them. */
export const isNoteUnchanged = (
  state: AssetState,
  personal: PersonalData,
  note: string,
  { text, second }: NoteContent,
): boolean => {
  const before = isPresent(state) ? state.notes?.find(({ id }) => id === note) : undefined;
  return before !== undefined && before.second === second && personal.notes?.[note] === text;
};

const unknownNote = reject('unknown-note', 'The session has no such note.', 'Read the notes again: it may have been removed.');

/** Refuses notes of recordings and documents, and of items whose content is gone. */
function checkSession(asset: Asset): Decision | undefined {
  const noun = nounOf(asset.pipeline);
  if (noun !== 'session') return reject('refused', `A ${noun} has no notes.`, 'Write it into the description of the item.');
  return checkNotGone(asset);
}

/** Refuses the change of a note that another person has changed or removed, so that no text is lost. */
function checkBasis({ notes = [] }: Asset, { note, basis }: Pick<RemoveNote, 'note' | 'basis'>): Decision | undefined {
  const version = notes.find(({ id }) => id === note)?.version;
  if (version === undefined) return unknownNote;
  return version === basis
    ? undefined
    : reject(
        'note-changed',
        'The note has changed since you read it.',
        'Read the notes again, and apply your change to the present one.',
      );
}

const alreadySo: AcceptedDecision = satisfy('already-so', 'The session already has this note.', 'No action is needed.');

/** Refuses a note beyond the limit. */
function checkNew({ notes = [] }: Asset, note: string): Decision | undefined {
  if (notes.some(({ id }) => id === note)) return alreadySo;
  return notes.length < MAX_NOTES
    ? undefined
    : reject('refused', `A session has at most ${String(MAX_NOTES)} notes.`, 'Remove a note first, or add to one.');
}

export function saveNote(state: AssetState, command: SaveNote): Decision {
  if (!isPresent(state)) return unknownAsset;
  const refusal = checkSession(state);
  if (refusal !== undefined) return refusal;
  const { by, note, text, second, basis, isUnchanged = false } = command;
  if (isUnchanged) return alreadySo;
  return (
    (basis === undefined ? checkNew(state, note) : checkBasis(state, { note, basis })) ?? {
      events: [newEvent('NoteSaved', { by, note, ...(second === undefined ? {} : { second }) }, { text })],
    }
  );
}

export function removeNote(state: AssetState, { by, note, basis }: RemoveNote): Decision {
  if (!isPresent(state)) return unknownAsset;
  return checkSession(state) ?? checkBasis(state, { note, basis }) ?? { events: [newEvent('NoteRemoved', { by, note })] };
}
