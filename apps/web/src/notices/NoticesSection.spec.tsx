import type { CurrentUser, Notices } from '@throughline/api-client';
import { drawView, viewer, type DrawnView } from '../testing/draw-view.js';
import { noticesQuery } from './notices-api.js';
import { NoticesSection } from './NoticesSection.js';

const off: Notices = { available: true, state: 'off', email: null, kinds: [], last_sent_at: null, problem: null, revision: 0 };
const on: Notices = { ...off, state: 'on', email: 'ann@example.org', kinds: ['failed'], revision: 2 };
const draw = (notices: Notices, me?: CurrentUser): DrawnView =>
  drawView(<NoticesSection />, (client) => client.setQueryData(noticesQuery.queryKey, notices), me);

describe('the notices of a library', () => {
  it('are off at first, with all kinds chosen', () => {
    const { html, words } = draw(off);
    expect(words).toContain('No notices are sent.');
    expect([...html.matchAll(/type="checkbox" checked=""/g)]).toHaveLength(3);
    expect(words).not.toContain('Turn off');
  });

  it('show the address, and why the last one was not sent', () => {
    const { html, words } = draw({ ...on, problem: 'The mail server is busy' });
    expect(words).toContain('Notices are sent to ann@example.org .');
    expect(words).toContain('The last notice was not sent The mail server is busy');
    expect([...html.matchAll(/type="checkbox" checked=""/g)]).toHaveLength(1);
    expect(words).toContain('Turn off');
    expect(draw({ ...on, state: 'unconfirmed' }).words).toMatch(
      /Not confirmed yet: ann@example\.org \. Open the link in the mail/,
    );
  });

  it('say that the server cannot send mail, and give viewers no form', () => {
    expect(draw({ ...off, available: false }).words).toContain('This server cannot send mail.');
    const { html, words } = draw(on, viewer);
    expect([html.includes('<form'), words.includes('Operators of the library')]).toEqual([false, true]);
  });
});
