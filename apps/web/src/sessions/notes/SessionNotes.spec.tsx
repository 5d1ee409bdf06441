import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser, Note, Session } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../../api/me.js';
import { text } from '../../texts/text.js';
import { NoteForm, type NoteFormProps } from './NoteForm.js';
import { sessionNotesQuery } from './notes-api.js';
import { SessionNotes } from './SessionNotes.js';

const words = text.sessions.notes;
const at = '2026-02-05T10:00:00.000Z';
const notes: readonly Note[] = [
  { note_id: 'a', text: 'A “no”', at_seconds: 819.5, version: 2, by: 'ada', at },
  { note_id: 'b', text: 'Come back', at_seconds: null, version: 1, by: 'bob', at },
];
const kept = { deleted_at: null, expired_at: null, erased_at: null };

function draw(scopes: CurrentUser['scopes'], life: Partial<Session> = {}, found = notes, onSeek?: () => void): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { id: 'ada', scopes } as unknown as CurrentUser);
  client.setQueryData(sessionNotesQuery('s', '1').queryKey, [...found]);
  const session = { session_id: 's', revision: '1', ...kept, ...life } as unknown as Session;
  return renderToString(
    <QueryClientProvider client={client}>
      <SessionNotes session={session} at={846} onSeek={onSeek} />
    </QueryClientProvider>,
  );
}

describe('the notes on the page of a session', () => {
  it('are shown with their moments, from which the audio plays', () => {
    const html = draw(['read', 'write'], {}, notes, () => undefined);
    expect(html).toContain('A “no”');
    expect(html).toContain('Come back');
    expect(html).toContain('Play from 13:39');
    expect(draw(['read', 'write'])).not.toContain('Play from');
  });

  it('are written, changed and removed by users with the right', () => {
    const html = draw(['read', 'write']);
    expect(html).toContain('Write a note at 14:06');
    expect(html).toContain('Edit the note at 13:39');
    expect(html).toContain('Remove the note “Come back”');
    // Nothing was saved yet.
    expect(html).not.toContain(words.saved);
    for (const readOnly of [draw(['read']), draw(['read', 'write'], { deleted_at: at })]) {
      expect(readOnly).toContain('A “no”');
      expect(readOnly).not.toMatch(/<textarea|Edit the|Remove the/);
    }
  });

  it('say if there are none, and are gone with the content', () => {
    expect(draw(['read'], {}, [])).toContain(words.none);
    expect(draw(['read', 'write'], { erased_at: at })).toBe('');
    expect(draw(['read', 'write'], { expired_at: at })).toBe('');
  });
});

describe('the form of a note', () => {
  const form = (props: Partial<NoteFormProps>): string => {
    const ignore = (): Promise<void> => Promise.resolve();
    return renderToString(
      <QueryClientProvider client={new QueryClient()}>
        <NoteForm session="s" note="a" draft={undefined} at={0} onDraft={() => undefined} onSaved={ignore} {...props} />
      </QueryClientProvider>,
    );
  };
  const draft = { text: 'My text', second: 5, version: 1 };

  it('saves only a text', () => {
    expect(form({})).toMatch(/type="submit" aria-disabled="true"/);
    expect(form({ draft: { ...draft, text: '  ' } })).toMatch(/type="submit" aria-disabled="true"/);
    expect(form({ draft })).not.toContain('aria-disabled');
  });

  it('keeps the typed text beside the text of another person, until somebody chooses', () => {
    const html = form({ draft, theirs: notes[0] });
    expect(html).toContain('My text');
    expect(html).toContain('A “no”');
    for (const choice of [words.changedMeanwhile, words.keepMine, words.takeTheirs]) expect(html).toContain(choice);
    expect(html).toMatch(/type="submit" aria-disabled="true"/);
    expect(form({ draft: { ...draft, version: 2 }, theirs: notes[0] })).not.toContain(words.changedMeanwhile);
    const same = { text: 'A “no”', second: 819.5, version: 1 };
    expect(form({ draft: same, theirs: notes[0] })).not.toContain(words.changedMeanwhile);
  });
});
