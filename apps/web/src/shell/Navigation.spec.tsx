import type { CurrentUser } from '@throughline/api-client';
import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { createPageRouter } from '../routes.js';
import { drawView, operator, viewer } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { UploadsProvider } from '../upload/UploadsProvider.js';
import { Navigation, NavigationCount } from './Navigation.js';
import { PhoneBar } from './PhoneBar.js';
import { SignOutProvider } from './SignOutProvider.js';

const draw = (to: '/' | '/documents' | '/recordings', counts: Readonly<Record<string, number>> | undefined): string =>
  drawView(<NavigationCount to={to} counts={counts} />, () => undefined).html;

describe('the counts beside the views', () => {
  it('are the items that need attention, and the documents to review', () => {
    const counts = { all: 40, attention: 3, unsure: 1 };
    expect(draw('/', counts)).toContain(text.nav.needAttention(3));
    expect(draw('/documents', counts)).toContain('1 document to review');
    expect(draw('/recordings', counts)).toBe('');
  });

  it('are left out while they are unknown or 0', () => {
    expect(draw('/', undefined)).toBe('');
    expect(draw('/documents', { all: 3 })).toBe('');
  });

  it('are short in the badge, and exact for screen readers', () => {
    const html = draw('/', { attention: 12_480 });
    expect(html).toContain('999+');
    expect(html).toContain('12,480 items need attention');
  });
});

const drawInPage = (part: ReactElement, me: CurrentUser = operator): string =>
  drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      <UploadsProvider>
        <SignOutProvider>{part}</SignOutProvider>
      </UploadsProvider>
    </RouterContextProvider>,
    () => undefined,
    me,
  ).html;

it('names all main views in the rail', () => {
  const html = drawInPage(<Navigation />);
  const { items, recordings, documents, sessions, activity, automations, settings } = text.nav;
  for (const name of [items, recordings, documents, sessions, activity, automations, settings])
    expect(html).toContain(`>${name}</span>`);
});

describe('the bar of a phone', () => {
  const drawBar = (me?: CurrentUser): readonly string[] => drawInPage(<PhoneBar />, me).split('class="further-views"');
  const [bar = '', views = ''] = drawBar();

  it('has at most five places', () => {
    expect(bar.match(/<li/g)).toHaveLength(5);
    expect(bar).toMatch(new RegExp(`<button[^>]*popovertarget="further-views".*${text.nav.further}`, 'i'));
  });

  it('has the other views behind its last place', () => {
    for (const name of [text.nav.sessions, text.nav.automations, text.nav.settings]) {
      expect(bar).not.toContain(`>${name}</span>`);
      expect(views).toContain(`>${name}</span>`);
    }
  });

  it('has Add in its middle, but not for viewers', () => {
    const add = `aria-label="${text.upload.add}"`;
    expect(bar.indexOf(add)).toBeGreaterThan(bar.indexOf(text.nav.recordings));
    expect(bar.indexOf(add)).toBeLessThan(bar.indexOf(text.nav.documents));
    expect(drawBar(viewer)[0]).not.toContain(add);
  });

  it('has the signed-in person behind its last place', () => {
    expect(bar).not.toContain(text.account.signOut);
    expect(views).toContain(text.account.signOut);
  });
});
