import { isPresent } from '../asset/state.js';
import { auditLine } from '../explain/audit/audit-line.js';
import { renderNotes, type NoteItem } from '../kinds/session/notes.js';
import { describeDecision, summarizeDecision } from '../testing/describe-decision.js';
import { Journey, aConfig } from '../testing/index.js';
import { isNoteUnchanged, MAX_NOTES, type SaveNote } from './notes.js';
import type { Decision } from './decision.js';

const by = 'owner-1';
const idOf = (number: number): string => `0199f5a0-4f0c-7c3e-9d0a-${String(number).padStart(12, '0')}`;
const aSession = (): Journey => new Journey().register({ pipeline: 'session' });
const save = (journey: Journey, number: number, content: Partial<SaveNote> = {}): Decision =>
  journey.send({ type: 'SaveNote', by, note: idOf(number), text: `Note ${String(number)}`, ...content });
const remove = (journey: Journey, number: number, basis: number): Decision =>
  journey.send({ type: 'RemoveNote', by, note: idOf(number), basis });
const notesOf = ({ state, personal }: Journey): readonly NoteItem[] => (isPresent(state) ? renderNotes(state, personal) : []);
const lastMessage = (journey: Journey): string => {
  const event = journey.events.at(-1);
  return event === undefined ? '' : auditLine(journey.state, event, journey.state).message;
};

describe('notes of a session', () => {
  it('are shown in the order of their moments, those without a moment last, with the author and the time', () => {
    const journey = aSession();
    save(journey, 1);
    save(journey, 2, { second: 846 });
    save(journey, 3, { second: 819.5, by: 'owner-2' });
    expect(notesOf(journey).map(({ text }) => text)).toEqual(['Note 3', 'Note 2', 'Note 1']);
    expect(notesOf(journey)[0]).toMatchObject({
      note_id: idOf(3),
      at_seconds: 819.5,
      version: 1,
      by: 'owner-2',
      at: journey.now,
    });
    expect(notesOf(journey)[2]).toMatchObject({ at_seconds: null });
  });

  it('are changed and removed on the version that the person has read, and by nobody who has read an older one', () => {
    const journey = aSession();
    save(journey, 1, { second: 5 });
    expect(describeDecision(save(journey, 1, { text: 'Other', basis: 1 }))).toEqual(['NoteSaved']);
    expect(notesOf(journey)).toMatchObject([{ text: 'Other', at_seconds: null, version: 2 }]);
    expect(describeDecision(save(journey, 1, { text: 'Late', basis: 1 }))).toEqual(['note-changed']);
    expect(describeDecision(remove(journey, 1, 1))).toEqual(['note-changed']);
    expect(describeDecision(remove(journey, 1, 2))).toEqual(['NoteRemoved']);
    expect(notesOf(journey)).toEqual([]);
    expect(describeDecision(remove(journey, 1, 2))).toEqual(['unknown-note']);
    expect(describeDecision(save(journey, 1, { text: 'Late', basis: 2 }))).toEqual(['unknown-note']);
    expect(JSON.stringify(journey.personal)).not.toContain('Other');
  });

  it('keep their order if one of several at the same moment changes', () => {
    const journey = aSession();
    for (const number of [1, 2]) save(journey, number, { second: 5 });
    save(journey, 1, { text: 'Other', second: 5, basis: 1 });
    expect(notesOf(journey).map(({ text }) => text)).toEqual(['Other', 'Note 2']);
  });

  it('add no event if the content is the same', () => {
    const journey = aSession();
    save(journey, 1, { second: 5 });
    const isUnchanged = (text: string, second?: number): boolean =>
      isNoteUnchanged(journey.state, journey.personal, idOf(1), { text, ...(second === undefined ? {} : { second }) });
    expect([isUnchanged('Note 1', 5), isUnchanged('Note 1'), isUnchanged('Other', 5)]).toEqual([true, false, false]);
    expect(summarizeDecision(save(journey, 1, { second: 5, basis: 1, isUnchanged: true }))).toContain('already-so');
    expect(summarizeDecision(save(journey, 1, { second: 5 }))).toContain('already-so');
  });

  it('stay out of the state and of the history', () => {
    const journey = aSession();
    save(journey, 1, { text: 'Secret', second: 846 });
    expect(lastMessage(journey)).toBe('Note at 14:06 saved by owner-1');
    expect(JSON.stringify(journey.state)).not.toContain('Secret');
    remove(journey, 1, 1);
    expect(lastMessage(journey)).toBe('Note removed by owner-1');
  });

  it('outlast other runs and a deletion that is taken back', () => {
    const journey = aSession();
    journey.run(aConfig([]));
    save(journey, 1, { second: 5 });
    journey.send({ type: 'ResetAsset', by });
    journey.run(aConfig([]));
    journey.delete();
    expect(describeDecision(save(journey, 2))).toEqual(['deleted']);
    journey.send({ type: 'RestoreAsset', by });
    expect(notesOf(journey)).toMatchObject([{ text: 'Note 1', at_seconds: 5 }]);
  });

  it('are lost with an erasure, and no other can be written', () => {
    const journey = aSession();
    save(journey, 1);
    journey.erase();
    expect(JSON.stringify([journey.state, journey.personal])).not.toMatch(/notes|Note 1/u);
    expect(describeDecision(save(journey, 2))).toEqual(['erased']);
  });

  it('have a limit', () => {
    const journey = aSession();
    for (let number = 1; number <= MAX_NOTES; number += 1) save(journey, number);
    expect(summarizeDecision(save(journey, MAX_NOTES + 1))).toContain('refused');
    expect(describeDecision(save(journey, 1, { text: 'Other', basis: 1 }))).toEqual(['NoteSaved']);
  });

  it('belong to sessions alone', () => {
    expect(describeDecision(save(new Journey().register(), 1))).toEqual(['refused']);
    expect(describeDecision(save(new Journey().register({ pipeline: 'document' }), 1))).toEqual(['refused']);
  });
});
