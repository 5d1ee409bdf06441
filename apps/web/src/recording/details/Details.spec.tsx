import { createMemoryHistory, createRootRoute, createRouter, RouterContextProvider } from '@tanstack/react-router';
import type { Document } from '@throughline/api-client';
import { shownDocuments } from '../../documents/shown-documents.js';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { Details, focusDetails } from './Details.js';

const words = text.recording.details;
const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() });

const DOCUMENT = {
  id: 'a',
  revision: '1',
  title: 'Lease',
  description: null,
  tags: ['office'],
  allowed_actions: [{ action: 'describe', target: null, allowed: true, reason: null, code: null, try_instead: null }],
} as unknown as Document;

const draw = (isTitleElsewhere?: boolean): string =>
  drawView(
    <RouterContextProvider router={router}>
      <Details item={DOCUMENT} cache={shownDocuments} {...(isTitleElsewhere === undefined ? {} : { isTitleElsewhere })} />
    </RouterContextProvider>,
    () => undefined,
  ).html;

/** Returns the field that the action focuses, with its attributes. */
function findFocused(html: string): string | undefined {
  let focused: string | undefined;
  const find = (from: number) => (selector: string) => {
    const found = new RegExp(`<(?:${selector.split(', ').join('|')})\\b[^>]*>`, 'u').exec(html.slice(from));
    return (
      found && {
        focus: () => {
          [focused] = found;
        },
      }
    );
  };
  const getElementById = (id: string) => {
    const from = html.indexOf(`id="${id}"`);
    return from === -1 ? null : { querySelector: find(from) };
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  Object.defineProperty(globalThis, 'document', { value: { getElementById }, configurable: true });
  focusDetails();
  if (before === undefined) Reflect.deleteProperty(globalThis, 'document');
  else Object.defineProperty(globalThis, 'document', before);
  return focused;
}

describe('the form of the title, description and tags', () => {
  it('has only the description if title and tags are edited in another place of the page', () => {
    expect(draw()).toContain('value="Lease"');
    expect(draw()).toContain(words.addTag);
    const short = draw(true);
    expect(short).toContain(words.description);
    expect(short).not.toContain('Lease');
    expect(short).not.toContain(words.addTag);
  });

  it('gets the focus in its first field, which is the description without a title', () => {
    expect(findFocused(draw())).toMatch(/^<input .*value="Lease"/u);
    expect(findFocused(draw(true))).toMatch(/^<textarea /u);
  });
});
