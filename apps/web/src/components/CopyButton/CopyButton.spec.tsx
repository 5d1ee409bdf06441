import { renderToString } from 'react-dom/server';
import { CopyButton } from './CopyButton.js';

describe('the button that copies', () => {
  it('says without a clipboard that it needs https, and what to do instead', () => {
    const html = renderToString(<CopyButton words="npx tl sign-in" clipboard={null} />);
    const [, note] = /aria-describedby="([^"]+)"/.exec(html) ?? [];
    expect(html).toMatch(/<button[^>]*aria-disabled="true"/);
    expect(html).toContain(`<small id="${note ?? ''}">Copying needs https. Select the text instead.</small>`);
  });

  it('says nothing with a clipboard', () => {
    const html = renderToString(<CopyButton words="npx tl sign-in" clipboard={{ writeText: () => Promise.resolve() }} />);
    expect(html).not.toMatch(/https|aria-disabled/);
  });
});
