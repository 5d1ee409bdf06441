import { renderToString } from 'react-dom/server';
import { findTab, PartTabs } from './PartTabs.js';

const names = { text: 'Text', files: 'Files', history: 'History' };

describe('the tabs of a view on a phone', () => {
  it('are the parts with content in one order, with the chosen one marked', () => {
    const html = renderToString(
      <PartTabs tab="files" filled={['history', 'files']} onTab={() => undefined} label="Parts" names={names} />,
    );
    expect(html.replaceAll(/<[^>]*>/g, ' ').trim()).toMatch(/^Files\s+History$/);
    expect(html).toMatch(/aria-pressed="true">Files</);
  });

  it('keep the chosen one while it has content', () => {
    expect(findTab('files', ['text', 'files', 'history'], 'history')).toBe('files');
    expect(findTab('files', ['text', 'history'], 'history')).toBe('text');
    expect(findTab<string>(undefined, [], 'history')).toBe('history');
  });
});
