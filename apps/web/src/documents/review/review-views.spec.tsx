import type { AllowedAction, CurrentUser, Document } from '@throughline/api-client';
import { drawView, operator, viewer } from '../../testing/draw-view.js';
import { documentWith, findingOf } from '../fields/testing/documents.js';
import { reviewCountQuery } from '../documents-api.js';
import { QueueList } from './QueueList.js';
import { addListed, EMPTY_QUEUE, goOn, markAccepted } from './review-queue.js';
import { ReviewBar } from './ReviewBar.js';
import { Arrivals } from './ReviewPage.js';

const ignore = (): void => undefined;
const accept = (allowed: boolean, reason: string | null = null): AllowedAction => ({
  action: 'accept',
  target: null,
  allowed,
  reason,
  code: null,
  try_instead: null,
});

const edit: AllowedAction = { ...accept(true), action: 'correct_fields' };

describe('the list of documents to review', () => {
  const previews = { page_url: null } as Document['previews'];
  const amount = findingOf('1.00', 0.7);
  const documents = [
    documentWith({ amount }, { id: 'a', title: 'First', unsure_fields: ['amount', 'date'], previews }),
    documentWith(
      { amount },
      { id: 'b', title: 'Second', unsure_fields: ['amount'], previews: { ...previews, page_url: '/b.jpg' } },
    ),
  ];

  it('says in words what to check, and which are accepted or passed over', () => {
    const queue = goOn(markAccepted(addListed(EMPTY_QUEUE, documents), 'a', 0));
    const { html, words } = drawView(<QueueList queue={queue} onGo={ignore} />, ignore);
    expect(words).toContain('First Accepted');
    expect(words).toContain('Second Skipped');
    expect(html).toMatch(/aria-current="true"[^>]*>.*Second/u);
    expect(html).toContain('src="/b.jpg"');
    const before = drawView(<QueueList queue={addListed(EMPTY_QUEUE, documents)} onGo={ignore} />, ignore);
    expect(before.words).toContain('First Check: date, amount');
    expect(before.words).toContain('Second Check: amount');
  });
});

interface Drawing {
  readonly me?: CurrentUser;
  readonly onSkip?: undefined;
}

describe('the decisions of a review', () => {
  const draw = (change: Partial<Omit<Document, 'metadata'>>, onUndo?: () => void, { me = operator, ...props }: Drawing = {}) =>
    drawView(
      <ReviewBar
        document={documentWith({}, { allowed_actions: [accept(true), edit], ...change })}
        isPending={false}
        onAccept={ignore}
        onEdit={ignore}
        onSkip={ignore}
        onUndo={onUndo}
        {...props}
      />,
      ignore,
      me,
    );
  const listDisabled = (html: string): readonly unknown[] =>
    [...html.matchAll(/aria-disabled="true"[^>]*aria-keyshortcuts="([^"]*)"/gu)].map(([, key]) => key);

  it('are to accept, to edit, to pass over, and to undo the last acceptance', () => {
    const { html, words } = draw({});
    expect(words.trim()).toBe('Accept Enter Edit E Skip S Undo Z');
    expect(listDisabled(html)).toEqual(['z']);
    expect(listDisabled(draw({}, ignore).html)).toEqual([]);
  });

  it('give the reason why a document cannot be accepted now', () => {
    const reason = 'The fields of the document have not been read yet.';
    const { html, words } = draw({ allowed_actions: [accept(false, reason), edit] }, ignore);
    expect(listDisabled(html)).toEqual(['Enter']);
    expect(words).toContain(reason);
  });

  it('do not offer what has no effect: an edit before the fields were read, and to pass over the only document', () => {
    expect(listDisabled(draw({ allowed_actions: [accept(true)] }, ignore).html)).toEqual(['e']);
    expect(listDisabled(draw({}, ignore, { onSkip: undefined }).html)).toEqual(['s']);
  });

  it('go on from a document that is accepted already', () => {
    expect(draw({ accepted_by: 'u2' }).words).toContain('Next Enter Edit');
  });

  it('are not offered to viewers, who can read on', () => {
    const { words } = draw({}, undefined, { me: viewer });
    expect(words).toContain('You may read this library, but not change it.');
    expect(words).toContain('Skip');
    expect(words).not.toContain('Accept Enter');
  });
});

describe('the end of a review', () => {
  it('says nothing about arrivals by a count from before the last acceptance', () => {
    const { html } = drawView(<Arrivals onReadAgain={ignore} />, (client) => {
      client.setQueryData(reviewCountQuery.queryKey, 31);
    });
    expect(html).toBe('');
  });
});
