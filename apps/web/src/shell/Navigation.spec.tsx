import { createMemoryHistory, RouterContextProvider } from '@tanstack/react-router';
import { createPageRouter } from '../routes.js';
import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { Navigation, NavigationCount } from './Navigation.js';

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

describe('the bar of a phone', () => {
  const { html } = drawView(
    <RouterContextProvider router={createPageRouter()} history={createMemoryHistory()}>
      <Navigation />
    </RouterContextProvider>,
    () => undefined,
  );
  const [, views = ''] = html.split('class="further-views"');

  it('has at most five places', () => {
    expect(html.match(/<li(?! class="rare")/g)).toHaveLength(5);
    expect(html).toMatch(new RegExp(`<button[^>]*popovertarget="further-views".*${text.nav.further}`, 'i'));
  });

  it('has the other views behind its last place', () => {
    expect(html.match(/<li class="rare"/g)).toHaveLength(views.match(/<a /g)?.length ?? 0);
    for (const name of [text.nav.automations, text.nav.settings]) expect(views).toContain(name);
  });
});
