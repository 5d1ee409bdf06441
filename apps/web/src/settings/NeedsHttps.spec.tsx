import { renderToString } from 'react-dom/server';
import { NeedsHttps } from './NeedsHttps.js';

describe('the list of functions that need https', () => {
  it('is shown on a page that the browser does not count as secure', () => {
    const html = renderToString(<NeedsHttps isSecure={false} />);
    expect(html).toContain('Over https');
    expect(html).toContain('<li>Copy buttons');
  });

  it('is not shown on a secure page', () => {
    expect(renderToString(<NeedsHttps isSecure />)).toBe('');
  });
});
